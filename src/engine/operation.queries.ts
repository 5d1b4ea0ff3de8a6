import type { Instant } from '#kernel/instant.ts'
import {
  type Place,
  readJson,
  readJsonList,
  readRows,
  readUpTo,
  readValue,
  readWord,
  type Shape,
} from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type Operation, type OperationError, operationStatuses, type Retry } from './operation.ts'

interface OperationRow {
  id: string
  kind: string
  resource: string
  status: string
  step: number
  wake_at: number | null
  polls_left: number | null
  input: string
  error: string | null
  started_at: number
  ended_at: number | null
  step_at: number | null
  failures: number
  retries: string | null
}

const errorShape: Shape<OperationError> = { code: 'string', message: 'string' }
const retryShape: Shape<Retry> = { at: 'number', error: 'string' }

const placeOf = (row: OperationRow, column: string): Place => ({
  table: 'operation',
  key: row.id,
  column,
})

const fromRow = (row: OperationRow): Operation => ({
  id: row.id,
  kind: row.kind,
  resource: row.resource,
  status: readWord(row.status, operationStatuses, placeOf(row, 'status')),
  step: row.step,
  input: readValue(row.input, placeOf(row, 'input')),
  ...(row.error === null
    ? {}
    : {
        error: readJson(row.error, errorShape, placeOf(row, 'error')),
      }),
  startedAt: row.started_at as Instant,
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at as Instant }),
  ...(row.wake_at === null ? {} : { wakeAt: row.wake_at as Instant }),
  ...(row.polls_left === null ? {} : { pollsLeft: row.polls_left }),
  ...(row.step_at === null ? {} : { stepAt: row.step_at as Instant }),
  ...(row.failures === 0 ? {} : { failures: row.failures }),
  ...(row.retries === null
    ? {}
    : {
        retries: readJsonList(row.retries, retryShape, placeOf(row, 'retries')),
      }),
})

const some = (row: OperationRow | undefined): Operation | undefined => row && fromRow(row)

/** What a step waits for before it is carried out: a moment, polls, or (neither) its release. */
export interface Wait {
  readonly wakeAt?: Instant
  readonly pollsLeft?: number
}

export async function insertOperation(tx: Tx, operation: Operation): Promise<void> {
  await tx.run(sql`
    insert into operation
      (id, kind, resource, status, step, wake_at, polls_left, input, started_at, step_at)
    values
      (${operation.id}, ${operation.kind}, ${operation.resource}, ${operation.status},
       ${operation.step}, ${operation.wakeAt}, ${operation.pollsLeft},
       ${JSON.stringify(operation.input ?? null)}, ${operation.startedAt}, ${operation.stepAt})`)
}

export async function findOperation(reader: Reader, id: string): Promise<Operation | undefined> {
  return some(await reader.get<OperationRow>(sql`select * from operation where id = ${id}`))
}

/** The operation that works on the resource now, if any. */
export async function findRunning(
  reader: Reader,
  resource: string,
): Promise<Operation | undefined> {
  return some(
    await reader.get<OperationRow>(sql`
      select * from operation
       where resource = ${resource.toLowerCase()} and status in ('InProgress', 'Canceling')
       order by seq desc limit 1`),
  )
}

/** The operation that was started last on the resource, whatever became of it. */
export async function findLatest(reader: Reader, resource: string): Promise<Operation | undefined> {
  return some(
    await reader.get<OperationRow>(sql`
      select * from operation where resource = ${resource.toLowerCase()}
       order by seq desc limit 1`),
  )
}

/** Which operations a list is about: every filter that is there must fit. */
export interface OperationFilter {
  readonly kind?: string | undefined
  readonly resource?: string | undefined
  readonly isRunning?: boolean | undefined
}

/** Those that were begun last first. */
export async function listOperations(
  reader: Reader,
  { kind, resource, isRunning }: OperationFilter,
  limit: number,
): Promise<Operation[]> {
  const ended = isRunning === undefined ? null : isRunning ? 0 : 1
  const rows = await reader.all<OperationRow>(sql`
    select * from operation
     where (${kind ?? null} is null or kind = ${kind ?? null})
       and (${resource ?? null} is null or resource = ${resource?.toLowerCase() ?? null})
       and (${ended} is null or (case when ended_at is null then 0 else 1 end) = ${ended})
     order by seq desc limit ${limit}`)
  return readRows(rows, fromRow)
}

/** All that have not ended, in the order in which they were started. */
export async function listUnfinished(reader: Reader): Promise<Operation[]> {
  const rows = await reader.all<OperationRow>(
    sql`select * from operation where ended_at is null order by seq`,
  )
  return readRows(rows, fromRow)
}

export async function listDue(reader: Reader, now: Instant, limit: number): Promise<Operation[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<OperationRow>(sql`
    select * from operation where wake_at <= ${now} order by wake_at, seq limit ${most}`),
    fromRow,
  )
}

/** When the next step falls due, of those that are not due yet. */
export async function nextWake(reader: Reader, now: Instant): Promise<Instant | undefined> {
  const row = await reader.get<{ at: number | null }>(
    sql`select min(wake_at) as at from operation where wake_at > ${now}`,
  )
  return (row?.at ?? undefined) as Instant | undefined
}

/**
 * Moves to `step`, unless the operation was canceled, ended or moved since it was read. One that is held moves to
 * the next step and to none after it.
 */
