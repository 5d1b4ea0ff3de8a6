import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import type { JobSchedule, JobScheduleSpec, JobScheduleState } from './job-schedule.ts'
import { dueAfterChange, isPast, isSame, look } from './recurrence.ts'

export type JobScheduleEvent =
  | { readonly type: 'disable' }
  | { readonly type: 'enable' }
  | { readonly type: 'terminate'; readonly forceAt?: Instant }
  | { readonly type: 'delete'; readonly forceAt?: Instant }
  | { readonly type: 'change'; readonly spec: JobScheduleSpec }
  /** Time has passed, or a job of it is over. `isBusy`: one is not. */
  | { readonly type: 'look'; readonly isBusy: boolean }

/** The legal moves. A schedule that is deleted is no more: that is no state. */
export const jobScheduleMoves = {
  active: {
    disable: ['disabled'],
    enable: ['active'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['active'],
    look: ['active', 'completed'],
  },
  disabled: {
    disable: ['disabled'],
    enable: ['active'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['disabled'],
    look: ['disabled', 'completed'],
  },
  terminating: { delete: ['deleting'], look: ['terminating', 'completed'] },
  completed: { delete: ['deleting'] },
  deleting: {},
} as const satisfies Moves<JobScheduleState, JobScheduleEvent['type']>

/** What follows for the schedule's jobs. */
export type JobScheduleEffect =
  /** The job that is due starts: the one that the schedule has counted last. */
  | { readonly type: 'startJob' }
  | {
      readonly type: 'endJobs'
      readonly how: 'terminate' | 'delete'
      readonly forceAt?: Instant
    }

export type JobScheduleRefusal =
  | 'JobScheduleBeingDeleted'
  | 'JobScheduleBeingTerminated'
  | 'JobScheduleCompleted'

export function decide(
  schedule: JobSchedule,
  event: JobScheduleEvent,
  now: Instant,
): Decision<JobSchedule, JobScheduleEffect, JobScheduleRefusal> {
  if (!(event.type in jobScheduleMoves[schedule.state])) {
    return event.type === 'look' ? accept(schedule) : reject(refusalIn(schedule.state))
  }
  if (event.type === 'look') return looked(schedule, event.isBusy, now)
  const changed = { ...schedule, lastModified: now, version: schedule.version + 1 }
  const ending = 'forceAt' in event && event.forceAt !== undefined ? { forceAt: event.forceAt } : {}
  switch (event.type) {
    case 'change':
      return accept(respecified(changed, event.spec, now))
    case 'disable':
      return accept(moved(changed, 'disabled', now))
    case 'enable':
      return accept(moved(changed, 'active', now))
    case 'terminate':
      return accept(moved(undue(changed), 'terminating', now), [
        { type: 'endJobs', how: 'terminate', ...ending },
      ])
    case 'delete':
      return accept(moved(undue(changed), 'deleting', now), [
        { type: 'endJobs', how: 'delete', ...ending },
      ])
  }
}

function looked(
  schedule: JobSchedule,
  isBusy: boolean,
  now: Instant,
): Decision<JobSchedule, JobScheduleEffect, JobScheduleRefusal> {
  if (schedule.state === 'terminating') return accept(isBusy ? schedule : ended(schedule, now))
  const { spec, due: before, made } = schedule
  const { starts, due } =
    schedule.state === 'active'
      ? look(spec.timing, before, now, isBusy)
      : { starts: false, due: before }
  const next = due === before ? schedule : withDue(schedule, due)
  if (starts) return accept({ ...next, made: made + 1 }, [{ type: 'startJob' }])
  return accept(isOver(next, isBusy, now) ? ended(next, now) : next)
}

/** Nothing of it is to come: its time is over, or its only job. */
const isOver = ({ spec: { timing }, due }: JobSchedule, isBusy: boolean, now: Instant): boolean =>
  !isBusy && (isPast(timing, now) || (timing.intervalMs === undefined && due === undefined))

const undue = ({ due: _, ...schedule }: JobSchedule): JobSchedule => schedule

const withDue = (schedule: JobSchedule, due: Instant | undefined): JobSchedule =>
  due === undefined ? undue(schedule) : { ...schedule, due }

/** A job that is due and waits for another to end stays due, unless the times themselves change. */
function respecified(schedule: JobSchedule, spec: JobScheduleSpec, now: Instant): JobSchedule {
  const { timing } = spec
  const next = { ...schedule, spec }
  if (isSame(timing, schedule.spec.timing)) return next
  return withDue(next, dueAfterChange(timing, schedule.creationTime, now, schedule.made))
}

const ended = (schedule: JobSchedule, now: Instant): JobSchedule => ({
  ...moved(undue(schedule), 'completed', now),
  endTime: now,
})

const moved = (schedule: JobSchedule, state: JobScheduleState, now: Instant): JobSchedule =>
  state === schedule.state
    ? schedule
    : {
        ...schedule,
        state,
        stateTransitionTime: now,
        previousState: schedule.state,
        previousStateTransitionTime: schedule.stateTransitionTime,
      }

function refusalIn(state: JobScheduleState): JobScheduleRefusal {
  if (state === 'deleting') return 'JobScheduleBeingDeleted'
  return state === 'completed' ? 'JobScheduleCompleted' : 'JobScheduleBeingTerminated'
}
