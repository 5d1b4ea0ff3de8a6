import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ContainerInfo } from '../containers/container-info.ts'
import { type AccountKey, type JobNumber, type TaskNumber, taskNumberOf } from '../keys.ts'

type Schemas = components['schemas']
export type TaskState = Schemas['TaskState']
export type TaskResult = Schemas['TaskExecutionResult']
export const taskResults = {
  success: true,
  failure: true,
} as const satisfies Record<TaskResult, true>
export type ExitConditions = Schemas['ExitConditions']

/** Why a task failed; the category is spelt as the real service spells it. */
export interface FailureInfo {
  readonly category: 'UserError' | 'ServerError'
  readonly code: string
  readonly message: string
  readonly details?: readonly { readonly name: string; readonly value: string }[]
}

/** Processor time of one attempt. */
export interface CpuTime {
  readonly userMs: number
  readonly kernelMs: number
}

/** What a client says of a task: its record as it was added, with defaults. */
export type TaskSpec = Omit<Schemas['TaskAddParameter'], 'id' | 'requiredSlots'> & {
  readonly constraints: {
    readonly maxWallClockTime: string
    readonly retentionTime: string
    readonly maxTaskRetryCount: number
  }
}

/** Where a task ran last. */
export interface TaskNode {
  readonly account: AccountKey
  readonly poolId: string
  readonly nodeId: string
}

export interface Task {
  readonly seq: TaskNumber
  readonly job: JobNumber
  readonly id: string
  readonly state: TaskState
  readonly stateTransitionTime: Instant
  readonly previousState?: TaskState
  readonly previousStateTransitionTime?: Instant
  readonly creationTime: Instant
  readonly lastModified: Instant
  /** Counts the changes that its ETag tells of; its own progress is none. */
  readonly version: number
  readonly startTime?: Instant
  readonly endTime?: Instant
  readonly exitCode?: number
  readonly result?: TaskResult
  readonly failureInfo?: FailureInfo
  readonly containerInfo?: ContainerInfo
  readonly retryCount: number
  readonly lastRetryTime?: Instant
  readonly requeueCount: number
  readonly lastRequeueTime?: Instant
  /** It waits because it was ended for a task of a higher priority. */
  readonly yielded?: boolean
  /** Of attempts before the last, that have ended. */
  readonly earlierWallMs?: number
  /** Processor time of all attempts, as far as it is known. */
  readonly userMs?: number
  readonly kernelMs?: number
  readonly slots: number
  /** It steers its job. */
  readonly isManager?: boolean
  /** Counts its attempts: the last one is that of a running task. */
  readonly attempt: number
  readonly node?: TaskNode
  /** Multi-instance: the nodes of the other instances, in their order; ids in the same pool. */
  readonly otherNodes?: readonly string[]
  /** Dependencies that are not met. */
  readonly waitingFor: number
  /** Whether those that depend on it may run. */
  readonly satisfied: boolean
  readonly spec: TaskSpec
}

/** A task as it is when it is added. Its number is given when it is saved. */
export const addedTask = (
  job: JobNumber,
  { id, slots, spec }: Pick<Task, 'id' | 'slots' | 'spec'>,
  now: Instant,
): Task => ({
  seq: taskNumberOf(0),
  job,
  id,
  state: 'active',
  stateTransitionTime: now,
  creationTime: now,
  lastModified: now,
  version: 1,
  retryCount: 0,
  requeueCount: 0,
  slots,
  attempt: 0,
  waitingFor: 0,
  satisfied: false,
  spec,
})

/** The value by which ranges of dependencies name a task: `4` and `04` are the same. */
export function numberOf(id: string): number | undefined {
  const value = /^\d{1,15}$/.test(id) ? Number(id) : undefined
  return value !== undefined && value <= 2_147_483_647 ? value : undefined
}

/** An attempt's id, the same whenever it is asked for: the driver starts it once at most. */
export const attemptIdOf = (task: TaskNumber, attempt: number, instance = 0): string =>
  `t${task}-${attempt}-${instance}`
