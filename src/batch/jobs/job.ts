import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { AccountKey, JobNumber } from '../keys.ts'
import type { Constraints } from '../tasks/rules/settings.rules.ts'
import type { FailureInfo } from '../tasks/task.ts'

type Schemas = components['schemas']
export type JobState = Schemas['JobState']
export type DisableTasks = Schemas['DisableJobOption']

type With<T, Name extends keyof T> = T & { readonly [name in Name]-?: NonNullable<T[name]> }

/** A task that prepares a node for the job, with defaults. */
export type PreparationSpec = With<
  Omit<Schemas['JobPreparationTask'], 'constraints'>,
  'id' | 'userIdentity' | 'waitForSuccess' | 'rerunOnNodeRebootAfterSuccess'
> & { readonly constraints: Constraints }

/** A task that clears a node up after the job, with defaults. */
export type ReleaseSpec = With<
  Schemas['JobReleaseTask'],
  'id' | 'userIdentity' | 'maxWallClockTime' | 'retentionTime'
>

/** A task that steers the job, with defaults. */
export type ManagerSpec = With<
  Omit<Schemas['JobManagerTask'], 'constraints'>,
  'userIdentity' | 'killJobOnCompletion' | 'runExclusive' | 'allowLowPriorityNode' | 'requiredSlots'
> & { readonly constraints: Constraints }

/** What a client says of a job: its record as it was added and changed, with defaults. */
export type JobSpec = Omit<
  Schemas['JobAddParameter'],
  'id' | 'jobManagerTask' | 'jobPreparationTask' | 'jobReleaseTask'
> & {
  readonly jobManagerTask?: ManagerSpec
  readonly jobPreparationTask?: PreparationSpec
  readonly jobReleaseTask?: ReleaseSpec
  readonly priority: number
  readonly maxParallelTasks: number
  readonly allowTaskPreemption: boolean
  readonly usesTaskDependencies: boolean
  readonly onAllTasksComplete: Schemas['OnAllTasksComplete']
  readonly onTaskFailure: Schemas['OnTaskFailure']
  readonly constraints: { readonly maxWallClockTime: string; readonly maxTaskRetryCount: number }
}

/** The category is spelt as the real service spells it. */
export type SchedulingError = Pick<FailureInfo, 'category' | 'code' | 'message'>

export interface Job {
  readonly num: JobNumber
  readonly account: AccountKey
  readonly id: string
  readonly state: JobState
  readonly stateTransitionTime: Instant
  readonly previousState?: JobState
  readonly previousStateTransitionTime?: Instant
  readonly creationTime: Instant
  readonly lastModified: Instant
  /** Counts saves; a save names the revision that it read. */
  readonly revision: number
  /** Counts the changes that its ETag tells of. */
  readonly version: number
  readonly startTime: Instant
  readonly endTime?: Instant
  readonly terminateReason?: string
  /** What becomes of its running tasks while it is `disabling`. */
  readonly disableTasks?: DisableTasks
  /** While it ends: when it does so at the latest, whatever still runs of it. */
  readonly forceAt?: Instant
  /** The id of the pool that was made for it, or for its schedule. */
  readonly autoPool?: string
  /** Why it could not start. */
  readonly schedulingError?: SchedulingError
  /** The schedule that made it, by its number; absent: a client did. */
  readonly schedule?: number
  readonly spec: JobSpec
}

/** The id of its pool, which need not be there. */
export const poolIdOf = ({ autoPool, spec }: Pick<Job, 'autoPool' | 'spec'>): string =>
  autoPool ?? spec.poolInfo.poolId ?? ''
