import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { JobNumber } from '../keys.ts'
import type { TaskResult } from '../tasks/task.ts'

export interface EndedSpan {
  readonly from: Instant
  readonly to: Instant
  /** Whether tasks ended before it. */
  readonly isCut: boolean
}

/** When the last so many tasks with a result ended; undefined: none did. */
export async function endedSpan(
  reader: Reader,
  job: JobNumber,
  result: TaskResult,
  most: number,
): Promise<EndedSpan | undefined> {
  const at = async (order: 'first' | 'last', offset: number): Promise<Instant | undefined> => {
    const ended = sql`job = ${job} and state = 'completed' and result = ${result}`
    const row = await reader.get<{ time: Instant }>(
      order === 'last'
        ? sql`select state_time as time from batch_task where ${ended}
               order by state_time desc limit 1 offset ${offset}`
        : sql`select state_time as time from batch_task where ${ended} order by state_time limit 1`,
    )
    return row?.time
  }
  const to = await at('last', 0)
  if (to === undefined) return undefined
  const cut = await at('last', most)
  return { from: cut ?? (await at('first', 0)) ?? to, to, isCut: cut !== undefined }
}

/** How many ended in each span from a moment on. Spans in which none did are left out. */
export async function countEnded(
  reader: Reader,
  job: JobNumber,
  result: TaskResult,
  { from, spanMs }: { readonly from: Instant; readonly spanMs: number },
): Promise<readonly { readonly at: number; readonly count: number }[]> {
  return await reader.all<{ at: number; count: number }>(sql`
    select at, count(*) as count from
      (select cast((state_time - ${from}) / ${spanMs} as integer) as at from batch_task
        where job = ${job} and state = 'completed' and result = ${result} and state_time >= ${from}) spans
     group by at order by at`)
}
