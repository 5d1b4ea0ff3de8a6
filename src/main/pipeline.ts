// Builds the services, and Lazuli's own API among them, into the way of a call.
import type { ArmPorts } from '#arm/ports.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Service } from '#kernel/service.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import type { Settings } from '#library/options.ts'
import type { Exchange } from '#server/exchange.ts'
import type { Journal } from '#server/journal/journal.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { authenticate } from '#server/stages/authenticate.ts'
import { authorize } from '#server/stages/authorize.ts'
import { withFaults } from '#server/stages/call-faults.ts'
import { callerLimits } from '#server/stages/caller-limits.ts'
import { front } from '#server/stages/front.ts'
import { gateway } from '#server/stages/gateway.ts'
import { host } from '#server/stages/host.ts'
import { serviceThrottle } from '#server/stages/service-throttle.ts'
import { throttle } from '#server/stages/throttle.ts'
import type { PortalRoom } from './listening/portal.ts'
import type { Parts } from './parts.ts'
import type { BatchRoom } from './rooms/batch.ts'
import type { ContainerRoom } from './rooms/containerservice.ts'
import { openLazuli } from './rooms/lazuli.ts'
import type { ScvmmRoom } from './rooms/scvmm.ts'
import type { StorageRoom } from './rooms/storage.ts'
import { Gate } from './state/gate.ts'
import { openSnapshots } from './state/open-snapshots.ts'
import { isWatchers, watchersFront } from './watching/front.ts'
import type { Metrics } from './watching/metrics.ts'

function limitsOf({ callerCalls: calls, callerRate: perSecond }: Settings) {
  if (calls === undefined && perSecond === undefined) return undefined
  return callerLimits({ calls, perSecond })
}

export interface Rooms {
  readonly arm: Service
  readonly armPorts: ArmPorts
  readonly containers: ContainerRoom
  readonly batch: BatchRoom
  readonly scvmm: ScvmmRoom
  readonly graph: Service
  readonly storage: StorageRoom
  readonly portal: PortalRoom
}

/** What comes every few seconds would bury all other calls: the looks of the portal and of those that watch. */
const isRepeated = (exchange: Exchange): boolean =>
  isWatchers(exchange) || (exchange.isPortals === true && /^(GET|HEAD)$/.test(exchange.method))

export function pipelineFor(
  parts: Parts,
  rooms: Rooms,
  journal: Journal,
  metrics: Metrics | undefined,
): { readonly pipeline: Pipeline; readonly services: readonly Service[] } {
  const { arm, armPorts, batch, graph } = rooms
  const { clock, identity, options, store, subscriptions } = parts
  const { tenantId } = identity.credentials
  const azure = [arm, ...armPorts.services, batch.dataPlane, graph]
  const gate = new Gate()
  const snapshots = openSnapshots(parts, rooms, gate)
  const ways = gateway(armPorts)
  const inside = lazy(async () => {
    const { insideCalls } = await import('#server/inside-call.ts')
    const toArm = host({ arm, providers: armPorts.services, neighbours: [] })
    return insideCalls({ services: azure, host: toArm, gateway: ways, now: clock.now })
  })
  const seed: LazuliPorts['seed'] = async (...given) => {
    const { seedWith } = await import('./admin/seed.ts')
    const { scvmm } = rooms
    const seeding = { parts, calls: await inside(), batch: batch.dataPlane, scvmm, services: azure }
    return await seedWith(seeding)(...given)
  }
  const addSubscription: LazuliPorts['addSubscription'] = async (name, caller) => {
    const { addSubscription: add } = await import('./admin/add-subscription.ts')
    return await add(parts, await inside(), name, caller)
  }
  const own = openLazuli(parts, rooms, {
    services: azure,
    journal,
    snapshots,
    seed,
    addSubscription,
  })
  const services = [...azure, own]
  const answer = pipelineOf({
    services,
    front: front([
      watchersFront({ store, identity, metrics, readers: options.metrics }),
      (exchange) => identity.handle(exchange),
    ]),
    host: host({
      arm,
      own,
      providers: armPorts.services,
      neighbours: [graph],
      named: ({ kind }) =>
        kind === 'graph' ? graph : kind === 'batch' ? batch.dataPlane : undefined,
      dataPlane: (where) => (batch.endpoints.isAccounts(where) ? batch.dataPlane : undefined),
    }),
    authenticate: authenticate({
      identity,
      tenantOf: (id) => (subscriptions.has(id) ? tenantId : undefined),
    }),
    gateway: ways,
    throttle: throttle({ enforce: options.throttle }),
    callerLimits: limitsOf(options),
    ...(options.throttle ? { serviceThrottle: serviceThrottle(azure) } : {}),
    faults: withFaults(parts.faults),
    around: parts.traces && ((name, stage) => parts.traces!.stage(name, stage)),
    now: clock.now,
    authorize: authorize(identity),
    journal: (exchange) => (isRepeated(exchange) ? undefined : journal.record(exchange)),
    onBug: (exchange, error) => parts.report(`${exchange.method} ${exchange.path}`, error),
  })
  // Our own calls are not kept waiting: they open the gate.
  const pipeline: Pipeline = (exchange) =>
    exchange.path.startsWith('/lazuli/') ? answer(exchange) : gate.pass(() => answer(exchange))
  const traced = parts.traces?.pipeline(pipeline, isRepeated) ?? pipeline
  return { pipeline: metrics ? metrics.count(traced) : traced, services }
}
