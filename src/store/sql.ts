// Statements as data: text with numbered gaps, and values that fill them. What runs them, and in
// which dialect, is an adapter's business.

import { registerCache } from '#kernel/caching/caches.ts'

/** Integers are kept exactly up to 2^53 either side of zero, and come back as numbers. */
export type SqlValue = string | number | bigint | null | Uint8Array

/** A statement or a part of one. Compose by nesting: sql`select ... where ${condition}`. */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]
  /** The whole, with a question mark in each gap, where that is known. */
  readonly text?: string
}

const isSql = (gap: unknown): gap is Sql =>
  typeof gap === 'object' && gap !== null && 'strings' in gap

/** Undefined is stored as null. Values never become text: they are always bound. */
export function sql(
  strings: TemplateStringsArray,
  ...gaps: readonly (SqlValue | undefined | Sql)[]
): Sql {
  const plain = plainValues(gaps)
  if (plain) return { strings, values: plain, text: textOfTemplate(strings) }
  const parts: string[] = [strings[0]!]
  const values: SqlValue[] = []
  for (const [i, gap] of gaps.entries()) {
    if (isSql(gap)) append(parts, values, gap)
    else {
      values.push(gap ?? null)
      parts.push('')
    }
    parts[parts.length - 1] += strings[i + 1]!
  }
  return { strings: parts, values }
}

/**
 * A statement that every call runs: its text is put together once. Values come in the order of the gaps.
 * fixed`select * from thing where key = ${gap}`
 */
export function fixed(
  strings: TemplateStringsArray,
  ..._: readonly (typeof gap)[]
): (...values: readonly (SqlValue | undefined)[]) => Sql {
  const text = textOf({ strings })
  return (...values) => ({ strings, values: values.map((value) => value ?? null), text })
}

/** Where a value goes in a fixed statement. */
export const gap = Symbol('gap')

/** The statement with a question mark in each gap. */
export const textOf = ({ strings, text }: Pick<Sql, 'strings' | 'text'>): string =>
  text ?? (strings.length === 1 ? strings[0]! : strings.join('?'))

/** Of templates of the source, of which there are so many and no more: by their first string. */
const texts = new Map<string, { readonly strings: readonly string[]; readonly text: string }[]>()
const textCache = registerCache({ name: 'texts of statements', drop: () => texts.clear() })
/** More than the source has. */
const MOST_TEXTS = 5_000

/** Put together once: a text that is made anew has to be read through before it is found among those prepared. */
function textOfTemplate(strings: readonly string[]): string {
  const similar = texts.get(strings[0]!) ?? []
  for (const known of similar) if (areEqual(known.strings, strings)) return known.text
  const text = textOf({ strings })
  if (texts.size >= MOST_TEXTS) textCache.drop()
  texts.set(strings[0]!, [...similar, { strings, text }])
  return text
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
  return true
}

/** Undefined where a part of a statement is among them. */
function plainValues(gaps: readonly (SqlValue | undefined | Sql)[]): SqlValue[] | undefined {
  const values: SqlValue[] = []
  for (const gap of gaps) {
    if (isSql(gap)) return undefined
    values.push(gap ?? null)
  }
  return values
}

function append(parts: string[], values: SqlValue[], part: Sql): void {
  parts[parts.length - 1] += part.strings[0]!
  for (let i = 1; i < part.strings.length; i++) parts.push(part.strings[i]!)
  for (const value of part.values) values.push(value)
}

/** A part that is text already: column names from our own tables, never anything a client sent. */
export const raw = (text: string): Sql => ({ strings: [text], values: [] })

/** The parts in a row with the separator's text between them; empty when there are none. */
export function join(parts: readonly Sql[], separator: string): Sql {
  const strings: string[] = ['']
  const values: SqlValue[] = []
  for (const [i, part] of parts.entries()) {
    if (i > 0) strings[strings.length - 1] += separator
    append(strings, values, part)
  }
  return { strings, values }
}

/**
 * Refuses what would not come back as it went in: integers that a number cannot hold exactly, and
 * numbers that are not finite. Every adapter asks before it binds.
 */
export function assertStorable(values: readonly SqlValue[]): void {
  for (const value of values) {
    if (typeof value === 'number') {
      if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) {
        continue
      }
    } else if (typeof value !== 'bigint' || Number.isSafeInteger(Number(value))) continue
    throw new RangeError(`${value} cannot be stored exactly`)
  }
}

/** The text anywhere in another, as a pattern for `like … escape '\\'`. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Comes after every text that begins so. */
export const pastAll = (prefix: string): string => `${prefix}\u{10ffff}`
