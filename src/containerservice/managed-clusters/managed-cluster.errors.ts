import { armError } from '#arm/errors.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import { after, type Soon } from '#kernel/caching/soon.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reader } from '#store/tx.ts'
import { isPoolAtRest } from '../agent-pools/agent-pool.machine.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { aksError } from '../errors.ts'
import type { ClusterRefusal } from './managed-cluster.machine.ts'
import { findCluster, findUnreadCluster, type UnreadCluster } from './managed-cluster.queries.ts'
import { type ClusterPath, clusterId, type ManagedCluster } from './managed-cluster.ts'

/** The cluster of a call; without it ARM's gateway answers, and AKS never gets the call. */
export async function requireCluster(reader: Reader, path: ClusterPath): Promise<ManagedCluster> {
  const cluster = await findCluster(reader, clusterId(path))
  if (cluster) return cluster
  throw noCluster(path)
}

/** The same with its pools, for who may not need to look into them. */
export const requireUnreadCluster = (
  reader: Reader,
  path: ClusterPath,
  id = clusterId(path),
): Soon<UnreadCluster> =>
  after(findUnreadCluster(reader, id), (cluster) => {
    if (!cluster) throw noCluster(path)
    return cluster
  })

const noCluster = (path: ClusterPath): AzureError =>
  resourceNotFound({
    namespace: 'Microsoft.ContainerService',
    type: 'managedClusters',
    names: [path.resourceName],
    resourceGroup: path.resourceGroupName,
  })

/** The same for a child that is about to be written: then the gateway speaks of its parent. */
export async function requireParent(reader: Reader, path: ClusterPath): Promise<ManagedCluster> {
  const cluster = await findCluster(reader, clusterId(path))
  if (cluster) return cluster
  const parent = `Microsoft.ContainerService/managedClusters/${path.resourceName}`
  throw armError('ParentResourceNotFound', { parent })
}

export const clusterRefused = (refusal: ClusterRefusal, cluster: ManagedCluster): AzureError =>
  aksError(`OperationNotAllowed:${refusal}`, { state: cluster.provisioningState })

/** A cluster's operation needs all of its pools: refused while one of them works by itself. */
export function refuseBusyPools(pools: readonly AgentPool[]): void {
  const busy = pools.find((pool) => !isPoolAtRest(pool.provisioningState))
  if (!busy) return
  const names = { pool: busy.name, state: busy.provisioningState }
  throw aksError('OperationNotAllowed:pool-busy', names)
}
