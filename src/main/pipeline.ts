// Joins the services into the way of a call, and the admin API beside them.
import type { ArmPorts } from '#arm/ports.ts'
import { FAULTS } from '#batch/faults.ts'
import type { Service } from '#kernel/service.ts'
import { authenticate } from '#server/authenticate.ts'
import { authorize } from '#server/authorize.ts'
import { CallFaults } from '#server/call-faults.ts'
import { clockAdmin } from '#server/clock-admin.ts'
import { consoleAdmin } from '#server/console-admin.ts'
import { faultsAdmin } from '#server/faults-admin.ts'
import { front } from '#server/front.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { createJournal } from '#server/journal.ts'
import { journalAdmin } from '#server/journal-admin.ts'
import { maintainAdmin } from '#server/maintain-admin.ts'
import { pacingAdmin } from '#server/pacing-admin.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { provokeAdmin } from '#server/provoke-admin.ts'
import { serviceThrottle } from '#server/service-throttle.ts'
import { throttle } from '#server/throttle.ts'
import { explainAdmin, ownVersion, statusOf } from './admin.ts'
import type { BatchRoom } from './batch.ts'
import type { ContainerRoom } from './containerservice.ts'
import type { Parts } from './parts.ts'
import type { ScvmmRoom } from './scvmm.ts'

export interface Rooms {
  readonly arm: Service
  readonly armPorts: ArmPorts
  readonly containers: ContainerRoom
  readonly batch: BatchRoom
  readonly scvmm: ScvmmRoom
  readonly graph: Service
}

export function pipelineFor(parts: Parts, rooms: Rooms): Pipeline {
  const { arm, armPorts, containers, batch, scvmm, graph } = rooms
  const { clock, wall, identity } = parts
  const { subscriptionId, tenantId } = identity.credentials
  const journal = createJournal({ now: wall.now })
  const services = [arm, ...armPorts.services, batch.dataPlane, graph]
  const calls = new CallFaults()
  return pipelineOf({
    services,
    front: front({
      identity,
      admin: {
        'GET status': () => statusOf(parts),
        'GET explain': ({ query }) => explainAdmin(parts, query),
        ...journalAdmin(journal, ownVersion()),
        ...pacingAdmin(parts.engine),
        ...clockAdmin(parts.stepped),
        ...faultsAdmin({ engine: parts.engine, services, operations: parts.faults, calls }),
        ...maintainAdmin(containers.maintain),
        ...provokeAdmin(FAULTS, batch.provoke),
        ...consoleAdmin(scvmm.lookAt),
      },
    }),
    host: host({
      arm,
      providers: armPorts.services,
      neighbours: [graph],
      dataPlane: (where) => (batch.endpoints.isAccounts(where) ? batch.dataPlane : undefined),
    }),
    authenticate: authenticate({
      identity,
      tenantOf: (id) => (id.toLowerCase() === subscriptionId ? tenantId : undefined),
    }),
    gateway: gateway(armPorts),
    throttle: throttle({ enforce: parts.options.throttle }),
    ...(parts.options.throttle ? { serviceThrottle: serviceThrottle(services) } : {}),
    faults: calls.stage,
    now: clock.now,
    generation: () => parts.store.generation,
    authorize: authorize(identity),
    journal: journal.record,
    onBug: (exchange, error) => parts.report(`${exchange.method} ${exchange.path}`, error),
  })
}
