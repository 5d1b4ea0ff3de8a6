import { type Instant, plus } from '#kernel/instant.ts'
import { type Place, readJson, readUpTo, readWord, type Shape } from '#store/read-json.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type AccountKey, type JobNumber, type ScheduleKey, scheduleKeyOf } from '../keys.ts'
import { type JobUsage, ranFor } from '../tasks/task-counts.queries.ts'
import type { PageRequest } from '../wire/page.ts'
import { jobScheduleMoves } from './job-schedule.machine.ts'
import type { JobSchedule, JobScheduleSpec } from './job-schedule.ts'
import { nextLook } from './recurrence.ts'

interface Row {
  num: number
  account: AccountKey
  id: string
  state: string
  state_time: Instant
  created: Instant
  modified: Instant
  revision: number
  version: number
  due: Instant | null
  body: string
}

/** JSON has no infinity: a window that is left out has none. */
type Body = Pick<
  JobSchedule,
  'previousState' | 'previousStateTransitionTime' | 'endTime' | 'made' | 'autoPool'
> & {
  readonly spec: Omit<JobScheduleSpec, 'timing'> & {
    readonly timing: Omit<JobScheduleSpec['timing'], 'startWindowMs'> & {
      readonly startWindowMs: number | null
    }
  }
}

const bodyShape: Shape<Body> = {
  spec: 'object',
  previousState: 'string?',
  previousStateTransitionTime: 'number?',
  endTime: 'number?',
  made: 'number',
  autoPool: 'string?',
}

const placeOf = ({ num }: Row, column: string): Place => ({
  table: 'batch_job_schedule',
  key: num,
  column,
})

function fromRow(row: Row): JobSchedule {
  const { spec, ...body } = readJson(row.body, bodyShape, placeOf(row, 'body'))
  const { startWindowMs, ...timing } = spec.timing
  return {
    ...body,
    spec: {
      ...spec,
      timing: { ...timing, startWindowMs: startWindowMs ?? Number.POSITIVE_INFINITY },
    },
    num: row.num,
    account: row.account,
    id: row.id,
    state: readWord(row.state, jobScheduleMoves, placeOf(row, 'state')),
    stateTransitionTime: row.state_time,
    creationTime: row.created,
    lastModified: row.modified,
    revision: row.revision,
    version: row.version,
    ...(row.due === null ? {} : { due: row.due }),
  }
}

const bodyOf = ({
  spec,
  previousState,
  previousStateTransitionTime,
  endTime,
  made,
  autoPool,
}: JobSchedule): string =>
  JSON.stringify({ spec, previousState, previousStateTransitionTime, endTime, made, autoPool })

/** When it changes by itself. Only an active one makes jobs; one that is disabled may come to its end. */
function lookAt({ state, spec: { timing }, due }: JobSchedule, now: Instant): Instant | undefined {
  if (state === 'active') return nextLook(timing, due, now)
  return state === 'disabled' ? nextLook(timing, undefined, now) : undefined
}

export async function findJobSchedule(
  reader: Reader,
  account: AccountKey,
  key: ScheduleKey,
): Promise<JobSchedule | undefined> {
  const row = await reader.get<Row>(sql`
    select * from batch_job_schedule where account = ${account} and key = ${key}`)
  return row && fromRow(row)
}

export async function jobScheduleByNumber(
  reader: Reader,
  num: number,
): Promise<JobSchedule | undefined> {
  const row = await reader.get<Row>(sql`select * from batch_job_schedule where num = ${num}`)
  return row && fromRow(row)
}

/** In the order of their ids. */
export async function listJobSchedules(
  reader: Reader,
  account: AccountKey,
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<JobSchedule[]> {
  const conditions = [sql`account = ${account}`, filter]
  if (after !== undefined) conditions.push(sql`key > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<Row>(sql`
    select * from batch_job_schedule
     where ${join(conditions, ' and ')} order by key limit ${most}`),
    fromRow,
  )
}

/** Answers the new schedule's number; undefined: the account has one of this id. */
export async function insertJobSchedule(
  tx: Tx,
  schedule: JobSchedule,
  now: Instant,
): Promise<number | undefined> {
  const { timing } = schedule.spec
  const row = await tx.get<{ num: number }>(sql`
    insert into batch_job_schedule
      (account, key, id, state, state_time, created, modified, revision, version, due, look_at,
       awaits_job, run_until, run_after, end_time, body)
    values (${schedule.account}, ${scheduleKeyOf(schedule.id)}, ${schedule.id}, ${schedule.state},
            ${schedule.stateTransitionTime}, ${schedule.creationTime}, ${schedule.lastModified}, 1,
            ${schedule.version}, ${schedule.due}, ${lookAt(schedule, now)}, 0,
            ${timing.doNotRunUntil}, ${timing.doNotRunAfter}, ${schedule.endTime},
            ${bodyOf(schedule)})
    on conflict do nothing returning num`)
  return row?.num
}

/**
 * Saves it only if it did not change since it was read. `now`: what was decided until then is done.
 * `again`: when to look at it, if that is not what its times say.
 */
export async function saveJobSchedule(
  tx: Tx,
  schedule: JobSchedule,
  now: Instant,
  again = lookAt(schedule, now),
): Promise<boolean> {
  const isOpen = schedule.state !== 'completed'
  const { timing } = schedule.spec
  const changed = await tx.run(sql`
    update batch_job_schedule
       set state = ${schedule.state}, state_time = ${schedule.stateTransitionTime},
           modified = ${schedule.lastModified}, revision = revision + 1,
           version = ${schedule.version}, due = ${schedule.due}, look_at = ${again},
           awaits_job = ${isOpen ? 1 : 0}, run_until = ${timing.doNotRunUntil},
           run_after = ${timing.doNotRunAfter}, end_time = ${schedule.endTime},
           body = ${bodyOf(schedule)}
     where num = ${schedule.num} and revision = ${schedule.revision}`)
  return changed === 1
}

/**
 * Schedules that may change now: their time has come, or they wait for jobs that are over. Those that
 * have nothing to wait for are not looked at again before their time.
 */
export async function schedulesToLookAt(
  reader: Reader,
  now: Instant,
  limit: number,
): Promise<JobSchedule[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<Row>(sql`
    select * from batch_job_schedule where num in (
      select num from batch_job_schedule where look_at is not null and look_at <= ${now}
      union
      select num from batch_job_schedule s
       where awaits_job = 1
         and not exists (select 1 from batch_job j
                          where j.schedule = s.num and j.state <> 'completed')
         and (s.state <> 'deleting'
              or not exists (select 1 from batch_job j where j.schedule = s.num)))
     order by num limit ${most}`),
    fromRow,
  )
}

/** There is nothing that it waits for: it is looked at when its time comes. */
export async function stopAwaiting(tx: Tx, num: number): Promise<void> {
  await tx.run(sql`update batch_job_schedule set awaits_job = 0 where num = ${num}`)
}

export async function nextScheduleLook(reader: Reader): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select min(look_at) as at from batch_job_schedule where look_at is not null`)
  return row?.at == null ? undefined : plus(row.at, 0)
}

/**
 * Ids of the schedule's jobs that are not over; with `all`, of every one that there is. Two statements:
 * the index of open jobs is taken only where its own condition is written.
 */
export async function jobIdsOfSchedule(
  reader: Reader,
  num: number,
  all: boolean,
): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(
    all
      ? sql`select id from batch_job where schedule = ${num} order by num`
      : sql`select id from batch_job
             where schedule = ${num} and state <> 'completed' order by num`,
  )
  return rows.map(({ id }) => id)
}

/** Schedules that count against the account's quota: neither over nor about to go. */
export async function countOpenSchedules(reader: Reader, account: AccountKey): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(*) as n from batch_job_schedule
     where state <> 'completed' and state <> 'deleting' and account = ${account}`)
  return row?.n ?? 0
}

export async function removeJobSchedule(tx: Tx, num: number): Promise<void> {
  await tx.run(sql`delete from batch_job_schedule where num = ${num}`)
}

export async function removeJobSchedules(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_job_schedule where account = ${account}`)
}

/** The job is about to go: what it used stays with the schedule that made it. */
export async function keepScheduleUsage(tx: Tx, job: JobNumber): Promise<void> {
  await tx.run(sql`
    update batch_job_schedule as s
       set wall_ms = s.wall_ms + c.wall_ms, user_ms = s.user_ms + c.user_ms,
           kernel_ms = s.kernel_ms + c.kernel_ms, retries = s.retries + c.retries,
           succeeded = s.succeeded + c.succeeded, failed = s.failed + c.failed
      from (select j.schedule, n.wall_ms, n.user_ms, n.kernel_ms, n.retries,
                   n.succeeded + n.gone_succeeded as succeeded, n.failed + n.gone_failed as failed
              from batch_job j join batch_task_count n on n.job = j.num
             where j.num = ${job} and j.schedule is not null) c
     where s.num = c.schedule`)
}

/** What the tasks of all its jobs have used up to now, what runs among it. */
export async function scheduleUsage(reader: Reader, num: number, now: Instant): Promise<JobUsage> {
  const row = await reader.get<JobUsage>(sql`
    select coalesce(sum(wall_ms), 0)
             + coalesce((select sum(${ranFor(now)})
                           from batch_job j join batch_task t on t.job = j.num
                          where j.schedule = ${num} and t.state = 'running'), 0) as wallMs,
           coalesce(sum(user_ms), 0) as userMs, coalesce(sum(kernel_ms), 0) as kernelMs,
           coalesce(sum(retries), 0) as retries, coalesce(sum(succeeded), 0) as succeeded,
           coalesce(sum(failed), 0) as failed
      from (select c.wall_ms, c.user_ms, c.kernel_ms, c.retries,
                   c.succeeded + c.gone_succeeded as succeeded, c.failed + c.gone_failed as failed
              from batch_task_count c join batch_job j on j.num = c.job
             where j.schedule = ${num}
            union all
            select wall_ms, user_ms, kernel_ms, retries, succeeded, failed
              from batch_job_schedule where num = ${num}) used`)
  return row!
}
