import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
import { type AccountKey, accountOf } from '../keys.ts'
import { withoutJobSecrets } from '../secrets.wire.ts'
import type { JobUsage } from '../tasks/task-counts.queries.ts'
import { durationText } from '../wire/duration.ts'
import { etagOf } from '../wire/etag.ts'
import type { Version } from '../wire/preconditions.ts'
import { urlOf } from '../wire/replies.ts'
import { statisticsOf, usageStatistics } from '../wire/statistics.ts'
import { type Job, poolIdOf, type SchedulingError } from './job.ts'

export const versionOf = ({
  lastModified,
  version,
}: Pick<Job, 'lastModified' | 'version'>): Version => ({
  etag: etagOf(lastModified, version),
  lastModified,
})

export const jobUrl = (request: Pick<Request, 'origin'>, id: string): string =>
  urlOf(request, 'jobs', id)

export function presentJob(
  request: Pick<Request, 'origin'>,
  job: Job,
): components['schemas']['CloudJob'] {
  return {
    id: job.id,
    ...withoutJobSecrets(job.spec),
    url: jobUrl(request, job.id),
    eTag: versionOf(job).etag,
    lastModified: toNetIso(job.lastModified),
    creationTime: toNetIso(job.creationTime),
    state: job.state,
    stateTransitionTime: toNetIso(job.stateTransitionTime),
    ...(job.previousState && {
      previousState: job.previousState,
      previousStateTransitionTime: toNetIso(job.previousStateTransitionTime!),
    }),
    executionInfo: {
      startTime: toNetIso(job.startTime),
      ...(job.endTime !== undefined && { endTime: toNetIso(job.endTime) }),
      poolId: poolIdOf(job),
      ...(job.schedulingError && { schedulingError: shownError(job.schedulingError) }),
      ...(job.terminateReason !== undefined && { terminateReason: job.terminateReason }),
    },
  }
}

/** The category of an error is spelt as recorded of tasks, which is not as the contract has it. */
const shownError = (error: SchedulingError): components['schemas']['JobSchedulingError'] =>
  error as unknown as components['schemas']['JobSchedulingError']

/** What its tasks have used; how long they waited is told of a whole account only. */
export const jobStatistics = (
  request: Pick<Request, 'origin'>,
  job: Job,
  used: JobUsage,
  now: Instant,
): Record<string, unknown> => ({
  ...statisticsOf(jobUrl(request, job.id), job.creationTime, now),
  ...usageStatistics(used),
  numSucceededTasks: used.succeeded,
  numFailedTasks: used.failed,
  numTaskRetries: used.retries,
  waitTime: durationText(0),
})

/** The job that a call is about. */
export const jobNameOf = ({
  params,
  caller,
}: {
  readonly params: { readonly jobId: string }
  readonly caller: { readonly name: string }
}): { readonly account: AccountKey; readonly id: string } => ({
  account: accountOf({ caller }),
  id: params.jobId,
})
