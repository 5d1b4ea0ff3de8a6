// Peers from npm and PyPI, installed beside the benches when one is first needed: nothing else pays for them.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The path of what lies in the folder of peers. */
export const sourceOf = (name: string): string =>
  fileURLToPath(new URL(`../peers/${name}`, import.meta.url))

/** The path of a peer's program. */
export async function peer(name: string): Promise<string> {
  const program = sourceOf(`node_modules/.bin/${name}`)
  if (!existsSync(program)) {
    const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', sourceOf('')]
    await run('npm', args)
  }
  return program
}

const HYPERQUEUE = 'hyperqueue==0.27.0'

/** A Python that has HyperQueue; undefined where there is no Python, or no package for this machine. */
export async function hyperQueue(): Promise<string | undefined> {
  const python = sourceOf('.venv/bin/python')
  try {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', sourceOf('.venv')])
    await run(python, ['-m', 'pip', 'install', '--quiet', HYPERQUEUE])
    return python
  } catch {
    return undefined
  }
}
