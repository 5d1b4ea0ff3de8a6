import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import { defined } from '#kernel/defined.ts'
import type { Shape } from '#store/read-json.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'

/** A kind of small resource that lives below a cluster and goes with it. */
export interface ChildKind<Body extends object = object> {
  /** The last part of its ids and of its type: `maintenanceConfigurations`. */
  readonly collection: string
  /** What people call one of them: `maintenance configuration`. */
  readonly noun: string
  /** What its records look like. */
  readonly shape: Shape<Body>
}

/** Declares a kind, so that its records are read as it has them. */
export function childKind<Body extends object>(kind: ChildKind<Body>): ChildKind<Body> {
  declareBody<Body>(childType(kind), kind.shape)
  return kind
}

type Named = Pick<ChildKind, 'collection'>

export const childId = (cluster: string, { collection }: Named, name: string): string =>
  `${cluster}/${collection}/${name}`

export const childType = ({ collection }: Named): string =>
  `Microsoft.ContainerService/managedClusters/${collection}`

/** A child that is not saved yet. Its body is its `properties`, without the state. */
export const newChild = <Body extends object>(
  cluster: ManagedCluster,
  kind: ChildKind<Body>,
  of: Pick<ArmResource<Body>, 'name' | 'provisioningState' | 'body'> &
    Partial<Pick<ArmResource<Body>, 'envelope' | 'location' | 'tags'>>,
): ArmResource<Body> =>
  newResource<Body>({
    id: childId(cluster.id, kind, of.name),
    type: childType(kind),
    provisioningState: of.provisioningState,
    body: of.body,
    ...defined({ envelope: of.envelope, location: of.location, tags: of.tags }),
  })

/** The envelope in which a child leaves. */
export const presentChild = (child: ArmResource<object>, properties: object) => ({
  id: child.id,
  name: child.name,
  type: child.type,
  ...(child.envelope.systemData ? { systemData: child.envelope.systemData } : {}),
  properties,
})
