import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * The kernel's own way to hold processes together: what is started in a control group stays in it,
 * whatever it does to its session, its parents or its environment. Here each launcher has a group,
 * in its node's. Undefined where the kernel does not let us have any.
 */
export function findControlGroups(directory: string): string | undefined {
  try {
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
    const mount = mounts.map((line) => line.split(' ')).find((fields) => fields[2] === 'cgroup2')
    const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1]
    if (!mount || own === undefined) return undefined
    const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
    const base = `${mount[1]}${own === '/' ? '' : own}/lazuli-${name}`
    mkdirSync(base, { recursive: true })
    if (!existsSync(`${base}/cgroup.kill`)) return undefined
    // Moving a process is what may be forbidden, so one is moved: from the group to itself.
    const here = readFileSync(`${mount[1]}${own}/cgroup.procs`, 'utf8')
    if (here.split('\n').includes(`${process.pid}`)) {
      writeFileSync(`${mount[1]}${own}/cgroup.procs`, `${process.pid}`)
    }
    removeEmptyGroups(base)
    mkdirSync(base, { recursive: true })
    return base
  } catch {
    return undefined // No such file system, a read-only one, or another user's.
  }
}

/** Makes the group and puts the process there, unless that has ended already. */
export function moveInto(group: string, pid: number): void {
  mkdirSync(group, { recursive: true })
  try {
    writeFileSync(`${group}/cgroup.procs`, `${pid}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export function pidsIn(group: string): number[] {
  try {
    const text = readFileSync(`${group}/cgroup.procs`, 'utf8')
    return text.split('\n').filter(Boolean).map(Number)
  } catch {
    return [] // The group has gone, and all that was in it.
  }
}

/** Kills all in the group and in those below it, at once: nothing can be started meanwhile. */
export function killGroup(group: string): void {
  if (existsSync(group)) writeFileSync(`${group}/cgroup.kill`, '1')
}

const LOOK_MS = 1
/** What takes longer is stuck in the kernel. */
const LOOKS = 50

/** Waits until nothing lives in the group that was killed, nor in those below it, but not for long. */
export async function emptied(group: string): Promise<void> {
  for (let look = 0; look < LOOKS && isPopulated(group); look++) await wait(LOOK_MS)
}

function isPopulated(group: string): boolean {
  try {
    return readFileSync(`${group}/cgroup.events`, 'utf8').includes('populated 1')
  } catch {
    return false // The group has gone.
  }
}

/** Removes the group, and those below it, as far as nothing lives in them. */
export function removeEmptyGroups(group: string): void {
  try {
    for (const entry of readdirSync(group, { withFileTypes: true })) {
      if (entry.isDirectory()) removeEmptyGroups(`${group}/${entry.name}`)
    }
    rmdirSync(group)
  } catch {
    // Something lives there, or it has gone already.
  }
}
