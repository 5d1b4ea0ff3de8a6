// $select and $expand: which of an answer's properties the client wants.
import { queryParameter } from '#kernel/query.ts'
import { invalidQuery } from '../refusals.ts'

type Body = Readonly<Record<string, unknown>>

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the client asks for statistics: the only thing that can be expanded. */
export function wantsStats(query: URLSearchParams): boolean {
  const asked = names(queryParameter(query, '$expand'))
  const unknown = asked.find((name) => name.toLowerCase() !== 'stats')
  if (unknown !== undefined) {
    throw invalidQuery('$expand', unknown, 'Only stats can be expanded')
  }
  return asked.length > 0
}

/**
 * What the client wants of a body, or of each item of a page. An answer that is to be shaped holds
 * all properties, statistics too if they are wanted.
 */
export function shaped(body: unknown, query: URLSearchParams): unknown {
  const wanted = queryParameter(query, '$select')
  if (wanted === undefined) return body
  const selected = new Set(names(wanted).map((name) => name.toLowerCase()))
  if (selected.size === 0 || !isBody(body)) return body
  if (wantsStats(query)) selected.add('stats')
  const pick = (item: unknown): unknown =>
    isBody(item)
      ? Object.fromEntries(
          Object.entries(item).filter(([name]) => selected.has(name.toLowerCase())),
        )
      : item
  return Array.isArray(body.value) ? { ...body, value: body.value.map(pick) } : pick(body)
}

const names = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
