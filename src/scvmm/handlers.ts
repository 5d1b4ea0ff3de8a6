// Joins what each part of the room serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import * as availabilitySets from './availability-sets/availability-set.handlers.ts'
import * as checkpoints from './checkpoints/checkpoint.handlers.ts'
import * as clouds from './clouds/cloud.handlers.ts'
import * as guestAgents from './guest-agents/guest-agent.handlers.ts'
import * as identities from './hybrid-identity-metadata/identity-metadata.handlers.ts'
import * as inventoryItems from './inventory-items/inventory-item.handlers.ts'
import type { ScvmmPorts } from './ports.ts'
import * as operations from './provider-operations/provider-operation.handlers.ts'
import { type ServicePorts, servicePorts } from './service-ports.ts'
import * as instances from './virtual-machine-instances/instance.handlers.ts'
import * as power from './virtual-machine-instances/power.handlers.ts'
import * as templates from './virtual-machine-templates/virtual-machine-template.handlers.ts'
import * as virtualNetworks from './virtual-networks/virtual-network.handlers.ts'
import * as vmmServers from './vmm-servers/vmm-server.handlers.ts'

export function handlersOf(ports: ScvmmPorts): BoundHandlers {
  const handlers: Readonly<Record<string, Handler<never, ServicePorts>>> = {
    ...operations,
    ...vmmServers,
    ...inventoryItems,
    ...clouds,
    ...virtualNetworks,
    ...templates,
    ...availabilitySets,
    ...instances,
    ...power,
    ...checkpoints,
    ...guestAgents,
    ...identities,
  }
  return bindHandlers(handlers, servicePorts(ports))
}
