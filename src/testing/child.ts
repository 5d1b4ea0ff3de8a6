import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

/** A program of ours in a process of its own that tells what it does, a line each. */
export interface Child {
  readonly pid: number
  /** All lines so far. */
  readonly lines: readonly string[]
  /** The next line that was not taken yet. Rejects when the program ends without one. */
  next(): Promise<string>
  /** `kill -9`, and waits until it is gone and all it said has arrived. */
  kill(): Promise<void>
  /** Waits for its own end; answers the exit code. */
  ended(): Promise<number | null>
}

/** Starts the TypeScript file with this very Node; it is killed at the latest after the test. */
export function startChild(t: TestContext, file: URL, args: readonly string[] = []): Child {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const reader = linesOf(child)
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await closed
  }
  t.after(kill)
  return {
    pid: child.pid!,
    lines: reader.lines,
    next: reader.next,
    kill,
    ended: async () => (await closed)[0] as number | null,
  }
}

function linesOf(child: ChildProcess) {
  const lines: string[] = []
  let taken = 0
  let wake = (): void => {}
  let ended = false
  const input = createInterface({ input: child.stdout! })
  input.on('line', (line) => {
    lines.push(line)
    wake()
  })
  child.on('close', () => {
    ended = true
    wake()
  })
  const next = async (): Promise<string> => {
    while (taken === lines.length) {
      if (ended) throw new Error('the program ended without a further line')
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return lines[taken++]!
  }
  return { lines, next }
}
