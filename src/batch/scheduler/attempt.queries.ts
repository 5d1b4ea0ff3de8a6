// Attempts that may be alive out there, each on a node. A row is made when its task is assigned and
// goes when the driver says that the attempt is over, so it is also what is to be started or stopped.

import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, JobNumber, NodeId, PoolKey, TaskNumber } from '../keys.ts'

export interface Attempt {
  readonly id: string
  /** Its task; 0 for a preparation or a release, which its id names. */
  readonly task: TaskNumber
  readonly job: JobNumber
  readonly attempt: number
  readonly instance: number
  /** The node's id in lower case. */
  readonly node: NodeId
  readonly slots: number
  /** To be ended: its task is done with it. */
  readonly stopping: boolean
}

type AttemptRow = Omit<Attempt, 'stopping'> & { stopping: number }

const fromRow = (row: AttemptRow): Attempt => ({ ...row, stopping: row.stopping === 1 })

export async function insertAttempt(tx: Tx, attempt: Attempt): Promise<void> {
  await tx.put(sql`
    insert into batch_attempt (id, task, job, attempt, instance, node, slots, stopping)
    values (${attempt.id}, ${attempt.task}, ${attempt.job}, ${attempt.attempt},
            ${attempt.instance}, ${attempt.node}, ${attempt.slots}, 0)`)
}

export async function findAttempt(reader: Reader, id: string): Promise<Attempt | undefined> {
  const row = await reader.get<AttemptRow>(sql`select * from batch_attempt where id = ${id}`)
  return row && fromRow(row)
}

export async function countAttempts(reader: Reader): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`select count(*) as n from batch_attempt`)
  return row?.n ?? 0
}

export async function removeAttempt(tx: Tx, id: string): Promise<void> {
  await tx.put(sql`delete from batch_attempt where id = ${id}`)
}

/** The task's attempt is to end, with all its instances. */
export async function stopAttempt(tx: Tx, task: TaskNumber, attempt: number): Promise<void> {
  await tx.run(sql`
    update batch_attempt set stopping = 1 where task = ${task} and attempt = ${attempt}`)
}

/** The attempt is to end, if there is one. */
export async function stopAttemptNamed(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update batch_attempt set stopping = 1 where id = ${id}`)
}

/** The task's attempt was never started: nothing of it is to be ended. */
export async function dropAttempt(tx: Tx, task: TaskNumber, attempt: number): Promise<void> {
  await tx.run(sql`delete from batch_attempt where task = ${task} and attempt = ${attempt}`)
}

/** Whether a preparation or a release of some job may be alive on the node. */
export const runsJobTasksOn = async (reader: Reader, node: NodeId): Promise<boolean> =>
  (await reader.get(sql`
    select 1 from batch_attempt where node = ${node} and task = 0 limit 1`)) !== undefined

export async function attemptsOn(reader: Reader, node: NodeId): Promise<Attempt[]> {
  const rows = await reader.all<AttemptRow>(sql`select * from batch_attempt where node = ${node}`)
  return rows.map(fromRow)
}

export async function attemptsOfTask(reader: Reader, task: TaskNumber): Promise<Attempt[]> {
  const rows = await reader.all<AttemptRow>(sql`select * from batch_attempt where task = ${task}`)
  return rows.map(fromRow)
}

export async function allAttempts(reader: Reader): Promise<Attempt[]> {
  return (await reader.all<AttemptRow>(sql`select * from batch_attempt`)).map(fromRow)
}

export async function attemptsToStop(reader: Reader): Promise<Attempt[]> {
  const rows = await reader.all<AttemptRow>(sql`select * from batch_attempt where stopping = 1`)
  return rows.map(fromRow)
}

/** Tasks of the job that are alive somewhere: each counts once, however many instances it has. */
export async function countAlive(reader: Reader, job: JobNumber): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(distinct task) as n from batch_attempt where job = ${job} and task <> 0`)
  return row?.n ?? 0
}

/** The job's attempts are over: their nodes are gone. */
export async function forgetAttempts(tx: Tx, job: JobNumber): Promise<void> {
  await tx.run(sql`delete from batch_attempt where job = ${job}`)
}

/** Slots of attempts that are ending, by their nodes. */
export const slotsEnding = (reader: Reader): Promise<{ node: NodeId; slots: number }[]> =>
  reader.all<{ node: NodeId; slots: number }>(sql`
    select node, sum(slots) as slots from batch_attempt where stopping = 1 group by node`)

/** An instance of a task that has to make way for those of a higher priority. */
export interface PreemptibleRow {
  seq: TaskNumber
  node: NodeId
  slots: number
  priority: number
  start_time: number | null
}

/** What runs in the pool and may be ended for others, in the order of its instances. */
export const preemptibleIn = (
  reader: Reader,
  account: AccountKey,
  poolKey: PoolKey,
): Promise<PreemptibleRow[]> =>
  reader.all<PreemptibleRow>(sql`
    select t.seq, a.node, a.slots, j.priority, t.start_time
      from batch_job j join batch_attempt a on a.job = j.num join batch_task t on t.seq = a.task
     where j.account = ${account} and j.pool_key = ${poolKey} and j.preemptible = 1
       and j.state = 'active' and a.stopping = 0 and t.state = 'running'
     order by t.seq, a.instance`)

/** What runs of the job besides the one task, in the order of its instances. */
export const runningBeside = (
  reader: Reader,
  job: JobNumber,
  task: TaskNumber,
): Promise<PreemptibleRow[]> =>
  reader.all<PreemptibleRow>(sql`
    select t.seq, a.node, a.slots, 0 as priority, t.start_time
      from batch_attempt a join batch_task t on t.seq = a.task
     where a.job = ${job} and a.stopping = 0 and t.state = 'running' and t.seq <> ${task}
     order by t.seq, a.instance`)

/** The nodes where managers of jobs run, or prepare to. */
export async function managersNodes(
  reader: Reader,
  account: AccountKey,
  poolKey: PoolKey,
): Promise<ReadonlySet<NodeId>> {
  const rows = await reader.all<{ node: NodeId }>(sql`
    select a.node
      from batch_node n join batch_attempt a on a.node = n.node_key
                        join batch_task t on t.seq = a.task
     where n.account = ${account} and n.pool_key = ${poolKey}
       and t.manager = 1 and a.stopping = 0`)
  return new Set(rows.map(({ node }) => node))
}
