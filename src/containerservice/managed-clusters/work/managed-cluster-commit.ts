import { save } from '#arm/resources/resource.queries.ts'
import type { OperationError } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import {
  decide as decidePool,
  isPoolAtRest,
  type PoolEvent,
} from '../../agent-pools/agent-pool.machine.ts'
import type { AgentPool } from '../../agent-pools/agent-pool.ts'
import { type ClusterEvent, type ClusterLife, decide } from '../managed-cluster.machine.ts'
import { type ClusterWithPools, findCluster, listPools } from '../managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-cluster.ts'

/** How an operation on a whole cluster ended. */
export type ClusterEnd = Extract<ClusterEvent, 'succeed' | 'fail' | 'canceled'>

export const lifeOf = (cluster: ManagedCluster): ClusterLife => ({
  state: cluster.provisioningState,
  power: cluster.body.power,
})

export const withLife = (cluster: ManagedCluster, life: ClusterLife): ManagedCluster => ({
  ...cluster,
  provisioningState: life.state,
  body: { ...cluster.body, power: life.power },
})

/** The pool after an event that cannot be refused, or where a refusal leaves it as it is. */
export function movedPool(pool: AgentPool, event: PoolEvent): AgentPool {
  const decision = decidePool(pool.provisioningState, event)
  return decision.accepted ? { ...pool, provisioningState: decision.next } : pool
}

export async function savePools(
  tx: Tx,
  before: readonly AgentPool[],
  after: readonly AgentPool[],
): Promise<void> {
  for (const [i, pool] of after.entries()) if (pool !== before[i]) await save(tx, pool)
}

/** Marks the cluster Canceling and its pools with it, as an abort does. */
export async function beginCanceling(tx: Tx, id: string): Promise<void> {
  const cluster = await findCluster(tx, id)
  const decision = cluster && decide(lifeOf(cluster), 'abort')
  if (!decision?.accepted) return
  await saveCanceling(tx, { cluster: cluster!, pools: await listPools(tx, id) }, decision.next)
}

/** Saves a cluster as Canceling, and its pools with it. */
export async function saveCanceling(
  tx: Tx,
  { cluster, pools }: ClusterWithPools,
  life: ClusterLife,
): Promise<void> {
  await save(tx, withLife(cluster, life))
  await savePools(
    tx,
    pools,
    pools.map((pool) => movedPool(pool, 'abort')),
  )
}

interface Settling {
  /** What a success makes of them. */
  readonly change?: ((found: ClusterWithPools) => ClusterWithPools) | undefined
  readonly error?: OperationError | undefined
}

/**
 * Saves the end of an operation on the cluster and on the pools that took part. It changes nothing
 * when the end comes too late: the cluster is being deleted, or gone.
 */
export async function settleCluster(
  tx: Tx,
  id: string,
  end: ClusterEnd,
  { change = (found) => found, error }: Settling = {},
): Promise<void> {
  const cluster = await findCluster(tx, id)
  if (!cluster) return
  const pools = await listPools(tx, id)
  const decision = decide(lifeOf(cluster), end)
  if (!decision.accepted || decision.next.state === cluster.provisioningState) return
  const changed = end === 'succeed' ? change({ cluster, pools }) : { cluster, pools }
  const hasPower = decision.next.power !== cluster.body.power
  const settled = changed.pools.map((pool) => {
    // All pools are canceled with their cluster; the other ends are for those that took part.
    if (end !== 'canceled' && isPoolAtRest(pool.provisioningState)) return pool
    const moved = movedPool(pool, end)
    if (!hasPower || moved.body.stoppedAlone) return moved
    return { ...moved, body: { ...moved.body, power: decision.next.power } }
  })
  await savePools(tx, pools, settled)
  // What a rotation did not bring in is of no use.
  const { nextCredentials: _, failure: _before, ...body } = changed.cluster.body
  const failed = error && { failure: error }
  await save(tx, withLife({ ...changed.cluster, body: { ...body, ...failed } }, decision.next))
}
