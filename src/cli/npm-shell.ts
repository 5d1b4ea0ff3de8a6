import { readFileSync } from 'node:fs'

const LOOK_MS = 500

/** The words of a process's command; none where the system does not tell. */
function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** A script that sends its work to the background wants it to stay when the shell has ended. */
const LEAVES_BEHIND = /(^|[^&])&([^&]|$)/

/** Whether a process with this command is the shell in which npm runs the script and waits for it. */
export function runsScript(command: readonly string[], script: string | undefined): boolean {
  const [, option, line] = command
  if (!script || LEAVES_BEHIND.test(script)) return false
  return option === '-c' && line !== undefined && line.startsWith(script)
}

/**
 * Calls back when the shell is gone in which npm runs us as a script. npm hands a signal on to that
 * shell; Debian's ends then, and says nothing. A start in another way has no shell to wait for.
 */
export function whenNpmShellEnds(
  callBack: () => void,
  { npm_lifecycle_script: script }: NodeJS.ProcessEnv = process.env,
): void {
  if (runsScript(commandOf(process.ppid), script)) whenParentEnds(callBack)
}

/** Calls back once the process that started this one is gone. */
export function whenParentEnds(callBack: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callBack()
  }, LOOK_MS).unref()
}
