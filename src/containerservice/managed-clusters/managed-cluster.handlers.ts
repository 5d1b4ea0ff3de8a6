import { after } from '#kernel/caching/soon.ts'
import type { BodySource, Handler, Reply, Request } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import { readRow } from '#store/read-json.ts'
import type { Reader } from '#store/tx.ts'
import { checkConditions } from '../etag.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { requireCluster, requireUnreadCluster } from './managed-cluster.errors.ts'
import {
  type ClusterWithPools,
  findCluster,
  pageOfClusters,
  type UnreadCluster,
} from './managed-cluster.queries.ts'
import { clusterId } from './managed-cluster.ts'
import { presentCluster } from './managed-cluster.wire.ts'
import { createCluster, updateCluster } from './managed-cluster-put.ts'
import { beginOn } from './work/managed-cluster-begin.ts'
import { beginDelete } from './work/managed-cluster-delete.ts'

type ClusterHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const ManagedClusters_CreateOrUpdate: ClusterHandler<'ManagedClusters_CreateOrUpdate'> = async (
  request,
  ports,
) => {
  const { status, cluster, pools, operation } = await ports.store.write(async (tx) => {
    const existing = await findCluster(tx, clusterId(request.params))
    checkConditions(request, existing)
    return existing
      ? await updateCluster(tx, ports, request, existing)
      : await createCluster(tx, ports, request)
  })
  ports.engine.wake()
  return {
    status,
    headers: startedHeaders(ports, request, cluster, operation),
    body: presentCluster(cluster, pools),
  }
}

const ManagedClusters_Get: ClusterHandler<'ManagedClusters_Get'> = (request, { store }) =>
  after(requireUnreadCluster(store, request.params, request.id), (found) => ({
    status: 200,
    source: sourceOf(found),
  }))

const sourceOf = (unread: UnreadCluster): BodySource => ({
  name: unread.id,
  parts: unread.parts,
  make: () => presentRead(unread.read()),
})

const presentRead = ({ cluster, pools }: ClusterWithPools) => presentCluster(cluster, pools)

async function page(
  reader: Reader,
  request: Pick<Request, 'origin' | 'path' | 'query'>,
  scope: Parameters<typeof pageOfClusters>[2],
): Promise<Reply> {
  const { value, link } = await pageOfClusters(reader, request, scope)
  const listed = (unread: UnreadCluster): BodySource => ({
    ...sourceOf(unread),
    make: () => readRow(unread, ({ read }) => presentRead(read())),
  })
  return { status: 200, page: { value: value.map(listed), ...link } }
}

const ManagedClusters_List: ClusterHandler<'ManagedClusters_List'> = (request, { store }) =>
  page(store, request, { subscriptionId: request.params.subscriptionId })

const ManagedClusters_ListByResourceGroup: ClusterHandler<'ManagedClusters_ListByResourceGroup'> = (
  request,
  { store },
) => {
  const { subscriptionId, resourceGroupName: resourceGroup } = request.params
  return page(store, request, { subscriptionId, resourceGroup })
}

const ManagedClusters_UpdateTags: ClusterHandler<'ManagedClusters_UpdateTags'> = async (
  request,
  ports,
) => {
  const { cluster, pools, operation } = await ports.store.write(async (tx) => {
    const found = await requireCluster(tx, request.params)
    checkConditions(request, found)
    return await beginOn(tx, ports, found, {
      event: 'update',
      durable: ports.durables.updateTags,
      input: { cluster: found.id },
      cluster: (cluster) => ({
        ...patched(cluster, { tags: request.body.tags }, request.removed),
      }),
    })
  })
  ports.engine.wake()
  return {
    status: 200,
    headers: startedHeaders(ports, request, cluster, operation),
    body: presentCluster(cluster, pools),
  }
}

const ManagedClusters_Delete: ClusterHandler<'ManagedClusters_Delete'> = async (request, ports) => {
  const begun = await ports.store.write(async (tx) => {
    const cluster = await findCluster(tx, clusterId(request.params))
    checkConditions(request, cluster)
    return cluster && { cluster, operation: await beginDelete(tx, ports, cluster) }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

export const managedClusterHandlers = {
  ManagedClusters_CreateOrUpdate,
  ManagedClusters_Get,
  ManagedClusters_List,
  ManagedClusters_ListByResourceGroup,
  ManagedClusters_UpdateTags,
  ManagedClusters_Delete,
} satisfies Handlers
