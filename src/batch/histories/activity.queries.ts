// What tasks do in all jobs of all accounts.
import { readUpTo } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import { type TaskRow, taskFromRow } from '../tasks/task.queries.ts'
import type { Task } from '../tasks/task.ts'

export interface RunningJob {
  readonly account: string
  readonly job: string
  readonly active: number
  readonly running: number
  readonly succeeded: number
  readonly failed: number
}

/** Those first that were added last. */
export const jobsThatRun = (reader: Reader, most: number): Promise<RunningJob[]> =>
  reader.all<RunningJob>(sql`
    select j.account, j.id as job, c.active, c.running, c.succeeded, c.failed
      from batch_job j join batch_task_count c on c.job = j.num
     where c.running > 0 order by j.num desc limit ${most}`)

export interface FailedTask {
  readonly account: string
  readonly jobId: string
  readonly task: Task
}

type FailedRow = TaskRow & { readonly account: string; readonly job_id: string }

/** Those first that failed last. */
export const tasksThatFailed = (reader: Reader, most: number): Promise<FailedTask[]> =>
  readUpTo(
    most,
    (limit) =>
      reader.all<FailedRow>(sql`
        select t.*, j.account, j.id as job_id
          from batch_task t join batch_job j on j.num = t.job
         where t.result = 'failure' order by t.state_time desc, t.seq desc limit ${limit}`),
    (row) => ({ account: row.account, jobId: row.job_id, task: taskFromRow(row) }),
  )
