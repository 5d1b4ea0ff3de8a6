// Microsoft.ScVmm as the server sees it: routes, versions, handlers and refusals.
// What a handler does is in the folder of its resource.
import { routes, versions } from '#contract/scvmm/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Service } from '#kernel/service.ts'
import * as availabilitySets from './availability-sets/availability-set.handlers.ts'
import * as checkpoints from './checkpoints/checkpoint.handlers.ts'
import * as clouds from './clouds/cloud.handlers.ts'
import * as guestAgents from './guest-agents/guest-agent.handlers.ts'
import * as identities from './hybrid-identity-metadata/identity-metadata.handlers.ts'
import { NAMESPACE } from './ids.ts'
import * as inventoryItems from './inventory-items/inventory-item.handlers.ts'
import { BODY_LIMIT } from './limits.ts'
import type { ScvmmPorts } from './ports.ts'
import * as operations from './provider-operations/provider-operation.handlers.ts'
import { refusalsOf } from './refusals.ts'
import { resourceTypes } from './resource-types.ts'
import { type ServicePorts, servicePorts } from './service-ports.ts'
import * as instances from './virtual-machine-instances/instance.handlers.ts'
import * as power from './virtual-machine-instances/power.handlers.ts'
import * as templates from './virtual-machine-templates/virtual-machine-template.handlers.ts'
import * as virtualNetworks from './virtual-networks/virtual-network.handlers.ts'
import * as vmmServers from './vmm-servers/vmm-server.handlers.ts'

export function scvmmService(ports: ScvmmPorts): Service {
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
  return {
    name: 'scvmm',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    versionsAlike: [],
    resourceTypes,
    handlers: bindHandlers(handlers, servicePorts(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: refusalsOf(versions),
  }
}
