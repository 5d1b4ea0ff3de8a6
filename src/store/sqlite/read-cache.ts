import type { Cache } from '#kernel/caching/caches.ts'
import type { SqlValue } from '../sql.ts'

/** Statements and values, with results or without. */
const MOST_ASKED = 8_000
/** Long lists are rarely asked for twice, and would push out what is; but not those of keys alone. */
const MOST_ROWS = 32
const MOST_CHARACTERS_OF_MORE = 32_000
const MOST_CHARACTERS = 8_000_000

type Rows = readonly object[]

/** What was asked with some values, and with further ones after them. */
interface Asked {
  rows: Rows | undefined
  /** What had been changed of what the statement looks at, when they were read. */
  changes: number
  size: number
  further: Map<SqlValue, Asked> | undefined
}

/** By the text of the statement. */
type Statements = Map<string, Asked>

export interface Question {
  readonly kind: 'get' | 'all'
  readonly text: string
  readonly values: readonly SqlValue[]
  /** Differs when anything may have changed what the statement looks at. */
  readonly changes: number
}

/**
 * Remembers what reads found, by statement, values and what had been written to its tables: the store's
 * file is locked, so that no other process writes. Readers share rows, and so may not change them.
 */
export class ReadCache implements Cache {
  readonly name = 'rows'
  readonly #asked: Readonly<Record<'get' | 'all', Statements>> = { get: new Map(), all: new Map() }
  #size = 0
  #characters = 0

  read<Row extends object>(question: Question, run: () => Row[]): readonly Row[] {
    if (this.#size > MOST_ASKED) this.drop()
    const asked = this.#find(question)
    if (!asked) return run()
    if (asked.rows && asked.changes === question.changes) return asked.rows as readonly Row[]
    const rows = run()
    this.#keep(asked, question, rows)
    return rows
  }

  drop(): void {
    this.#asked.get.clear()
    this.#asked.all.clear()
    this.#size = 0
    this.#characters = 0
  }

  #keep(asked: Asked, { values, changes }: Question, rows: Rows): void {
    this.#characters -= asked.size
    asked.rows = undefined
    asked.size = 0
    let size = sizeOf(rows, rows.length > MOST_ROWS ? MOST_CHARACTERS_OF_MORE : MOST_CHARACTERS)
    if (size === undefined) return
    for (const value of values) if (typeof value === 'string') size += value.length
    // All go at once, and so does this one: which were used last would cost more to know.
    if (this.#characters + size > MOST_CHARACTERS) {
      this.drop()
      return
    }
    for (const row of rows) Object.freeze(row)
    asked.rows = rows
    asked.changes = changes
    asked.size = size
    this.#characters += size
  }

  /** Undefined where bytes are among the values: they are equal to nothing but themselves. */
  #find({ kind, text, values }: Question): Asked | undefined {
    let asked = this.#below(this.#asked[kind], text)
    for (const value of values) {
      if (value instanceof Uint8Array) return undefined
      asked.further ??= new Map()
      asked = this.#below(asked.further, value)
    }
    return asked
  }

  #below<Key>(map: Map<Key, Asked>, key: Key): Asked {
    const known = map.get(key)
    if (known) return known
    const asked: Asked = { rows: undefined, changes: 0, size: 0, further: undefined }
    map.set(key, asked)
    this.#size += 1
    return asked
  }
}

/**
 * Roughly, in characters. Undefined where there are more than `most`, or bytes among the values:
 * nothing freezes those.
 */
function sizeOf(rows: Rows, most: number): number | undefined {
  let size = 0
  for (const row of rows) {
    for (const value of Object.values(row)) {
      if (value instanceof Uint8Array) return undefined
      size += typeof value === 'string' ? value.length : 8
    }
    if (size > most) return undefined
  }
  return size
}
