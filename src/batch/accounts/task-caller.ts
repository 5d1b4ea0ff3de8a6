// A task that calls its account with the token it was given.

import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import { type JobKey, jobKeyOf } from '../keys.ts'
import type { Verdict } from '../ports.ts'
import { taskBySeq } from '../tasks/task.queries.ts'
import { tokenKey } from '../tasks/tokens/task-token.queries.ts'
import { readTaskToken } from '../tasks/tokens/task-token.ts'
import type { Account } from './account.ts'

/** Whether the token is one of this account's, and the attempt that was given it still runs. */
export async function verifyTaskToken(
  reader: Reader,
  account: Account,
  token: string,
  now: Instant,
): Promise<Verdict<{ readonly jobKey: JobKey }>> {
  const key = await tokenKey(reader)
  const claims = key && readTaskToken(token, key)
  if (!claims) return { ok: false, detail: 'The signature of the token is not valid' }
  if (claims.account !== account.name) {
    return { ok: false, detail: 'The token is for another account' }
  }
  const task = await taskBySeq(reader, claims.task)
  const isOver = task?.state !== 'running' || task.attempt !== claims.attempt
  if (isOver || claims.exp * 1000 <= now) {
    return { ok: false, detail: 'The token has expired: its task does not run any more' }
  }
  const job = await jobByNumber(reader, task.job)
  if (!job) return { ok: false, detail: 'The job of the token is gone' }
  return { ok: true, jobKey: jobKeyOf(job.id) }
}

/** Refuses a task's call that is not about its own job. */
export function keepToJob(
  { jobKey }: Pick<Caller, 'jobKey'>,
  params: { readonly jobId?: string },
): void {
  if (jobKey === undefined) return
  if (params.jobId === undefined || jobKeyOf(params.jobId) !== jobKey) {
    throw batchError('InsufficientAccountPermissions')
  }
}
