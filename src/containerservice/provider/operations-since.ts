// Which stable api-version brought an operation that 2024-05-01 does not have.
// Source: pypi.org/project/azure-mgmt-containerservice, 33.0.0 to 41.8.0; scripts/aks-version-facts.py.
export const operationsSince: Readonly<Record<string, string>> = {
  AgentPools_DeleteMachines: '2024-07-01',
  Machines_List: '2024-07-01',
  Machines_Get: '2024-07-01',
  ManagedNamespaces_ListByManagedCluster: '2025-09-01',
  ManagedNamespaces_Get: '2025-09-01',
  ManagedNamespaces_CreateOrUpdate: '2025-09-01',
  ManagedNamespaces_Update: '2025-09-01',
  ManagedNamespaces_Delete: '2025-09-01',
  ManagedNamespaces_ListCredential: '2025-09-01',
  IdentityBindings_ListByManagedCluster: '2026-04-01',
  IdentityBindings_Get: '2026-04-01',
}
