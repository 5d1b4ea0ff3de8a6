import type { Sql, SqlValue } from './sql.ts'

const MOST_RESULTS = 2_000
/** Long lists are rarely asked for twice, and would push out what is. */
const MOST_ROWS = 32
const MOST_CHARACTERS = 8_000_000

type Rows = readonly object[]

/**
 * Remembers what reads found for as long as nobody writes: the store's file is locked, so that no
 * other process can. Rows come back as the same frozen objects, by which readers may tell that
 * nothing has changed.
 */
export class ReadCache {
  readonly #results = new Map<string, Rows>()
  /** A template's own strings are the same array each time: a number is quicker than their text. */
  readonly #sites = new WeakMap<readonly string[], string>()
  #generation = 0
  #sitesSeen = 0
  #characters = 0

  /** `generation` tells whether anything was written since the last read. */
  read<Row extends object>(
    kind: 'get' | 'all',
    statement: Sql,
    generation: number,
    run: () => Row[],
  ): readonly Row[] {
    if (generation !== this.#generation) this.clear()
    this.#generation = generation
    const key = this.#keyOf(kind, statement)
    if (key === undefined) return run()
    const known = this.#results.get(key)
    if (known) return known as readonly Row[]
    const rows = run()
    this.#keep(key, rows)
    return rows
  }

  clear(): void {
    this.#results.clear()
    this.#characters = 0
  }

  #keep(key: string, rows: Rows): void {
    if (rows.length > MOST_ROWS) return
    const size = sizeOf(rows)
    if (size === undefined) return
    const isFull =
      this.#results.size >= MOST_RESULTS || this.#characters + size + key.length > MOST_CHARACTERS
    if (isFull) this.clear()
    if (size + key.length > MOST_CHARACTERS) return
    for (const row of rows) Object.freeze(row)
    this.#results.set(key, rows)
    this.#characters += size + key.length
  }

  /** Undefined where a value has no text of its own. */
  #keyOf(kind: 'get' | 'all', { strings, values }: Sql): string | undefined {
    let key = this.#sites.get(strings)
    if (key === undefined) {
      key = 'raw' in strings ? `${this.#sitesSeen++}` : strings.join('?')
      if ('raw' in strings) this.#sites.set(strings, key)
    }
    key += kind
    for (const value of values) {
      const text = textOf(value)
      if (text === undefined) return undefined
      key += `\0${text}`
    }
    return key
  }
}

/** The length goes first, so that no value can look like the end of it and the start of another. */
function textOf(value: SqlValue): string | undefined {
  if (typeof value === 'string') return `${value.length}:${value}`
  return value instanceof Uint8Array ? undefined : `${typeof value}${value}`
}

/** Roughly, in characters. Undefined where bytes are among the values: nothing freezes those. */
function sizeOf(rows: Rows): number | undefined {
  let size = 0
  for (const row of rows) {
    for (const value of Object.values(row)) {
      if (value instanceof Uint8Array) return undefined
      size += typeof value === 'string' ? value.length : 8
    }
  }
  return size
}
