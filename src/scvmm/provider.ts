import type { ResourceProvider } from '#arm/ports.ts'
import { deleteResource } from '#arm/resources/resource.queries.ts'
import { answerPoll, pollingOf } from './answers/polling.ts'
import { AGENT_TYPE, type GuestAgent, presentAgent } from './guest-agents/guest-agent.ts'
import { NAMESPACE } from './ids.ts'
import type { ScvmmPorts } from './ports.ts'
import { servicePorts } from './service-ports.ts'
import { kindOf } from './tracked/kinds.ts'
import { presentTracked, type Tracked } from './tracked/tracked.ts'
import { beginRemove } from './tracked/tracked-remove.ts'
import { beginDelete } from './virtual-machine-instances/begin-delete.ts'
import { INSTANCE_TYPE, type Instance } from './virtual-machine-instances/instance.ts'
import { presentAsked } from './virtual-machine-instances/instance.wire.ts'

/** What ARM may ask of this provider on its own behalf: when a group goes, or by generic id. */
export function scvmmProvider(ports: ScvmmPorts): ResourceProvider {
  const bound = servicePorts(ports)
  return {
    namespace: NAMESPACE,
    polling: pollingOf(ports),
    async startDelete(tx, resource) {
      // A group that goes takes only Azure's part with it, and waits for nothing that runs on it.
      if (resource.type === INSTANCE_TYPE) {
        const how = { force: true, deleteFromHost: false }
        return await beginDelete(tx, bound, resource as Instance, how)
      }
      const kind = kindOf(resource.type)
      if (kind) return await beginRemove(tx, bound, kind, resource as Tracked, false)
      await deleteResource(tx, resource.id)
      return undefined
    },
    poll: (name, request) => answerPoll(ports, name, request),
    present(resource) {
      if (resource.type === INSTANCE_TYPE) return presentAsked(resource as Instance)
      if (resource.type === AGENT_TYPE) return presentAgent(resource as GuestAgent)
      return presentTracked(resource as Tracked)
    },
  }
}
