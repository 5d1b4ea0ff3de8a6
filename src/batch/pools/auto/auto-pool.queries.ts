import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, JobNumber, PoolKey } from '../../keys.ts'

export interface AutoPool {
  readonly account: AccountKey
  readonly key: PoolKey
  /** What it lives as long as. */
  readonly owner: { readonly job: JobNumber } | { readonly schedule: number }
  readonly keepAlive: boolean
}

export async function insertAutoPool(
  tx: Tx,
  { account, key, owner, keepAlive }: AutoPool,
): Promise<void> {
  const job = 'job' in owner ? owner.job : undefined
  const schedule = 'schedule' in owner ? owner.schedule : undefined
  await tx.run(sql`
    insert into batch_auto_pool (account, pool_key, job, schedule, keep_alive)
    values (${account}, ${key}, ${job}, ${schedule}, ${keepAlive ? 1 : 0})`)
}

/** The job's pool is to outlive it, or not. */
export async function saveKeepAlive(tx: Tx, job: JobNumber, keepAlive: boolean): Promise<void> {
  await tx.run(sql`
    update batch_auto_pool set keep_alive = ${keepAlive ? 1 : 0} where job = ${job}`)
}

/** A pool whose job or schedule is over, or gone. */
export interface Outlived {
  readonly account: AccountKey
  readonly pool_key: PoolKey
  readonly keep_alive: number
}

export const outlivedAutoPools = (reader: Reader): Promise<Outlived[]> =>
  reader.all<Outlived>(sql`
    select account, pool_key, keep_alive from batch_auto_pool p
     where not exists (select 1 from batch_job where num = p.job and state <> 'completed')
       and not exists (select 1 from batch_job_schedule
                        where num = p.schedule and state <> 'completed')`)

export async function removeAutoPool(
  tx: Tx,
  { account, pool_key }: Pick<Outlived, 'account' | 'pool_key'>,
): Promise<void> {
  await tx.run(sql`
    delete from batch_auto_pool where account = ${account} and pool_key = ${pool_key}`)
}
