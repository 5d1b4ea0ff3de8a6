// How a job stands with one of its pool's nodes: its preparation there, and its release.
import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ContainerInfo } from '../containers/container-info.ts'
import type { JobNumber } from '../keys.ts'
import type { FailureInfo } from '../tasks/task.ts'

type Schemas = components['schemas']

export type JobNodeState =
  /** The preparation task is to start as soon as it can. */
  | 'toPrepare'
  | 'preparing'
  /** Tasks of the job may run there. */
  | 'prepared'
  /** The preparation failed: no task of the job may run there. */
  | 'barred'
  /** It is to be prepared before the next task of the job. */
  | 'unprepared'
  /** The release task is to start as soon as it can. */
  | 'toRelease'
  | 'releasing'
  /** Nothing of the job will run there any more. */
  | 'over'

/** The present or last run of the preparation or the release task. */
export interface NodeRun {
  readonly state: Schemas['JobPreparationTaskState']
  readonly startTime: Instant
  readonly endTime?: Instant
  readonly exitCode?: number
  readonly result?: Schemas['TaskExecutionResult']
  readonly failureInfo?: FailureInfo
  readonly containerInfo?: ContainerInfo
  readonly retryCount: number
  readonly lastRetryTime?: Instant
}

export interface JobNode {
  /** What its attempts name it by; 0 before it is saved. */
  readonly num: number
  readonly job: JobNumber
  readonly poolId: string
  readonly nodeId: string
  readonly state: JobNodeState
  /** Whether a task of the job has run on the node as it is now: only then is there something to release. */
  readonly hasRun: boolean
  /** How many attempts there were of each. */
  readonly preparations: number
  readonly releases: number
  readonly preparation?: NodeRun
  readonly release?: NodeRun
}

export type JobTaskKind = 'preparation' | 'release'

export interface JobNodeAttempt {
  readonly kind: JobTaskKind
  /** The number of the job's node. */
  readonly num: number
  readonly attempt: number
}

const LETTER = { preparation: 'p', release: 'r' } as const

/** An attempt's id, the same whenever it is asked for: the agent starts it once at most. */
export const jobNodeAttemptId = ({ kind, num, attempt }: JobNodeAttempt): string =>
  `${LETTER[kind]}${num}-${attempt}`

/** Reads an attempt's id; undefined where it is no preparation's or release's. */
export function jobNodeAttemptOf(id: string): JobNodeAttempt | undefined {
  const found = /^([pr])(\d+)-(\d+)$/.exec(id)
  if (!found) return undefined
  const kind = found[1] === 'p' ? 'preparation' : 'release'
  return { kind, num: Number(found[2]), attempt: Number(found[3]) }
}

/** The attempt that runs, if one does. */
export function presentAttempt(node: JobNode): JobNodeAttempt | undefined {
  const { num, state } = node
  if (state === 'preparing') return { kind: 'preparation', num, attempt: node.preparations }
  if (state === 'releasing') return { kind: 'release', num, attempt: node.releases }
  return undefined
}
