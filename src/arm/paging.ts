// Pages of lists: where the next one starts, and the link that leads there.
import type { Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from './errors.ts'

const LARGEST_PAGE = 1000

/**
 * The link to the next page: absolute, on the host that the client used, with everything that it
 * asked for (the api-version too) and the place to go on.
 */
export function nextLink(request: Pick<Request, 'origin' | 'path' | 'query'>, after: string) {
  const query = new URLSearchParams(
    [...request.query].filter(([name]) => name.toLowerCase() !== '$skiptoken'),
  )
  query.set('$skiptoken', Buffer.from(after).toString('base64url'))
  return `${request.origin}${request.path}?${query}`
}

/** Where the client wants to go on, as the last page's link said. */
export function skipToken(query: URLSearchParams): string | undefined {
  const token = queryParameter(query, '$skiptoken')
  if (!token) return undefined
  const after = Buffer.from(token, 'base64url')
  // What does not encode back to itself was not made here.
  if (after.toString('base64url') !== token.replace(/=+$/, '')) {
    throw armError('InvalidSkipToken', { token })
  }
  return after.toString()
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
