// Joins what each part of the room serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import * as abort from './abort/abort.handlers.ts'
import * as agentPools from './agent-pools/agent-pool.handlers.ts'
import * as credentials from './credentials/credential.handlers.ts'
import * as kubernetesVersions from './kubernetes-versions/kubernetes-version.handlers.ts'
import * as maintenanceConfigurations from './maintenance-configurations/maintenance-configuration.handlers.ts'
import * as clusterActions from './managed-clusters/managed-cluster.actions.ts'
import * as managedClusters from './managed-clusters/managed-cluster.handlers.ts'
import * as outboundEndpoints from './managed-clusters/outbound-endpoints.handlers.ts'
import * as operationsList from './operations.handlers.ts'
import type { ContainerServicePorts } from './ports.ts'
import * as privateEndpointConnections from './private-links/private-endpoint-connection.handlers.ts'
import * as privateLinks from './private-links/private-link.handlers.ts'
import * as runCommand from './run-command/run-command.handlers.ts'
import * as serviceMesh from './service-mesh/service-mesh.handlers.ts'
import { type ServicePorts, servicePorts } from './service-ports.ts'
import * as snapshots from './snapshots/snapshot.handlers.ts'
import * as trustedAccess from './trusted-access/trusted-access-role-binding.handlers.ts'

export function handlersOf(ports: ContainerServicePorts): BoundHandlers {
  const handlers: Readonly<Record<string, Handler<never, ServicePorts>>> = {
    ...abort,
    ...agentPools,
    ...credentials,
    ...managedClusters,
    ...clusterActions,
    ...kubernetesVersions,
    ...maintenanceConfigurations,
    ...operationsList,
    ...outboundEndpoints,
    ...privateEndpointConnections,
    ...privateLinks,
    ...runCommand,
    ...serviceMesh,
    ...snapshots,
    ...trustedAccess,
  }
  return bindHandlers(handlers, servicePorts(ports))
}
