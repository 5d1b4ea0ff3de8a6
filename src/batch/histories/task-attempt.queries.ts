import { readJson, readRows, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { TaskNumber } from '../keys.ts'
import type { PastAttempt } from './task-attempt.ts'

interface Row {
  readonly attempt: number
  readonly body: string
}

const shape: Shape<Omit<PastAttempt, 'attempt'>> = {
  end: 'string',
  node: 'object',
  startTime: 'number?',
  endTime: 'number',
  exitCode: 'number?',
  failureInfo: 'object?',
}

/** How many of a task are kept. */
const KEPT = 100

export async function keepAttempt(
  tx: Tx,
  task: TaskNumber,
  { attempt, ...body }: PastAttempt,
): Promise<void> {
  await tx.run(sql`
    insert into batch_task_attempt (task, attempt, body)
    values (${task}, ${attempt}, ${JSON.stringify(body)}) on conflict do nothing`)
  if (attempt <= KEPT) return
  await tx.run(sql`
    delete from batch_task_attempt where task = ${task} and attempt <= ${attempt - KEPT}`)
}

/** The last first. */
export async function pastAttempts(reader: Reader, task: TaskNumber): Promise<PastAttempt[]> {
  const rows = await reader.all<Row>(sql`
    select attempt, body from batch_task_attempt where task = ${task} order by attempt desc`)
  return readRows(rows, ({ attempt, body }) => ({
    attempt,
    ...readJson(body, shape, {
      table: 'batch_task_attempt',
      key: `${task}/${attempt}`,
      column: 'body',
    }),
  }))
}
