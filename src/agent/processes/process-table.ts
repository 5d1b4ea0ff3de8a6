import { readdirSync, readFileSync, statSync } from 'node:fs'

/** A process of this machine, from /proc. */
export interface Process {
  readonly pid: number
  readonly parent: number
  readonly session: number
  /** In clock ticks since the machine started. */
  readonly startTicks: number
  /** Processor time in clock ticks, with that of the children that it has waited for. */
  readonly cpuTicks: number
  readonly residentPages: number
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined // It ended meanwhile, or is not ours to look at.
  }
}

/** The numbers after the name, which may itself hold blanks and brackets. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const ENDED = ['Z', 'X']

/** When the process was started, if it runs. */
export function startTicksOf(pid: number): number | undefined {
  const stat = statOf(pid)
  return !stat || ENDED.includes(stat[0]!) ? undefined : Number(stat[19])
}

/** The processes of which this one is the parent; undefined where the kernel does not say. */
export function childrenOf(pid: number): number[] | undefined {
  const children = read(`/proc/${pid}/task/${pid}/children`)
  return children?.split(' ').filter(Boolean).map(Number)
}

/**
 * The flag of the kernel's own threads. Their session is 0, but so is that of programs whose session
 * was begun outside this pid namespace, or never.
 */
const PF_KTHREAD = 0x0020_0000

/** All programs that run; ones that have ended and were not waited for are left out. */
export function processes(): Process[] {
  const all: Process[] = []
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? statOf(pid) : undefined
    if (!stat || ENDED.includes(stat[0]!)) continue
    const isKernels = (Number(stat[6]) & PF_KTHREAD) !== 0
    if (isKernels) continue
    all.push({
      pid,
      parent: Number(stat[1]),
      session: Number(stat[3]),
      startTicks: Number(stat[19]),
      cpuTicks: stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0),
      residentPages: Number(stat[21]),
    })
  }
  return all
}

/** The processes among whose words the text is. */
export const pidsNaming = (text: string): number[] =>
  processes()
    .map(({ pid }) => pid)
    .filter((pid) => (read(`/proc/${pid}/cmdline`) ?? '').includes(text))

/** The environment that a process was started with; empty where it may not be read. */
export const environmentOfProcess = (pid: number): string => read(`/proc/${pid}/environ`) ?? ''

/** Whose process it is; undefined when it has ended. */
export const uidOfProcess = (pid: number): number | undefined =>
  statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid
