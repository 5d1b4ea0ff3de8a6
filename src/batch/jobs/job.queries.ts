import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Undefinable } from '#kernel/defined.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { rowSoon } from '#store/at-once.ts'
import { type Place, readRow, readRows, readUpTo, readWord } from '#store/read-json.ts'
import { remembering } from '#store/remembered-rows.ts'
import { fixed, gap, join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { keepJobUsage } from '../accounts/lifetime.queries.ts'
import { removeJobNodes } from '../job-nodes/job-node.queries.ts'
import { keepScheduleUsage } from '../job-schedules/job-schedule.queries.ts'
import {
  type AccountKey,
  type JobKey,
  type JobNumber,
  jobKeyOf,
  type NodeId,
  poolKeyOf,
} from '../keys.ts'
import { durationMs } from '../wire/duration.ts'
import type { PageRequest } from '../wire/page.ts'
import { jobMoves } from './job.machine.ts'
import { type Job, poolIdOf } from './job.ts'

interface JobRow {
  num: JobNumber
  account: AccountKey
  id: string
  state: string
  state_time: Instant
  created: Instant
  modified: Instant
  revision: number
  version: number
  start_time: Instant
  end_time: Instant | null
  schedule: number | null
  body: string
}

type Body = Pick<
  Job,
  | 'spec'
  | 'previousState'
  | 'previousStateTransitionTime'
  | 'terminateReason'
  | 'disableTasks'
  | 'forceAt'
  | 'autoPool'
  | 'schedulingError'
>

const parseBody = remembering<Body>(100, {
  spec: 'object',
  previousState: 'string?',
  previousStateTransitionTime: 'number?',
  terminateReason: 'string?',
  disableTasks: 'string?',
  forceAt: 'number?',
  autoPool: 'string?',
  schedulingError: 'object?',
})

const placeOf = ({ num }: JobRow, column: string): Place => ({
  table: 'batch_job',
  key: num,
  column,
})

const fromRow = (row: JobRow): Job => ({
  ...parseBody(row.body, placeOf(row, 'body')),
  num: row.num,
  account: row.account,
  id: row.id,
  state: readWord(row.state, jobMoves, placeOf(row, 'state')),
  stateTransitionTime: row.state_time,
  creationTime: row.created,
  lastModified: row.modified,
  revision: row.revision,
  version: row.version,
  startTime: row.start_time,
  ...(row.end_time === null ? {} : { endTime: row.end_time }),
  ...(row.schedule === null ? {} : { schedule: row.schedule }),
})

const bodyOf = (job: Job): string =>
  JSON.stringify({
    spec: job.spec,
    previousState: job.previousState,
    previousStateTransitionTime: job.previousStateTransitionTime,
    terminateReason: job.terminateReason,
    disableTasks: job.disableTasks,
    forceAt: job.forceAt,
    autoPool: job.autoPool,
    schedulingError: job.schedulingError,
  } satisfies Undefinable<Body>)

/** When the job's time is over, or while it ends, the time for that; undefined: never. */
function deadlineOf({ state, startTime, spec, forceAt }: Job): number | undefined {
  if (state === 'terminating' || state === 'deleting') return forceAt
  const ms = durationMs(spec.constraints.maxWallClockTime) ?? Number.POSITIVE_INFINITY
  return Number.isSafeInteger(startTime + ms) ? startTime + ms : undefined
}

const endsItself = ({ spec }: Job): number => (spec.onAllTasksComplete === 'terminatejob' ? 1 : 0)

const rowByKey = fixed`select * from batch_job where account = ${gap} and key = ${gap}`

export const findJob = (reader: Reader, account: AccountKey, key: JobKey): Soon<Job | undefined> =>
  after(rowSoon<JobRow>(reader, rowByKey(account, key)), (row) => row && fromRow(row))

export async function jobByNumber(reader: Reader, num: JobNumber): Promise<Job | undefined> {
  const row = await reader.get<JobRow>(sql`select * from batch_job where num = ${num}`)
  return readRow(row, fromRow)
}

/** In the order of their ids. */
export async function listJobs(
  reader: Reader,
  { account, schedule }: { readonly account: AccountKey; readonly schedule: number | undefined },
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<Job[]> {
  const conditions = [sql`account = ${account}`, filter]
  if (schedule !== undefined) conditions.push(sql`schedule = ${schedule}`)
  if (after !== undefined) conditions.push(sql`key > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<JobRow>(sql`
    select * from batch_job where ${join(conditions, ' and ')} order by key limit ${most}`),
    fromRow,
  )
}

/** Jobs that count against the account's quota: neither over nor about to go. */
export async function countOpenJobs(reader: Reader, account: AccountKey): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(*) as n from batch_job
     where state <> 'completed' and state <> 'deleting' and account = ${account}`)
  return row?.n ?? 0
}

/** Answers the new job's number; undefined: the account has one of this id. */
export async function insertJob(tx: Tx, job: Job): Promise<JobNumber | undefined> {
  const { spec } = job
  const poolId = poolIdOf(job)
  const row = await tx.get<{ num: JobNumber }>(sql`
    insert into batch_job
      (account, key, id, state, state_time, created, modified, revision, version, start_time,
       priority, pool_id, pool_key, deadline, ends_itself, preemptible, schedule, body)
    values (${job.account}, ${jobKeyOf(job.id)}, ${job.id}, ${job.state}, ${job.stateTransitionTime},
            ${job.creationTime}, ${job.lastModified}, 1, ${job.version}, ${job.startTime},
            ${spec.priority}, ${poolId}, ${poolKeyOf(poolId)}, ${deadlineOf(job)}, ${endsItself(job)},
            ${spec.allowTaskPreemption ? 1 : 0}, ${job.schedule}, ${bodyOf(job)})
    on conflict do nothing returning num`)
  if (row) await tx.run(sql`insert into batch_task_count (job) values (${row.num})`)
  return row?.num
}

/** Saves it only if it has not changed since it was read. */
export async function saveJob(tx: Tx, job: Job): Promise<boolean> {
  const poolId = poolIdOf(job)
  const changed = await tx.run(sql`
    update batch_job
       set state = ${job.state}, state_time = ${job.stateTransitionTime},
           modified = ${job.lastModified}, revision = revision + 1, version = ${job.version},
           end_time = ${job.endTime}, priority = ${job.spec.priority}, pool_id = ${poolId},
           pool_key = ${poolKeyOf(poolId)}, deadline = ${deadlineOf(job)},
           ends_itself = ${endsItself(job)},
           preemptible = ${job.spec.allowTaskPreemption ? 1 : 0}, body = ${bodyOf(job)}
     where num = ${job.num} and revision = ${job.revision}`)
  return changed === 1
}

// That a state is not `completed` is said beside what it is: SQLite takes the index of open jobs only
// where that index's own condition is written, and jobs that are over are many and stay.

const hasEnded = sql`(
  not exists (select 1 from batch_attempt a where a.job = j.num)
  and not exists (select 1 from batch_job_node d where d.job = j.num and d.state = 'toRelease'))`

/** Jobs that leave their state: nothing of them runs, or they have waited as long as they may. */
export async function unsettledJobs(reader: Reader, now: Instant): Promise<Job[]> {
  const rows = await reader.all<JobRow>(sql`
    select * from batch_job j
     where state <> 'completed' and state in ('disabling', 'enabling', 'terminating')
       and (state = 'enabling' or ${hasEnded} or (state = 'terminating' and deadline <= ${now}))`)
  return readRows(rows, fromRow)
}

/** Jobs that are to be deleted now: nothing of them runs, or they have waited long enough. */
export async function deletableJobs(reader: Reader, now: Instant, limit: number): Promise<Job[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<JobRow>(sql`
    select * from batch_job j
     where state = 'deleting' and (${hasEnded} or deadline <= ${now})
     order by num limit ${most}`),
    fromRow,
  )
}

/** Whether one of the jobs may leave its state, or be removed, now that an attempt has ended. */
export async function anyMayLeave(reader: Reader, jobs: Iterable<JobNumber>): Promise<boolean> {
  for (const num of jobs) {
    const found = await reader.get(sql`
      select 1 from batch_job
       where num = ${num}
         and (state in ('disabling', 'enabling', 'terminating', 'deleting')
              or state = 'active' and ends_itself = 1
                 and exists (select 1 from batch_task_count
                              where job = num and active = 0 and running = 0))`)
    if (found) return true
  }
  return false
}

/** Active jobs whose time is over. */
export async function overdueJobs(reader: Reader, now: Instant): Promise<Job[]> {
  const rows = await reader.all<JobRow>(sql`
    select * from batch_job
     where state <> 'completed' and deadline is not null and deadline <= ${now}
       and state not in ('terminating', 'deleting')`)
  return readRows(rows, fromRow)
}

/** Jobs that completed until then, the oldest first. */
export const completedJobs = (reader: Reader, until: Instant, limit: number): Promise<Job[]> =>
  readUpTo(
    limit,
    (most) =>
      reader.all<JobRow>(sql`
        select * from batch_job where state = 'completed' and state_time <= ${until}
         order by num limit ${most}`),
    fromRow,
  )

/** Jobs of all accounts that may still take tasks. */
export async function openJobs(reader: Reader): Promise<Job[]> {
  const rows = await reader.all<JobRow>(sql`
    select * from batch_job where state <> 'completed' and state <> 'deleting' order by num`)
  return readRows(rows, fromRow)
}

export async function nextDeadline(reader: Reader): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select min(deadline) as at from batch_job
     where state <> 'completed' and deadline is not null`)
  return row?.at ?? undefined
}

/** Active jobs that end by themselves and whose tasks are all completed; `before`: made so long ago. */
export async function finishedJobs(reader: Reader, emptyBefore: Instant): Promise<Job[]> {
  const rows = await reader.all<JobRow>(sql`
    select j.* from batch_job j join batch_task_count c on c.job = j.num
     where j.state = 'active' and j.ends_itself = 1
       and c.active = 0 and c.running = 0 and (c.succeeded + c.failed > 0 or j.modified <= ${emptyBefore})`)
  return readRows(rows, fromRow)
}

/** A task of the job was put on a node. */
export async function noteRun(tx: Tx, job: JobNumber): Promise<void> {
  await tx.put(sql`update batch_job set has_run = 1 where num = ${job} and has_run = 0`)
}

/** Whether a task of the job was ever put on a node. */
export const hasRun = async (reader: Reader, job: JobNumber): Promise<boolean> =>
  (await reader.get(sql`select 1 from batch_job where num = ${job} and has_run = 1`)) !== undefined

/** When the first of the jobs that end by themselves has been without a task for so long. */
export async function nextEmptyEnd(
  reader: Reader,
  emptyForMs: number,
): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select min(j.modified) as at from batch_job j join batch_task_count c on c.job = j.num
     where j.state = 'active' and j.ends_itself = 1
       and c.active + c.running + c.succeeded + c.failed = 0`)
  return row?.at == null ? undefined : plus(row.at, emptyForMs)
}

