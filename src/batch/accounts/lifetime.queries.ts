// What an account has used since it was made: by the jobs and pools that it has, and by those that
// are deleted, which leave it here.

import { findResource } from '#arm/resources/resource.queries.ts'
import { type Instant, parseInstant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, JobNumber, PoolKey } from '../keys.ts'
import { ranFor } from '../tasks/task-counts.queries.ts'

export interface LifetimeUsage {
  readonly wallMs: number
  readonly userMs: number
  readonly kernelMs: number
  readonly waitMs: number
  readonly retries: number
  readonly succeeded: number
  readonly failed: number
}

/** The job is about to go: what it used is kept. */
export async function keepJobUsage(tx: Tx, job: JobNumber): Promise<void> {
  await tx.run(sql`
    insert into batch_lifetime
      (account, wall_ms, user_ms, kernel_ms, wait_ms, retries, succeeded, failed)
    select j.account, c.wall_ms, c.user_ms, c.kernel_ms, c.wait_ms, c.retries,
           c.succeeded + c.gone_succeeded, c.failed + c.gone_failed
      from batch_task_count c join batch_job j on j.num = c.job
     where c.job = ${job}
    on conflict (account) do update
       set wall_ms = batch_lifetime.wall_ms + excluded.wall_ms,
           user_ms = batch_lifetime.user_ms + excluded.user_ms,
           kernel_ms = batch_lifetime.kernel_ms + excluded.kernel_ms,
           wait_ms = batch_lifetime.wait_ms + excluded.wait_ms,
           retries = batch_lifetime.retries + excluded.retries,
           succeeded = batch_lifetime.succeeded + excluded.succeeded,
           failed = batch_lifetime.failed + excluded.failed`)
}

/** The pool is about to go, and has no nodes any more. */
export async function keepPoolUsage(tx: Tx, account: AccountKey, poolKey: PoolKey): Promise<void> {
  await tx.run(sql`
    insert into batch_lifetime (account, core_ms)
    select account, gone_core_ms from batch_pool
     where account = ${account} and pool_key = ${poolKey}
    on conflict (account) do update set core_ms = batch_lifetime.core_ms + excluded.core_ms`)
}

export async function forgetLifetime(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_lifetime where account = ${account}`)
}

/** Of all tasks that the account ever had, with what runs up to now. */
export async function lifetimeOf(
  reader: Reader,
  account: AccountKey,
  now: Instant,
): Promise<LifetimeUsage> {
  const row = await reader.get<LifetimeUsage & { readonly running: number }>(sql`
    select coalesce(sum(wall_ms), 0) as wallMs, coalesce(sum(user_ms), 0) as userMs,
           coalesce(sum(kernel_ms), 0) as kernelMs, coalesce(sum(wait_ms), 0) as waitMs,
           coalesce(sum(retries), 0) as retries, coalesce(sum(succeeded), 0) as succeeded,
           coalesce(sum(failed), 0) as failed,
           (select coalesce(sum(${ranFor(now)}), 0)
              from batch_job j join batch_task t on t.job = j.num and t.state = 'running'
             where j.account = ${account}) as running
      from (select wall_ms, user_ms, kernel_ms, wait_ms, retries,
                   succeeded + gone_succeeded as succeeded, failed + gone_failed as failed
              from batch_task_count c join batch_job j on j.num = c.job
             where j.account = ${account}
            union all
            select wall_ms, user_ms, kernel_ms, wait_ms, retries, succeeded, failed
              from batch_lifetime where account = ${account}) used`)
  const { running, ...used } = row!
  return { ...used, wallMs: used.wallMs + running }
}

/** Core time of the account's pools that are deleted. */
export async function goneCoreTime(reader: Reader, account: AccountKey): Promise<number> {
  const row = await reader.get<{ gone: number }>(
    sql`select core_ms as gone from batch_lifetime where account = ${account}`,
  )
  return row?.gone ?? 0
}

/** When the account was made, by its resource id. */
export async function madeAt(reader: Reader, accountId: string, now: Instant): Promise<Instant> {
  const at = (await findResource(reader, accountId))?.envelope.systemData?.createdAt
  return (at === undefined ? undefined : parseInstant(at)) ?? now
}
