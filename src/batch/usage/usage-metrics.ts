// What pools used, by intervals of half an hour. Pure.
import type { Catalogues } from '#catalogues/catalogues.ts'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import type { PoolKey } from '../keys.ts'
import { coresOf } from '../pools/vm-sizes.ts'
import type { NodeSpan } from './node-span.queries.ts'

export const INTERVAL_MS = 30 * 60_000
const HOUR_MS = 3_600_000
/** The last interval that is available ended so long ago, or before. */
export const DELAY_MS = 2 * HOUR_MS

/** One pool in one interval. */
export interface PoolUsage {
  readonly poolKey: PoolKey
  readonly poolId: string
  readonly vmSize: string
  readonly startTime: Instant
  readonly coreHours: number
}

export const intervalBefore = (at: Instant): Instant =>
  instant(Math.floor(at / INTERVAL_MS) * INTERVAL_MS)
export const intervalAfter = (at: Instant): Instant =>
  instant(Math.ceil(at / INTERVAL_MS) * INTERVAL_MS)

/** From the beginning of an interval to the end of one. */
export interface Range {
  readonly from: Instant
  readonly to: Instant
}

/** In the order of the intervals, and of the pools' keys in each. */
export function usageOf(
  catalogues: Catalogues,
  spans: readonly NodeSpan[],
  { from, to }: Range,
): PoolUsage[] {
  const found = new Map<string, PoolUsage>()
  for (const { poolKey, poolId, vmSize, started, ended } of spans) {
    const last = Math.min(ended, to)
    const first = intervalBefore(instant(Math.max(started, from)))
    for (let at = first; at < last; at = plus(at, INTERVAL_MS)) {
      const ms = Math.min(ended, at + INTERVAL_MS) - Math.max(started, at)
      const key = `${at} ${poolKey} ${vmSize}`
      const before = found.get(key)?.coreHours ?? 0
      const coreHours = before + (coresOf(catalogues, vmSize) * ms) / HOUR_MS
      found.set(key, { poolKey, poolId, vmSize, startTime: at, coreHours })
    }
  }
  return [...found.values()].sort(inOrder)
}

const inOrder = (a: PoolUsage, b: PoolUsage): number =>
  a.startTime - b.startTime || compare(a.poolKey, b.poolKey) || compare(a.vmSize, b.vmSize)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
