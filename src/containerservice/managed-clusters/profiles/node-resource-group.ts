import { findGroup, insertGroup, removeGroup } from '#arm/resource-groups/resource-group.queries.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { aksError } from '../../errors.ts'
import type { ManagedCluster } from '../managed-cluster.ts'

/** Makes the group for the cluster's nodes. A group that is there already belongs to another. */
export async function makeNodeGroup(tx: Tx, cluster: ManagedCluster, now: Instant): Promise<void> {
  const name = cluster.body.properties.nodeResourceGroup!
  const isMade = await insertGroup(tx, {
    subscriptionId: cluster.subscriptionId,
    name,
    location: cluster.location,
    managedBy: cluster.id,
    provisioningState: 'Succeeded',
    createdAt: now,
    changedAt: now,
  })
  if (isMade) return
  throw aksError('InvalidParameter:node-group-exists', { name }, { target: 'nodeResourceGroup' })
}

/** Removes the group with all that is in it, unless it went before and another group has its name. */
export async function removeNodeGroup(tx: Tx, cluster: ManagedCluster): Promise<void> {
  const name = cluster.body.properties.nodeResourceGroup!
  const group = await findGroup(tx, cluster.subscriptionId, name)
  if (group?.managedBy?.toLowerCase() !== cluster.id.toLowerCase()) return
  await removeGroup(tx, cluster.subscriptionId, name)
}
