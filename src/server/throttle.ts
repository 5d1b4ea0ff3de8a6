// Counts calls as ARM does and tells each caller what it has left; refuses only where it is told to.
import { armError } from '#arm/errors.ts'
import {
  type Bucket,
  bucketSizes,
  type CallKind,
  type Drawn,
  draw,
  GLOBAL_TIMES,
  kindOf,
} from '#arm/token-bucket.ts'
import type { Exchange, Stage } from './exchange.ts'

export interface ThrottleOptions {
  /** Refuse who has nothing left, with a 429. Otherwise it is only shown. */
  readonly enforce: boolean
}

export function throttle(options: ThrottleOptions): Stage {
  const buckets = new Map<string, Bucket>()
  const drawFrom = (key: string, kind: CallKind, times: number, exchange: Exchange): Drawn => {
    const { size, perSecond } = bucketSizes[kind]
    const sizes = { size: size * times, perSecond: perSecond * times }
    const drawn = draw(buckets.get(key), sizes, exchange.now)
    buckets.set(key, drawn.bucket)
    return drawn
  }
  return (exchange) => {
    if (exchange.service?.plane === 'data' || !exchange.caller) return
    const kind = kindOf(exchange.method)
    const subscription = exchange.resourceId?.subscriptionId?.toLowerCase()
    const own = drawFrom(`${kind}/${subscription ?? ''}/${exchange.caller.oid}`, kind, 1, exchange)
    if (subscription === undefined) {
      exchange.quota = { [`x-ms-ratelimit-remaining-tenant-${kind}`]: String(own.left) }
    } else {
      const all = drawFrom(`${kind}/${subscription}`, kind, GLOBAL_TIMES, exchange)
      exchange.quota = {
        [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(own.left),
        [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: String(all.left),
      }
    }
    if (options.enforce && own.waitS !== undefined) throw refusal(subscription, kind, own.waitS)
  }
}

function refusal(subscription: string | undefined, kind: CallKind, waitS: number) {
  const seconds = String(waitS)
  // Clients give up on a 429 that does not say when to come again.
  const headers = { 'retry-after': seconds }
  return subscription === undefined
    ? armError('TenantRequestsThrottled', { kind, seconds }, { headers })
    : armError('SubscriptionRequestsThrottled', { subscription, kind, seconds }, { headers })
}
