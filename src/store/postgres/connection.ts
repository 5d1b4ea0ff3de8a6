// One connection to PostgreSQL, and the form in which it is asked and answers.
import pg, { type ClientConfig, type QueryResult } from 'pg'
import type { Sql } from '../sql.ts'
import { assertStorable } from '../sql.ts'
import type { Reader } from '../tx.ts'
import { postgresQuery } from './dialect.ts'
import { decodeText, encodeText } from './texts.ts'

/** Filters make new texts without end: this many are kept prepared on a connection. */
const PREPARED = 500

/** A host that takes a call and says nothing is away. A busy one takes seconds to answer. */
const UNANSWERED_MS = 15_000

const BOOL = 16
const INT8 = 20
const TEXT = 25
const NUMERIC = 1700

/** Values as every store answers them: whole numbers are numbers, and what is true is 1. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 || oid === NUMERIC) return Number
    if (oid === TEXT) return decodeText
    if (oid === BOOL) return (text: string) => (text === 't' ? 1 : 0)
    return pg.types.getTypeParser(oid, format)
  },
}

/** Bytes go as bytes, of whatever kind the array is, and texts in the form in which they are kept. */
function bound(value: unknown): unknown {
  if (typeof value === 'string') return encodeText(value)
  return value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value
}

export class Connection implements Reader {
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

  /** What is said is sent at once, behind what was not answered yet; each is answered in its turn. */
  static async open(config: ClientConfig): Promise<Connection> {
    const client = new pg.Client({
      ...{ application_name: 'lazuli', connectionTimeoutMillis: UNANSWERED_MS },
      ...{ ...config, types, pipeline: true },
    })
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

  async get<T extends object>(statement: Sql): Promise<T | undefined> {
    return (await this.all<T>(statement))[0]
  }

  async all<T extends object>(statement: Sql): Promise<T[]> {
    return (await this.run(statement)).rows as T[]
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

/** Reads of a moment, on a connection of their own: writers do not wait for them. */
export async function atOneMoment<T>(
  config: ClientConfig,
  read: (reader: Reader) => Promise<T>,
): Promise<T> {
  const connection = await Connection.open(config)
  try {
    await connection.say('begin isolation level repeatable read, read only')
    return await read(connection)
  } finally {
    await connection.close()
  }
}
