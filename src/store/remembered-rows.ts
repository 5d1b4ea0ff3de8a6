// Texts of rows that are read again and again, and change seldom: what a job or a pool is, and what
// a client said of a task.

import { registerCache } from '#kernel/caching/caches.ts'
import { type Place, readJson, type Shape } from './read-json.ts'

/** Longer texts are rarely read twice while they are remembered. */
const LONGEST = 8_192

/**
 * Reads records and remembers at most `limit` of the last texts, whose values are shared: nothing in them may be
 * changed, and an attempt to do so throws.
 */
export function remembering<T extends object>(
  limit: number,
  shape: Shape<T>,
): (text: string, place: Place) => T {
  const known = new Map<string, T>()
  const cache = registerCache({ name: 'records of rows', drop: () => known.clear() })
  return (text, place) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = readJson(text, shape, place)
    if (text.length > LONGEST) return value
    freeze(value)
    // All go at once: which of them were used last would cost more to know.
    if (known.size >= limit) cache.drop()
    known.set(text, value)
    return value
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const part of Object.values(value)) freeze(part)
  Object.freeze(value)
}
