// What tasks wait for: others by their ids, and ranges of ids that are integers.

import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type JobNumber, type TaskKey, type TaskNumber, taskKeyOf } from '../keys.ts'
import { numberOf, type Task } from './task.ts'

/** Saves what the new task waits for, and answers how many of its dependencies are not met. */
export async function insertDependencies(tx: Tx, task: Task): Promise<number> {
  const { taskIds = [], taskIdRanges = [] } = task.spec.dependsOn ?? {}
  let waitingFor = 0
  for (const parent of new Set(taskIds.map(taskKeyOf))) {
    if (await isSatisfied(tx, task.job, parent)) continue
    waitingFor++
    await tx.run(sql`
      insert into batch_dependency (job, dependent, parent)
      values (${task.job}, ${task.seq}, ${parent})`)
  }
  for (const { start, end } of taskIdRanges) {
    const remaining = end - start + 1 - (await countSatisfied(tx, task.job, start, end))
    if (remaining <= 0) continue
    waitingFor++
    await tx.run(sql`
      insert into batch_dependency (job, dependent, first, last, remaining)
      values (${task.job}, ${task.seq}, ${start}, ${end}, ${remaining})`)
  }
  if (waitingFor > 0) {
    await tx.run(sql`
      update batch_task set revision = revision + 1, waiting_for = ${waitingFor}
       where seq = ${task.seq}`)
  }
  return waitingFor
}

async function isSatisfied(reader: Reader, job: JobNumber, key: TaskKey): Promise<boolean> {
  const found = await reader.get(sql`
    select 1 from batch_task where job = ${job} and key = ${key} and satisfied = 1`)
  return found !== undefined
}

/** Of the integers of a range, those that a satisfied task stands for; `4` and `04` are one. */
async function countSatisfied(
  reader: Reader,
  job: JobNumber,
  first: number,
  last: number,
): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(distinct number) as n from batch_task
     where job = ${job} and satisfied = 1 and number is not null
       and number between ${first} and ${last}`)
  return row?.n ?? 0
}

/** Those that wait for the task wait no longer. It has been saved as satisfied. */
export async function release(tx: Tx, task: Task): Promise<void> {
  const key = taskKeyOf(task.id)
  if (!(await isAwaited(tx, task.job))) return
  await tx.run(sql`
    update batch_task set revision = revision + 1, waiting_for = waiting_for - 1
     where seq in (select dependent from batch_dependency
                    where job = ${task.job} and parent = ${key})`)
  await tx.run(sql`delete from batch_dependency where job = ${task.job} and parent = ${key}`)
  const number = numberOf(task.id)
  if (number === undefined || !(await isFirstOf(tx, task, number))) return
  const ranges = sql`job = ${task.job} and parent is null and first <= ${number} and last >= ${number}`
  const changed = await tx.run(sql`
    update batch_dependency set remaining = remaining - 1 where ${ranges}`)
  if (changed === 0) return
  const met = await tx.all<{ dependent: TaskNumber }>(sql`
    select dependent from batch_dependency where ${ranges} and remaining <= 0`)
  for (const { dependent } of met) {
    await tx.run(sql`
      update batch_task set revision = revision + 1, waiting_for = waiting_for - 1 where seq = ${dependent}`)
  }
  if (met.length > 0) {
    await tx.run(sql`delete from batch_dependency where ${ranges} and remaining <= 0`)
  }
}

/** Whether any task of the job waits for others. */
async function isAwaited(reader: Reader, job: JobNumber): Promise<boolean> {
  const found = await reader.get(sql`
    select 1 where exists (select 1 from batch_dependency where job = ${job} and parent is not null)
                or exists (select 1 from batch_dependency where job = ${job} and parent is null)`)
  return found !== undefined
}

/** Whether no other satisfied task stands for the same integer. */
async function isFirstOf(reader: Reader, task: Task, number: number): Promise<boolean> {
  const other = await reader.get(sql`
    select 1 from batch_task
     where job = ${task.job} and satisfied = 1 and number is not null and number = ${number}
       and seq <> ${task.seq}`)
  return other === undefined
}

/** Some of what the task waits for: another by its key, or a range of ids. */
export const unmetDependencies = (
  reader: Reader,
  task: TaskNumber,
  limit: number,
): Promise<
  { parent: TaskKey | null; first: number | null; last: number | null; remaining: number | null }[]
> =>
  reader.all<{
    parent: TaskKey | null
    first: number | null
    last: number | null
    remaining: number | null
  }>(sql`
    select parent, first, last, remaining from batch_dependency where dependent = ${task}
     order by parent, first limit ${limit}`)
