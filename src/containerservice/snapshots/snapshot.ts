import { declareBody } from '#arm/resources/body-shapes.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { defined } from '#kernel/defined.ts'
import type { StoredPool } from '../agent-pools/agent-pool.ts'
import type { Schemas } from '../wire.ts'

/** What a snapshot remembers of a pool: enough to make others like it. */
export type SnapshotProperties = Schemas['SnapshotProperties']

export interface Snapshot extends ArmResource<SnapshotProperties> {
  readonly location: string
}

export const SNAPSHOT_TYPE = 'Microsoft.ContainerService/Snapshots'

declareBody<SnapshotProperties>(SNAPSHOT_TYPE, {
  creationData: 'object?',
  snapshotType: 'string?',
  kubernetesVersion: 'string?',
  nodeImageVersion: 'string?',
  osType: 'string?',
  osSku: 'string?',
  vmSize: 'string?',
  enableFIPS: 'boolean?',
})

export interface SnapshotPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly resourceName: string
}

/** The id as AKS spells it: `resourcegroups` in lower case. */
export const snapshotId = (path: SnapshotPath): string =>
  `/subscriptions/${path.subscriptionId}/resourcegroups/${path.resourceGroupName}` +
  `/providers/Microsoft.ContainerService/snapshots/${path.resourceName}`

export const snapshotOf = (sourceResourceId: string, pool: StoredPool): SnapshotProperties => ({
  creationData: { sourceResourceId },
  snapshotType: 'NodePool',
  ...defined({
    kubernetesVersion: pool.currentOrchestratorVersion,
    nodeImageVersion: pool.nodeImageVersion,
    osType: pool.osType,
    osSku: pool.osSKU,
    vmSize: pool.vmSize,
    enableFIPS: pool.enableFIPS,
  }),
})

export const presentSnapshot = (snapshot: Snapshot): Schemas['Snapshot'] => ({
  id: snapshot.id,
  name: snapshot.name,
  type: snapshot.type,
  location: snapshot.location,
  ...(snapshot.tags ? { tags: snapshot.tags } : {}),
  ...(snapshot.envelope.systemData ? { systemData: snapshot.envelope.systemData } : {}),
  properties: snapshot.body,
})
