// What Azure does to a cluster unasked: images, certificates. It is the lock that an owner's call is.
import { AzureError } from '#kernel/catalogue.ts'
import type { ServicePorts } from '../../service-ports.ts'
import { findCluster } from '../managed-cluster.queries.ts'
import { beginOn } from './managed-cluster-begin.ts'

export type Maintained =
  | { readonly operation: string }
  | { readonly missing: string }
  | { readonly refused: string }

/** Starts such work on the cluster with this id, and answers the operation's. */
export async function maintain(ports: ServicePorts, id: string): Promise<Maintained> {
  try {
    const begun = await ports.store.write(async (tx) => {
      const cluster = await findCluster(tx, id)
      if (!cluster) return undefined
      const { update } = ports.durables
      const input = { cluster: cluster.id }
      return await beginOn(tx, ports, cluster, { event: 'update', durable: update, input })
    })
    if (!begun) return { missing: `There is no managed cluster ${id}.` }
    ports.engine.wake()
    return { operation: begun.operation.id }
  } catch (error) {
    if (error instanceof AzureError) return { refused: error.message }
    throw error
  }
}
