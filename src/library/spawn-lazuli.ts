import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ready, readReady } from '#cli/ready.ts'
import { ephemeralPrefix } from '#store/leftovers.ts'

export interface SpawnOptions {
  /** Keeps its data here; absent: ephemeral. */
  readonly data?: string
  readonly timeScale?: number
  readonly args?: readonly string[]
}

/** A real server in a process of its own, on a free port. */
export interface SpawnedLazuli {
  readonly ready: Ready
  readonly pid: number
  /** Asks it to stop, and waits until it is gone. */
  stop(): Promise<void>
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>
}

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

/** Starts `lazuli start` and resolves once it serves. Rejects with what it said when it ends first. */
export async function spawnLazuli(options: SpawnOptions = {}): Promise<SpawnedLazuli> {
  const scratch = await mkdtemp(join(tmpdir(), ephemeralPrefix(process.pid)))
  const readyFile = join(scratch, 'ready.json')
  const child = spawn(
    process.execPath,
    [
      cli,
      'start',
      ...['--port', '0', '--ready-file', readyFile],
      ...(options.data === undefined ? ['--ephemeral'] : ['--data', options.data]),
      ...(options.timeScale === undefined ? [] : ['--time-scale', String(options.timeScale)]),
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
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
  return { ready, pid: child.pid!, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
