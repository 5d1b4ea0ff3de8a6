// What an operation asks of the cluster driver, in the driver's words. Every call is repeatable.
import { idKey } from '#arm/resource-id.ts'
import type { ControlPlane, NodePool } from '#drivers/cluster/port.ts'
import type { AgentPool } from '../../agent-pools/agent-pool.ts'
import { credentialsFor } from '../../credentials/credential.commands.ts'
import type { ClusterCredentials } from '../../credentials/credentials.ts'
import type { ContainerServicePorts } from '../../ports.ts'
import { findCluster, listPools } from '../managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-cluster.ts'

export type DrivingPorts = Pick<ContainerServicePorts, 'store' | 'clusters' | 'credentials'>

const controlPlaneOf = (
  ports: DrivingPorts,
  cluster: ManagedCluster,
  version?: string,
  next?: ClusterCredentials,
): ControlPlane => {
  const { fqdn, privateFQDN, currentKubernetesVersion } = cluster.body.properties
  return {
    cluster: idKey(cluster.id),
    kubernetesVersion: version ?? currentKubernetesVersion!,
    hostNames: [fqdn, privateFQDN].filter((name) => name !== undefined),
    credentials: async () => next ?? (await credentialsFor(ports, cluster)),
  }
}

/** A stopped pool has no nodes, whatever its count says it will have again. */
export const nodePoolOf = (
  cluster: string,
  pool: AgentPool,
  change: Partial<NodePool> = {},
): NodePool => {
  const { count, currentOrchestratorVersion, nodeLabels, nodeTaints, mode } = pool.body.properties
  return {
    cluster: idKey(cluster),
    name: pool.name,
    count: pool.body.power === 'Stopped' ? 0 : (count ?? 1),
    kubernetesVersion: currentOrchestratorVersion!,
    labels: {
      ...nodeLabels,
      agentpool: pool.name,
      'kubernetes.azure.com/agentpool': pool.name,
      'kubernetes.azure.com/mode': (mode ?? 'User').toLowerCase(),
    },
    taints: nodeTaints ?? [],
    ...change,
  }
}

/** Makes the control plane run, at `version` where an upgrade is under way. */
export async function runControlPlane(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
  version?: string,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  await ports.clusters.runControlPlane(controlPlaneOf(ports, cluster, version), signal)
}

/** Makes the control plane run with the credentials that a rotation brings in. */
export async function runWithNextCredentials(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  const plane = controlPlaneOf(ports, cluster, undefined, cluster.body.nextCredentials)
  await ports.clusters.runControlPlane(plane, signal)
}

/** Gives every pool of the cluster the nodes that its record says it has. */
export async function setNodePools(
  { store, clusters }: Pick<DrivingPorts, 'store' | 'clusters'>,
  id: string,
  signal: AbortSignal,
  change: (pool: AgentPool) => Partial<NodePool> = () => ({}),
): Promise<void> {
  for (const pool of await listPools(store, id)) {
    await clusters.setNodePool(nodePoolOf(id, pool, change(pool)), signal)
  }
}

/** Makes the driver agree with the power that the record has: after an aborted stop or start. */
export async function restorePower(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  if (cluster.body.power === 'Stopped') return await ports.clusters.stop(idKey(id), signal)
  await runControlPlane(ports, id, signal)
  await setNodePools(ports, id, signal)
}
