import type { ClusterWire } from '../wire.ts'

/**
 * The cluster as an api-version has it, for answers whose body the contract does not declare: all
 * others lose by themselves what their version lacks.
 */
export function clusterAt(cluster: ClusterWire, apiVersion: string): ClusterWire {
  if (apiVersion >= '2025-05-01' || !cluster.properties) return cluster
  const { nodeProvisioningProfile: _later, ...properties } = cluster.properties
  return { ...cluster, properties }
}
