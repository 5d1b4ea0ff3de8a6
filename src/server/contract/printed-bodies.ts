import type { Cache } from '#kernel/caching/caches.ts'

type Parts = readonly (string | null)[]

interface Printed {
  readonly parts: Parts
  readonly text: string
}

/**
 * The last text of each name, with all that it is made of: it is answered when that is the same, letter
 * by letter. What was used since the older half was filled stays; the rest goes when the newer is full.
 */
export class PrintedBodies implements Cache {
  readonly name: string
  readonly #half: number
  #newer = new Map<string, Printed>()
  #older = new Map<string, Printed>()
  #size = 0

  /** `half`: so many characters of texts and what they are made of are kept at least, and twice as many at most. */
  constructor(name: string, half: number) {
    this.name = name
    this.#half = half
  }

  /** Where nothing is printed, nothing is kept. */
  textOf(name: string, parts: Parts, print: () => string | undefined): string | undefined {
    const recent = this.#newer.get(name)
    if (recent && isMadeOf(recent, parts)) return recent.text
    const known = recent ?? this.#older.get(name)
    const text = known && isMadeOf(known, parts) ? known.text : print()
    if (text !== undefined) this.#keep(name, { parts, text }, recent)
    return text
  }

  drop(): void {
    this.#newer = new Map()
    this.#older = new Map()
    this.#size = 0
  }

  #keep(name: string, printed: Printed, before: Printed | undefined): void {
    const size = sizeOf(printed)
    if (size > this.#half / 8) return
    this.#size += size - (before ? sizeOf(before) : 0)
    this.#newer.set(name, printed)
    if (this.#size <= this.#half) return
    this.#older = this.#newer
    this.#newer = new Map()
    this.#size = 0
  }
}

const sizeOf = ({ parts, text }: Printed): number =>
  parts.reduce((size, part) => size + (part?.length ?? 0), text.length)

const isMadeOf = (known: Printed, parts: Parts): boolean =>
  known.parts.length === parts.length && parts.every((part, i) => part === known.parts[i])
