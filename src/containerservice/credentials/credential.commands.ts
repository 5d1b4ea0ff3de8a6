// Credentials are made when they are first asked for: most clusters of a test never are.
import { save } from '#arm/resources/resource.queries.ts'
import { findCluster } from '../managed-clusters/managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ContainerServicePorts } from '../ports.ts'
import type { ClusterCredentials } from './credentials.ts'

/** The cluster's credentials; made and saved, once, where there are none yet. */
export async function credentialsFor(
  { store, credentials: issuer }: Pick<ContainerServicePorts, 'store' | 'credentials'>,
  cluster: ManagedCluster,
): Promise<ClusterCredentials> {
  if (cluster.body.credentials) return cluster.body.credentials
  return await store.write(async (tx) => {
    const found = (await findCluster(tx, cluster.id)) ?? cluster
    if (found.body.credentials) return found.body.credentials
    const credentials = issuer.issue(found.body.credentialsFrom)
    if (found !== cluster) await save(tx, { ...found, body: { ...found.body, credentials } })
    return credentials
  })
}
