import { registerCache } from './caches.ts'

/** Longer texts are not what clients repeat. */
const LONGEST = 2_000

/**
 * Remembers what a pure function answered for its last texts, at most `most` of them. The answers are
 * shared: they must be such as no caller changes.
 */
export function memoized<T>(
  name: string,
  most: number,
  answer: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>()
  const cache = registerCache({ name, drop: () => known.clear() })
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = answer(text)
    if (text.length > LONGEST) return made
    // All go at once: which of them were used last would cost more to know than to find out again.
    if (known.size >= most) cache.drop()
    known.set(text, made)
    return made
  }
}
