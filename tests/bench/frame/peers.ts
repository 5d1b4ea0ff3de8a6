// Peers from npm, installed beside the benches when one is first needed: no other `npm ci` pays.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The path of a peer's program. */
export async function peer(name: string): Promise<string> {
  const program = here(`../peers/node_modules/.bin/${name}`)
  if (!existsSync(program)) {
    const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', here('../peers')]
    await promisify(execFile)('npm', args)
  }
  return program
}
