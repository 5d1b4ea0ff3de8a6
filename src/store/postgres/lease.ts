// Which of several servers has the database. A lock of the database goes with its owner's connection,
// so the death of an owner shows at once. A lease beside it tells an owner that is stopped or cut off
// from one that works: past it, another server ends the old connection, and whatever was under way
// on it. Each owner has the next epoch, and no transaction of an older one is saved.
import { setTimeout as wait } from 'node:timers/promises'
import type { ClientConfig, QueryResult } from 'pg'
import { flagOf } from '#kernel/options.ts'
import { Connection } from './connection.ts'

/** The lock of owners. It is its connection's, and goes with it. */
const OWNER_LOCK = 0x4c617a75
/** How long an owner that says nothing keeps the database, in seconds. */
const LEASE_S = 5
/** How often an owner says that it works. */
export const RENEWED_EVERY_MS = 1_000
/** How often one that waits looks whether the database is free. */
const LOOKED_EVERY_MS = 250
/** A connection that is ended by force takes its time. */
const ENDING_MS = 3_000

/** The database is another server's. */
export class DatabaseInUse extends Error {
  constructor() {
    super(
      'the database is in use by another server. Stop that one, name another database, or wait ' +
        `for that one to end with ${flagOf('standby')}.`,
    )
    this.name = 'DatabaseInUse'
  }
}

/** Another server has had the database since: what is not saved will not be. */
export class LeaseLost extends Error {
  constructor() {
    super('another server has taken over the database')
    this.name = 'LeaseLost'
  }
}

/** The connection of the server that has the database, and its number among all that had it. */
export interface Owned {
  readonly connection: Connection
  readonly epoch: number
}

export type TakeDatabase = (config: ClientConfig) => Promise<Owned>

/** Takes the database. Throws `DatabaseInUse` where another server has it and works. */
export async function takeDatabase(config: ClientConfig): Promise<Owned> {
  const connection = await Connection.open(config)
  try {
    if (!(await isTaken(connection))) throw new DatabaseInUse()
    return { connection, epoch: await nextEpoch(connection) }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Has the database again after a lost connection. Throws `LeaseLost` where another had it since. */
export async function retakeDatabase(config: ClientConfig, epoch: number): Promise<Connection> {
  const connection = await Connection.open(config)
  try {
    const isOurs = async (): Promise<boolean> =>
      (await connection.say('select 1 from server_lease where epoch = $1', [epoch])).rows.length > 0
    // While the epoch is ours, the lock is the lost connection's: the database may not know of its end.
    while (await isOurs()) if (await hasLock(connection, endOwner)) return connection
    throw new LeaseLost()
  } catch (error) {
    await connection.close()
    throw error
  }
}

export interface Waiting {
  readonly signal: AbortSignal
  /** Called each time that the database turns out to be another server's still. */
  readonly meanwhile?: () => Promise<void>
}

/**
 * Takes the database, or waits until it is free, however long that takes. Throws what keeps it from
 * the first look; later, a database that cannot be reached may be again.
 */
export async function waitForDatabase(
  config: ClientConfig,
  { signal, meanwhile }: Waiting,
): Promise<Owned> {
  for (let isFirst = true; ; isFirst = false) {
    const owned = await takeDatabase(config).catch((error: unknown) => {
      if (isFirst && !(error instanceof DatabaseInUse)) throw error
    })
    if (owned && !signal.aborted) return owned
    await owned?.connection.close()
    signal.throwIfAborted()
    await meanwhile?.()
    await wait(LOOKED_EVERY_MS, undefined, { signal })
  }
}

async function isTaken(connection: Connection): Promise<boolean> {
  if (await hasLock(connection)) return true
  if (!(await isOverdue(connection))) return false
  // Stopped, or cut off: it may wake in the middle of a transaction, which must fail then.
  return await hasLock(connection, endOwner)
}

/** Ends the connection that has the lock, and what is under way on it. */
async function endOwner(connection: Connection): Promise<void> {
  await connection.say(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and classid = 0 and objid = $1 and granted
        and database = (select oid from pg_database where datname = current_database())`,
    [OWNER_LOCK],
  )
}

/** Whether the lock is this connection's from now on. `first`: what to do to get it, and wait for. */
async function hasLock(
  connection: Connection,
  first?: (connection: Connection) => Promise<void>,
): Promise<boolean> {
  await first?.(connection)
  const until = performance.now() + (first ? ENDING_MS : 0)
  for (;;) {
    const { rows } = await connection.say('select pg_try_advisory_lock($1) as locked', [OWNER_LOCK])
    if (rows[0]?.locked === 1) return true
    if (performance.now() >= until) return false
    await wait(20)
  }
}

/** Whether the owner should have renewed its lease. One that is about to make its own is not. */
async function isOverdue(connection: Connection): Promise<boolean> {
  const { rows } = await connection.say(`select to_regclass('server_lease') is not null as found`)
  if (rows[0]?.found !== 1) return false
  const lease = await connection.say(
    'select until_at < clock_timestamp() as overdue from server_lease',
  )
  return lease.rows[0]?.overdue === 1
}

/**
 * The lease is one row. A transaction that is to be saved holds the key of its row, which renewing
 * leaves alone: only a new owner changes it.
 */
async function nextEpoch(connection: Connection): Promise<number> {
  await connection.say(`
    create table if not exists server_lease (
      epoch bigint primary key,
      until_at timestamp with time zone not null
    )`)
  const until = `clock_timestamp() + interval '${LEASE_S} s'`
  const taken = await connection.say(
    `update server_lease set epoch = epoch + 1, until_at = ${until} returning epoch`,
  )
  if (taken.rows[0]) return taken.rows[0].epoch
  const made = await connection.say(`insert into server_lease values (1, ${until}) returning epoch`)
  return made.rows[0]?.epoch
}

/** Says that the owner works. False: another one has the database. */
export async function renewLease(connection: Connection, epoch: number): Promise<boolean> {
  const { rowCount } = await connection.say(
    `update server_lease set until_at = clock_timestamp() + interval '${LEASE_S} s' where epoch = $1`,
    [epoch],
  )
  return rowCount === 1
}

/**
 * Begins a transaction, which holds its owner's epoch from here to its end; answers its id. All of it is
 * said at once. Throws `LeaseLost` where the epoch has passed.
 */
export async function beginHolding(
  connection: Connection,
  epoch: number,
  { isLater }: { readonly isLater: boolean },
): Promise<string> {
  const held = await connection.say(`begin;
    ${isLater ? 'set local synchronous_commit = off;' : ''}
    select pg_current_xact_id()::text as id from server_lease where epoch = ${epoch} for key share`)
  // One result for each statement.
  const row = ([held].flat().at(-1) as QueryResult<{ readonly id: string }>).rows[0]
  if (!row) throw new LeaseLost()
  return row.id
}
