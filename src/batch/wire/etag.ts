import type { Instant } from '#kernel/instant.ts'

/** .NET counts time in ticks of 100 ns since the year 1. */
const TICKS_AT_EPOCH = 621_355_968_000_000_000n
const TICKS_PER_MS = 10_000n

/**
 * A version's name as Batch makes it: the moment of the change in ticks, in hex. `revision` counts
 * the resource's changes and tells apart those of one millisecond.
 */
export function etagOf(lastModified: Instant, revision = 0): string {
  const ticks = TICKS_AT_EPOCH + BigInt(lastModified) * TICKS_PER_MS
  return `0x${(ticks + (BigInt(revision) % TICKS_PER_MS)).toString(16).toUpperCase()}`
}
