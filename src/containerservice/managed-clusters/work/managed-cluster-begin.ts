import { save } from '#arm/resources/resource.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { AgentPool } from '../../agent-pools/agent-pool.ts'
import type { ServicePorts } from '../../service-ports.ts'
import { clusterRefused, refuseBusyPools } from '../managed-cluster.errors.ts'
import { type ClusterEvent, decide } from '../managed-cluster.machine.ts'
import { listPools } from '../managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-cluster.ts'
import type { ClusterWork } from './managed-cluster.operations.ts'
import { lifeOf, savePools, withLife } from './managed-cluster-commit.ts'

export interface Begun {
  readonly cluster: ManagedCluster
  readonly pools: readonly AgentPool[]
  readonly operation: Operation
}

export interface Beginning<Work extends ClusterWork> {
  readonly event: ClusterEvent
  readonly durable: Durable<Work>
  readonly input: Work
  /** What is true of the cluster from now on. */
  readonly cluster?: (cluster: ManagedCluster) => ManagedCluster
  readonly pool?: (pool: AgentPool) => AgentPool
}

/**
 * Starts an operation on a cluster that is there: refuses what its life does not allow, and saves
 * the move, the change and the operation together. A running operation is the lock.
 */
export async function beginOn<Work extends ClusterWork>(
  tx: Tx,
  ports: ServicePorts,
  found: ManagedCluster,
  beginning: Beginning<Work>,
): Promise<Begun> {
  const decision = decide(lifeOf(found), beginning.event)
  if (!decision.accepted) throw clusterRefused(decision.refusal, found)
  const pools = await listPools(tx, found.id)
  refuseBusyPools(pools)
  const operation = await ports.engine.begin(tx, beginning.durable, {
    resource: found.id,
    input: beginning.input,
  })
  const moved = withLife(beginning.cluster?.(found) ?? found, decision.next)
  const cluster = await save(tx, { ...moved, body: { ...moved.body, operation: operation.id } })
  const after = beginning.pool ? pools.map(beginning.pool) : pools
  await savePools(tx, pools, after)
  return { cluster, pools: after, operation }
}
