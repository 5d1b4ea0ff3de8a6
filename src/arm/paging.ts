// Pages of lists: where the next one starts, and the link that leads there.
import { createHash } from 'node:crypto'
import type { Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from './errors.ts'
import { idKey } from './resource-id.ts'

const LARGEST_PAGE = 1000
/**
 * How many a provider's list has on a page. Azure pages them and documents no size: a hundred is a page
 * that keeps no other caller waiting.
 */
export const PROVIDER_PAGE = 100

/** No place in a list is half as long. */
const LONGEST_TOKEN = 4_000
const SUM_BYTES = 9

type Asked = Pick<Request, 'origin' | 'path' | 'query'>

/** A token goes on in the list that it was made for, and nowhere else. Permission to read it is checked anew. */
const sumOf = (path: string, after: string): Buffer =>
  createHash('sha256')
    .update(`${idKey(path)}\n${after}`)
    .digest()
    .subarray(0, SUM_BYTES)

/**
 * The link to the next page: absolute, on the host that the client used, with everything that it
 * asked for (the api-version too) and the place to go on.
 */
export function nextLink(request: Asked, after: string): string {
  const query = new URLSearchParams(
    [...request.query].filter(([name]) => name.toLowerCase() !== '$skiptoken'),
  )
  const token = Buffer.concat([sumOf(request.path, after), Buffer.from(after)])
  query.set('$skiptoken', token.toString('base64url'))
  return `${request.origin}${request.path}?${query}`
}

/** Where the client wants to go on, as the last page's link said. */
export function skipToken({ path, query }: Pick<Asked, 'path' | 'query'>): string | undefined {
  const token = queryParameter(query, '$skiptoken')
  if (!token) return undefined
  const bytes = Buffer.from(token.slice(0, LONGEST_TOKEN), 'base64url')
  const after = bytes.subarray(SUM_BYTES).toString()
  const isOurs =
    bytes.toString('base64url') === token.replace(/=+$/, '') &&
    bytes.subarray(0, SUM_BYTES).equals(sumOf(path, after))
  if (!isOurs) throw armError('InvalidSkipToken', { token: token.slice(0, 100) })
  return after
}

/** How many the client wants, at most a full page. */
export function pageSize(query: URLSearchParams): number {
  const top = queryParameter(query, '$top')
  if (top === undefined) return LARGEST_PAGE
  const count = Number(top)
  if (!Number.isInteger(count) || count < 1) {
    throw armError('InvalidParameterValue', {
      name: '$top',
      value: top,
      reason: 'it must be a positive integer',
    })
  }
  return Math.min(count, LARGEST_PAGE)
}
