import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Cache, registerCache } from '#kernel/caching/caches.ts'
import { assertStorable, type Sql, type SqlValue, textOf } from '../sql.ts'
import { RowMaker } from './row-maker.ts'
import { type Table, Tables } from './tables.ts'

/** Filters make new texts without end: this many are kept prepared. */
const LIMIT = 500

/**
 * SQLite plans by the value of a bare parameter that is a limit, and so prepares the statement anew
 * each time, which costs many times what it then does. A sum is no bare parameter.
 */
const planned = (text: string): string => text.replace(/\blimit \?/gi, 'limit 0 + ?')

interface Prepared {
  readonly statement: StatementSync
  readonly rows: RowMaker
  readonly reads: readonly Table[]
  readonly writes: readonly Table[]
}

/** Runs statements on one connection, each prepared once. */
export class Statements implements Cache {
  readonly name = 'prepared statements'
  readonly #db: DatabaseSync
  readonly #byText = new Map<string, Prepared>()
  readonly #tables: Tables
  readonly #onError: (error: unknown) => void

  constructor(db: DatabaseSync, onError: (error: unknown) => void = () => undefined) {
    this.#db = db
    this.#tables = new Tables(db)
    this.#onError = onError
    registerCache(this)
  }

  drop(): void {
    this.#byText.clear()
  }

  get<T extends object>(statement: Sql): T | undefined {
    assertStorable(statement.values)
    return this.#attempt(() => {
      const { statement: prepared, rows } = this.#used(statement)
      const values = prepared.get(...statement.values) as SqlValue[] | undefined
      return values && (rows.rowOf(values) as T)
    })
  }

  all<T extends object>(statement: Sql): T[] {
    assertStorable(statement.values)
    return this.#attempt(() => {
      const { statement: prepared, rows } = this.#used(statement)
      const all = prepared.all(...statement.values) as unknown as SqlValue[][]
      return all.map((values) => rows.rowOf(values) as T)
    })
  }

  run(statement: Sql): number {
    assertStorable(statement.values)
    return this.#attempt(() =>
      Number(this.#used(statement).statement.run(...statement.values).changes),
    )
  }

  #attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      this.#onError(error)
      throw error
    }
  }

  /** Differs from what it was if anything may have changed a table that the statement looks at. */
  changesSeenBy(text: string): number {
    let changes = 0
    for (const table of this.#attempt(() => this.#prepared(text)).reads) changes += table.changes
    return changes
  }

  /** What it changes counts as changed from now on, whether the transaction is saved or not. */
  #used(statement: Sql): Prepared {
    const prepared = this.#prepared(textOf(statement))
    for (const table of prepared.writes) table.changes += 1
    return prepared
  }

  #prepared(text: string): Prepared {
    const known = this.#byText.get(text)
    if (known) return known
    let statement: StatementSync | undefined
    const { reads, writes } = this.#tables.touchedBy(() => {
      statement = this.#db.prepare(planned(text))
    })
    const made = { statement: statement!, rows: new RowMaker(statement!) }
    const prepared = { ...made, reads: [...reads], writes: [...writes] }
    // The first text is the oldest one.
    if (this.#byText.size >= LIMIT) this.#byText.delete(this.#byText.keys().next().value!)
    this.#byText.set(text, prepared)
    return prepared
  }
}
