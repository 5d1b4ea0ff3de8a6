import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
import { jobUrl, versionOf } from '../jobs/job.wire.ts'
import { type AccountKey, accountOf } from '../keys.ts'
import { withoutJobSecrets } from '../secrets.wire.ts'
import type { JobUsage } from '../tasks/task-counts.queries.ts'
import { durationText } from '../wire/duration.ts'
import { urlOf } from '../wire/replies.ts'
import { statisticsOf, usageStatistics } from '../wire/statistics.ts'
import { type JobSchedule, jobIdOf } from './job-schedule.ts'
import type { Timing } from './recurrence.ts'

type Call = Pick<Request, 'origin'>

export const jobScheduleUrl = (request: Call, id: string): string =>
  urlOf(request, 'jobschedules', id)

export function presentJobSchedule(
  request: Call,
  schedule: JobSchedule,
): components['schemas']['CloudJobSchedule'] {
  const { spec, made, due, endTime } = schedule
  const recent = made > 0 ? jobIdOf(schedule, made) : undefined
  return {
    id: schedule.id,
    ...(spec.displayName !== undefined && { displayName: spec.displayName }),
    url: jobScheduleUrl(request, schedule.id),
    eTag: versionOf(schedule).etag,
    lastModified: toNetIso(schedule.lastModified),
    creationTime: toNetIso(schedule.creationTime),
    state: schedule.state,
    stateTransitionTime: toNetIso(schedule.stateTransitionTime),
    ...(schedule.previousState && {
      previousState: schedule.previousState,
      previousStateTransitionTime: toNetIso(schedule.previousStateTransitionTime!),
    }),
    schedule: presentTiming(spec.timing),
    jobSpecification: withoutJobSecrets(spec.jobSpecification),
    executionInfo: {
      ...(due !== undefined && { nextRunTime: toNetIso(due) }),
      ...(recent !== undefined && { recentJob: { id: recent, url: jobUrl(request, recent) } }),
      ...(endTime !== undefined && { endTime: toNetIso(endTime) }),
    },
    ...(spec.metadata && { metadata: spec.metadata }),
  }
}

const presentTiming = (timing: Timing): components['schemas']['Schedule'] => ({
  ...(timing.doNotRunUntil !== undefined && { doNotRunUntil: toNetIso(timing.doNotRunUntil) }),
  ...(timing.doNotRunAfter !== undefined && { doNotRunAfter: toNetIso(timing.doNotRunAfter) }),
  ...(Number.isFinite(timing.startWindowMs) && { startWindow: durationText(timing.startWindowMs) }),
  ...(timing.intervalMs !== undefined && { recurrenceInterval: durationText(timing.intervalMs) }),
})

/** What the tasks of all its jobs have used, deleted ones too. */
export const jobScheduleStatistics = (
  request: Call,
  schedule: JobSchedule,
  used: JobUsage,
  now: Instant,
): components['schemas']['JobScheduleStatistics'] => ({
  ...statisticsOf(jobScheduleUrl(request, schedule.id), schedule.creationTime, now),
  ...usageStatistics(used),
  numSucceededTasks: used.succeeded,
  numFailedTasks: used.failed,
  numTaskRetries: used.retries,
  waitTime: durationText(0),
})

/** The schedule that a call is about. */
export const jobScheduleNameOf = ({
  params,
  caller,
}: {
  readonly params: { readonly jobScheduleId: string }
  readonly caller: { readonly name: string }
}): { readonly account: AccountKey; readonly id: string } => ({
  account: accountOf({ caller }),
  id: params.jobScheduleId,
})
