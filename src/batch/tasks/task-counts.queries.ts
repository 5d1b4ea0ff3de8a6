// How many tasks a job has in which state: kept with each change instead of counted.
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Task } from './task.ts'

export interface Counts {
  active: number
  running: number
  succeeded: number
  failed: number
}

export interface TaskCounts {
  readonly tasks: Counts
  readonly slots: Counts
}

const none = (): Counts => ({ active: 0, running: 0, succeeded: 0, failed: 0 })

const kindOf = ({ state, result }: Task): keyof Counts => {
  if (state === 'completed') return result === 'success' ? 'succeeded' : 'failed'
  return state === 'active' ? 'active' : 'running'
}

/** How the counts of one job change. */
export class CountChange implements TaskCounts {
  readonly tasks = none()
  readonly slots = none()

  add(task: Task, by: 1 | -1): void {
    const kind = kindOf(task)
    this.tasks[kind] += by
    this.slots[kind] += by * task.slots
  }
}

export async function changeCounts(tx: Tx, job: number, change: TaskCounts): Promise<void> {
  const { tasks, slots } = change
  await tx.run(sql`
    update batch_task_count
       set active = active + ${tasks.active}, running = running + ${tasks.running},
           succeeded = succeeded + ${tasks.succeeded}, failed = failed + ${tasks.failed},
           active_slots = active_slots + ${slots.active},
           running_slots = running_slots + ${slots.running},
           succeeded_slots = succeeded_slots + ${slots.succeeded},
           failed_slots = failed_slots + ${slots.failed}
     where job = ${job}`)
}

export async function countsOf(reader: Reader, job: number): Promise<TaskCounts> {
  const row = await reader.get<Counts & { [name in `${keyof Counts}_slots`]: number }>(
    sql`select * from batch_task_count where job = ${job}`,
  )
  if (!row) return { tasks: none(), slots: none() }
  return {
    tasks: {
      active: row.active,
      running: row.running,
      succeeded: row.succeeded,
      failed: row.failed,
    },
    slots: {
      active: row.active_slots,
      running: row.running_slots,
      succeeded: row.succeeded_slots,
      failed: row.failed_slots,
    },
  }
}