export async function moveToStep(
  tx: Tx,
  operation: Operation,
  step: number,
  wait: Wait,
  now: Instant,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation
       set step = ${step}, step_at = ${now}, failures = 0, retries = null,
           wake_at = case when held = 1 then null else cast(${wait.wakeAt} as bigint) end,
           polls_left = case when held = 1 then null else cast(${wait.pollsLeft} as bigint) end
     where id = ${operation.id} and status = 'InProgress' and step = ${operation.step}
       and (held = 0 or ${step} = step + 1)`)
  return changed === 1
}

/** Puts a step off that has to wait, unless the operation moved on since it was read. */
export async function postpone(tx: Tx, operation: Operation, wakeAt: Instant): Promise<void> {
  await tx.run(sql`
    update operation set wake_at = ${wakeAt}, failures = 0, retries = null
     where id = ${operation.id} and status = 'InProgress' and step = ${operation.step}
       and wake_at is not null`)
}

/** Puts a step off that failed, and keeps why, unless the operation moved on since it was read. */
export async function noteFailure(
  tx: Tx,
  { id, step }: Operation,
  failed: { readonly times: number; readonly last: readonly Retry[]; readonly wakeAt: Instant },
): Promise<void> {
  await tx.run(sql`
    update operation
       set failures = ${failed.times}, retries = ${JSON.stringify(failed.last)},
           wake_at = case when wake_at is null then null else ${failed.wakeAt} end
     where id = ${id} and status = 'InProgress' and step = ${step}`)
}

/** Makes a step due that waits for a later moment. */
export async function hastenStep(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx.run(sql`
    update operation set wake_at = ${now}
     where id = ${id} and status = 'InProgress' and wake_at > ${now}`)
}

/** Keeps an operation at the step that it is at, or before the next where one is being carried out. */
export async function holdStep(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation set held = 1, wake_at = null, polls_left = null
     where id = ${id} and status = 'InProgress'`)
  return changed === 1
}

/** Makes a held step due. False: it is not held, or waits for nothing but polls or time. */
export async function releaseStep(tx: Tx, id: string, now: Instant): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation set held = 0, wake_at = ${now}, polls_left = null
     where id = ${id} and status = 'InProgress' and wake_at is null`)
  return changed === 1
}

/** Counts one poll; the last makes the step due. */
export async function countPoll(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx.run(sql`
    update operation
       set polls_left = case when polls_left > 1 then polls_left - 1 end,
           wake_at = case when polls_left > 1 then null else ${now} end
     where id = ${id} and status = 'InProgress' and wake_at is null and polls_left is not null`)
}

/** Stops the operation where it stands. False: it had ended, or was being canceled already. */
export async function markCanceling(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation set status = 'Canceling', wake_at = null, polls_left = null
     where id = ${id} and status = 'InProgress'`)
  return changed === 1
}

/** Ends the operation as Canceled. False: it had ended before. */
export async function endCanceled(
  tx: Tx,
  id: string,
  now: Instant,
  error: OperationError,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation
       set status = 'Canceled', wake_at = null, polls_left = null, ended_at = ${now},
           error = ${JSON.stringify(error)}
     where id = ${id} and status in ('InProgress', 'Canceling')`)
  return changed === 1
}

/** Ends the operation as Failed wherever it stands. False: it had ended, or is being canceled. */
export async function endFailed(
  tx: Tx,
  id: string,
  now: Instant,
  error: OperationError,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation
       set status = 'Failed', wake_at = null, polls_left = null, ended_at = ${now},
           error = ${JSON.stringify(error)}
     where id = ${id} and status = 'InProgress'`)
  return changed === 1
}

/**
 * Ends the operation as Succeeded, its last step being `step`. False: it was canceled, moved or ended since it was read,
 * or is held before a later step than the one that it was read at.
 */
export async function endAfterStep(
  tx: Tx,
  operation: Operation,
  step: number,
  now: Instant,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation
       set status = 'Succeeded', step = ${step}, wake_at = null, polls_left = null,
           ended_at = ${now}
     where id = ${operation.id} and status = 'InProgress' and step = ${operation.step}
       and (held = 0 or ${step} = step)`)
  return changed === 1
}

/** Ends the operation as Failed at the step that it was read at. False: it was canceled, moved or ended. */
export async function failAtStep(
  tx: Tx,
  operation: Operation,
  now: Instant,
  error: OperationError,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation
       set status = 'Failed', wake_at = null, polls_left = null, ended_at = ${now},
           error = ${JSON.stringify(error)}
     where id = ${operation.id} and status = 'InProgress' and step = ${operation.step}`)
  return changed === 1
}

/** Forgets operations that ended before `before`. */
export async function deleteEnded(tx: Tx, before: Instant): Promise<number> {
  return await tx.run(sql`delete from operation where ended_at < ${before}`)
}

export interface OperationTotal {
  readonly kind: string
  readonly status: string
  readonly n: number
  /** Those whose step was due before the moment that was asked for. */
  readonly late: number
}

/** How many are under way, by kind. */
export const countUnfinished = (reader: Reader, before: Instant): Promise<OperationTotal[]> =>
  reader.all<OperationTotal>(sql`
    select kind, status, count(*) as n,
           sum(case when wake_at < ${before} then 1 else 0 end) as late
      from operation where ended_at is null group by kind, status`)
