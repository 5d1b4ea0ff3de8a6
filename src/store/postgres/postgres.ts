import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import type { Migratable } from '../migrate.ts'
import type { Sql } from '../sql.ts'
import { StoreClosed, type Tx, type WriteOptions } from '../tx.ts'
import { Connection } from './connection.ts'
import { postgresTables } from './dialect.ts'

/** Writers that one commit may carry. More would only delay the first of them. */
const GROUP_LIMIT = 256
/** How often, and how long apart, a database that went away is asked what became of a commit. */
const ATTEMPTS = 60
const PAUSE_MS = 500
/** One server at a time has the store: the lock is its connection's, and goes with it. */
const OWNER_LOCK = 0x4c617a75
const OLDEST_VERSION = 140_000
/** Reads at once. They wait for the database, not for each other. */
const READERS = 4

interface Writer {
  readonly flush: boolean
  readonly work: (tx: Tx) => Promise<unknown>
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
  /** What to tell once the group is saved. */
  answer?: unknown
  failure?: { readonly error: unknown }
}

/**
 * A store in a PostgreSQL database. Writers run one after the other on a connection of their own,
 * those that wait together in one transaction, each in a savepoint. Reads have connections beside it.
 */
export class PostgresStore implements Migratable {
  readonly #open: () => Promise<Connection>
  #writer: Connection
  readonly #readers: Readers
  readonly #queue: Writer[] = []
  readonly #inside = new AsyncLocalStorage<PostgresTx>()
  /** Settles when those that wait now have been saved. */
  #saving: Promise<void> | undefined
  #closed: Promise<void> | undefined

  private constructor(config: ClientConfig, writer: Connection) {
    this.#open = () => openOwner(config)
    this.#writer = writer
    this.#readers = new Readers(() => Connection.open(config))
  }

  /** Throws where the database is not one for a store, or another server has it. */
  static async open(config: ClientConfig): Promise<PostgresStore> {
    const writer = await openOwner(config)
    const fault = await faultOf(writer)
    if (fault === undefined) return new PostgresStore(config, writer)
    await writer.close()
    throw new Error(fault)
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    return (await this.all<T>(statement))[0]
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    this.#refuseInside()
    if (this.#closed) throw new StoreClosed()
    const written = this.#saving
    // Refused at once, like every other fault of the caller's, is what could not be stored.
    if (written) await written
    return (await this.#readers.run(statement)) as T[]
  }

  async write<T>(work: (tx: Tx) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    this.#refuseInside()
    if (this.#closed) throw new StoreClosed()
    return await new Promise<T>((resolve, reject) => {
      const flush = options.flush !== 'later'
      this.#queue.push({ work, flush, resolve: resolve as Writer['resolve'], reject })
      this.#saving ??= this.#saveAll()
    })
  }

  prepareMigrations(): Promise<void> {
    return this.#exec('create table if not exists migration (name text collate "C" primary key)')
  }

  runMigration(name: string, script: string): Promise<void> {
    return this.#exec(`${postgresTables(script)};\n insert into migration values ('${name}')`)
  }

  #exec(script: string): Promise<void> {
    return this.write(async () => {
      await this.#writer.say(script)
    })
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    while (this.#saving) await this.#saving
    await Promise.all([this.#writer.close(), this.#readers.close()])
  }

  async #saveAll(): Promise<void> {
    // All writers of this turn of the event loop share one commit.
    await turn()
    const group = this.#queue.splice(0, GROUP_LIMIT)
    await this.#saveTogether(group)
    this.#saving = this.#queue.length > 0 ? this.#saveAll() : undefined
    for (const { failure, answer, resolve, reject } of group) {
      if (failure) reject(failure.error)
      else resolve(answer)
    }
  }

  async #saveTogether(group: readonly Writer[]): Promise<void> {
    let id: string | undefined
    let isCommitting = false
    try {
      if (this.#writer.failure) await this.#reopen()
      const writer = this.#writer
      await writer.say('begin')
      if (!group.some(({ flush }) => flush)) await writer.say('set local synchronous_commit = off')
      id = (await writer.say('select pg_current_xact_id()::text as id')).rows[0]?.id
      const [only] = group
      if (group.length === 1) await this.#saveAlone(only!)
      else for (const one of group) await this.#saveOne(one)
      isCommitting = true
      await writer.say('commit')
    } catch (error) {
      if (isCommitting && id !== undefined && (await this.#isCommitted(id, error))) return
      // Nothing of the group is saved, so no writer may be told that it was.
      for (const one of group) one.failure ??= { error }
      await this.#writer.say('rollback').catch(() => undefined)
    }
  }

  async #reopen(): Promise<void> {
    const writer = await this.#open()
    await this.#writer.close()
    this.#writer = writer
  }

  /** A connection that was lost in the middle of a commit tells nothing of it: the database does. */
  async #isCommitted(id: string, error: unknown): Promise<boolean> {
    if (!this.#writer.failure) return false
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#reopen()
        const { rows } = await this.#writer.say('select pg_xact_status($1::xid8) as status', [id])
        if (rows[0]?.status !== 'in progress') return rows[0]?.status === 'committed'
      } catch {
        if (attempt >= ATTEMPTS) throw error
      }
      await wait(PAUSE_MS)
    }
  }

  /** The whole transaction is the writer's own: it needs no savepoint. */
  async #saveAlone(writer: Writer): Promise<void> {
    await this.#do(writer)
    if (writer.failure) throw writer.failure.error
  }

  async #saveOne(writer: Writer): Promise<void> {
    await this.#writer.say('savepoint writer')
    await this.#do(writer)
    const undo = writer.failure ? 'rollback to writer; ' : ''
    await this.#writer.say(`${undo}release writer`)
  }

  async #do(writer: Writer): Promise<void> {
    const tx = new PostgresTx(this.#writer)
    try {
      writer.answer = await this.#inside.run(tx, writer.work, tx)
    } catch (error) {
      writer.failure = { error }
    }
    // The work may have caught the error of a statement; the transaction is spoilt all the same.
    const spoilt = tx.end()
    if (spoilt) writer.failure ??= spoilt
  }

  #refuseInside(): void {
    if (this.#inside.getStore()?.isOpen) {
      throw new Error('the store was used inside a transaction: use the transaction instead')
    }
  }
}

