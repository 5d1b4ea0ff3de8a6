import { spawn } from 'node:child_process'

export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** More of what a program says is not kept. */
const MOST_BYTES = 256 * 1024

/**
 * Runs a program to its end. What it says is cut where it is too long. Rejects, once it has ended, with
 * the signal's reason.
 */
export function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const [program, ...rest] = words
    const child = spawn(program!, rest, {
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    })
    const texts = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (texts[name].length < MOST_BYTES) texts[name] += text
      })
    }
    child.on('error', (error) => {
      if (child.pid === undefined) reject(error)
    })
    child.on('close', (code, killed) => {
      if (signal?.aborted) reject(signal.reason)
      else resolve({ code: code ?? (killed ? 137 : 1), ...texts })
    })
  })
}
