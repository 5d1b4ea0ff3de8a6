import { readJson, readRows, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { TaskNumber } from '../keys.ts'
import type { Subtask } from './subtask.ts'

interface Row {
  readonly task: TaskNumber
  readonly body: string
}

const shape: Shape<Subtask> = {
  task: 'number',
  instance: 'number',
  state: 'string',
  stateTransitionTime: 'number',
  previousState: 'string?',
  previousStateTransitionTime: 'number?',
  node: 'object',
  startTime: 'number',
  endTime: 'number?',
  exitCode: 'number?',
  result: 'string?',
  failureInfo: 'object?',
  containerInfo: 'object?',
}

const fromRow = ({ task, body }: Row): Subtask =>
  readJson(body, shape, { table: 'batch_subtask', key: task, column: 'body' })

/** The instances of the task's last attempt, the primary first. */
export async function subtasksOf(reader: Reader, task: TaskNumber): Promise<Subtask[]> {
  const rows = await reader.all<Row>(sql`
    select task, body from batch_subtask where task = ${task} order by instance`)
  return readRows(rows, fromRow)
}

export async function saveSubtask(tx: Tx, subtask: Subtask): Promise<void> {
  const { task, instance, state } = subtask
  await tx.run(sql`
    insert into batch_subtask (task, instance, state, body)
    values (${task}, ${instance}, ${state}, ${JSON.stringify(subtask)})
    on conflict (task, instance) do update set state = excluded.state, body = excluded.body`)
}

/** A new attempt begins with new instances. */
export async function removeSubtasks(tx: Tx, task: TaskNumber): Promise<void> {
  await tx.run(sql`delete from batch_subtask where task = ${task}`)
}
