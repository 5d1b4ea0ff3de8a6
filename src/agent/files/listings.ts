import type { FilePage, FileQuery } from '#drivers/nodes/port.ts'
import type { Root } from './beneath.ts'
import { Listing } from './listing.ts'

const KEPT_MS = 60_000
const MOST_KEPT = 16

/** Walks that wait for the request for their next page. One that comes too late begins anew. */
export class Listings {
  readonly #waiting = new Map<
    string,
    { readonly listing: Listing; readonly timer: NodeJS.Timeout }
  >()

  async page(root: Root, path: string, query: FileQuery): Promise<FilePage> {
    const listing = this.#take(keyOf(root, path, query)) ?? new Listing(root, path, query)
    const page = await listing.page(query.limit)
    const last = page.entries.at(-1)
    if (page.hasMore && last) {
      const after = last.path.slice(path === '' ? 0 : path.length + 1)
      this.#keep(keyOf(root, path, { ...query, after }), listing)
    }
    return page
  }

  #take(key: string): Listing | undefined {
    const found = this.#waiting.get(key)
    clearTimeout(found?.timer)
    this.#waiting.delete(key)
    return found?.listing
  }

  #keep(key: string, listing: Listing): void {
    this.#take(key)
    const [oldest] = this.#waiting.keys()
    if (this.#waiting.size >= MOST_KEPT && oldest !== undefined) this.#take(oldest)
    const timer = setTimeout(() => this.#take(key), KEPT_MS).unref()
    this.#waiting.set(key, { listing, timer })
  }
}

const keyOf = ({ path: root }: Root, path: string, { limit: _, ...query }: FileQuery): string =>
  JSON.stringify([root, path, query.recursive, query.prefix, query.after, query.first])
