// What is kept of an attempt once its task has gone on to another. Pure.
import { type Defined, defined } from '#kernel/defined.ts'
import type { Instant } from '#kernel/instant.ts'
import type { TaskEvent } from '../tasks/task.machine.ts'
import type { FailureInfo, Task, TaskNode } from '../tasks/task.ts'

export interface PastAttempt {
  readonly attempt: number
  readonly end: 'failed' | 'retried' | 'requeued' | 'preempted'
  readonly node: TaskNode
  /** Absent: its node was being prepared. */
  readonly startTime?: Instant
  readonly endTime: Instant
  readonly exitCode?: number
  readonly failureInfo?: FailureInfo
}

/** The attempt that the move of its task ends for good; undefined: it ends none. */
export function pastAttempt(
  before: Task,
  after: Task,
  event: TaskEvent,
  now: Instant,
): PastAttempt | undefined {
  if (after.state !== 'active' || !before.node) return undefined
  const { attempt, node } = before
  if (event.type === 'exit') {
    const { startedAt: startTime, endedAt: endTime, exitCode, failure: failureInfo } = event
    return past({ attempt, node, end: 'retried', startTime, endTime, exitCode, failureInfo })
  }
  const { startTime } = before
  if (event.type === 'reactivate') {
    const { endTime = now, exitCode, failureInfo } = before
    return past({ attempt, node, end: 'failed', startTime, endTime, exitCode, failureInfo })
  }
  const end = event.type === 'requeue' && event.yields ? 'preempted' : 'requeued'
  return past({ attempt, node, end, startTime, endTime: now })
}

type Given = { [K in keyof PastAttempt]: PastAttempt[K] | undefined } & {
  readonly [K in 'attempt' | 'end' | 'node' | 'endTime']: PastAttempt[K]
}

const past = (attempt: Given): PastAttempt => defined(attempt) as Defined<Given>
