/** What newer api-versions of AKS have beside the contract. */
export const unserved: readonly string[] = [
  'POST managedClusters/agentPools/deleteMachines',
  'PUT managedClusters/agentPools/machines',
  'PUT managedClusters/identityBindings',
  'DELETE managedClusters/identityBindings',
  'PUT managedClusters/managedNamespaces',
  'PATCH managedClusters/managedNamespaces',
  'DELETE managedClusters/managedNamespaces',
  'POST managedClusters/managedNamespaces/listCredential',
]
