import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Sql } from './sql.ts'
import type { Reader, Store, Tx } from './tx.ts'

interface Waiting {
  /** Does the work inside a savepoint; answers how to tell the writer once all is saved. */
  run(): Promise<() => void>
  fail(error: unknown): void
}

/** Writers that one disk flush may carry. More would only delay the first of them. */
const GROUP_LIMIT = 256

export class StoreInUse extends Error {
  constructor(file: string) {
    super(`${file} is in use by another process`)
    this.name = 'StoreInUse'
  }
}

class Statements {
  readonly #db: DatabaseSync
  readonly #bySite = new WeakMap<readonly string[], StatementSync>()
  readonly #byText = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  of(statement: Sql): StatementSync {
    const known = this.#bySite.get(statement.strings)
    if (known) return known
    const text = statement.strings.join('?')
    let prepared = this.#byText.get(text)
    if (!prepared) {
      prepared = this.#db.prepare(text)
      // Filters make new texts without end; the oldest is the likeliest to be done with.
      if (this.#byText.size >= 500) this.#byText.delete(this.#byText.keys().next().value!)
      this.#byText.set(text, prepared)
    }
    this.#bySite.set(statement.strings, prepared)
    return prepared
  }
}

/**
 * The default store: one connection to one file in WAL mode, or to memory for `:memory:`. Writers
 * that wait together share one flush (group commit), each in a savepoint of its own.
 */
export class SqliteStore implements Store {
  readonly #db: DatabaseSync
  readonly #statements: Statements
  readonly #queue: Waiting[] = []
  readonly #tx: Tx
  readonly #direct: Reader
  #group: Promise<void> | undefined

  /** Throws `StoreInUse` when another process has the file. */
  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    try {
      // The lock is the kernel's: it goes with the process, however that ends.
      this.#db.exec(`
        pragma locking_mode = exclusive;
        pragma busy_timeout = 0;
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma foreign_keys = on;
        pragma cache_size = -16000;
        begin immediate; commit;
      `)
    } catch (error) {
      this.#db.close()
      if (error instanceof Error && /locked|busy/i.test(error.message)) throw new StoreInUse(file)
      throw error
    }
    this.#statements = new Statements(this.#db)
    this.#direct = {
      get: async <T extends object>(statement: Sql) =>
        this.#statements.of(statement).get(...statement.values) as T | undefined,
      all: async <T extends object>(statement: Sql) =>
        this.#statements.of(statement).all(...statement.values) as T[],
    }
    this.#tx = {
      ...this.#direct,
      run: async (statement) =>
        Number(this.#statements.of(statement).run(...statement.values).changes),
    }
  }

  /** Runs a script of several statements: migrations. */
  exec(script: string): void {
    this.#db.exec(script)
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    // The connection would show what a group has not saved yet.
    while (this.#group) await this.#group
    return this.#direct.get<T>(statement)
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    while (this.#group) await this.#group
    return this.#direct.all<T>(statement)
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({
        run: async () => {
          this.#db.exec('savepoint writer')
          try {
            const answer = await work(this.#tx)
            this.#db.exec('release writer')
            return () => resolve(answer)
          } catch (error) {
            this.#db.exec('rollback to writer; release writer')
            return () => reject(error)
          }
        },
        fail: reject,
      })
      // All writers of this turn of the event loop share one flush.
      if (this.#queue.length === 1 && !this.#group) setImmediate(() => this.#drain())
    })
  }

  #drain(): void {
    if (this.#group || this.#queue.length === 0) return
    const group = this.#queue.splice(0, GROUP_LIMIT)
    this.#group = this.#commit(group).finally(() => {
      this.#group = undefined
      if (this.#queue.length > 0) setImmediate(() => this.#drain())
    })
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const settle: (() => void)[] = []
    try {
      this.#db.exec('begin immediate')
      for (const waiting of group) settle.push(await waiting.run())
      this.#db.exec('commit')
    } catch (error) {
      // A full disk, say: nothing of the group is saved, so nobody may be told that it was.
      if (this.#db.isTransaction) this.#db.exec('rollback')
      for (const waiting of group) waiting.fail(error)
      return
    }
    for (const done of settle) done()
  }

  async close(): Promise<void> {
    while (this.#group || this.#queue.length > 0) {
      await (this.#group ?? new Promise((resolve) => setImmediate(resolve)))
    }
    this.#db.close()
  }
}
