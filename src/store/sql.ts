// Statements as data: text with numbered gaps, and values that fill them. What runs them, and in
// which dialect, is an adapter's business.

export type SqlValue = string | number | bigint | null | Uint8Array

/** A statement or a part of one. Compose by nesting: sql`select ... where ${condition}`. */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'strings' in value && 'values' in value

/** Undefined is stored as null. Values never become text: they are always bound. */
export function sql(
  strings: TemplateStringsArray,
  ...gaps: readonly (SqlValue | undefined | Sql)[]
): Sql {
  if (!gaps.some(isSql)) return { strings, values: gaps.map((gap) => (gap as SqlValue) ?? null) }
  const parts: string[] = [strings[0]!]
  const values: SqlValue[] = []
  for (const [i, gap] of gaps.entries()) {
    const after = strings[i + 1]!
    if (isSql(gap)) {
      parts[parts.length - 1] += gap.strings[0]!
      parts.push(...gap.strings.slice(1))
      parts[parts.length - 1] += after
      values.push(...gap.values)
    } else {
      values.push(gap ?? null)
      parts.push(after)
    }
  }
  return { strings: parts, values }
}

/** A part that is text already: column names from our own tables, never anything a client sent. */
export const raw = (text: string): Sql => ({ strings: [text], values: [] })

export function join(parts: readonly Sql[], separator: string): Sql {
  const [first, ...rest] = parts
  if (!first) return raw('')
  return rest.reduce((all, part) => sql`${all}${raw(separator)}${part}`, first)
}
