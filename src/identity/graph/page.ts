// Lists as Graph answers them: filtered, in pages, with the members that are wanted.

import type { Reply, Request } from '#kernel/handler.ts'
import { isAzureOrigin } from '#kernel/names/azure-names.ts'
import { queryParameter } from '#kernel/query.ts'
import { GRAPH_PATH } from '../own-paths.ts'
import { filterOf } from './filter.ts'
import { graphError } from './graph.errors.ts'

type Shown = Readonly<Record<string, unknown>>
type Call = Pick<Request, 'query' | 'origin' | 'path'>

const PAGE_SIZE = 100
const PAGE_SIZE_MAX = 999

/** Where Graph begins for a client that called this origin: by its own name at the root. */
const rootAt = (origin: string): string => (isAzureOrigin(origin) ? origin : origin + GRAPH_PATH)

export const contextOf = ({ origin }: Pick<Call, 'origin'>, set: string): string =>
  `${rootAt(origin)}/v1.0/$metadata#${set}`

/** `objects` in an order that stands, each with an `id`. */
export function pageOf(request: Call, set: string, objects: readonly Shown[]): Reply {
  const { query } = request
  const isWanted = filterOf(queryParameter(query, '$filter'))
  const found = objects.filter(isWanted)
  const size = sizeOf(queryParameter(query, '$top'))
  const after = queryParameter(query, '$skiptoken')
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && start === 0) {
    throw graphError('BadRequest', { reason: 'The specified page token value has expired.' })
  }
  const page = found.slice(start, start + size)
  const body: Record<string, unknown> = {
    '@odata.context': contextOf(request, set),
    value: page.map((object) => selected(query, object)),
  }
  if (start + size < found.length) {
    const next = new URLSearchParams(query)
    next.set('$skiptoken', String(page.at(-1)!.id))
    body['@odata.nextLink'] =
      `${rootAt(request.origin)}${request.path.slice(GRAPH_PATH.length)}?${next}`
  }
  return { status: 200, body }
}

/** One object, with its context before it. */
export const oneOf = (request: Call, set: string, object: Shown, status = 200): Reply => ({
  status,
  body: {
    '@odata.context': contextOf(request, `${set}/$entity`),
    ...selected(request.query, object),
  },
})

function sizeOf(text: string | undefined): number {
  if (text === undefined) return PAGE_SIZE
  const size = Number(text)
  if (/^\d+$/.test(text) && size >= 1 && size <= PAGE_SIZE_MAX) return size
  throw graphError('BadRequest', {
    reason: `Invalid page size specified: '${text}'. Must be between 1 and ${PAGE_SIZE_MAX} inclusive.`,
  })
}

function selected(query: URLSearchParams, object: Shown): Shown {
  const names = queryParameter(query, '$select')?.split(',')
  if (!names || names.includes('*')) return object
  const wanted = new Set(names.map((name) => name.trim().toLowerCase()))
  return Object.fromEntries(
    Object.entries(object).filter(
      ([name]) => name.startsWith('@') || wanted.has(name.toLowerCase()),
    ),
  )
}
