// Microsoft.ContainerService as the server sees it: routes, versions, handlers and refusals.
// What a handler does is in the folder of its resource.
import { routes, versions } from '#contract/containerservice/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Service } from '#kernel/service.ts'
import * as abort from './abort/abort.handlers.ts'
import * as agentPools from './agent-pools/agent-pool.handlers.ts'
import * as credentials from './credentials/credential.handlers.ts'
import { BODY_LIMIT } from './limits.ts'
import * as clusterActions from './managed-clusters/managed-cluster.actions.ts'
import * as managedClusters from './managed-clusters/managed-cluster.handlers.ts'
import type { ContainerServicePorts } from './ports.ts'
import { refusalsOf } from './refusals.ts'
import { resourceTypes } from './resource-types.ts'
import { type ServicePorts, servicePorts } from './service-ports.ts'

/** Api-versions of 2024 to 2026 that current clients send; they are answered as the contract's. */
const versionsAlike: readonly string[] = [
  '2024-07-01',
  '2024-08-01',
  '2024-09-01',
  '2024-10-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
  '2025-05-01',
  '2025-07-01',
  '2025-08-01',
  '2025-09-01',
  '2025-10-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
  '2026-07-01',
  '2026-08-01',
]

export function containerService(ports: ContainerServicePorts): Service {
  const handlers: Readonly<Record<string, Handler<never, ServicePorts>>> = {
    ...abort,
    ...agentPools,
    ...credentials,
    ...managedClusters,
    ...clusterActions,
  }
  return {
    name: 'containerservice',
    plane: 'arm',
    namespace: 'Microsoft.ContainerService',
    errorShape: 'aks',
    routes,
    versions,
    versionsAlike,
    resourceTypes,
    handlers: bindHandlers(handlers, servicePorts(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: refusalsOf([...versions, ...versionsAlike], resourceTypes),
  }
}
