import { save } from '#arm/resources/resource.queries.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import { preempt } from '../../abort/abort.operations.ts'
import type { ServicePorts } from '../../service-ports.ts'
import { decide } from '../managed-cluster.machine.ts'
import { listPools } from '../managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-cluster.ts'
import { lifeOf, movedPool, savePools, withLife } from './managed-cluster-commit.ts'

/**
 * Starts deleting a cluster. It waits for nothing: what runs on the cluster or its pools is ended
 * as Canceled in the same transaction. A delete that runs already is answered again.
 */
export async function beginDelete(
  tx: Tx,
  ports: Pick<ServicePorts, 'engine' | 'durables'>,
  cluster: ManagedCluster,
): Promise<Operation> {
  if (cluster.provisioningState === 'Deleting') {
    return (await findOperation(tx, cluster.body.operation))!
  }
  const decision = decide(lifeOf(cluster), 'delete')
  if (!decision.accepted) throw new Error(`a delete is refused in ${cluster.provisioningState}`)
  const pools = await listPools(tx, cluster.id)
  const preempted = [cluster, ...pools].map(({ body }) => body.operation).filter(Boolean)
  const operation = await ports.engine.begin(tx, ports.durables.delete, {
    resource: cluster.id,
    input: { cluster: cluster.id, preempted },
  })
  const deleting = withLife(cluster, decision.next)
  // The states are saved first: what is canceled below then finds that its time is over.
  await save(tx, { ...deleting, body: { ...deleting.body, operation: operation.id } })
  await savePools(
    tx,
    pools,
    pools.map((pool) => movedPool(pool, 'deleteWithCluster')),
  )
  for (const running of preempted) await preempt(tx, ports.engine, running, operation.id)
  return operation
}
