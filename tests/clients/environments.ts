// What the client programs need, installed once into tests/clients/.cache.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LazuliOptions } from '#library/options.ts'
import type { Ready } from '../../src/library/ready/ready.ts'

export const here = fileURLToPath(new URL('.', import.meta.url))
export const cache = join(here, '.cache')
export const cli = join(here, '../../bin/lazuli.js')

/** One program: how to make it ready, and how to run it. */
export interface Client {
  readonly name: string
  /** What its server is started with besides. */
  readonly options?: LazuliOptions
  prepare(): Promise<void>
  run(env: Record<string, string>, scratch: string, ready: Ready): Promise<Outcome>
}

export interface Outcome {
  readonly code: number
  readonly output: string
}

export type Env = Record<string, string | undefined>

/** Far above what the longest needs: who takes this long waits for something that does not come. */
const LIMIT_MS = 10 * 60_000

export const sh = (
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Env; readonly limitMs?: number } = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? here,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.limitMs ?? LIMIT_MS,
    })
    let output = ''
    const note = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })

export async function must(what: Promise<Outcome>): Promise<void> {
  const { code, output } = await what
  if (code !== 0) throw new Error(output)
}

/** The system's, where it can make environments: others may stand in a home that only its owner enters. */
async function pythonForAll(): Promise<string> {
  const own = '/usr/bin/python3'
  const isFit = existsSync(own) && (await sh(own, ['-c', 'import ensurepip, venv'])).code === 0
  return isFit ? own : 'python3'
}

const making = new Map<string, Promise<string>>()

/** A Python environment for one list of requirements, made once per list. */
export function venv(name: string): Promise<string> {
  const made = making.get(name) ?? makeVenv(name)
  making.set(name, made)
  return made
}

async function makeVenv(name: string): Promise<string> {
  const directory = join(cache, name)
  const requirements = join(here, name, 'requirements.txt')
  const stamp = join(directory, 'installed.txt')
  const wanted = await readFile(requirements, 'utf8')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return directory
  await rm(directory, { recursive: true, force: true })
  await must(sh(await pythonForAll(), ['-m', 'venv', directory]))
  await must(sh(join(directory, 'bin/pip'), ['install', '-q', '-r', requirements]))
  await writeFile(stamp, wanted)
  return directory
}
