// Processes that a driver started, known again by number and start: numbers are given out anew.
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export interface ProcessId {
  readonly pid: number
  readonly startTime: string
}

/** Undefined once it is gone or only waits to be reaped, with none of its threads left. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  return (await factsOf(pid))?.startTime
}

async function factsOf(
  pid: number,
): Promise<{ readonly startTime: string; readonly group: number } | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The second field is the name in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if ('ZX'.includes(fields[0]!) && (await threadsOf(pid)) <= 1) return undefined
  return { startTime: fields[19]!, group: Number(fields[2]) }
}

async function threadsOf(pid: number): Promise<number> {
  try {
    return (await readdir(`/proc/${pid}/task`)).length
  } catch {
    return 0
  }
}

/** Waits for the process to be gone, with its hold on files. */
export async function hasEnded(process: ProcessId, withinMs: number): Promise<boolean> {
  let waitedMs = 0
  let stepMs = 1
  while ((await startTimeOf(process.pid)) === process.startTime) {
    if (waitedMs >= withinMs) return false
    await pause(stepMs)
    waitedMs += stepMs
    stepMs = Math.min(stepMs * 2, 50)
  }
  return true
}

/** Ends a process with all of its group; one that is gone counts as ended. */
export function killGroup(pid: number): void {
  signalled(-pid)
}

/** Lets a process end in its own way; one that is gone counts as ended. */
export function askToEnd(pid: number): void {
  signalled(pid, 'SIGTERM')
}

function signalled(target: number, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
  try {
    process.kill(target, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const AGAIN_MS = 20

/**
 * Ends all processes whose home directory begins so, and the groups that they lead: also those that left
 * the group in which they were started. None is left when it returns.
 */
export async function endProcessesAtHome(place: string, withinMs: number): Promise<void> {
  const killed = new Set<number>()
  for (let waitedMs = 0; ; waitedMs += AGAIN_MS) {
    const found = await processesAtHome(place)
    // One without a home went with its group, and is there for a moment yet.
    const left = found.length > 0 ? found.map(({ pid }) => pid) : await membersOf(killed)
    if (left.length === 0) return
    if (waitedMs >= withinMs) throw new Error(`processes at ${place} cannot be ended: ${left}`)
    for (const { pid, startTime } of found) {
      if ((await startTimeOf(pid)) !== startTime) continue
      killGroup(pid)
      signalled(pid)
      killed.add(pid)
    }
    await pause(AGAIN_MS)
  }
}

/** The processes of these groups that are not over yet. */
async function membersOf(groups: ReadonlySet<number>): Promise<readonly number[]> {
  if (groups.size === 0) return []
  const members: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const facts = await factsOf(Number(name))
    if (facts && groups.has(facts.group)) members.push(Number(name))
  }
  return members
}

async function processesAtHome(place: string): Promise<readonly ProcessId[]> {
  const found: ProcessId[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || !(await isAtHome(name, place))) continue
    const startTime = await startTimeOf(Number(name))
    // Looked at again: the number may have become another's before its start was read.
    if (startTime === undefined || !(await isAtHome(name, place))) continue
    found.push({ pid: Number(name), startTime })
  }
  return found
}

/** Those of other users, which cannot be read, are none of ours. */
async function isAtHome(pid: string, place: string): Promise<boolean> {
  const variables = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return `\0${variables}`.includes(`\0HOME=${place}`)
}

/** What a file says; undefined where it or its process is gone. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
