import type { ResourceProvider } from '#arm/ports.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { withInput } from '#engine/operation.ts'
import { workShape } from '../agent-pools/agent-pool.operations.ts'
import { findPool } from '../agent-pools/agent-pool.queries.ts'
import { presentPool } from '../agent-pools/agent-pool.wire.ts'
import { presentChild } from '../children/child.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { CLUSTER_TYPE } from '../managed-clusters/managed-cluster.ts'
import { presentCluster } from '../managed-clusters/managed-cluster.wire.ts'
import { beginDelete } from '../managed-clusters/work/managed-cluster-delete.ts'
import { pollingOf } from '../polling.ts'
import type { ContainerServicePorts } from '../ports.ts'
import { servicePorts } from '../service-ports.ts'

/** What ARM may ask of this provider on its own behalf: when a group goes, or by generic id. */
export function containerProvider(ports: ContainerServicePorts): ResourceProvider {
  const bound = servicePorts(ports)
  return {
    namespace: 'Microsoft.ContainerService',
    polling: pollingOf(ports),
    async startDelete(tx, resource) {
      if (resource.type === CLUSTER_TYPE) {
        return await beginDelete(tx, bound, resource as ManagedCluster)
      }
      return undefined
    },
    async result(operation) {
      const { kind, status } = operation
      // The one call whose result is a body: the pool, once its nodes have the newest image.
      if (kind !== bound.durables.poolUpgradeNodeImage.kind || status !== 'Succeeded') return
      const { cluster, pool: name } = withInput(operation, workShape).input
      const pool = await findPool(ports.store, cluster, name)
      return pool && { status: 200, body: presentPool(pool) }
    },
    present: (resource) =>
      resource.type === CLUSTER_TYPE
        ? presentCluster(resource as ManagedCluster, [])
        : presentChild(resource as ArmResource<object>, resource.body as object),
  }
}
