import { chmod } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { registerCache } from '#kernel/caching/caches.ts'
import type { Migratable } from '../migrate.ts'
import { type Sql, textOf } from '../sql.ts'
import { StoreClosed, type StoreContents, type Tx, type WriteOptions } from '../tx.ts'
import { isAttached, quoted, REMEMBERED, rememberContents, takeContents } from './contents.ts'
import { GroupCommit } from './group-commit.ts'
import { FileFlush } from './log-flush.ts'
import { type Question, ReadCache } from './read-cache.ts'
import { Shrink } from './shrink.ts'
import { Statements } from './statements.ts'

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/**
 * So many pages of the log make a checkpoint: 32 MB. It stops the process for a moment, and writes a
 * page once however often that was changed: the rarer, the less it costs.
 */
const CHECKPOINT_PAGES = 8_000

export class StoreInUse extends Error {
  constructor(file: string) {
    super(`${file} is in use by another process`)
    this.name = 'StoreInUse'
  }
}

/** What a store answers writers from the moment on that a page of it was found damaged. */
export class StoreDamaged extends Error {
  constructor(file: string, cause: unknown) {
    super(
      `${file} is damaged (${(cause as Error).message}): nothing is written any more. ` +
        'Stop the server and restore the data directory from a backup.',
      { cause },
    )
    this.name = 'StoreDamaged'
  }
}

export interface SqliteOptions {
  /** Called once when a page is found damaged. Absent: the process warns. */
  readonly onDamage?: (error: StoreDamaged) => void
  /** `never`: for data that is thrown away with the process; an acknowledged write costs no flush. */
  readonly flush?: 'always' | 'never'
  /** Looks alone: leaves the file and its log as they are, and takes no lock that outlasts a read. */
  readonly readOnly?: boolean
}

/**
 * The default store: one connection to one file in WAL mode, or to memory for `:memory:`. Nothing
 * else in this process may open the file: closing it there would give up the lock.
 */
export class SqliteStore implements Migratable, StoreContents {
  readonly #db: DatabaseSync
  readonly #statements: Statements
  readonly #writers: GroupCommit
  readonly #reads = registerCache(new ReadCache())
  /** The log is a file of its own: to open and close the database's would give up the lock on it. */
  readonly #log: FileFlush | undefined
  readonly #shrink: Shrink | undefined
  #closed: Promise<void> | undefined
  /** From the moment on that a page was found damaged. */
  #damage: StoreDamaged | undefined

