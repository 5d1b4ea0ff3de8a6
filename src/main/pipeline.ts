// Builds the services, and Lazuli's own API among them, into the way of a call.
import type { ArmPorts } from '#arm/ports.ts'
import type { Service } from '#kernel/service.ts'
import type { Journal } from '#server/journal/journal.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { authenticate } from '#server/stages/authenticate.ts'
import { authorize } from '#server/stages/authorize.ts'
import { withFaults } from '#server/stages/call-faults.ts'
import { front } from '#server/stages/front.ts'
import { gateway } from '#server/stages/gateway.ts'
import { host } from '#server/stages/host.ts'
import { serviceThrottle } from '#server/stages/service-throttle.ts'
import { throttle } from '#server/stages/throttle.ts'
import type { BatchRoom } from './batch.ts'
import type { ContainerRoom } from './containerservice.ts'
import { openLazuli } from './lazuli.ts'
import type { Parts } from './parts.ts'
import type { ScvmmRoom } from './scvmm.ts'
import { Gate } from './state/gate.ts'
import { openSnapshots } from './state/open-snapshots.ts'
import { isWatchers, watchersFront } from './watching/front.ts'
import type { Metrics } from './watching/metrics.ts'

export interface Rooms {
  readonly arm: Service
  readonly armPorts: ArmPorts
  readonly containers: ContainerRoom
  readonly batch: BatchRoom
  readonly scvmm: ScvmmRoom
  readonly graph: Service
}

export function pipelineFor(
  parts: Parts,
  rooms: Rooms,
  journal: Journal,
  metrics: Metrics | undefined,
): { readonly pipeline: Pipeline; readonly services: readonly Service[] } {
  const { arm, armPorts, batch, graph } = rooms
  const { clock, identity, options, store } = parts
  const { subscriptionId, tenantId } = identity.credentials
  const azure = [arm, ...armPorts.services, batch.dataPlane, graph]
  const gate = new Gate()
  const snapshots = openSnapshots(parts, rooms, gate)
  const own = openLazuli(parts, rooms, { services: azure, journal, snapshots })
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
      tenantOf: (id) => (id.toLowerCase() === subscriptionId ? tenantId : undefined),
    }),
    gateway: gateway(armPorts),
    throttle: throttle({ enforce: options.throttle }),
    ...(options.throttle ? { serviceThrottle: serviceThrottle(azure) } : {}),
    faults: withFaults(parts.faults),
    now: clock.now,
    authorize: authorize(identity),
    journal: (exchange) => (isWatchers(exchange) ? undefined : journal.record(exchange)),
    onBug: (exchange, error) => parts.report(`${exchange.method} ${exchange.path}`, error),
  })
  // Our own calls are not kept waiting: they open the gate.
  const pipeline: Pipeline = (exchange) =>
    exchange.path.startsWith('/lazuli/') ? answer(exchange) : gate.pass(() => answer(exchange))
  return { pipeline: metrics ? metrics.count(pipeline) : pipeline, services }
}
