import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { profileOf, statusOf } from '../agent-pools/agent-pool.wire.ts'
import { etagOf } from '../etag.ts'
import type { ClusterWire } from '../wire.ts'
import type { ManagedCluster } from './managed-cluster.ts'
import { networkAnswered } from './profiles/network-profile.ts'

/** Of these the reader of rows has seen what they are; which words stand there, the contract. */
type Wire<Name extends keyof ClusterWire> = NonNullable<ClusterWire[Name]>

/** A cluster as GET answers it, with its pools as they are at this moment. */
export function presentCluster(cluster: ManagedCluster, pools: readonly AgentPool[]): ClusterWire {
  const { envelope, body } = cluster
  const { networkProfile } = body.properties
  return {
    id: cluster.id,
    location: cluster.location,
    name: cluster.name,
    type: cluster.type,
    eTag: etagOf(cluster),
    ...(envelope.kind ? { kind: envelope.kind } : {}),
    ...(cluster.tags ? { tags: cluster.tags } : {}),
    ...(envelope.extendedLocation
      ? { extendedLocation: envelope.extendedLocation as Wire<'extendedLocation'> }
      : {}),
    properties: {
      provisioningState: cluster.provisioningState,
      powerState: { code: body.power },
      ...statusOf(body),
      ...body.properties,
      ...(networkProfile ? { networkProfile: networkAnswered(networkProfile) } : {}),
      agentPoolProfiles: pools.map(profileOf),
    },
    ...(envelope.identity ? { identity: envelope.identity as Wire<'identity'> } : {}),
    sku: envelope.sku as Wire<'sku'>,
  }
}
