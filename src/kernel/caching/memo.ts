import { type Cache, registerCache } from './caches.ts'

/** Longer texts are not what clients repeat. */
const LONGEST = 2_000

/**
 * Remembers what a pure function answered for the texts that it was asked last: at least `most` of them,
 * at most twice as many. The answers are shared: what a caller adds to one must follow from the texts alone.
 */
export function memoized<T, Texts extends readonly string[] = [string]>(
  name: string,
  most: number,
  answer: (...texts: Texts) => T,
): (...texts: Texts) => T {
  const answers = registerCache(new Answers<T>(name, most))
  return (...texts) => {
    const known = answers.recent(texts)
    if (known !== undefined) return known
    const made = answers.former(texts) ?? answer(...texts)
    answers.keep(texts, made)
    return made
  }
}

/** What was answered for the texts up to here, and for further ones after them. */
interface Known<T> {
  answer: T | undefined
  further: Map<string, Known<T>> | undefined
}

const unknown = <T>(): Known<T> => ({ answer: undefined, further: undefined })

/** In two parts: what was used since the older one was filled stays when the newer one is full. */
class Answers<T> implements Cache {
  readonly name: string
  readonly #most: number
  #newer = unknown<T>()
  #older = unknown<T>()
  #size = 0

  constructor(name: string, most: number) {
    this.name = name
    this.#most = most
  }

  recent(texts: readonly string[]): T | undefined {
    return found(this.#newer, texts)
  }

  former(texts: readonly string[]): T | undefined {
    return found(this.#older, texts)
  }

  keep(texts: readonly string[], made: T): void {
    if (texts.some((text) => text.length > LONGEST)) return
    if (this.#size >= this.#most) {
      this.#older = this.#newer
      this.#newer = unknown()
      this.#size = 0
    }
    below(this.#newer, texts).answer = made
    this.#size += 1
  }

  drop(): void {
    this.#newer = unknown()
    this.#older = unknown()
    this.#size = 0
  }
}

/** Text by text: to put several together would cost more than to look for each. */
function found<T>(from: Known<T>, texts: readonly string[]): T | undefined {
  let at: Known<T> | undefined = from
  for (let i = 0; i < texts.length && at !== undefined; i++) at = at.further?.get(texts[i]!)
  return at?.answer
}

function below<T>(from: Known<T>, texts: readonly string[]): Known<T> {
  let at = from
  for (const text of texts) {
    at.further ??= new Map()
    let next = at.further.get(text)
    if (!next) {
      next = unknown()
      at.further.set(text, next)
    }
    at = next
  }
  return at
}
