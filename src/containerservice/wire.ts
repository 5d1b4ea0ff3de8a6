// The contract's shapes under the names by which this room speaks of them.
import type { components, operations } from '#contract/containerservice/types.ts'

export type Operations = operations
export type Schemas = components['schemas']
export type ClusterWire = Schemas['ManagedCluster']
export type ClusterProperties = Schemas['ManagedClusterProperties']
export type ClusterIdentity = Schemas['ManagedClusterIdentity']
export type NetworkProfile = Schemas['ContainerServiceNetworkProfile']
export type PoolWire = Schemas['AgentPool']
export type PoolProperties = Schemas['ManagedClusterAgentPoolProfileProperties']
export type PoolProfile = Schemas['ManagedClusterAgentPoolProfile']
export type PowerCode = Schemas['PowerStateCode']
