// What is in a directory and further down, in the order of a `FileQuery`, however much it is: no more
// of it is read than a page needs, and what waits for the next page is names alone.
import { closeSync, lstatSync, openSync, type Stats } from 'node:fs'
import {
  type FileEntry,
  type FilePage,
  type FileQuery,
  isInCertificates,
  NodeFileError,
  rankIn,
} from '#drivers/nodes/port.ts'
import { at, DIRECTORY, type Entry, entriesOf, type Held, type Path } from '#files/directories.ts'
import { type NameBytes, shownAs } from '#files/names.ts'
import { LONGEST_PATH, type Root, reach } from './beneath.ts'
import { entryOf } from './file-entry.ts'
import { inOrder } from './in-order.ts'

/** A directory that is listed: the one that was asked for has no parent. */
interface Directory {
  readonly parent?: Directory
  readonly name: NameBytes
  readonly depth: number
  /** Of its path from the top, in bytes. */
  readonly length: number
}

interface Found {
  readonly directory: Directory
  readonly name: NameBytes
  /** As a text, from the top. */
  readonly path: string
}

/** Texts of a page's paths: a few very long ones fill it as well as many short ones. */
const PAGE_CHARACTERS = 1024 * 1024
/** Open directories that are kept on the way down to one. */
const MOST_OPEN = 64

/** One walk through a tree, which stops where a page ends and goes on with the next. */
export class Listing {
  readonly #root: Root
  readonly #top: string
  readonly #query: FileQuery
  readonly #found: AsyncGenerator<Found, void, void>
  #within: NameBytes | undefined
  /** Those that are open while a page is made, from the top down, each with what it is in before it. */
  readonly #open: { readonly directory: Directory; readonly fd: number }[] = []
  #next: Found | undefined

  constructor(root: Root, top: string, query: FileQuery) {
    this.#root = root
    this.#top = top
    this.#query = query
    this.#found = this.#walk()
  }

  async page(limit: number): Promise<FilePage> {
    const entries: FileEntry[] = []
    let characters = 0
    try {
      for (;;) {
        const found = this.#next ?? (await this.#found.next()).value
        this.#next = undefined
        if (!found) return { entries, hasMore: false }
        if (entries.length >= limit || characters > PAGE_CHARACTERS) {
          this.#next = found
          return { entries, hasMore: true }
        }
        const stats = this.#statsOf(found)
        // It went while we looked.
        if (stats) entries.push(entryOf(`${this.#top}/${found.path}`, stats))
        characters += found.path.length
      }
    } finally {
      for (const { fd } of this.#open.splice(0)) closeSync(fd)
    }
  }

  #statsOf({ directory, name }: Found): Stats | undefined {
    try {
      return lstatSync(at(this.#enter(directory), name))
    } catch {
      return undefined
    }
  }

  async *#walk(): AsyncGenerator<Found, void, void> {
    const { recursive, prefix = '', after } = this.#query
    const skip = after === undefined ? undefined : placeOf(after)
    let level: Directory[] = [{ name: '' as NameBytes, depth: 0, length: 0 }]
    while (level.length > 0) {
      const next: Directory[] = []
      for (const directory of level) {
        const start = startOf(directory)
        for await (const { name, isDirectory } of this.#entriesOf(directory)) {
          const path = start + shownAs(name)
          const length = directory.length + name.length + 1
          const leads = `${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`)
          if (isDirectory && recursive && leads && length < LONGEST_PATH) {
            next.push({ parent: directory, name, depth: directory.depth + 1, length })
          }
          if (!path.startsWith(prefix) || length > LONGEST_PATH) continue
          if (skip && !this.#isPast(path, skip)) continue
          yield { directory, name, path }
        }
      }
      level = next
    }
  }

  /** Whether the path comes after the one where an earlier page ended. */
  #isPast(path: string, skip: readonly string[]): boolean {
    const parts = placeOf(path)
    if (parts.length !== skip.length) return parts.length > skip.length
    for (const [level, part] of parts.entries()) {
      const difference = this.#compare(level, part, skip[level]!)
      if (difference !== 0) return difference > 0
    }
    return false
  }

  #compare(level: number, one: string, other: string): number {
    if (one === other) return 0
    const { first, firstFurtherDown } = this.#query
    const ranked = level === 0 ? first : firstFurtherDown
    const difference = rankIn(ranked, one) - rankIn(ranked, other)
    return difference !== 0 ? difference : one < other ? -1 : 1
  }

  /** What is in the directory, in order. One that is closed, or gone by now, has nothing in it. */
  async *#entriesOf(directory: Directory): AsyncGenerator<Entry, void, void> {
    const runs: (readonly Entry[])[] = []
    try {
      const here = this.#enter(directory)
      if (isInCertificates(`${this.#pathOf(directory)}/any`)) return
      for await (const entries of entriesOf(here)) runs.push(entries)
    } catch (error) {
      if (!directory.parent) throw error
      return
    }
    yield* inOrder(runs, (one, other) =>
      this.#compare(directory.depth, shownAs(one.name), shownAs(other.name)),
    )
  }

  /** Opens a directory on the way that leads to it, from the nearest that is open. */
  #enter(directory: Directory): Held {
    const way: Directory[] = []
    for (let each: Directory | undefined = directory; each; each = each.parent) {
      const open = this.#open.findIndex(({ directory: one }) => one === each)
      if (open >= 0) {
        for (const { fd } of this.#open.splice(open + 1)) closeSync(fd)
        break
      }
      way.unshift(each)
    }
    if (way.length > 0 && !way[0]!.parent) for (const { fd } of this.#open.splice(0)) closeSync(fd)
    for (const each of way) {
      const fd = each.parent ? this.#openIn(each, this.#open.at(-1)!) : this.#openTop()
      this.#open.push({ directory: each, fd })
      if (this.#open.length > MOST_OPEN) closeSync(this.#open.shift()!.fd)
    }
    return this.#open.at(-1)!
  }

  #openTop(): number {
    using place = reach(this.#root, this.#top, true)
    if (!lstatSync(place.path).isDirectory()) {
      throw new NodeFileError('NotADirectory', `${this.#top} is a file`)
    }
    const fd = openSync(place.path, DIRECTORY)
    this.#within = place.within
    return fd
  }

  #openIn(directory: Directory, parent: Held): number {
    const laid = this.#root.laidOver?.(this.#pathOf(directory))
    const path: Path = laid ?? at(parent, directory.name)
    return openSync(path, DIRECTORY)
  }

  /** From the node's root. */
  #pathOf(directory: Directory): string {
    const within = this.#within ?? ''
    const path = bytesOf(directory)
    return within === '' || path === '' ? within || path : `${within}/${path}`
  }
}

const placeOf = (path: string): readonly string[] => path.split('/')

function bytesOf(directory: Directory): string {
  const names: string[] = []
  for (let each: Directory = directory; each.parent; each = each.parent) names.push(each.name)
  return names.reverse().join('/')
}

/** What the paths of all that is in the directory begin with. */
function startOf(directory: Directory): string {
  const path = bytesOf(directory) as NameBytes
  return path === '' ? '' : `${shownAs(path)}/`
}
