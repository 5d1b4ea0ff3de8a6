// Tasks as clients read them: with what tells whether the row has changed since it was printed.
import { after, type Soon } from '#kernel/caching/soon.ts'
import { rowSoon } from '#store/at-once.ts'
import { readUpTo } from '#store/read-json.ts'
import { fixed, gap, join, type Sql, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import { type JobNumber, type TaskKey, taskKeyOf } from '../keys.ts'
import type { RowVersion } from '../wire/kept-texts.ts'
import type { PageRequest } from '../wire/page.ts'
import { type TaskRow, taskFromRow } from './task.queries.ts'
import type { Task } from './task.ts'

/** A task as its row has it: decoded only where its text is not known. */
export interface StoredTask extends Pick<Task, 'lastModified' | 'version'>, RowVersion {
  task(): Task
}

const storedTask = (row: TaskRow): StoredTask => ({
  seq: row.seq,
  revision: row.revision,
  lastModified: row.modified,
  version: row.version,
  task: () => taskFromRow(row),
})

const rowByKey = fixed`select * from batch_task where job = ${gap} and key = ${gap}`

export const findStoredTask = (
  reader: Reader,
  job: JobNumber,
  key: TaskKey,
): Soon<StoredTask | undefined> =>
  after(rowSoon<TaskRow>(reader, rowByKey(job, key)), (row) => row && storedTask(row))

/** Which tasks are on a page, in the order of their ids. */
export interface PageOfTasks {
  readonly job: JobNumber
  readonly filter: Sql
  readonly page: PageRequest
}

const onPage = ({ job, filter, page: { after } }: PageOfTasks): Sql => {
  const conditions = [sql`job = ${job}`, filter]
  if (after !== undefined) conditions.push(sql`key > ${after}`)
  return join(conditions, ' and ')
}

/** The page's rows without what they say. */
export async function listTaskVersions(
  reader: Reader,
  wanted: PageOfTasks,
): Promise<readonly (RowVersion & { readonly key: TaskKey })[]> {
  return await reader.all(sql`
    select key, seq, revision from batch_task
     where ${onPage(wanted)} order by key limit ${wanted.page.limit}`)
}

export async function listTasks(
  reader: Reader,
  wanted: PageOfTasks,
): Promise<(RowVersion & { readonly key: TaskKey; readonly task: Task })[]> {
  return await readUpTo(
    wanted.page.limit,
    (most) =>
      reader.all<TaskRow>(sql`
        select * from batch_task where ${onPage(wanted)} order by key limit ${most}`),
    (row) => ({
      key: taskKeyOf(row.id),
      seq: row.seq,
      revision: row.revision,
      task: taskFromRow(row),
    }),
  )
}
