// Pages of a job's tasks in the order in which they changed their states.
import type { Instant } from '#kernel/instant.ts'
import { readRows, readUpTo } from '#store/read-json.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { JobNumber, TaskKey } from '../keys.ts'
import { type TaskRow, taskFromRow } from '../tasks/task.queries.ts'
import type { Task, TaskResult, TaskState } from '../tasks/task.ts'

/** Tasks that one walk over the index gives in order. */
export interface Group {
  readonly state: TaskState
  readonly result: TaskResult | null
}

export interface Span {
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  /** Only what comes after it. */
  readonly after?: { readonly time: number; readonly seq: number } | undefined
}

/** Those first that changed their state last. */
export function tasksOfGroup(
  reader: Reader,
  job: JobNumber,
  { state, result }: Group,
  { since, until, after }: Span,
  limit: number,
): Promise<Task[]> {
  const conditions: Sql[] = [
    sql`job = ${job} and state = ${state}`,
    result === null ? sql`result is null` : sql`result = ${result}`,
  ]
  if (since !== undefined) conditions.push(sql`state_time >= ${since}`)
  if (until !== undefined) conditions.push(sql`state_time < ${until}`)
  if (after) {
    conditions.push(sql`state_time <= ${after.time}`)
    conditions.push(sql`(state_time < ${after.time} or seq < ${after.seq})`)
  }
  return readUpTo(
    limit,
    (most) =>
      reader.all<TaskRow>(sql`
        select * from batch_task where ${join(conditions, ' and ')}
         order by state_time desc, seq desc limit ${most}`),
    taskFromRow,
  )
}

/** Of the next so many tasks by id those that depend on any. */
export async function dependentsAmong(
  reader: Reader,
  job: JobNumber,
  after: TaskKey | undefined,
  scanned: number,
): Promise<Task[]> {
  const rows = await reader.all<TaskRow>(sql`
    select * from
      (select * from batch_task
        where job = ${job} and key > ${after ?? ''} order by key limit ${scanned}) page
     where spec like '%"dependsOn"%' order by key`)
  return readRows(rows, taskFromRow)
}

/** The last of the next so many tasks by id; undefined: there are fewer. */
export async function lastOfScan(
  reader: Reader,
  job: JobNumber,
  after: TaskKey | undefined,
  scanned: number,
): Promise<TaskKey | undefined> {
  const row = await reader.get<{ key: TaskKey }>(sql`
    select key from batch_task
     where job = ${job} and key > ${after ?? ''} order by key limit 1 offset ${scanned - 1}`)
  return row?.key
}
