import type { Instant } from '#kernel/instant.ts'

/** ARM counts calls by kind: each has buckets of its own. */
export type CallKind = 'reads' | 'writes' | 'deletes'

export const kindOf = (method: string): CallKind =>
  method === 'GET' || method === 'HEAD' ? 'reads' : method === 'DELETE' ? 'deletes' : 'writes'

/** Of one principal in one subscription, or in the tenant. */
export const bucketSizes: Readonly<Record<CallKind, { size: number; perSecond: number }>> = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
}
/** All principals of a subscription together have so many times as much. */
export const GLOBAL_TIMES = 15

export interface Bucket {
  readonly tokens: number
  readonly at: Instant
}

export interface Drawn {
  readonly bucket: Bucket
  /** Whole tokens that are left. */
  readonly left: number
  /** Whole seconds until there is one again; undefined when there was one. */
  readonly waitS: number | undefined
}

/** Draws one token. An empty bucket stays as it is: asking again costs nothing. */
export function draw(
  before: Bucket | undefined,
  { size, perSecond }: { readonly size: number; readonly perSecond: number },
  now: Instant,
): Drawn {
  const refilled = before
    ? Math.min(size, before.tokens + (Math.max(0, now - before.at) / 1000) * perSecond)
    : size
  if (refilled < 1) {
    const bucket = { tokens: refilled, at: now }
    return { bucket, left: 0, waitS: Math.max(1, Math.ceil((1 - refilled) / perSecond)) }
  }
  const bucket = { tokens: refilled - 1, at: now }
  return { bucket, left: Math.floor(bucket.tokens), waitS: undefined }
}
