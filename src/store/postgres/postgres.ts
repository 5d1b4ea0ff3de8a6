import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import type { Migratable } from '../migrate.ts'
import type { Sql } from '../sql.ts'
import { type Reader, StoreClosed, type Tx, type WriteOptions } from '../tx.ts'
import { GROUP_LIMIT, Inside, type Spoilt, type Writer, type WriterTx } from '../writer.ts'
import { atOneMoment, Connection } from './connection.ts'
import { postgresTables } from './dialect.ts'
import {
  beginHolding,
  LeaseLost,
  type Owned,
  RENEWED_EVERY_MS,
  renewLease,
  retakeDatabase,
  type TakeDatabase,
  takeDatabase,
} from './lease.ts'

/** How long apart a database that went away is asked what became of a commit. */
const PAUSE_MS = 500
const ATTEMPTS_WHEN_CLOSED = 10
const OLDEST_VERSION = 140_000
/** Reads at once. They wait for the database, not for each other. */
const READERS = 4

/**
 * A store in a PostgreSQL database. Writers run one after the other on a connection of their own,
 * those that wait together in one transaction, each in a savepoint. Reads have connections beside it.
 */
export class PostgresStore implements Migratable {
  readonly #config: ClientConfig
  readonly #epoch: number
  readonly #renewing: NodeJS.Timeout
  #writer: Connection
  readonly #readers: Readers
  readonly #queue: Writer[] = []
  readonly #inside = new Inside()
  /** Settles when those that wait now have been saved. */
  #saving: Promise<void> | undefined
  #closed: Promise<void> | undefined

  /** Called once, when another server has taken over the database. */
  onLost: () => void = () => undefined
  #isLost = false

  private constructor(config: ClientConfig, { connection, epoch }: Owned) {
    this.#config = config
    this.#epoch = epoch
    this.#writer = connection
    this.#readers = new Readers(() => Connection.open(config))
    this.#renewing = setInterval(() => void this.#renew(), RENEWED_EVERY_MS)
    // A server lives by its listeners: what is left open must not keep a program from its end.
    this.#renewing.unref()
  }

