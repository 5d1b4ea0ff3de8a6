import { PROVIDER_PAGE } from '#arm/paging.ts'
import { idKey } from '#arm/resource-id.ts'
import {
  findResource,
  findUnread,
  listChildResources,
  listUnreadChildren,
  listUnreadOfType,
} from '#arm/resources/resource.queries.ts'
import { type Page, unreadPage } from '#arm/resources/resource-page.ts'
import type { UnreadResource } from '#arm/resources/resource-row.ts'
import { after, type Soon } from '#kernel/caching/soon.ts'
import { readRows } from '#store/read-json.ts'
import type { Reader } from '#store/tx.ts'
import { type AgentPool, POOL_TYPE, type PoolBody } from '../agent-pools/agent-pool.ts'
import { limits } from '../limits.ts'
import { CLUSTER_TYPE, type ClusterBody, type ManagedCluster } from './managed-cluster.ts'

export const findCluster = async (
  reader: Reader,
  id: string,
): Promise<ManagedCluster | undefined> =>
  (await findResource<ClusterBody>(reader, id)) as ManagedCluster | undefined

const byPlace = (a: AgentPool, b: AgentPool): number => a.body.place - b.body.place

/** The pools of one cluster, in the order in which they were made. */
export async function listPools(reader: Reader, cluster: string): Promise<AgentPool[]> {
  const pools = await listChildResources<PoolBody>(reader, POOL_TYPE, cluster)
  return (pools as AgentPool[]).sort(byPlace)
}

/** A cluster and its pools, taken apart when they are first looked into. */
export interface UnreadCluster {
  readonly id: string
  /** All that they say. */
  readonly parts: UnreadResource['parts']
  read(): ClusterWithPools
}

export const findUnreadCluster = (reader: Reader, id: string): Soon<UnreadCluster | undefined> =>
  after(findUnread<ClusterBody>(reader, id), (cluster) => {
    if (!cluster) return undefined
    const pools = listUnreadChildren<PoolBody>(reader, POOL_TYPE, cluster.id)
    return after(pools, (found) => together(cluster, found))
  })

const together = (
  cluster: UnreadResource<ClusterBody>,
  pools: readonly UnreadResource<PoolBody>[],
): UnreadCluster => ({
  id: cluster.id,
  parts: cluster.parts.concat(...pools.map(({ parts }) => parts)),
  read: () => ({
    cluster: cluster.read() as ManagedCluster,
    pools: readRows(pools, (pool) => pool.read() as AgentPool).sort(byPlace),
  }),
})

export interface ClusterWithPools {
  readonly cluster: ManagedCluster
  readonly pools: readonly AgentPool[]
}

/** A page of the clusters of a subscription or of one group, each with its pools. */
export async function pageOfClusters(
  reader: Reader,
  request: Parameters<typeof unreadPage>[1],
  scope: { readonly subscriptionId: string; readonly resourceGroup?: string },
): Promise<Page<UnreadCluster>> {
  const page = await unreadPage<ClusterBody>(reader, request, { type: CLUSTER_TYPE, ...scope })
  const [first, last] = [page.value[0], page.value.at(-1)]
  if (!first || !last) return { value: [], link: page.link }
  const pools = await listUnreadOfType<PoolBody>(
    reader,
    { type: POOL_TYPE, ...scope },
    // '0' is the character after '/': the pools of the last cluster lie before it.
    { after: idKey(first.id), before: `${idKey(last.id)}0`, limit: MOST_POOLS },
  )
  const byCluster = Map.groupBy(pools, ({ parent }) => parent)
  const value = page.value.map((cluster) =>
    together(cluster, byCluster.get(idKey(cluster.id)) ?? []),
  )
  return { value, link: page.link }
}

const MOST_POOLS = PROVIDER_PAGE * limits.agentPools
