import { findResource, listChildResources } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Soon } from '#kernel/caching/soon.ts'
import type { Reader } from '#store/tx.ts'
import { aksError } from '../errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { type ChildKind, childId, childType } from './child.ts'

export const findChild = <Body extends object>(
  reader: Reader,
  cluster: ManagedCluster,
  kind: ChildKind<Body>,
  name: string,
): Soon<ArmResource<Body> | undefined> =>
  findResource<Body>(reader, childId(cluster.id, kind, name))

export async function requireChild<Body extends object>(
  reader: Reader,
  cluster: ManagedCluster,
  kind: ChildKind<Body>,
  name: string,
): Promise<ArmResource<Body>> {
  const child = await findChild<Body>(reader, cluster, kind, name)
  if (child) return child
  throw aksError('NotFound', { what: kind.noun, name, cluster: cluster.name })
}

export const listChildren = <Body extends object>(
  reader: Reader,
  cluster: ManagedCluster,
  kind: ChildKind<Body>,
): Promise<ArmResource<Body>[]> => listChildResources<Body>(reader, childType(kind), cluster.id)
