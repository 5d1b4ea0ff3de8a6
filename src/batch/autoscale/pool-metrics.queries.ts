import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { Pool } from '../pools/pool.ts'

export interface TaskTotals {
  /** Ready to run: what others depend on has ended. */
  readonly active: number
  readonly running: number
  readonly succeeded: number
  readonly failed: number
}

/** Of the tasks in the jobs that run on the pool. What is left in jobs that ended is not to run. */
export async function countTasksOf(
  reader: Reader,
  { account, key }: Pick<Pool, 'account' | 'key'>,
): Promise<TaskTotals> {
  const row = await reader.get<TaskTotals & { readonly waiting: number }>(sql`
    select coalesce(sum(case when j.state in ('completed', 'deleting') then 0 else c.active end), 0)
             as active,
           coalesce(sum(c.running), 0) as running,
           coalesce(sum(c.succeeded), 0) as succeeded,
           coalesce(sum(c.failed), 0) as failed
      from batch_job j join batch_task_count c on c.job = j.num
     where j.account = ${account} and j.pool_key = ${key}`)
  const waiting = await reader.get<{ readonly n: number }>(sql`
    select count(*) as n from batch_task t join batch_job j on j.num = t.job
     where j.account = ${account} and j.pool_key = ${key}
       and j.state not in ('completed', 'deleting')
       and exists (select 1 from batch_dependency d where d.job = j.num)
       and t.state = 'active' and t.waiting_for > 0`)
  const { active = 0, running = 0, succeeded = 0, failed = 0 } = row ?? {}
  return { active: active - (waiting?.n ?? 0), running, succeeded, failed }
}
