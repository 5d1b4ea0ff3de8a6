import { checkpointOperations } from './checkpoints/checkpoint.operations.ts'
import { guestAgentOperation } from './guest-agents/guest-agent.operations.ts'
import type { ScvmmPorts } from './ports.ts'
import { kinds } from './tracked/kinds.ts'
import { trackedOperations } from './tracked/tracked.operations.ts'
import type { KindDurables } from './tracked/tracked.ts'
import { deleteOperation } from './virtual-machine-instances/delete.operations.ts'
import { instanceOperations } from './virtual-machine-instances/instance.operations.ts'
import { powerOperations } from './virtual-machine-instances/power/power.operations.ts'

const trackedDurables = (ports: ScvmmPorts): Readonly<Record<string, KindDurables>> =>
  Object.fromEntries(kinds.map((kind) => [kind.type, trackedOperations(kind, ports)]))

export const durablesOf = (ports: ScvmmPorts) => ({
  /** By type: `clouds`. */
  tracked: trackedDurables(ports),
  ...instanceOperations(ports),
  ...powerOperations(ports),
  ...checkpointOperations(ports),
  delete: deleteOperation(ports),
  guestAgent: guestAgentOperation(ports),
})

/** What handlers get: the ports with the durable operations that are bound to them. */
export interface ServicePorts extends ScvmmPorts {
  readonly durables: ReturnType<typeof durablesOf>
}

export const servicePorts = (ports: ScvmmPorts): ServicePorts => ({
  ...ports,
  // It may change while the server runs.
  get estate() {
    return ports.estate
  },
  durables: durablesOf(ports),
})
