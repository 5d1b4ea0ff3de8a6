import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { TaskNumber } from '../keys.ts'
import type { Subtask } from './subtask.ts'

const fromRow = ({ body }: { readonly body: string }): Subtask => JSON.parse(body) as Subtask

/** The instances of the task's last attempt, the primary first. */
export async function subtasksOf(reader: Reader, task: TaskNumber): Promise<Subtask[]> {
  const rows = await reader.all<{ body: string }>(sql`
    select body from batch_subtask where task = ${task} order by instance`)
  return rows.map(fromRow)
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
