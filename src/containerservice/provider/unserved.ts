/** What newer api-versions of AKS have beside the contract. */
export const unserved: readonly string[] = [
  'PUT managedClusters/agentPools/machines',
  'PUT managedClusters/identityBindings',
  'DELETE managedClusters/identityBindings',
]
