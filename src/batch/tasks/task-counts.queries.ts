// How many tasks a job has in which state: kept with each change instead of counted.

import type { Instant } from '#kernel/instant.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { JobNumber } from '../keys.ts'
import type { Task } from './task.ts'
import { type Usage, usageOf, usageUntil } from './usage.ts'

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

/** What a job's tasks have used and how they ended, deleted ones too. */
export interface Totals {
  wallMs: number
  userMs: number
  kernelMs: number
  waitMs: number
  retries: number
  goneSucceeded: number
  goneFailed: number
}

const nothing = (): Totals => ({
  wallMs: 0,
  userMs: 0,
  kernelMs: 0,
  waitMs: 0,
  retries: 0,
  goneSucceeded: 0,
  goneFailed: 0,
})

const none = (): Counts => ({ active: 0, running: 0, succeeded: 0, failed: 0 })

const kindOf = ({ state, result }: Task): keyof Counts => {
  if (state === 'completed') return result === 'success' ? 'succeeded' : 'failed'
  return state === 'active' ? 'active' : 'running'
}

/** How the counts of one job change. */
export class CountChange implements TaskCounts {
  readonly tasks = none()
  readonly slots = none()
  readonly totals = nothing()

  add(task: Task, by: 1 | -1): void {
    const kind = kindOf(task)
    this.tasks[kind] += by
    this.slots[kind] += by * task.slots
  }

  /** What the task has used between two records of it. */
  use(from: Task, to: Task): void {
    const before = usageOf(from)
    const after = usageOf(to)
    this.totals.wallMs += after.wallMs - before.wallMs
    this.totals.userMs += after.userMs - before.userMs
    this.totals.kernelMs += after.kernelMs - before.kernelMs
    this.totals.waitMs += after.waitMs - before.waitMs
    // A reactivated task counts anew: what was counted stays.
    this.totals.retries += Math.max(0, to.retryCount - from.retryCount)
  }

  /** It is deleted: how it ended, and what it took, is still told. */
  goes(task: Task, now: Instant): void {
    this.add(task, -1)
    this.totals.wallMs += usageUntil(task, now).wallMs - usageOf(task).wallMs
    if (task.result === 'success') this.totals.goneSucceeded += 1
    if (task.result === 'failure') this.totals.goneFailed += 1
  }
}

export async function changeCounts(
  tx: Tx,
  job: JobNumber,
  { tasks, slots, totals }: CountChange,
): Promise<void> {
  await tx.put(sql`
    update batch_task_count
       set active = active + ${tasks.active}, running = running + ${tasks.running},
           succeeded = succeeded + ${tasks.succeeded}, failed = failed + ${tasks.failed},
           active_slots = active_slots + ${slots.active},
           running_slots = running_slots + ${slots.running},
           succeeded_slots = succeeded_slots + ${slots.succeeded},
           failed_slots = failed_slots + ${slots.failed}, wall_ms = wall_ms + ${totals.wallMs},
           user_ms = user_ms + ${totals.userMs}, kernel_ms = kernel_ms + ${totals.kernelMs},
           wait_ms = wait_ms + ${totals.waitMs}, retries = retries + ${totals.retries},
           gone_succeeded = gone_succeeded + ${totals.goneSucceeded},
           gone_failed = gone_failed + ${totals.goneFailed}
     where job = ${job}`)
}

interface StatisticsRow {
  wall_ms: number
  user_ms: number
  kernel_ms: number
  retries: number
  succeeded: number
  failed: number
}

export interface JobUsage extends Omit<Usage, 'waitMs'> {
  readonly retries: number
  readonly succeeded: number
  readonly failed: number
}

/** How long a task `t` that runs has run by now. */
export const ranFor = (now: Instant): Sql =>
  sql`case when t.start_time < ${now} then ${now} - t.start_time else 0 end`

/** What the job's tasks have used up to now, what runs among it. */
export async function jobUsage(reader: Reader, job: JobNumber, now: Instant): Promise<JobUsage> {
  const row = await reader.get<StatisticsRow>(sql`
    select user_ms, kernel_ms, retries, succeeded + gone_succeeded as succeeded,
           failed + gone_failed as failed,
           wall_ms + coalesce((select sum(${ranFor(now)}) from batch_task t
                                where t.job = ${job} and t.state = 'running'), 0) as wall_ms
      from batch_task_count where job = ${job}`)
  return {
    wallMs: row?.wall_ms ?? 0,
    userMs: row?.user_ms ?? 0,
    kernelMs: row?.kernel_ms ?? 0,
    retries: row?.retries ?? 0,
    succeeded: row?.succeeded ?? 0,
    failed: row?.failed ?? 0,
  }
}

export async function countsOf(reader: Reader, job: JobNumber): Promise<TaskCounts> {
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
