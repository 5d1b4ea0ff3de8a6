// What a call to a cluster's API server is in the words of Azure's roles, as Guard has it, which asks for
// AKS: authz/providers/azure/rbac/checkaccessreqhelper.go of github.com/kubeguard/guard. Pure.
import type { Access } from '#drivers/cluster/port.ts'

const ROOT = 'Microsoft.ContainerService/managedClusters'

const ACTIONS: Readonly<Record<string, string>> = {
  get: 'read',
  list: 'read',
  watch: 'read',
  create: 'write',
  update: 'write',
  patch: 'write',
  delete: 'delete',
  deletecollection: 'delete',
}

/** `Microsoft.ContainerService/managedClusters/apps/deployments/write`, say. */
export function actionOf({ verb, group, resource, subresource }: Access): string {
  const kind = group === '' ? resource : `${group}/${resource}`
  if (resource === 'pods' && subresource === 'exec') return `${ROOT}/${kind}/exec/action`
  return `${ROOT}/${kind}/${ACTIONS[verb] ?? `${verb}/action`}`
}

/** Roles are assigned at a cluster, or at one of its namespaces. */
export const scopeOf = (cluster: string, { namespace }: Access): string =>
  namespace === '' ? cluster : `${cluster}/namespaces/${namespace}`