/** One writer's transaction: what its `work` is given. */
class PostgresTx implements Tx {
  readonly #connection: Connection
  isOpen = true
  #failure: { readonly error: unknown } | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    return (await this.all<T>(statement))[0]
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    return (await this.#attempt(statement)).rows as T[]
  }

  async run(statement: Sql): Promise<number> {
    return (await this.#attempt(statement)).rowCount ?? 0
  }

  /** Lets no further statement in. Answers what spoilt the transaction, if anything did. */
  end(): { readonly error: unknown } | undefined {
    this.isOpen = false
    return this.#failure
  }

  async #attempt(statement: Sql): ReturnType<Connection['run']> {
    if (!this.isOpen) throw new Error('the transaction has ended')
    if (this.#failure) throw this.#failure.error
    try {
      return await this.#connection.run(statement)
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }
}

/** A few connections for reads, opened as they are needed; each read waits for the one that is free first. */
class Readers {
  readonly #open: () => Promise<Connection>
  readonly #free: Connection[] = []
  readonly #waiting: ((connection: Connection | undefined) => void)[] = []
  #count = 0

  constructor(open: () => Promise<Connection>) {
    this.#open = open
  }

  /** A connection that ends under a read is not the reader's fault: another one is asked. */
  async run(statement: Sql, isAgain = false): Promise<object[]> {
    const connection = await this.#take()
    try {
      return (await connection.run(statement)).rows as object[]
    } catch (error) {
      if (isAgain || !connection.failure) throw error
    } finally {
      this.#giveBack(connection)
    }
    return await this.run(statement, true)
  }

  async #take(): Promise<Connection> {
    const free = this.#free.pop()
    if (free?.failure) this.#count -= 1
    else if (free) return free
    if (free) return await this.#take()
    if (this.#count >= READERS) {
      const given = await new Promise<Connection | undefined>((resolve) =>
        this.#waiting.push(resolve),
      )
      // The one that was waited for broke: its place is free for another.
      return given ?? (await this.#take())
    }
    this.#count += 1
    try {
      return await this.#open()
    } catch (error) {
      this.#leave()
      throw error
    }
  }

  #giveBack(connection: Connection): void {
    const next = connection.failure ? undefined : this.#waiting.shift()
    if (connection.failure) this.#leave()
    else if (next) next(connection)
    else this.#free.push(connection)
  }

  #leave(): void {
    this.#count -= 1
    this.#waiting.shift()?.(undefined)
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.map((connection) => connection.close()))
  }
}

/** The database is another server's. */
export class DatabaseInUse extends Error {
  constructor() {
    super('the database is in use by another server. Stop that one, or name another database.')
    this.name = 'DatabaseInUse'
  }
}

async function openOwner(config: ClientConfig): Promise<Connection> {
  const connection = await Connection.open(config)
  const { rows } = await connection.say('select pg_try_advisory_lock($1) as locked', [OWNER_LOCK])
  if (rows[0]?.locked === 1) return connection
  await connection.close()
  throw new DatabaseInUse()
}

/** Why the database cannot hold a store; undefined when it can. */
async function faultOf(connection: Connection): Promise<string | undefined> {
  const { rows } = await connection.say(`
    select current_setting('server_version') as version,
           current_setting('server_version_num')::bigint as number,
           current_setting('server_encoding') as encoding,
           has_schema_privilege(current_schema(), 'create') as may_create`)
  const { version, number, encoding, may_create: mayCreate } = rows[0] ?? {}
  if (number < OLDEST_VERSION) {
    return `PostgreSQL 14 or newer is needed, and this is ${version}.`
  }
  if (encoding !== 'UTF8') {
    return `the database's encoding is ${encoding}. Make one with UTF8: createdb --encoding UTF8 --template template0 NAME.`
  }
  if (mayCreate !== 1) {
    return 'the user may make no tables there. Grant it: grant create on schema public to USER.'
  }
  return undefined
}
