// Pages of lists. A page goes on after the last key of the one before, so nothing is left out or
// shown twice when rows come, go or change in between.
import type { Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { limits } from '../limits.ts'
import { invalidQuery } from '../refusals.ts'

type Call = Pick<Request, 'origin' | 'path' | 'query'>

export interface Page<Item> {
  readonly value: readonly Item[]
  readonly 'odata.nextLink'?: string
}

/** What to read for a page: rows whose key comes after `after`, one more than the page holds. */
export interface PageRequest {
  readonly after: string | undefined
  readonly limit: number
}

/**
 * Answers one page. `read` gives up to `limit` rows after `after` in the order of their keys; an
 * order by something else needs that something in the key.
 */
export async function pageOf<Row, Item>(
  request: Call,
  read: (wanted: PageRequest) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
  longest: number = limits.pageSize,
): Promise<Page<Item>> {
  const readPart = async ({ after, limit }: PageRequest): Promise<Part<Row>> => {
    const rows = await read({ after, limit: limit + 1 })
    return { rows: rows.slice(0, limit), hasMore: rows.length > limit }
  }
  return pageFrom(request, readPart, keyOf, present, longest)
}

/** What a page holds, and whether others follow. */
export interface Part<Row> {
  readonly rows: readonly Row[]
  readonly hasMore: boolean
}

/** Answers one page of what knows by itself whether it is the last. */
export async function pageFrom<Row, Item>(
  request: Call,
  read: (wanted: PageRequest) => Promise<Part<Row>>,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
  longest: number = limits.pageSize,
): Promise<Page<Item>> {
  const limit = Number(queryParameter(request.query, 'maxresults') ?? longest)
  const { rows, hasMore } = await read({ after: skipToken(request.query), limit })
  const value = rows.map(present)
  if (!hasMore) return { value }
  return { value, 'odata.nextLink': nextLink(request, keyOf(rows.at(-1)!)) }
}

/** Absolute, on the host that the client used, with all that it asked for. */
function nextLink(request: Call, after: string): string {
  const query = new URLSearchParams(
    [...request.query].filter(([name]) => name.toLowerCase() !== '$skiptoken'),
  )
  query.set('$skiptoken', Buffer.from(after).toString('base64url'))
  // Not every client that signs the link takes a plus sign for the space that it means.
  const text = query.toString().replaceAll('+', '%20').replaceAll('%24', '$')
  return `${request.origin}${request.path}?${text}`
}

/** Where the last page ended, as its link said. */
function skipToken(query: URLSearchParams): string | undefined {
  const token = queryParameter(query, '$skiptoken')
  if (!token) return undefined
  const after = Buffer.from(token, 'base64url')
  // What does not encode back to itself was not made here.
  if (after.toString('base64url') !== token) {
    throw invalidQuery('$skiptoken', token, 'The token was not given by the service')
  }
  return after.toString()
}
