import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

/** Whether something is saved that this room looks after unasked: nodes, jobs and what is in them. */
export async function hasWork(reader: Reader): Promise<boolean> {
  const row = await reader.get(sql`
    select 1 from (select 1 from batch_pool limit 1) as any_pool
    union all select 1 from (select 1 from batch_node limit 1) as any_node
    union all select 1 from (select 1 from batch_job limit 1) as any_job
    union all select 1 from (select 1 from batch_job_schedule limit 1) as any_job_schedule
    union all select 1 from (select 1 from batch_task limit 1) as any_task
    union all select 1 from (select 1 from batch_attempt limit 1) as any_attempt
    limit 1`)
  return row !== undefined
}
