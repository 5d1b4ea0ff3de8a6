import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flagOf } from '#kernel/options.ts'
import { ephemeralPrefix } from '#store/leftovers.ts'
import type { LazuliOptions } from './options.ts'
import { type Ready, readReady } from './ready/ready.ts'

/** A real server in a process of its own, on a free port. */
export interface SpawnedLazuli {
  readonly ready: Ready
  readonly pid: number
  /** When it is gone, for whatever reason: all that it said. */
  readonly gone: Promise<string>
  /** Asks it to stop, and waits until it is gone. */
  stop(): Promise<void>
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>
}

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

const words = ([name, value]: [string, string | number | boolean | undefined]): string[] => {
  if (value === undefined || value === false) return []
  return value === true ? [flagOf(name)] : [flagOf(name), String(value)]
}

/**
 * Starts `lazuli start` and resolves once it serves. Rejects with what it said when it ends first.
 * Without `data` it keeps nothing. `args` are words for the command line itself, `program` is another
 * version's.
 */
export async function spawnLazuli({
  args = [],
  program = cli,
  ...options
}: LazuliOptions & {
  readonly args?: readonly string[]
  readonly program?: string
} = {}): Promise<SpawnedLazuli> {
  const scratch = await mkdtemp(join(tmpdir(), ephemeralPrefix(process.pid)))
  const readyFile = join(scratch, 'ready.json')
  const all = { port: 0, readyFile, ephemeral: options.data === undefined, ...options }
  const child = spawn(
    process.execPath,
    [program, 'start', ...Object.entries(all).flatMap(words), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const gone = new Promise<string>((resolve) => child.once('close', () => resolve(said)))
  await new Promise<void>((resolve, reject) => {
    // The greeting is printed once requests are served and the ready file is written.
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Lazuli serves')) resolve()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('error', reject)
    void gone.then(() => reject(new Error(`the server ended before it served:\n${said}`)))
  })
  const ready = await readReady({ readyFile })
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal)
    await gone
    await rm(scratch, { recursive: true, force: true })
  }
  return { ready, pid: child.pid!, gone, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