  /** Throws where the database is not one for a store, or another server has it. */
  static async open(
    config: ClientConfig,
    take: TakeDatabase = takeDatabase,
  ): Promise<PostgresStore> {
    await refuseUnfit(config)
    return new PostgresStore(config, await take(config))
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    return (await this.all<T>(statement))[0]
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    this.#inside.refuse()
    if (this.#closed) throw new StoreClosed()
    const written = this.#saving
    if (written) await written
    return (await this.#readers.run(statement)) as T[]
  }

  async write<T>(work: (tx: Tx) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    this.#inside.refuse()
    if (this.#closed) throw new StoreClosed()
    return await new Promise<T>((resolve, reject) => {
      const flush = options.flush !== 'later'
      this.#queue.push({ work, flush, resolve: resolve as Writer['resolve'], reject })
      this.#saving ??= this.#saveAll()
    })
  }

  /** Reads of a moment, whatever is written meanwhile. */
  async atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    this.#inside.refuse()
    if (this.#closed) throw new StoreClosed()
    return await atOneMoment(this.#config, read)
  }

  prepareMigrations(): Promise<void> {
    return this.#exec('create table if not exists migration (name text collate "C" primary key)')
  }

  runMigration(name: string, script: string): Promise<void> {
    const tables = name.endsWith('.sqlite.sql') ? '' : postgresTables(script)
    return this.#exec(`${tables};\n insert into migration values ('${name}')`)
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
    clearInterval(this.#renewing)
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
      // Waited for, so that nothing is ever written outside of what it begins.
      id = await beginHolding(writer, this.#epoch, { isLater: !group.some(({ flush }) => flush) })
      const [only] = group
      if (group.length === 1) await this.#saveAlone(only!)
      else for (const one of group) await this.#saveOne(one)
      isCommitting = true
      const { command } = await writer.say('commit')
      if (command !== 'COMMIT') throw new Error('PostgreSQL did not commit the transaction')
    } catch (error) {
      if (isCommitting && id !== undefined && (await this.#isCommitted(id, error))) return
      // Nothing of the group is saved, so no writer may be told that it was.
      for (const one of group) one.failure ??= { error }
      if (error instanceof LeaseLost) this.#lose()
      await this.#writer.say('rollback').catch(() => undefined)
    }
  }

  async #reopen(): Promise<void> {
    const writer = await retakeDatabase(this.#config, this.#epoch)
    await this.#writer.close()
    this.#writer = writer
  }

  async #renew(): Promise<void> {
    try {
      const isOurs = await this.#readers.use((connection) => renewLease(connection, this.#epoch))
      if (!isOurs) this.#lose()
    } catch {
      // The database is away: whether it is still ours shows once it answers.
    }
  }

  #lose(): void {
    if (this.#isLost || this.#closed) return
    this.#isLost = true
    clearInterval(this.#renewing)
    this.onLost()
  }

  /**
   * A connection that was lost in the middle of a commit tells nothing of it: the database does. It is
   * asked until it answers, for to guess would be to lie to a writer. Only a store that is closed waits
   * no longer than it must.
   */
  async #isCommitted(id: string, error: unknown): Promise<boolean> {
    const isLost = this.#writer.failure || Reflect.get(Object(error), 'severity') === 'FATAL'
    if (!isLost) return false
    for (let attempt = 0; ; attempt++) {
      try {
        // Another server may have the database by now: it is asked, not written to.
        const { rows } = await this.#readers.use((connection) =>
          connection.say('select pg_xact_status($1::xid8) as status', [id]),
        )
        if (rows[0]?.status !== 'in progress') return rows[0]?.status === 'committed'
      } catch {
        if (this.#closed && attempt >= ATTEMPTS_WHEN_CLOSED) return false
      }
      await wait(PAUSE_MS)
    }
  }

  /** The whole transaction is the writer's own: it needs no savepoint. */
  async #saveAlone(writer: Writer): Promise<void> {
    await this.#inside.carryOut(writer, new PostgresTx(this.#writer))
    if (writer.failure) throw writer.failure.error
  }

  /** What stands around a writer's statements goes along with them: where it fails, so does the commit. */
  async #saveOne(writer: Writer): Promise<void> {
    this.#along('savepoint writer')
    await this.#inside.carryOut(writer, new PostgresTx(this.#writer))
    const undo = writer.failure ? 'rollback to writer; ' : ''
    this.#along(`${undo}release writer`)
  }

  #along(text: string): void {
    this.#writer.say(text).catch(() => undefined)
  }
}

/** One writer's transaction: what its `work` is given. */
class PostgresTx implements WriterTx {
  readonly #connection: Connection
  open = true
  #failure: Spoilt | undefined
  /** What was put last. */
  #last: Promise<unknown> | undefined

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

  async put(statement: Sql): Promise<void> {
    this.#last = this.#attempt(statement).catch(() => undefined)
  }

  /** Each is answered in its turn: with the last, all are. */
  async end(): Promise<Spoilt | undefined> {
    this.open = false
    await this.#last
    return this.#failure
  }

  async #attempt(statement: Sql): ReturnType<Connection['run']> {
    if (!this.open) throw new Error('the transaction has ended')
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
  #isClosed = false

  constructor(open: () => Promise<Connection>) {
    this.#open = open
  }

  run(statement: Sql): Promise<object[]> {
    return this.use(async (connection) => (await connection.run(statement)).rows as object[])
  }

  /** A connection that ends under a read is not the reader's fault: another one is asked. */
  async use<T>(read: (connection: Connection) => Promise<T>, isAgain = false): Promise<T> {
    const connection = await this.#take()
    try {
      return await read(connection)
    } catch (error) {
      if (isAgain || !connection.failure) throw error
    } finally {
      this.#giveBack(connection)
    }
    return await this.use(read, true)
  }

  async #take(): Promise<Connection> {
    if (this.#isClosed) throw new StoreClosed()
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
    if (this.#isClosed) return void connection.close()
    const next = connection.failure ? undefined : this.#waiting.shift()
    if (connection.failure) this.#leave()
    else if (next) next(connection)
    else this.#free.push(connection)
  }

  #leave(): void {
    this.#count -= 1
    this.#waiting.shift()?.(undefined)
  }

  /** Those that are in use are closed when they are given back; a caller that waits for one gets none. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const waiting of this.#waiting.splice(0)) waiting(undefined)
    await Promise.all(this.#free.map((connection) => connection.close()))
  }
}

async function refuseUnfit(config: ClientConfig): Promise<void> {
  const connection = await Connection.open(config)
  const fault = await faultOf(connection).finally(() => connection.close())
  if (fault !== undefined) throw new Error(fault)
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
