import { save } from '#arm/resources/resource.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ServicePorts } from '../service-ports.ts'
import { poolBusy } from './agent-pool.errors.ts'
import { decide, type PoolEvent } from './agent-pool.machine.ts'
import type { PoolWork } from './agent-pool.operations.ts'
import type { AgentPool } from './agent-pool.ts'

export interface PoolBegun {
  readonly cluster: ManagedCluster
  readonly pool: AgentPool
  readonly operation: Operation
}

/** Starts an operation on a pool that is there: saves the move and the operation together. */
export async function beginOnPool<Work extends PoolWork>(
  tx: Tx,
  ports: Pick<ServicePorts, 'engine'>,
  cluster: ManagedCluster,
  found: AgentPool,
  beginning: {
    readonly event: PoolEvent
    readonly durable: Durable<Work>
    readonly input: Work
    /** What is true of the pool from now on. */
    readonly pool?: AgentPool
  },
): Promise<PoolBegun> {
  const decision = decide(found.provisioningState, beginning.event)
  if (!decision.accepted) throw poolBusy(found, true)
  const operation = await ports.engine.begin(tx, beginning.durable, {
    resource: found.id,
    input: beginning.input,
  })
  const changed = beginning.pool ?? found
  const pool = await save(tx, {
    ...changed,
    provisioningState: decision.next,
    body: { ...changed.body, operation: operation.id },
  })
  return { cluster, pool, operation }
}

/** What every operation on the pool is told. */
export const workOn = (cluster: ManagedCluster, pool: AgentPool): PoolWork => ({
  cluster: cluster.id,
  pool: pool.name,
  nodes: pool.body.power === 'Stopped' ? 0 : (pool.body.properties.count ?? 1),
})
