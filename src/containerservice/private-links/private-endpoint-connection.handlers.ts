import { save } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Handler } from '#kernel/handler.ts'
import { findChild, listChildren, requireChild } from '../children/child.queries.ts'
import { childKind, newChild } from '../children/child.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster, requireParent } from '../managed-clusters/managed-cluster.errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { refusePublic } from './private-cluster.ts'

type ConnectionHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type ConnectionProperties = Schemas['PrivateEndpointConnectionProperties']

const kind = childKind<ConnectionProperties>({
  collection: 'privateEndpointConnections',
  noun: 'private endpoint connection',
  shape: {
    provisioningState: 'string?',
    privateEndpoint: 'object?',
    privateLinkServiceConnectionState: 'object',
  },
})

const present = (connection: ArmResource<ConnectionProperties>) => ({
  id: connection.id,
  name: connection.name,
  // The network's own type, as documented.
  type: 'Microsoft.Network/privateLinkServices/privateEndpointConnections',
  properties: { ...connection.body, provisioningState: connection.provisioningState },
})

const PrivateEndpointConnections_List: ConnectionHandler<
  'PrivateEndpointConnections_List'
> = async ({ params }, { store }) => {
  const cluster = await requireCluster(store, params)
  const found = await listChildren(store, cluster, kind)
  return { status: 200, body: { value: found.map(present) } }
}

const PrivateEndpointConnections_Get: ConnectionHandler<'PrivateEndpointConnections_Get'> = async (
  { params },
  { store },
) => {
  const cluster = await requireCluster(store, params)
  const name = params.privateEndpointConnectionName
  return { status: 200, body: present(await requireChild(store, cluster, kind, name)) }
}

/**
 * Approves or rejects a connection. The network service that would announce one is not served, so a
 * connection that is not known yet is taken as announced by this call.
 */
const PrivateEndpointConnections_Update: ConnectionHandler<
  'PrivateEndpointConnections_Update'
> = async ({ params, body }, { store }) =>
  await store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    refusePublic(cluster)
    const name = params.privateEndpointConnectionName
    const before = await findChild(tx, cluster, kind, name)
    const state = body.properties?.privateLinkServiceConnectionState
    if (!state) {
      const target = 'properties.privateLinkServiceConnectionState'
      throw aksError('InvalidParameter:missing', { name: target }, { target })
    }
    const made = newChild(cluster, kind, {
      name,
      provisioningState: 'Succeeded',
      body: {
        privateEndpoint: before?.body.privateEndpoint ??
          body.properties?.privateEndpoint ?? { id: endpointId(cluster, name) },
        privateLinkServiceConnectionState: {
          ...before?.body.privateLinkServiceConnectionState,
          ...state,
        },
      },
    })
    const saved = await save(tx, { ...made, revision: before?.revision ?? 0 })
    return { status: before ? 200 : 201, body: present(saved) }
  })

const endpointId = (cluster: ManagedCluster, name: string): string =>
  `/subscriptions/${cluster.subscriptionId}/resourceGroups/${cluster.resourceGroup}/providers/Microsoft.Network/privateEndpoints/${name}`

const PrivateEndpointConnections_Delete: ConnectionHandler<
  'PrivateEndpointConnections_Delete'
> = async (request, ports) => {
  const { params } = request
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const name = params.privateEndpointConnectionName
    const connection = await findChild(tx, cluster, kind, name)
    if (!connection) return undefined
    await save(tx, { ...connection, provisioningState: 'Deleting' })
    const operation = await ports.engine.begin(tx, ports.durables.connectionDelete, {
      resource: connection.id,
      input: { child: connection.id },
    })
    return { cluster, operation }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  // The contract has a 200 that starts the work, and a 204; no 202.
  return { status: 200, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

export const privateEndpointConnectionHandlers = {
  PrivateEndpointConnections_List,
  PrivateEndpointConnections_Get,
  PrivateEndpointConnections_Update,
  PrivateEndpointConnections_Delete,
} satisfies Handlers