  /** Throws `StoreInUse` when another process has the file. */
  constructor(file: string, options: SqliteOptions = {}) {
    const { flush = 'always', onDamage, readOnly = false } = options
    this.#db = new DatabaseSync(file, { readOnly })
    try {
      if (readOnly) this.#db.prepare('select count(*) from sqlite_schema').get()
      else {
        // The lock is the kernel's: it goes with the process, however that ends.
        this.#db.exec(`
        pragma locking_mode = exclusive;
        pragma busy_timeout = 0;
        -- Checkpoints flush, commits do not: a commit that is waited for has the log's own flush.
        pragma synchronous = ${flush === 'always' ? 'normal' : 'off'};
        -- Of a new file: one that has tables stays as it was made until it is rewritten.
        pragma auto_vacuum = incremental;
        pragma journal_mode = wal;
        pragma foreign_keys = on;
        pragma temp_store = memory;
        pragma cache_size = -16000;
        pragma wal_autocheckpoint = ${CHECKPOINT_PAGES};
        begin immediate; commit;
      `)
        letShrink(this.#db)
      }
    } catch (error) {
      this.#db.close()
      if (isBusy(error)) throw new StoreInUse(file)
      throw error
    }
    this.#statements = new Statements(this.#db, (error) => {
      if (this.#damage || !isDamage(error)) return
      this.#damage = new StoreDamaged(file, error)
      const tell = onDamage ?? ((damage) => process.emitWarning(damage))
      tell(this.#damage)
    })
    const flushes = flush === 'always' && file !== ':memory:' && !readOnly
    this.#log = flushes ? new FileFlush(`${file}-wal`) : undefined
    this.#writers = new GroupCommit(this.#db, this.#statements, this.#log)
    this.#shrink = flushes ? new Shrink(this.#db, this.#writers) : undefined
  }

  /**
   * Runs a script of several statements, all of it or nothing. Only before the first writer: scripts
   * do not wait for the disk, and the first write that does takes them along.
   */
  exec(script: string): void {
    this.#reads.drop()
    try {
      this.#db.exec('begin immediate')
      this.#db.exec(script)
      this.#db.exec('commit')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback')
      throw error
    }
    this.#log?.flushSoon()
  }

  prepareMigrations(): void {
    this.exec('create table if not exists migration (name text primary key) without rowid')
  }

  runMigration(name: string, script: string): void {
    this.exec(`${script}\n; insert into migration values ('${name}')`)
  }

  runWhole(script: string): void {
    this.exec(script)
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    if (this.#writers.open) await this.#writers.saved()
    return this.#read<T>('get', statement)[0]
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    if (this.#writers.open) await this.#writers.saved()
    return [...this.#read<T>('all', statement)]
  }

  atOnce<T extends object>(kind: Question['kind'], statement: Sql): readonly T[] | undefined {
    return this.#writers.open ? undefined : this.#read<T>(kind, statement)
  }

  #read<T extends object>(kind: Question['kind'], statement: Sql): readonly T[] {
    this.#refuseClosed(this.#db.isOpen)
    const text = textOf(statement)
    const { values } = statement
    const changes = this.#statements.changesSeenBy(text)
    return this.#reads.read({ kind, text, values, changes }, () => {
      if (kind === 'all') return this.#statements.all<T>(statement)
      const row = this.#statements.get<T>(statement)
      return row ? [row] : []
    })
  }

  async write<T>(work: (tx: Tx) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    this.#refuseClosed(!this.#closed)
    if (this.#damage) throw this.#damage
    return this.#writers.write(work, options.flush !== 'later')
  }

  async copyTo(file: string): Promise<void> {
    await this.#alone(() => this.#db.exec(`vacuum into ${quoted(file)}`))
    await chmod(file, 0o600)
  }

  async copyFrom(file: string): Promise<void> {
    await this.#alone(() => {
      this.#db.exec(`attach ${quoted(file)} as copied`)
      try {
        takeContents(this.#db, 'copied')
      } finally {
        this.#db.exec('detach copied')
      }
    })
  }

  async remember(): Promise<void> {
    await this.#alone(() => rememberContents(this.#db))
  }

  async forget(): Promise<boolean> {
    return await this.#alone(() => {
      if (!isAttached(this.#db, REMEMBERED)) return false
      takeContents(this.#db, REMEMBERED)
      return true
    })
  }

  /** Runs what is no part of a transaction, between two writers. */
  async #alone<T>(work: () => T): Promise<T> {
    this.#refuseClosed(!this.#closed)
    if (this.#damage) throw this.#damage
    do await this.#writers.idle()
    while (this.#writers.open)
    try {
      return work()
    } finally {
      this.#reads.drop()
      this.#log?.flushSoon()
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await this.#writers.idle()
    await this.#log?.close()
    this.#shrink?.close()
    this.#db.close()
  }

  #refuseClosed(open: boolean): void {
    if (!open) throw new StoreClosed()
  }
}

/** Files of 0.1.0 up to this size are rewritten once, in about half a second, so that they can shrink. */
const REWRITTEN_PAGES = 16_000

function letShrink(db: DatabaseSync): void {
  const number = (name: string): number =>
    Number(Object.values(db.prepare(`pragma ${name}`).get()!)[0])
  const isOld = number('auto_vacuum') === 0 && number('page_count') > 0
  if (isOld && number('page_count') <= REWRITTEN_PAGES) {
    db.exec('pragma auto_vacuum = incremental; vacuum')
  }
}

const codeOf = (error: unknown): number =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
const isBusy = (error: unknown): boolean => codeOf(error) === SQLITE_BUSY
const isDamage = (error: unknown): boolean =>
  codeOf(error) === SQLITE_CORRUPT || codeOf(error) === SQLITE_NOTADB
