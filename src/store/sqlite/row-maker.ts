import type { StatementSync } from 'node:sqlite'
import type { SqlValue } from '../sql.ts'

type Values = readonly SqlValue[]
type Make = (values: Values) => object

/**
 * Makes a statement's rows of their values. SQLite's driver makes objects that are slow to make and
 * slow to read: their names are looked up anew for each row, and they are dictionaries to the engine.
 * A function that has the names in its text is several times as fast, and its rows are of one shape.
 */
export class RowMaker {
  readonly #statement: StatementSync
  #columns = -1
  #make: Make = () => ({})

  /** From now on the statement answers arrays. */
  constructor(statement: StatementSync) {
    statement.setReturnArrays(true)
    this.#statement = statement
  }

  rowOf(values: Values): object {
    // A table that was altered since may have more columns.
    if (values.length !== this.#columns) this.#learn(values.length)
    return this.#make(values)
  }

  #learn(columns: number): void {
    this.#columns = columns
    const names = this.#statement.columns().map(({ name }) => JSON.stringify(name))
    const members = names.map((name, i) => `${name}: values[${i}]`)
    this.#make = new Function('values', `return { ${members.join(', ')} }`) as Make
  }
}
