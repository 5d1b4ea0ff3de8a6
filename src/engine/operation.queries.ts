import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Operation, OperationError, OperationStatus } from './operation.ts'

interface OperationRow {
  id: string
  kind: string
  resource: string
  status: OperationStatus
  step: number
  input: string
  error: string | null
  started_at: number
  ended_at: number | null
}

const fromRow = (row: OperationRow): Operation => ({
  id: row.id,
  kind: row.kind,
  resource: row.resource,
  status: row.status,
  step: row.step,
  input: JSON.parse(row.input),
  ...(row.error === null ? {} : { error: JSON.parse(row.error) as OperationError }),
  startedAt: row.started_at as Instant,
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at as Instant }),
})

const some = (row: OperationRow | undefined): Operation | undefined => row && fromRow(row)

export async function insertOperation(
  tx: Tx,
  operation: Operation,
  wakeAt: Instant,
): Promise<void> {
  await tx.run(sql`
    insert into operation (id, kind, resource, status, step, wake_at, input, started_at)
    values (${operation.id}, ${operation.kind}, ${operation.resource}, ${operation.status},
            ${operation.step}, ${wakeAt}, ${JSON.stringify(operation.input)}, ${operation.startedAt})`)
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
       where resource = ${resource} and status in ('InProgress', 'Canceling')
       order by seq desc limit 1`),
  )
}

/** The operation that was started last on the resource, whatever became of it. */
export async function findLatest(reader: Reader, resource: string): Promise<Operation | undefined> {
  return some(
    await reader.get<OperationRow>(sql`
      select * from operation where resource = ${resource} order by seq desc limit 1`),
  )
}

export async function listDue(reader: Reader, now: Instant): Promise<Operation[]> {
  const rows = await reader.all<OperationRow>(sql`
    select * from operation where wake_at <= ${now} order by wake_at, seq limit 200`)
  return rows.map(fromRow)
}

/** When the next step falls due, of those that are not due yet. */
export async function nextWake(reader: Reader, now: Instant): Promise<Instant | undefined> {
  const row = await reader.get<{ at: number | null }>(
    sql`select min(wake_at) as at from operation where wake_at > ${now}`,
  )
  return (row?.at ?? undefined) as Instant | undefined
}

/** Moves to `step`, unless the operation was canceled or ended since it was read. */
export async function moveToStep(
  tx: Tx,
  operation: Operation,
  step: number,
  wakeAt: Instant,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation set step = ${step}, wake_at = ${wakeAt}
     where id = ${operation.id} and status = 'InProgress' and step = ${operation.step}`)
  return changed === 1
}

/** Puts a step off after a hitch. */
export async function postpone(tx: Tx, id: string, wakeAt: Instant): Promise<void> {
  await tx.run(sql`
    update operation set wake_at = ${wakeAt} where id = ${id} and wake_at is not null`)
}

/** Stops the operation where it stands. False: it had ended, or was being canceled already. */
export async function markCanceling(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.run(sql`
    update operation set status = 'Canceling', wake_at = null
     where id = ${id} and status = 'InProgress'`)
  return changed === 1
}

/** Ends the operation. False: it had ended before. */
export async function endOperation(
  tx: Tx,
  id: string,
  status: 'Succeeded' | 'Failed' | 'Canceled',
  now: Instant,
  error?: OperationError,
): Promise<boolean> {
  const from = status === 'Canceled' ? sql`('InProgress', 'Canceling')` : sql`('InProgress')`
  const changed = await tx.run(sql`
    update operation
       set status = ${status}, wake_at = null, ended_at = ${now},
           error = ${error && JSON.stringify(error)}
     where id = ${id} and status in ${from}`)
  return changed === 1
}
