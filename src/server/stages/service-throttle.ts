// Counts calls as the services behind ARM do, each in its own way, and refuses who calls too often.
import { type Bucket, draw } from '#arm/token-bucket.ts'
import type { Service } from '#kernel/service.ts'
import type { Stage } from '../exchange.ts'

export function serviceThrottle(services: readonly Service[]): Stage {
  const buckets = new Map<string, Bucket>()
  return ({ match, service, now }) => {
    if (!match) return
    const { route, params } = match
    // ARM answers polls on behalf of the service whose work is asked after.
    const namespace = service?.namespace ?? params.resourceProviderNamespace
    const limits = services.find(
      (each) => each.namespace?.toLowerCase() === namespace?.toLowerCase(),
    )?.callLimits
    if (!limits) return
    const { key, ...sizes } = limits.of(route.operationId, params)
    const { bucket, waitS } = draw(buckets.get(key), sizes, now)
    buckets.set(key, bucket)
    if (waitS !== undefined) throw limits.refuse(waitS)
  }
}
