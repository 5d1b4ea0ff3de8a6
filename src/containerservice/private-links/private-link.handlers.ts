import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { isPrivate, refusePublic } from './private-cluster.ts'

type LinkHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

/** The service through which private endpoints reach the API server; AKS owns it. */
const linkServiceOf = (cluster: ManagedCluster): string =>
  `/subscriptions/${cluster.subscriptionId}/resourceGroups/${cluster.body.properties.nodeResourceGroup}` +
  `/providers/Microsoft.Network/privateLinkServices/pls-${cluster.body.properties.resourceUID}`

const management = (cluster: ManagedCluster): Schemas['PrivateLinkResource'] => ({
  id: `${cluster.id}/privateLinkResources/management`,
  name: 'management',
  type: 'Microsoft.ContainerService/managedClusters/privateLinkResources',
  groupId: 'management',
  requiredMembers: ['management'],
  privateLinkServiceID: linkServiceOf(cluster),
})

/** Only a private cluster has one. */
const PrivateLinkResources_List: LinkHandler<'PrivateLinkResources_List'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  return { status: 200, body: { value: isPrivate(cluster) ? [management(cluster)] : [] } }
}

const ResolvePrivateLinkServiceId_POST: LinkHandler<'ResolvePrivateLinkServiceId_POST'> = async (
  { params, body },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  refusePublic(cluster)
  return { status: 200, body: { ...body, privateLinkServiceID: linkServiceOf(cluster) } }
}

export const privateLinkHandlers = {
  PrivateLinkResources_List,
  ResolvePrivateLinkServiceId_POST,
} satisfies Handlers
