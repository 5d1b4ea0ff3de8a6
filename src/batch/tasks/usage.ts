// What a task has used, over all its attempts.
import type { Instant } from '#kernel/instant.ts'
import type { CpuTime, Task } from './task.ts'

/** Times in milliseconds. */
export interface Usage {
  readonly wallMs: number
  readonly userMs: number
  readonly kernelMs: number
  /** From when it was added to its last start. */
  readonly waitMs: number
}

type Lived = Pick<
  Task,
  'state' | 'creationTime' | 'startTime' | 'endTime' | 'earlierWallMs' | 'userMs' | 'kernelMs'
>

/** What counts of attempts that have ended: what runs is not in it. */
export const usageOf = (task: Lived): Usage => ({
  wallMs: (task.earlierWallMs ?? 0) + lastWallMs(task),
  userMs: task.userMs ?? 0,
  kernelMs: task.kernelMs ?? 0,
  waitMs: task.startTime === undefined ? 0 : Math.max(0, task.startTime - task.creationTime),
})

/** The same with what runs, up to now. */
export function usageUntil(task: Lived, now: Instant): Usage {
  const used = usageOf(task)
  const { state, startTime } = task
  if (state !== 'running' || startTime === undefined) return used
  return { ...used, wallMs: used.wallMs + Math.max(0, now - startTime) }
}

const lastWallMs = ({ state, startTime, endTime }: Lived): number =>
  state === 'completed' && startTime !== undefined && endTime !== undefined
    ? Math.max(0, endTime - startTime)
    : 0

/** The task with the processor time of one of its attempts added. */
export const charged = (task: Task, cpu: CpuTime | undefined): Task =>
  cpu === undefined
    ? task
    : {
        ...task,
        userMs: (task.userMs ?? 0) + cpu.userMs,
        kernelMs: (task.kernelMs ?? 0) + cpu.kernelMs,
      }
