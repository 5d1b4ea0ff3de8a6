import type { Sql } from '../sql.ts'
import type { Spoilt, WriterTx } from '../writer.ts'
import type { Statements } from './statements.ts'

/** One writer's transaction: what its `work` is given. */
export class SqliteTx implements WriterTx {
  readonly #statements: Statements
  #open = true
  #failure: Spoilt | undefined

  constructor(statements: Statements) {
    this.#statements = statements
  }

  get open(): boolean {
    return this.#open
  }

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    return this.#attempt(() => this.#statements.get<T>(statement))
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    return this.#attempt(() => this.#statements.all<T>(statement))
  }

  async run(statement: Sql): Promise<number> {
    return this.#attempt(() => this.#statements.run(statement))
  }

  async put(statement: Sql): Promise<void> {
    this.#attempt(() => this.#statements.run(statement))
  }

  end(): Spoilt | undefined {
    this.#open = false
    return this.#failure
  }

  #attempt<T>(statement: () => T): T {
    if (!this.#open) throw new Error('the transaction has ended')
    // The failure may have undone the whole transaction: the next statement would save itself.
    if (this.#failure) throw this.#failure.error
    try {
      return statement()
    } catch (error) {
      this.#failure = { error }
      throw error
    }
  }
}
