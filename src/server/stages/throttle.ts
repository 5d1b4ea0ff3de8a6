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
import type { Instant } from '#kernel/instant.ts'
import type { Stage } from '../exchange.ts'

export interface ThrottleOptions {
  /** Refuse who has nothing left, with a 429. Otherwise it is only shown. */
  readonly enforce: boolean
}

/** A bucket that is drawn from, with how much it holds. */
class Source {
  readonly #sizes: { readonly size: number; readonly perSecond: number }
  #bucket: Bucket | undefined

  constructor(kind: CallKind, times: number) {
    const { size, perSecond } = bucketSizes[kind]
    this.#sizes = { size: size * times, perSecond: perSecond * times }
  }

  draw(now: Instant): Drawn {
    const drawn = draw(this.#bucket, this.#sizes, now)
    this.#bucket = drawn.bucket
    return drawn
  }
}

type Headers = Readonly<Record<string, string>>

/** Written out: objects whose names are computed are not made by compiled code. */
const inTenant: Readonly<Record<CallKind, (left: string) => Headers>> = {
  reads: (left) => ({ 'x-ms-ratelimit-remaining-tenant-reads': left }),
  writes: (left) => ({ 'x-ms-ratelimit-remaining-tenant-writes': left }),
  deletes: (left) => ({ 'x-ms-ratelimit-remaining-tenant-deletes': left }),
}
const inSubscription: Readonly<Record<CallKind, (own: string, all: string) => Headers>> = {
  reads: (own, all) => ({
    'x-ms-ratelimit-remaining-subscription-reads': own,
    'x-ms-ratelimit-remaining-subscription-global-reads': all,
  }),
  writes: (own, all) => ({
    'x-ms-ratelimit-remaining-subscription-writes': own,
    'x-ms-ratelimit-remaining-subscription-global-writes': all,
  }),
  deletes: (own, all) => ({
    'x-ms-ratelimit-remaining-subscription-deletes': own,
    'x-ms-ratelimit-remaining-subscription-global-deletes': all,
  }),
}

export function throttle(options: ThrottleOptions): Stage {
  const sources = new Map<string, Source>()
  const sourceOf = (key: string, kind: CallKind, times: number): Source => {
    const known = sources.get(key)
    if (known) return known
    const source = new Source(kind, times)
    sources.set(key, source)
    return source
  }
  return (exchange) => {
    if (exchange.service?.plane === 'data' || !exchange.caller) return
    const { now } = exchange
    const kind = kindOf(exchange.method)
    const subscription = exchange.resourceId?.subscriptionId?.toLowerCase()
    const key = `${kind}/${subscription ?? ''}`
    const own = sourceOf(`${key}/${exchange.caller.oid}`, kind, 1).draw(now)
    if (subscription === undefined) exchange.quota = inTenant[kind](String(own.left))
    else {
      const all = sourceOf(key, kind, GLOBAL_TIMES).draw(now)
      exchange.quota = inSubscription[kind](String(own.left), String(all.left))
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
