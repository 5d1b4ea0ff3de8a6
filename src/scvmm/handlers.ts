// All that the service serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import { availabilitySetHandlers } from './availability-sets/availability-set.handlers.ts'
import { checkpointHandlers } from './checkpoints/checkpoint.handlers.ts'
import { cloudHandlers } from './clouds/cloud.handlers.ts'
import { guestAgentHandlers } from './guest-agents/guest-agent.handlers.ts'
import type { Handlers } from './handler.ts'
import { identityMetadataHandlers } from './hybrid-identity-metadata/identity-metadata.handlers.ts'
import { inventoryItemHandlers } from './inventory-items/inventory-item.handlers.ts'
import type { ScvmmPorts } from './ports.ts'
import { providerOperationHandlers } from './provider-operations/provider-operation.handlers.ts'
import { servicePorts } from './service-ports.ts'
import { instanceHandlers } from './virtual-machine-instances/instance.handlers.ts'
import { powerHandlers } from './virtual-machine-instances/power/power.handlers.ts'
import { virtualMachineTemplateHandlers } from './virtual-machine-templates/virtual-machine-template.handlers.ts'
import { virtualNetworkHandlers } from './virtual-networks/virtual-network.handlers.ts'
import { vmmServerHandlers } from './vmm-servers/vmm-server.handlers.ts'

export function handlersOf(ports: ScvmmPorts): BoundHandlers {
  const handlers: Handlers = {
    ...providerOperationHandlers,
    ...vmmServerHandlers,
    ...inventoryItemHandlers,
    ...cloudHandlers,
    ...virtualNetworkHandlers,
    ...virtualMachineTemplateHandlers,
    ...availabilitySetHandlers,
    ...instanceHandlers,
    ...powerHandlers,
    ...checkpointHandlers,
    ...guestAgentHandlers,
    ...identityMetadataHandlers,
  }
  return bindHandlers(handlers, servicePorts(ports))
}
