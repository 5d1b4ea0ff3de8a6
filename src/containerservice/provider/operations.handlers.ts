// The actions that roles allow or deny, as `GET .../operations` lists them.

import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'

const CLUSTER = 'Managed Clusters'
const POOL = 'Agent Pools'

/** Action | what it is about | its name; the description says the same in a sentence. */
const actions: readonly (readonly [action: string, resource: string, operation: string])[] = [
  ['register/action', 'Container Service Register Subscription', 'Register Subscription'],
  ['unregister/action', 'Container Service Unregister Subscription', 'Unregister Subscription'],
  ['operations/read', 'Available Container Service Operations', 'List Operations'],
  ['locations/operations/read', 'Operation', 'Get Operation'],
  ['locations/operationresults/read', 'OperationResult', 'Get Operation Result'],
  ['locations/kubernetesVersions/read', 'Kubernetes Versions', 'List Kubernetes Versions'],
  ['locations/meshRevisionProfiles/read', 'Mesh Revision Profiles', 'Get Mesh Revision Profile'],
  ['managedClusters/read', CLUSTER, 'Get Managed Cluster'],
  ['managedClusters/write', CLUSTER, 'Create or Update Managed Cluster'],
  ['managedClusters/delete', CLUSTER, 'Delete Managed Cluster'],
  ['managedClusters/start/action', CLUSTER, 'Start Managed Cluster'],
  ['managedClusters/stop/action', CLUSTER, 'Stop Managed Cluster'],
  ['managedClusters/abort/action', CLUSTER, 'Abort Latest Operation'],
  ['managedClusters/accessProfiles/read', CLUSTER, 'Get Access Profile'],
  [
    'managedClusters/accessProfiles/listCredential/action',
    CLUSTER,
    'List Access Profile Credential',
  ],
  ['managedClusters/listClusterAdminCredential/action', CLUSTER, 'List clusterAdmin Credential'],
  ['managedClusters/listClusterUserCredential/action', CLUSTER, 'List clusterUser Credential'],
  [
    'managedClusters/listClusterMonitoringUserCredential/action',
    CLUSTER,
    'List clusterMonitoringUser Credential',
  ],
  [
    'managedClusters/resetServicePrincipalProfile/action',
    CLUSTER,
    'Reset Service Principal Profile',
  ],
  ['managedClusters/resetAADProfile/action', CLUSTER, 'Reset AAD Profile'],
  ['managedClusters/rotateClusterCertificates/action', CLUSTER, 'Rotate Cluster Certificates'],
  [
    'managedClusters/rotateServiceAccountSigningKeys/action',
    CLUSTER,
    'Rotate Service Account Signing Keys',
  ],
  ['managedClusters/runCommand/action', CLUSTER, 'Run Command'],
  ['managedClusters/commandResults/read', CLUSTER, 'Get Command Result'],
  [
    'managedClusters/resolvePrivateLinkServiceId/action',
    CLUSTER,
    'Resolve Private Link Service Id',
  ],
  ['managedClusters/upgradeProfiles/read', 'UpgradeProfile', 'Get Upgrade Profile'],
  ['managedClusters/meshUpgradeProfiles/read', 'Mesh Upgrade Profiles', 'Get Mesh Upgrade Profile'],
  [
    'managedClusters/availableAgentPoolVersions/read',
    CLUSTER,
    'List Available Agent Pool Versions',
  ],
  ['managedClusters/agentPools/read', POOL, 'Get Agent Pool'],
  ['managedClusters/agentPools/write', POOL, 'Create or Update Agent Pool'],
  ['managedClusters/agentPools/delete', POOL, 'Delete Agent Pool'],
  ['managedClusters/agentPools/abort/action', POOL, 'Abort Latest Agent Pool Operation'],
  ['managedClusters/agentPools/upgradeProfiles/read', POOL, 'Get Agent Pool Upgrade Profile'],
  ['managedClusters/agentPools/upgradeNodeImageVersion/write', POOL, 'Upgrade Node Image Version'],
  [
    'managedClusters/maintenanceConfigurations/read',
    'Maintenance Configurations',
    'Get Maintenance Configuration',
  ],
  [
    'managedClusters/maintenanceConfigurations/write',
    'Maintenance Configurations',
    'Create or Update Maintenance Configuration',
  ],
  [
    'managedClusters/maintenanceConfigurations/delete',
    'Maintenance Configurations',
    'Delete Maintenance Configuration',
  ],
  [
    'managedClusters/privateEndpointConnections/read',
    'Private Endpoint Connections',
    'Get Private Endpoint Connection',
  ],
  [
    'managedClusters/privateEndpointConnections/write',
    'Private Endpoint Connections',
    'Update Private Endpoint Connection',
  ],
  [
    'managedClusters/privateEndpointConnections/delete',
    'Private Endpoint Connections',
    'Delete Private Endpoint Connection',
  ],
  [
    'managedClusters/trustedAccessRoleBindings/read',
    'Trusted Access Role Bindings',
    'Get Trusted Access Role Binding',
  ],
  [
    'managedClusters/trustedAccessRoleBindings/write',
    'Trusted Access Role Bindings',
    'Create or Update Trusted Access Role Binding',
  ],
  [
    'managedClusters/trustedAccessRoleBindings/delete',
    'Trusted Access Role Bindings',
    'Delete Trusted Access Role Binding',
  ],
  ['locations/orchestrators/read', 'Orchestrators', 'List Orchestrators'],
  ['locations/trustedAccessRoles/read', 'Trusted Access Roles', 'List Trusted Access Roles'],
  ['locations/nodeImageVersions/read', 'Node Image Versions', 'List Node Image Versions'],
  [
    'managedClusters/outboundNetworkDependenciesEndpoints/read',
    CLUSTER,
    'List Outbound Network Dependency Endpoints',
  ],
  ['managedClusters/privateLinkResources/read', CLUSTER, 'List Private Link Resources'],
  ['managedClusters/managedNamespaces/read', 'Managed Namespaces', 'Get Managed Namespace'],
  [
    'managedClusters/managedNamespaces/write',
    'Managed Namespaces',
    'Create or Update Managed Namespace',
  ],
  ['managedClusters/managedNamespaces/delete', 'Managed Namespaces', 'Delete Managed Namespace'],
  [
    'managedClusters/managedNamespaces/listCredential/action',
    'Managed Namespaces',
    'List Managed Namespace Credential',
  ],
  ['managedClusters/identityBindings/read', 'Identity Bindings', 'Get Identity Binding'],
  ['managedClusters/agentPools/machines/read', 'Machines', 'Get Machine'],
  ['managedClusters/agentPools/machines/write', 'Machines', 'Create or Update Machine'],
  ['managedClusters/agentPools/deleteMachines/action', POOL, 'Delete Machines'],
  ['managedClusters/agentPools/upgradeNodeImageVersion/action', POOL, 'Upgrade Node Image Version'],
  ['snapshots/read', 'Snapshots', 'Get Snapshot'],
  ['snapshots/write', 'Snapshots', 'Create Snapshot'],
  ['snapshots/delete', 'Snapshots', 'Delete Snapshot'],
]

const value: readonly Schemas['OperationValue'][] = actions.map(
  ([action, resource, operation]) => ({
    name: `Microsoft.ContainerService/${action}`,
    origin: 'user,system',
    display: {
      provider: 'Microsoft Container Service',
      resource,
      operation,
      description: `${operation} (${resource})`,
    },
  }),
)

const Operations_List: Handler<Operations['Operations_List'], ServicePorts> = async () => ({
  status: 200,
  body: { value },
})

export const operationsHandlers = {
  Operations_List,
} satisfies Handlers
