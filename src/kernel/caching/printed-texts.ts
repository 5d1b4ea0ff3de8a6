import { type Cache, registerCache } from './caches.ts'

/** What tells whether a text is still true: a revision, or all that the text is made of. */
export type TextVersion = number | readonly (string | null)[]

interface Kept {
  readonly version: TextVersion
  readonly text: string
}

type Kind = Map<string | number, Kept>

/**
 * The last text of each thing of each kind: it is answered when its version is the same. What was used
 * since the older half was filled stays; the rest goes when the newer one is full.
 */
export class PrintedTexts implements Cache {
  readonly name: string
  readonly #half: number
  #newer = new Map<string, Kind>()
  #older = new Map<string, Kind>()
  #size = 0

  /** `half`: so many characters of texts and versions are kept at least, and twice as many at most. */
  constructor(name: string, half: number) {
    this.name = name
    this.#half = half
    registerCache(this)
  }

  /** The text, printed where it is not known. Where nothing is printed, nothing is kept. */
  textOf(
    kind: string,
    thing: string | number,
    version: TextVersion,
    print: () => string | undefined,
  ): string | undefined {
    const known = this.find(kind, thing, version)
    if (known !== undefined) return known
    const text = print()
    if (text !== undefined) this.keep(kind, thing, version, text)
    return text
  }

  find(kind: string, thing: string | number, version: TextVersion): string | undefined {
    const recent = this.#newer.get(kind)?.get(thing)
    if (recent) return isSame(recent.version, version) ? recent.text : undefined
    const former = this.#older.get(kind)?.get(thing)
    if (!former || !isSame(former.version, version)) return undefined
    this.keep(kind, thing, version, former.text)
    return former.text
  }

  /** Long texts would push out many others: they are not kept. */
  keep(kind: string, thing: string | number, version: TextVersion, text: string): void {
    const size = text.length + sizeOf(version)
    if (size > this.#half / 8) return
    let things = this.#newer.get(kind)
    if (!things) {
      things = new Map()
      this.#newer.set(kind, things)
      this.#size += kind.length
    }
    const before = things.get(thing)
    this.#size += size - (before ? before.text.length + sizeOf(before.version) : 0)
    things.set(thing, { version, text })
    if (this.#size <= this.#half) return
    this.#older = this.#newer
    this.#newer = new Map()
    this.#size = 0
  }

  drop(): void {
    this.#newer = new Map()
    this.#older = new Map()
    this.#size = 0
  }
}

const sizeOf = (version: TextVersion): number =>
  typeof version === 'number' ? 0 : version.reduce((size, part) => size + (part?.length ?? 0), 0)

function isSame(kept: TextVersion, version: TextVersion): boolean {
  if (typeof kept === 'number' || typeof version === 'number') return kept === version
  if (kept.length !== version.length) return false
  for (let i = 0; i < version.length; i++) if (version[i] !== kept[i]) return false
  return true
}
