// All that the service serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import { abortHandlers } from './abort/abort.handlers.ts'
import { agentPoolHandlers } from './agent-pools/agent-pool.handlers.ts'
import { credentialHandlers } from './credentials/credential.handlers.ts'
import type { Handlers } from './handler.ts'
import { kubernetesVersionHandlers } from './kubernetes-versions/kubernetes-version.handlers.ts'
import { deleteMachinesHandlers } from './machines/delete-machines.handlers.ts'
import { machineHandlers } from './machines/machine.handlers.ts'
import { ownMachineHandlers } from './machines/own-machine.handlers.ts'
import { maintenanceConfigurationHandlers } from './maintenance-configurations/maintenance-configuration.handlers.ts'
import { managedClusterHandlers } from './managed-clusters/managed-cluster.handlers.ts'
import { managedClusterActionsHandlers } from './managed-clusters/managed-cluster-actions.handlers.ts'
import { outboundEndpointsHandlers } from './managed-clusters/outbound-endpoints.handlers.ts'
import { managedNamespaceHandlers } from './managed-namespaces/managed-namespace.handlers.ts'
import type { ContainerServicePorts } from './ports.ts'
import { privateEndpointConnectionHandlers } from './private-links/private-endpoint-connection.handlers.ts'
import { privateLinkHandlers } from './private-links/private-link.handlers.ts'
import { operationsHandlers } from './provider/operations.handlers.ts'
import { runCommandHandlers } from './run-command/run-command.handlers.ts'
import { serviceMeshHandlers } from './service-mesh/service-mesh.handlers.ts'
import { servicePorts } from './service-ports.ts'
import { snapshotHandlers } from './snapshots/snapshot.handlers.ts'
import { trustedAccessRoleBindingHandlers } from './trusted-access/trusted-access-role-binding.handlers.ts'

export function handlersOf(ports: ContainerServicePorts): BoundHandlers {
  const handlers: Handlers = {
    ...abortHandlers,
    ...agentPoolHandlers,
    ...credentialHandlers,
    ...managedClusterHandlers,
    ...managedClusterActionsHandlers,
    ...kubernetesVersionHandlers,
    ...deleteMachinesHandlers,
    ...machineHandlers,
    ...ownMachineHandlers,
    ...maintenanceConfigurationHandlers,
    ...managedNamespaceHandlers,
    ...operationsHandlers,
    ...outboundEndpointsHandlers,
    ...privateEndpointConnectionHandlers,
    ...privateLinkHandlers,
    ...runCommandHandlers,
    ...serviceMeshHandlers,
    ...snapshotHandlers,
    ...trustedAccessRoleBindingHandlers,
  }
  return bindHandlers(handlers, servicePorts(ports))
}
