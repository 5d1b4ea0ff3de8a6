import type { ClusterWire } from '../wire.ts'

/**
 * The cluster as an api-version has it, for answers whose body the contract does not declare: all
 * others lose by themselves what their version lacks.
 */
export function clusterAt(cluster: ClusterWire, apiVersion: string): ClusterWire {
  if (apiVersion >= '2025-05-01' || !cluster.properties) return cluster
  const { nodeProvisioningProfile: _later, ...properties } = cluster.properties
  const routing = properties.ingressProfile?.webAppRouting
  if (apiVersion >= '2025-02-01' || !routing) return { ...cluster, properties }
  const { nginx: _nginx, ...webAppRouting } = routing
  return {
    ...cluster,
    properties: { ...properties, ingressProfile: { ...properties.ingressProfile, webAppRouting } },
  }
}
