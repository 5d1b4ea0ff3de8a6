import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { type Instant, instant, parseInstant, plus, toNetIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Sql } from '#store/sql.ts'
import type { Handlers } from '../handler.ts'
import { type AccountKey, accountOf } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import { invalidQuery, refusal } from '../refusals.ts'
import type { Filterables } from '../wire/filter.ts'
import { filterOf } from '../wire/filtered.ts'
import { type PageRequest, pageOf } from '../wire/page.ts'
import { found } from '../wire/replies.ts'
import { firstSpan, spansWithin } from './node-span.queries.ts'
import {
  DELAY_MS,
  INTERVAL_MS,
  intervalAfter,
  intervalBefore,
  type PoolUsage,
  type Range,
  usageOf,
} from './usage-metrics.ts'

const filterables: Filterables = {
  poolId: {
    column: 'pool_key',
    operators: ['startswith', 'eq', 'gt', 'ge', 'lt', 'le'],
    kind: 'id',
  },
}

/** A time that the call names, which may not be younger than `youngest`. */
function timeIn(query: URLSearchParams, name: string, youngest: Instant): Instant | undefined {
  const text = queryParameter(query, name)
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw invalidQuery(name, text, 'The value is not a date-time')
  if (at <= youngest) return at
  throw refusal('OutOfRangeQueryParameterValue', {
    QueryParameterName: name,
    QueryParameterValue: text,
    Reason: `The value must not be after ${toNetIso(youngest)}`,
  })
}

/** Whole intervals. Where no time is named, the last that is available. */
function rangeOf({ query, now }: Pick<Request, 'query' | 'now'>): Range {
  const available = intervalBefore(plus(now, -DELAY_MS))
  const starts = timeIn(query, 'starttime', plus(now, -DELAY_MS - INTERVAL_MS))
  const ends = timeIn(query, 'endtime', plus(now, -DELAY_MS))
  return {
    from: starts === undefined ? plus(available, -INTERVAL_MS) : intervalAfter(starts),
    to: ends === undefined ? available : intervalBefore(ends),
  }
}

/** Intervals that are looked at together: a day. */
const AT_ONCE_MS = 48 * INTERVAL_MS
const ORDERED = 16
const keyOf = ({ startTime, poolKey, vmSize }: PoolUsage): string =>
  `${String(startTime).padStart(ORDERED, '0')} ${poolKey} ${vmSize}`

/** A page of them, day by day: however long the range is, no more is read than the page needs. */
async function usagePage(
  { store: reader, catalogues }: BatchPorts,
  account: AccountKey,
  range: Range,
  { filter, now }: { readonly filter: Sql; readonly now: Instant },
  { after, limit }: PageRequest,
): Promise<PoolUsage[]> {
  const first = await firstSpan(reader, account, now)
  if (first === undefined) return []
  const afterTime = after === undefined ? 0 : Number(after.slice(0, ORDERED)) || 0
  const rows: PoolUsage[] = []
  const begins = Math.max(range.from, intervalBefore(first), afterTime)
  for (let at = begins; at < range.to && rows.length < limit; at += AT_ONCE_MS) {
    const from = instant(at)
    const to = instant(Math.min(range.to, at + AT_ONCE_MS))
    const spans = await spansWithin(reader, account, { from, to, filter, now })
    const found = usageOf(catalogues, spans, { from, to })
    rows.push(...found.filter((row) => after === undefined || keyOf(row) > after))
  }
  return rows.slice(0, limit)
}

const Pool_ListUsageMetrics: Handler<operations['Pool_ListUsageMetrics'], BatchPorts> = async (
  request,
  ports,
) => {
  const { query, now } = request
  const range = rangeOf(request)
  const chosen = { filter: filterOf(query, filterables), now }
  const page = await pageOf(
    request,
    (wanted) => usagePage(ports, accountOf(request), range, chosen, wanted),
    keyOf,
    ({ poolId, vmSize, startTime, coreHours }) => ({
      poolId,
      startTime: toNetIso(startTime),
      endTime: toNetIso(plus(startTime, INTERVAL_MS)),
      vmSize,
      totalCoreHours: coreHours,
    }),
  )
  return found(page)
}

export const usageHandlers = { Pool_ListUsageMetrics } satisfies Handlers
