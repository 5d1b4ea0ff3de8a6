import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { JobSpec } from '../jobs/job.ts'
import type { AccountKey } from '../keys.ts'
import type { Timing } from './recurrence.ts'

type Schemas = components['schemas']
export type JobScheduleState = Schemas['JobScheduleState']

/** What a client says of a schedule, with defaults. */
export interface JobScheduleSpec {
  readonly displayName?: string
  readonly timing: Timing
  readonly jobSpecification: JobSpec
  readonly metadata?: Schemas['MetadataItem'][]
}

export interface JobSchedule {
  /** What its jobs name it by; 0 before it is saved. */
  readonly num: number
  readonly account: AccountKey
  readonly id: string
  readonly state: JobScheduleState
  readonly stateTransitionTime: Instant
  readonly previousState?: JobScheduleState
  readonly previousStateTransitionTime?: Instant
  readonly creationTime: Instant
  readonly lastModified: Instant
  /** Counts saves; a save names the revision that it read. */
  readonly revision: number
  /** Counts the changes that its ETag tells of: jobs that come and go are none. */
  readonly version: number
  readonly endTime?: Instant
  /** When the next job is due; absent: none is to come. */
  readonly due?: Instant
  /** How many jobs it has made. */
  readonly made: number
  /** The id of the pool that was made for all its jobs. */
  readonly autoPool?: string
  readonly spec: JobScheduleSpec
}

/** The name of its nth job, counted from 1. */
export const jobIdOf = ({ id }: Pick<JobSchedule, 'id'>, n: number): string => `${id}:job-${n}`
