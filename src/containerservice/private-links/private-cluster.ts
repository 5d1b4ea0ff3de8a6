import { aksError } from '../errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'

export const isPrivate = ({ body }: ManagedCluster): boolean =>
  body.properties.apiServerAccessProfile?.enablePrivateCluster === true

export function refusePublic(cluster: ManagedCluster): void {
  if (!isPrivate(cluster)) throw aksError('BadRequest:not-private')
}
