import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import { clusterRefused } from '../managed-clusters/managed-cluster.errors.ts'
import { decide as decideCluster } from '../managed-clusters/managed-cluster.machine.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { lifeOf } from '../managed-clusters/work/managed-cluster-commit.ts'
import { type ContainerServicePorts, habitsOf } from '../ports.ts'
import { isPoolAtRest } from './agent-pool.machine.ts'
import type { AgentPool } from './agent-pool.ts'

export const poolNotFound = (name: string, cluster: string): AzureError =>
  aksError('NotFound', { what: 'agentpool', name, cluster })

/** Pools wait for their cluster's operations, and for each other where the user wants that. */
export function refuseBusyCluster(
  ports: ContainerServicePorts,
  cluster: ManagedCluster,
  pools: readonly AgentPool[],
  name: string,
): void {
  const decision = decideCluster(lifeOf(cluster), 'update')
  if (!decision.accepted) throw clusterRefused(decision.refusal, cluster)
  const busy = pools.find(
    (pool) =>
      !isPoolAtRest(pool.provisioningState) &&
      (pool.name === name || !habitsOf(ports).parallelPools),
  )
  if (busy) throw poolBusy(busy, busy.name === name)
}

export const poolBusy = (pool: AgentPool, isSame: boolean): AzureError =>
  aksError(isSame ? 'OperationNotAllowed:same-pool-busy' : 'OperationNotAllowed:pool-busy', {
    pool: pool.name,
    state: pool.provisioningState,
  })
