import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { assertStorable, type Sql, type SqlValue } from '../sql.ts'
import { RowMaker } from './row-maker.ts'

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
}

/** Runs statements on one connection, each prepared once. */
export class Statements {
  readonly #db: DatabaseSync
  readonly #byText = new Map<string, Prepared>()

  readonly #onError: (error: unknown) => void

  constructor(db: DatabaseSync, onError: (error: unknown) => void = () => undefined) {
    this.#db = db
    this.#onError = onError
  }

  get<T extends object>(statement: Sql): T | undefined {
    assertStorable(statement.values)
    return this.#attempt(() => {
      const { statement: prepared, rows } = this.#prepared(statement.strings)
      const values = prepared.get(...statement.values) as SqlValue[] | undefined
      return values && (rows.rowOf(values) as T)
    })
  }

  all<T extends object>(statement: Sql): T[] {
    assertStorable(statement.values)
    return this.#attempt(() => {
      const { statement: prepared, rows } = this.#prepared(statement.strings)
      const all = prepared.all(...statement.values) as unknown as SqlValue[][]
      return all.map((values) => rows.rowOf(values) as T)
    })
  }

  run(statement: Sql): number {
    assertStorable(statement.values)
    return this.#attempt(() =>
      Number(this.#prepared(statement.strings).statement.run(...statement.values).changes),
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

  #prepared(strings: readonly string[]): Prepared {
    const text = strings.join('?')
    const known = this.#byText.get(text)
    if (known) return known
    const statement = this.#db.prepare(planned(text))
    const prepared = { statement, rows: new RowMaker(statement) }
    // The first text is the oldest one.
    if (this.#byText.size >= LIMIT) this.#byText.delete(this.#byText.keys().next().value!)
    this.#byText.set(text, prepared)
    return prepared
  }
}
