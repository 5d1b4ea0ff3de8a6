/** What newer api-versions of AKS, and its neighbours in the namespace, have beside the contract. */
export const unserved: readonly string[] = [
  'containerServices',
  'fleets',
  'managedClusters/deploymentSafeguards',
  'openShiftManagedClusters',
  'PUT managedClusters/identityBindings',
  'DELETE managedClusters/identityBindings',
]
