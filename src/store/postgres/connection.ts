// One connection to PostgreSQL, and the form in which it is asked and answers.
import pg, { type ClientConfig, type QueryResult } from 'pg'
import type { Sql } from '../sql.ts'
import { assertStorable } from '../sql.ts'
import { postgresQuery } from './dialect.ts'

/** Filters make new texts without end: this many are kept prepared on a connection. */
const PREPARED = 500

const BOOL = 16
const INT8 = 20
const NUMERIC = 1700

/** Numbers as every store answers them: whole ones are numbers, and what is true is 1. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 || oid === NUMERIC) return Number
    if (oid === BOOL) return (text: string) => (text === 't' ? 1 : 0)
    return pg.types.getTypeParser(oid, format)
  },
}

/** Bytes go as bytes, of whatever kind the array is. */
const bound = (value: unknown): unknown =>
  value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value

export class Connection {
  readonly #client: pg.Client
  readonly #names = new Map<string, string>()
  /** Why it can be used no more. */
  failure: Error | undefined

  private constructor(client: pg.Client) {
    this.#client = client
    client.on('error', (error) => {
      this.failure ??= error
    })
    client.on('end', () => {
      this.failure ??= new Error('the connection to PostgreSQL ended')
    })
  }

  static async open(config: ClientConfig): Promise<Connection> {
    const client = new pg.Client({ application_name: 'lazuli', ...config, types })
    const connection = new Connection(client)
    await client.connect()
    return connection
  }

  /** Runs a statement that is written for all stores. */
  run(statement: Sql): Promise<QueryResult> {
    assertStorable(statement.values)
    const { text, values } = postgresQuery(statement)
    return this.#client.query({ ...this.#named(text), text, values: values.map(bound) })
  }

  /** Runs PostgreSQL's own words: one statement, or a script of several. */
  say(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    return values ? this.#client.query(text, [...values]) : this.#client.query(text)
  }

  /** A text that comes again is planned once. */
  #named(text: string): { readonly name?: string } {
    const known = this.#names.get(text)
    if (known !== undefined) return { name: known }
    if (this.#names.size >= PREPARED) return {}
    const name = `s${this.#names.size}`
    this.#names.set(text, name)
    return { name }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}
