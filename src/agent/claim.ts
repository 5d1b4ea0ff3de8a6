// One agent at most works in a directory. The mark names a process, so that one left by an agent that
// was killed holds no other up.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { startTicksOf } from './processes/process-table.ts'

/** Claims the directory for this process. False: another agent is there. */
export function claim(directory: string): boolean {
  const path = `${directory}/agent.pid`
  const draft = `${path}.${process.pid}`
  // The mark is whole from its first moment: half of one would look like that of a dead process.
  writeFileSync(draft, `${process.pid} ${startTicksOf(process.pid)}`, { mode: 0o600 })
  try {
    while (!isLinked(draft, path)) {
      const found = readIfThere(path)
      if (found === undefined) continue
      const [pid, ticks] = found.split(' ').map(Number)
      if (pid && startTicksOf(pid) === ticks) return pid === process.pid
      takeAway(path, found)
    }
    return true
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Takes a dead agent's mark away, and no other's that took its place meanwhile. */
function takeAway(path: string, dead: string): void {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (readFileSync(aside, 'utf8') !== dead) isLinked(aside, path)
  rmSync(aside)
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code
