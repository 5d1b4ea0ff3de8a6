// When a schedule's jobs are due. Pure: the time comes in.
import { type Instant, plus } from '#kernel/instant.ts'

export interface Timing {
  readonly doNotRunUntil?: Instant
  readonly doNotRunAfter?: Instant
  /** How long after it was due a job may still start; infinite unless it was set. */
  readonly startWindowMs: number
  /** Between the times at which two jobs are due; absent: there is one job only. */
  readonly intervalMs?: number
}

/** Whether both have jobs due at the same times, for as long. */
export const isSame = (one: Timing, other: Timing): boolean =>
  one.doNotRunUntil === other.doNotRunUntil &&
  one.doNotRunAfter === other.doNotRunAfter &&
  one.startWindowMs === other.startWindowMs &&
  one.intervalMs === other.intervalMs

/** What is decided of the job that is due next. */
export interface Look {
  readonly starts: boolean
  /** When the next job is due then; undefined: none is to come. */
  readonly due: Instant | undefined
}

/** When the first job is due. A bound that is past already bounds nothing. */
export const firstDue = ({ doNotRunUntil }: Timing, added: Instant): Instant =>
  doNotRunUntil !== undefined && doNotRunUntil > added ? doNotRunUntil : added

/**
 * Whether a job starts now, and when the next is due. One that is due while another is not over waits,
 * for as long as its window lasts; then it is lost, as all are that came to be due before the last.
 */
export function look(
  timing: Timing,
  due: Instant | undefined,
  now: Instant,
  isBusy: boolean,
): Look {
  if (due === undefined || due > now) return { starts: false, due: within(timing, due) }
  if (isPast(timing, now)) return { starts: false, due: undefined }
  const current = lastDue(timing, due, now)
  const next = within(timing, nextAfter(timing, current))
  if (!isOpen(timing, current, now)) return { starts: false, due: next }
  return isBusy ? { starts: false, due: current } : { starts: true, due: next }
}

/** When the next job is due after the schedule was changed and `made` jobs have been made. */
export function dueAfterChange(
  timing: Timing,
  added: Instant,
  now: Instant,
  made: number,
): Instant | undefined {
  const first = firstDue(timing, added)
  if (made === 0 || first > now) return within(timing, first)
  return within(timing, nextAfter(timing, lastDue(timing, first, now)))
}

/** When time alone changes something at the earliest; undefined: never. */
export function nextLook(
  timing: Timing,
  due: Instant | undefined,
  now: Instant,
): Instant | undefined {
  const { doNotRunAfter, startWindowMs } = timing
  const times: Instant[] = []
  if (due !== undefined && due > now) times.push(due)
  if (due !== undefined && due <= now) {
    const current = lastDue(timing, due, now)
    const next = nextAfter(timing, current)
    if (next !== undefined) times.push(next)
    const closes = current + startWindowMs
    if (closes > now && Number.isSafeInteger(closes)) times.push(plus(current, startWindowMs))
  }
  if (doNotRunAfter !== undefined && doNotRunAfter >= now) times.push(plus(doNotRunAfter, 1))
  return times.reduce<Instant | undefined>(
    (first, at) => (first === undefined || at < first ? at : first),
    undefined,
  )
}

/** Whether the time is over in which jobs may be made. */
export const isPast = ({ doNotRunAfter }: Timing, now: Instant): boolean =>
  doNotRunAfter !== undefined && now > doNotRunAfter

const within = (timing: Timing, due: Instant | undefined): Instant | undefined =>
  due === undefined || isPast(timing, due) ? undefined : due

/** The last time up to now at which a job was due, counted from one at which it was. */
const lastDue = ({ intervalMs }: Timing, due: Instant, now: Instant): Instant =>
  intervalMs === undefined ? due : plus(due, Math.floor((now - due) / intervalMs) * intervalMs)

const nextAfter = ({ intervalMs }: Timing, due: Instant): Instant | undefined =>
  intervalMs === undefined ? undefined : plus(due, intervalMs)

/** A window that is longer than the interval is as good as an infinite one: the next job comes first. */
const isOpen = ({ startWindowMs }: Timing, due: Instant, now: Instant): boolean =>
  now - due < startWindowMs
