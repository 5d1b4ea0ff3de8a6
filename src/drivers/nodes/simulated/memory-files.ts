import type { Instant } from '#kernel/instant.ts'
import type { ByteRange, FileContent, FileEntry, FilePage, FileQuery } from '../port.ts'
import { NodeFileError, rankIn } from '../port.ts'

interface Item {
  readonly content: Uint8Array | undefined
  readonly at: Instant
}

const missing = (path: string): NodeFileError => new NodeFileError('NotFound', `no file at ${path}`)

/** The path's parts without empty and `.` ones. A `..` names nothing here: there is no way up. */
function partsOf(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..') || path.includes('\0')) throw missing(path)
  return parts
}

/** Cuts a range to the size of what it is a range of. */
function cutRange(size: number, range: ByteRange | undefined): { from: number; to: number } {
  if (!range) return { from: 0, to: size }
  if (range.first >= size || (range.last ?? range.first) < range.first) {
    throw new NodeFileError('InvalidRange', `no byte ${range.first} in ${size}`)
  }
  return { from: range.first, to: Math.min(size, (range.last ?? size - 1) + 1) }
}

/** The files of a node that exists only in memory. */
export class MemoryFiles {
  readonly #items = new Map<string, Item>()

  makeDirectory(path: string, at: Instant): void {
    const parts = partsOf(path)
    for (let depth = 1; depth <= parts.length; depth++) {
      const name = parts.slice(0, depth).join('/')
      if (!this.#items.has(name)) this.#items.set(name, { content: undefined, at })
    }
  }

  write(path: string, content: Uint8Array, at: Instant): void {
    const parts = partsOf(path)
    this.makeDirectory(parts.slice(0, -1).join('/'), at)
    this.#items.set(parts.join('/'), { content, at })
  }

  page(directory: string, query: FileQuery): FilePage {
    const name = partsOf(directory).join('/')
    if (name && !this.stat(name).isDirectory) {
      throw new NodeFileError('NotADirectory', `${directory} is a file`)
    }
    const start = name && `${name}/`
    const { recursive, prefix = '', after, limit } = query
    const last = after === undefined ? '' : placeOf(after, query)
    const found = this.#inside(name)
      .map((path) => ({ path, inside: path.slice(start.length) }))
      .filter(({ inside }) => inside.startsWith(prefix) && (recursive || !inside.includes('/')))
      .map(({ path, inside }) => ({ path, place: placeOf(inside, query) }))
      .filter(({ place }) => place > last)
      .sort((one, other) => (one.place < other.place ? -1 : 1))
    const entries = found.slice(0, limit).map(({ path }) => this.stat(path))
    return { entries, hasMore: found.length > limit }
  }

  #inside(name: string): string[] {
    const start = name && `${name}/`
    return [...this.#items.keys()].filter((path) => path.startsWith(start))
  }

  /** Removes what is there, if anything is. */
  clear(name: string): void {
    for (const path of [...this.#inside(name), name]) this.#items.delete(path)
  }

  stat(path: string): FileEntry {
    const name = partsOf(path).join('/')
    const item = this.#items.get(name)
    if (!item) throw missing(path)
    const isDirectory = item.content === undefined
    return {
      path: name,
      isDirectory,
      size: item.content?.length ?? 0,
      modifiedAt: item.at,
      mode: isDirectory ? 0o040755 : 0o100644,
    }
  }

  read(path: string, range?: ByteRange): FileContent {
    const entry = this.stat(path)
    if (entry.isDirectory) throw new NodeFileError('IsDirectory', `${path} is a directory`)
    const { from, to } = cutRange(entry.size, range)
    const bytes = this.#items.get(entry.path)!.content!.subarray(from, to)
    return {
      entry,
      body: (async function* () {
        yield bytes
      })(),
    }
  }

  remove(path: string, recursive: boolean): void {
    const { path: name, isDirectory } = this.stat(path)
    const inside = isDirectory ? this.#inside(name) : []
    if (inside.length > 0 && !recursive) {
      throw new NodeFileError('DirectoryNotEmpty', `${path} is not empty`)
    }
    for (const each of inside) this.#items.delete(each)
    this.#items.delete(name)
  }
}

/** A text to sort paths by, in the order of a `FileQuery`. */
function placeOf(path: string, { first, firstFurtherDown }: FileQuery): string {
  const parts = path.split('/')
  const ranked = parts.map((part, level) => {
    const rank = rankIn(level === 0 ? first : firstFurtherDown, part)
    return String.fromCharCode(1 + rank) + part
  })
  return String.fromCharCode(parts.length) + ranked.join('\0')
}