/** Whether the job has more than `limit` tasks, or just as many. */
export const hasMoreTasks = async (
  reader: Reader,
  job: JobNumber,
  limit: number,
): Promise<boolean> =>
  (await reader.get(sql`
    select 1 from batch_task where job = ${job} order by key limit 1 offset ${limit - 1}`)) !==
  undefined

/** The nodes on which the tasks ran that `removeTasks` deletes next. */
export async function nodesOfNext(
  reader: Reader,
  job: JobNumber,
  limit: number,
): Promise<NodeId[]> {
  const rows = await reader.all<{ node: NodeId }>(sql`
    select distinct node from
      (select node from batch_task where job = ${job} order by key limit ${limit}) first_tasks
     where node is not null`)
  return rows.map(({ node }) => node)
}

/** Deletes up to `limit` of the job's tasks, and answers how many. */
export async function removeTasks(tx: Tx, job: JobNumber, limit: number): Promise<number> {
  const gone = sql`select seq from batch_task where job = ${job} order by key limit ${limit}`
  await tx.run(sql`delete from batch_subtask where task in (${gone})`)
  await tx.run(sql`delete from batch_task_attempt where task in (${gone})`)
  return tx.run(sql`delete from batch_task where seq in (${gone})`)
}

export async function removeJob(tx: Tx, job: JobNumber): Promise<void> {
  await keepJobUsage(tx, job)
  await keepScheduleUsage(tx, job)
  await removeJobNodes(tx, job)
  await tx.run(sql`delete from batch_dependency where job = ${job}`)
  await tx.run(sql`delete from batch_task_count where job = ${job}`)
  await tx.run(sql`delete from batch_job where num = ${job}`)
}

/** The number of some job of the account; undefined: it has none. */
export async function anyJobOf(
  reader: Reader,
  account: AccountKey,
): Promise<JobNumber | undefined> {
  const row = await reader.get<{ num: JobNumber }>(sql`
    select num from batch_job where account = ${account} limit 1`)
  return row?.num
}
