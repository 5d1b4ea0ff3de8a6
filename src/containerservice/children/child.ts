import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'

/** A kind of small resource that lives below a cluster and goes with it. */
export interface ChildKind {
  /** The last part of its ids and of its type: `maintenanceConfigurations`. */
  readonly collection: string
  /** What people call one of them: `maintenance configuration`. */
  readonly noun: string
}

export const childId = (cluster: string, { collection }: ChildKind, name: string): string =>
  `${cluster}/${collection}/${name}`

export const childType = ({ collection }: ChildKind): string =>
  `Microsoft.ContainerService/managedClusters/${collection}`

/** A child that is not saved yet. Its body is its `properties`, without the state. */
export const newChild = <Body>(
  cluster: ManagedCluster,
  kind: ChildKind,
  of: Pick<ArmResource<Body>, 'name' | 'provisioningState' | 'body'> &
    Partial<Pick<ArmResource<Body>, 'envelope'>>,
): ArmResource<Body> =>
  newResource<Body>({
    id: childId(cluster.id, kind, of.name),
    type: childType(kind),
    provisioningState: of.provisioningState,
    body: of.body,
    ...(of.envelope ? { envelope: of.envelope } : {}),
  })

/** The envelope in which a child leaves. */
export const presentChild = (child: ArmResource<object>, properties: object) => ({
  id: child.id,
  name: child.name,
  type: child.type,
  ...(child.envelope.systemData ? { systemData: child.envelope.systemData } : {}),
  properties,
})
