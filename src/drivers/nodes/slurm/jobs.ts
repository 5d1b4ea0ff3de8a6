// What `squeue --json` says, in the forms that its versions have. Pure.
import { type Instant, instant } from '#kernel/instant.ts'

export interface SlurmJob {
  readonly id: string
  readonly comment: string
  readonly state: string
  /** Why it waits, in Slurm's word. */
  readonly reason: string
  /** When its time is over, while it runs and has a limit. */
  readonly endsAt?: Instant
}

type Values = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number, or one with what tells whether it is one, as later versions have it. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (!isRecord(value) || value.set === false || value.infinite === true) return undefined
  return typeof value.number === 'number' ? value.number : undefined
}

const stateIn = (value: unknown): string =>
  String(Array.isArray(value) ? value[0] : value).toUpperCase()

/** From here on Slurm's numbers say that there is no limit, or that nothing was said. */
const NO_NUMBER = 0xff_ff_00_00

export function jobsIn(text: string): readonly SlurmJob[] {
  const said: unknown = JSON.parse(text)
  if (!isRecord(said) || !Array.isArray(said.jobs)) throw new Error('squeue names no jobs')
  return said.jobs.filter(isRecord).map((job) => {
    const end = numberIn(job.end_time)
    const state = stateIn(job.job_state)
    const limit = numberIn(job.time_limit)
    const isLimited = limit !== undefined && limit < NO_NUMBER && end !== undefined && end > 0
    return {
      id: String(job.job_id),
      comment: String(job.comment ?? ''),
      state,
      reason: String(job.state_reason ?? ''),
      ...(isLimited && state === 'RUNNING' && { endsAt: instant(end * 1000) }),
    }
  })
}

/** What a state means for the node that the job is. */
export type JobNews = 'queued' | 'starting' | 'running' | 'ending' | 'preempted' | 'over'

export function newsOf({ state }: Pick<SlurmJob, 'state'>): JobNews {
  switch (state) {
    case 'PENDING':
    case 'REQUEUED':
    case 'REQUEUE_HOLD':
    case 'SPECIAL_EXIT':
      return 'queued'
    case 'CONFIGURING':
      return 'starting'
    case 'RUNNING':
    case 'SUSPENDED':
    case 'RESIZING':
    case 'SIGNALING':
    case 'STAGE_OUT':
      return 'running'
    case 'COMPLETING':
      return 'ending'
    case 'PREEMPTED':
      return 'preempted'
    default:
      return 'over'
  }
}
