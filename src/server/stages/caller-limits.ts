// What one caller may take of the server, so that the others are not kept waiting. These limits are an
// administrator's: Azure's own are counted beside, in `throttle.ts` and `service-throttle.ts`.
import { armError } from '#arm/errors.ts'
import { type Bucket, draw } from '#arm/token-bucket.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Exchange, Stage } from '../exchange.ts'

export interface CallerLimitsOptions {
  /** Calls of one caller that are answered at the same time. Absent: any number. */
  readonly calls?: number | undefined
  /** Calls that one caller may make in a second, over any ten seconds. Absent: any number. */
  readonly perSecond?: number | undefined
}

export interface CallerLimits {
  /** Refuses what is too much with a 429 that says when to come again. */
  readonly enter: Stage
  /** The call was answered. */
  leave(exchange: Exchange): void
}

/** A bucket holds so many seconds' worth: programs call in bursts. */
const BURST_SECONDS = 10
/** Callers whose buckets are looked through before another one is remembered. */
const MANY = 1_000

interface Share {
  underWay: number
  bucket: Bucket | undefined
}

export function callerLimits({ calls, perSecond }: CallerLimitsOptions): CallerLimits {
  const shares = new Map<string, Share>()
  const entered = new WeakMap<Exchange, Share>()
  const sizes = perSecond === undefined ? undefined : { size: perSecond * BURST_SECONDS, perSecond }
  const isIdle = ({ underWay, bucket }: Share, now: Instant): boolean =>
    underWay === 0 && (bucket === undefined || now - bucket.at >= BURST_SECONDS * 1000)
  const shareOf = (oid: string, now: Instant): Share => {
    const known = shares.get(oid)
    if (known) return known
    if (shares.size >= MANY) {
      for (const [id, share] of shares) if (isIdle(share, now)) shares.delete(id)
    }
    const share = { underWay: 0, bucket: undefined }
    shares.set(oid, share)
    return share
  }
  return {
    enter(exchange) {
      const { caller, now } = exchange
      if (!caller) return
      const share = shareOf(caller.oid, now)
      if (calls !== undefined && share.underWay >= calls) throw refusal(exchange, 1)
      if (sizes) {
        const { bucket, waitS } = draw(share.bucket, sizes, now)
        share.bucket = bucket
        if (waitS !== undefined) throw refusal(exchange, waitS)
      }
      share.underWay += 1
      entered.set(exchange, share)
    },
    leave(exchange) {
      const share = entered.get(exchange)
      if (share) share.underWay -= 1
    },
  }
}

function refusal({ service }: Exchange, waitS: number) {
  const refused = service?.refuse.tooManyCalls?.(waitS)
  if (refused) return refused
  const headers = { 'retry-after': String(waitS) }
  return armError('TooManyRequests', { seconds: String(waitS) }, { headers })
}
