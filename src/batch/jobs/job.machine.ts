import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import type { DisableTasks, Job, JobSpec, JobState, SchedulingError } from './job.ts'

export type JobEvent =
  | { readonly type: 'disable'; readonly tasks: DisableTasks }
  | { readonly type: 'enable' }
  | { readonly type: 'terminate'; readonly reason: string; readonly forceAt?: Instant | undefined }
  | { readonly type: 'delete'; readonly forceAt?: Instant | undefined }
  | { readonly type: 'change'; readonly spec: JobSpec }
  /** Its pool could not be made. */
  | { readonly type: 'fail'; readonly error: SchedulingError }
  /** Nothing of it runs any more. */
  | { readonly type: 'settle' }

/** The legal moves. A job that is deleted is no more: that is no state. */
export const jobMoves = {
  active: {
    disable: ['disabling'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['active'],
    fail: ['completed'],
  },
  disabling: {
    disable: ['disabling'],
    settle: ['disabled'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['disabling'],
  },
  disabled: {
    disable: ['disabling'],
    enable: ['enabling'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['disabled'],
  },
  enabling: {
    settle: ['active'],
    terminate: ['terminating'],
    delete: ['deleting'],
    change: ['enabling'],
  },
  terminating: { settle: ['completed'], delete: ['deleting'], change: ['terminating'] },
  completed: { delete: ['deleting'] },
  deleting: {},
} as const satisfies Moves<JobState, JobEvent['type']>

/** What is to become of the job's running tasks. */
export type JobEffect = { readonly type: 'runningTasks'; readonly become: 'requeue' | 'terminate' }

export type JobRefusal =
  | 'JobBeingDeleted'
  | 'JobBeingTerminated'
  | 'JobCompleted'
  | 'OperationInvalidForCurrentState'

export function decide(
  job: Job,
  event: JobEvent,
  now: Instant,
): Decision<Job, JobEffect, JobRefusal> {
  if (!(event.type in jobMoves[job.state])) {
    return event.type === 'settle' ? accept(job) : reject(refusalIn(job.state))
  }
  if (event.type === 'change') {
    return accept({ ...job, spec: event.spec, lastModified: now, version: job.version + 1 })
  }
  const { disableTasks, forceAt, ...kept } = job
  const moved = {
    ...kept,
    stateTransitionTime: now,
    previousState: job.state,
    previousStateTransitionTime: job.stateTransitionTime,
  }
  const changed = { ...moved, lastModified: now, version: job.version + 1 }
  switch (event.type) {
    case 'disable':
      return accept(
        { ...changed, state: 'disabling', disableTasks: event.tasks },
        event.tasks === 'wait' ? [] : [{ type: 'runningTasks', become: event.tasks }],
      )
    case 'enable':
      return accept({ ...changed, state: 'enabling' })
    case 'terminate':
      return accept(
        { ...changed, ...forced(event), state: 'terminating', terminateReason: event.reason },
        [{ type: 'runningTasks', become: 'terminate' }],
      )
    case 'delete':
      return accept({ ...changed, ...forced(event), state: 'deleting' }, [
        { type: 'runningTasks', become: 'terminate' },
      ])
    case 'fail':
      return accept({ ...moved, state: 'completed', endTime: now, schedulingError: event.error })
    case 'settle':
      return accept(settled(job, moved, now))
  }
}

const forced = ({ forceAt }: { readonly forceAt?: Instant | undefined }): Pick<Job, 'forceAt'> =>
  forceAt === undefined ? {} : { forceAt }

/** The step out of a state that only lasts while something ends. It does not touch the ETag. */
function settled(job: Job, moved: Omit<Job, 'disableTasks' | 'forceAt'>, now: Instant): Job {
  if (job.state === 'disabling') return { ...moved, state: 'disabled' }
  if (job.state === 'enabling') return { ...moved, state: 'active' }
  // Recorded: a completed job names the state before it was terminated.
  return {
    ...moved,
    state: 'completed',
    endTime: now,
    ...(job.previousState && {
      previousState: job.previousState,
      previousStateTransitionTime: job.previousStateTransitionTime,
    }),
  }
}

function refusalIn(state: JobState): JobRefusal {
  if (state === 'deleting') return 'JobBeingDeleted'
  if (state === 'completed') return 'JobCompleted'
  if (state === 'terminating') return 'JobBeingTerminated'
  return 'OperationInvalidForCurrentState'
}
