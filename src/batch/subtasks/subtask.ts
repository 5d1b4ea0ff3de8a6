import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ContainerInfo } from '../containers/container-info.ts'
import type { TaskNumber } from '../keys.ts'
import type { FailureInfo, TaskNode, TaskResult } from '../tasks/task.ts'

type SubtaskState = components['schemas']['SubtaskState']

/** One instance of a multi-instance task, of its last attempt. The primary is instance 0. */
export interface Subtask {
  readonly task: TaskNumber
  readonly instance: number
  /** It is `preparing` while it coordinates, and `running` until it is ended. */
  readonly state: SubtaskState
  readonly stateTransitionTime: Instant
  readonly previousState?: SubtaskState
  readonly previousStateTransitionTime?: Instant
  readonly node: TaskNode
  readonly startTime: Instant
  readonly endTime?: Instant
  readonly exitCode?: number | undefined
  readonly result?: TaskResult
  readonly failureInfo?: FailureInfo | undefined
  readonly containerInfo?: ContainerInfo
}

/** How an instance ended. */
export type SubtaskEnd = Pick<
  Subtask,
  'startTime' | 'exitCode' | 'failureInfo' | 'containerInfo'
> & {
  readonly endTime: Instant
}

/** Its coordination command succeeded; one that has ended or coordinated before stays as it is. */
export const coordinated = (subtask: Subtask, now: Instant): Subtask =>
  subtask.state === 'preparing' ? { ...moved(subtask, now), state: 'running' } : subtask

export function ended(subtask: Subtask, end: SubtaskEnd, now: Instant): Subtask {
  if (subtask.state === 'completed') return subtask
  const failed = end.failureInfo !== undefined || end.exitCode !== 0
  const result = failed ? 'failure' : 'success'
  return { ...moved(subtask, now), ...end, state: 'completed', result }
}

const moved = (subtask: Subtask, now: Instant): Subtask => ({
  ...subtask,
  stateTransitionTime: now,
  previousState: subtask.state,
  previousStateTransitionTime: subtask.stateTransitionTime,
})
