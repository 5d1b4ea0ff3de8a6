import type { Schemas } from '../wire.ts'

type Role = Schemas['TrustedAccessRole']
type Rule = NonNullable<Role['rules']>[number]

const allow = (
  apiGroups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
): Rule => ({
  verbs: [...verbs],
  apiGroups: [...apiGroups],
  resources: [...resources],
  resourceNames: [],
  nonResourceURLs: [],
})

const READ = ['get', 'list', 'watch']
const WRITE = [...READ, 'create', 'update', 'patch', 'delete']

/** Roles by which other Azure services get into a cluster. The names are documented, the rules assumed. */
export const trustedAccessRoles: readonly Role[] = [
  {
    sourceResourceType: 'Microsoft.MachineLearningServices/workspaces',
    name: 'inference-v1',
    rules: [allow(['', 'apps'], ['pods', 'services', 'deployments'], WRITE)],
  },
  {
    sourceResourceType: 'Microsoft.MachineLearningServices/workspaces',
    name: 'mlworkload',
    rules: [allow(['', 'batch'], ['pods', 'configmaps', 'secrets', 'jobs'], WRITE)],
  },
  {
    sourceResourceType: 'Microsoft.DataProtection/backupVaults',
    name: 'backup-operator',
    rules: [
      allow(['*'], ['*'], READ),
      allow(['clusterbackup.dataprotection.microsoft.com'], ['*'], WRITE),
    ],
  },
  {
    sourceResourceType: 'Microsoft.Security/pricings',
    name: 'microsoft-defender-operator',
    rules: [allow(['*'], ['*'], READ)],
  },
]
