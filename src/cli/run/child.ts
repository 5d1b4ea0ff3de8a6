// The program that is run: with our own terminal and streams, ended by what ends us, and answered for
// with its own exit code.
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileErrorWords } from '#kernel/file-errors.ts'

export type Ended = { readonly code: number } | { readonly signal: NodeJS.Signals }

/** What a shell answers for a program that is not there, and for one that cannot be run. */
const NOT_FOUND = 127
const NOT_EXECUTABLE = 126

/** Signals that are meant for the program. A terminal sends the first to the program by itself. */
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1']

/** Runs the program, or ends by the signal that came before it began: `early` tells of that one. */
export async function runChild(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  early: { release(): NodeJS.Signals | undefined },
): Promise<Ended> {
  let child: ChildProcess | undefined
  const passOn = (signal: NodeJS.Signals): void => {
    const isSentAlready = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')
    if (!isSentAlready) child?.kill(signal)
  }
  // Before those that hold signals go, and before the program begins: one without a handler ends us
  // at once, and leaves the program to itself.
  for (const signal of PASSED_ON) process.on(signal, passOn)
  try {
    const before = early.release()
    if (before !== undefined) return { signal: before }
    child = spawn(program, args, { stdio: 'inherit', env })
    const begun = child
    return await new Promise<Ended>((resolve) => {
      begun.once('error', (error: NodeJS.ErrnoException) => {
        process.stderr.write(`lazuli: cannot run ${program}: ${fileErrorWords(error)}\n`)
        resolve({ code: error.code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE })
      })
      begun.once('exit', (code, signal) =>
        resolve(signal === null ? { code: code ?? 1 } : { signal }),
      )
    })
  } finally {
    for (const signal of PASSED_ON) process.off(signal, passOn)
  }
}

/** Ends as the program did: a shell then says the same of us as it would have said of that. */
export function endAs(ended: Ended): never {
  if ('code' in ended) process.exit(ended.code)
  process.kill(process.pid, ended.signal)
  // A signal that ends nothing, or not at once.
  process.exit(128 + constants.signals[ended.signal])
}
