// Runs Slurm's commands, by a process beside the server: to start one from a large process stops it for
// as long as its memory takes to copy.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../../../bin/commands.js', import.meta.url))

interface CommandRequest {
  readonly program: string
  readonly args: readonly string[]
  /** For its standard input. */
  readonly input?: string
}

interface CommandResult {
  /** -1: it did not start, was ended, or took too long; `stderr` says which. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Commands {
  run(request: CommandRequest): Promise<CommandResult>
  close(): void
}

/** Begins with the first command, and again should it have ended. */
export function commandRunner(): Commands {
  const waiting = new Map<number, (result: CommandResult) => void>()
  let helper: ChildProcess | undefined
  let last = 0
  const lost = (error: Error): void => {
    helper = undefined
    for (const settle of waiting.values()) settle({ code: -1, stdout: '', stderr: error.message })
    waiting.clear()
  }
  const begin = (): ChildProcess => {
    // In a session of its own: what ends the server by a key is not to end its commands halfway.
    const child = spawn(process.execPath, [PROGRAM], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    })
    child.on('error', lost)
    child.on('exit', () => child === helper && lost(new Error('what runs commands has ended')))
    child.stdin.on('error', () => undefined)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, ...result } = JSON.parse(line) as CommandResult & { readonly id: number }
      waiting.get(id)?.(result)
      waiting.delete(id)
    })
    child.unref()
    return child
  }
  return {
    run(request) {
      helper ??= begin()
      const id = ++last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        helper!.stdin!.write(`${JSON.stringify({ id, ...request })}\n`)
      })
    },
    close() {
      helper?.stdin?.end()
      helper = undefined
    },
  }
}
