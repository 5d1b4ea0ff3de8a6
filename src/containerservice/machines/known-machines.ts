import { idKey } from '#arm/resource-id.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ContainerServicePorts } from '../ports.ts'
import { machinesOf } from './machine.ts'
import { hasOwnMachines, listMachines, presentMachine } from './own-machine.ts'

/** An API server that is slow to answer is not waited for longer. */
const LOOK_MS = 20_000

/** The machines of a pool that are there, as far as the cluster itself can tell. */
export async function knownMachines(
  { clusters, store }: Pick<ContainerServicePorts, 'clusters' | 'store'>,
  cluster: ManagedCluster,
  pool: AgentPool,
) {
  if (hasOwnMachines(pool)) {
    const machines = await listMachines(store, pool)
    return machines.map((machine) => presentMachine(cluster, pool, machine))
  }
  const of = { cluster: idKey(cluster.id), name: pool.name }
  return machinesOf(cluster, pool, await clusters.nodes(of, AbortSignal.timeout(LOOK_MS)))
}
