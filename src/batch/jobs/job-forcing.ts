// Whether the end of a job or a schedule is to wait for what runs of it.
import type { Request } from '#kernel/handler.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { refusal } from '../refusals.ts'

type Forcing = Pick<Request, 'apiVersion' | 'now' | 'query'>

/** The first api-version in which the end of a job can be forced. */
const FORCED_FROM = '2024-07-01.20.0'
/** From this one on it is forced at once or not at all. */
const FORCED_AT_ONCE_FROM = '2025-06-01'

/** Now, where the end is not to wait. */
export function atOnce({ apiVersion, now, query }: Forcing): Instant | undefined {
  const isForced = queryParameter(query, 'force')?.toLowerCase() === 'true'
  return isForced && apiVersion >= FORCED_AT_ONCE_FROM ? now : undefined
}

/** Older api-versions have no such parameter: what they do not know does nothing. */
export function forcedAt({ apiVersion, now, query }: Forcing): Instant | undefined {
  if (apiVersion >= FORCED_AT_ONCE_FROM) return atOnce({ apiVersion, now, query })
  const name = 'forceAfterSeconds'
  const asked = apiVersion >= FORCED_FROM ? queryParameter(query, name) : undefined
  if (asked === undefined) return undefined
  if (Number(asked) < 0) {
    throw refusal('OutOfRangeQueryParameterValue', {
      QueryParameterName: name,
      QueryParameterValue: asked,
      Reason: 'The value must not be negative',
    })
  }
  return plus(now, Number(asked) * 1000)
}
