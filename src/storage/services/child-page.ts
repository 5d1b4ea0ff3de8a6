import { nextLink, skipToken } from '#arm/paging.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { storageError } from '../errors.ts'
import { limits } from '../limits.ts'
import { prefixIn } from './child.rules.ts'
import type { Stored } from './stored.ts'

type Asked = Pick<Request, 'query' | 'origin' | 'path'>

function pageSizeOf({ query }: Asked): number {
  const text = queryParameter(query, '$maxpagesize')
  if (text === undefined) return limits.pageSize
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1) {
    throw storageError('InvalidValuesForRequestParameters', { names: '$maxpagesize' })
  }
  return Math.min(size, limits.pageSize)
}

/** One page of containers or shares, in the order of their names. */
export function childPage(
  request: Asked,
  all: readonly Stored[],
  present: (child: Stored) => unknown,
): Reply {
  const size = pageSizeOf(request)
  const prefix = prefixIn(queryParameter(request.query, '$filter'))
  const after = skipToken(request)
  const wanted = all.filter(
    ({ name }) => name.startsWith(prefix) && (after === undefined || name > after),
  )
  const value = wanted.slice(0, size)
  const link = wanted.length > size ? { nextLink: nextLink(request, value.at(-1)!.name) } : {}
  return { status: 200, body: { value: value.map(present), ...link } }
}
