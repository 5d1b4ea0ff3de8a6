// The built-in roles, and what a role permits. Ids are Azure's, and so are the permissions of the
// general roles. Of the roles for one service only those for services of ours are here, with the
// permissions that count for them, as their descriptions have it.

import { memoized } from '#kernel/caching/memo.ts'
import { KUBERNETES } from './kubernetes-roles.ts'

export interface Permissions {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

export interface RoleDefinition extends Permissions {
  /** A GUID. */
  readonly name: string
  readonly roleName: string
  readonly description: string
}

const role = (
  name: string,
  roleName: string,
  description: string,
  permissions: Partial<Permissions>,
): RoleDefinition => ({
  name,
  roleName,
  description,
  actions: permissions.actions ?? [],
  notActions: permissions.notActions ?? [],
  dataActions: permissions.dataActions ?? [],
  notDataActions: permissions.notDataActions ?? [],
})

/** What most roles for one service carry beside their service's own actions. */
const USUAL = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
]

const BATCH_DATA = [
  'Microsoft.Batch/batchAccounts/jobSchedules/*',
  'Microsoft.Batch/batchAccounts/jobs/*',
]

export const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
export const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
export const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

const GENERAL: readonly RoleDefinition[] = [
  role(OWNER, 'Owner', 'Manages everything, and who else may.', { actions: ['*'] }),
  role(CONTRIBUTOR, 'Contributor', 'Manages everything, but not who else may.', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Purview/consents/write',
      'Microsoft.Purview/consents/delete',
      'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
      'Microsoft.Subscription/cancel/action',
      'Microsoft.Subscription/enable/action',
    ],
  }),
  role(READER, 'Reader', 'Sees everything, changes nothing.', { actions: ['*/read'] }),
  role(
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    'User Access Administrator',
    'Manages who may do what.',
    { actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'] },
  ),
  role(
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    'Role Based Access Control Administrator',
    'Assigns roles, without other ways of managing access.',
    {
      actions: [
        'Microsoft.Authorization/roleAssignments/write',
        'Microsoft.Authorization/roleAssignments/delete',
        '*/read',
        'Microsoft.Support/*',
      ],
    },
  ),
]

const BATCH: readonly RoleDefinition[] = [
  role(
    '29fe4964-1e60-436b-bd3a-77fd4c178b3c',
    'Azure Batch Account Contributor',
    'Manages Batch accounts and all that is in them.',
    { actions: [...USUAL, 'Microsoft.Batch/*'], dataActions: ['Microsoft.Batch/batchAccounts/*'] },
  ),
  role(
    '11076f67-66f6-4be0-8f6b-f0609fd05cc9',
    'Azure Batch Account Reader',
    'Sees Batch accounts and all that is in them.',
    {
      actions: ['Microsoft.Batch/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read'],
      dataActions: ['Microsoft.Batch/batchAccounts/*/read'],
    },
  ),
  role(
    '6aaa78f1-f7de-44ca-8722-c64a23943cae',
    'Azure Batch Data Contributor',
    'Manages pools and jobs of Batch accounts, but not the accounts.',
    {
      actions: [
        ...USUAL,
        'Microsoft.Batch/batchAccounts/read',
        'Microsoft.Batch/batchAccounts/applications/*',
        'Microsoft.Batch/batchAccounts/certificates/*',
        'Microsoft.Batch/batchAccounts/certificateOperationResults/*',
        'Microsoft.Batch/batchAccounts/pools/*',
        'Microsoft.Batch/batchAccounts/poolOperationResults/*',
        'Microsoft.Batch/locations/*/read',
      ],
      dataActions: BATCH_DATA,
    },
  ),
  role(
    '48e5e92e-a480-4e71-aa9c-2778f4c13781',
    'Azure Batch Job Submitter',
    'Submits and manages jobs of Batch accounts.',
    {
      actions: [
        'Microsoft.Batch/batchAccounts/applications/read',
        'Microsoft.Batch/batchAccounts/applications/versions/read',
        'Microsoft.Batch/batchAccounts/pools/read',
      ],
      dataActions: BATCH_DATA,
    },
  ),
]

const BLOB_DATA = 'Microsoft.Storage/storageAccounts/blobServices/containers'
const QUEUE_DATA = 'Microsoft.Storage/storageAccounts/queueServices/queues'
const TABLE_DATA = 'Microsoft.Storage/storageAccounts/tableServices/tables'
const DELEGATION = 'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action'

const STORAGE: readonly RoleDefinition[] = [
  role(
    '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    'Storage Account Contributor',
    'Manages storage accounts and their keys.',
    { actions: [...USUAL, 'Microsoft.Storage/storageAccounts/*'] },
  ),
  role(
    '81a9662b-bebf-436f-a333-f67b29880f12',
    'Storage Account Key Operator Service Role',
    'Lists keys of storage accounts and makes them anew.',
    {
      actions: [
        'Microsoft.Storage/storageAccounts/listkeys/action',
        'Microsoft.Storage/storageAccounts/regeneratekey/action',
      ],
    },
  ),
  role(
    'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    'Storage Blob Data Owner',
    'Does everything with containers and blobs.',
    {
      actions: [`${BLOB_DATA}/*`, DELEGATION],
      dataActions: [`${BLOB_DATA}/blobs/*`],
    },
  ),
  role(
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    'Storage Blob Data Contributor',
    'Reads, writes and deletes containers and blobs.',
    {
      actions: [`${BLOB_DATA}/delete`, `${BLOB_DATA}/read`, `${BLOB_DATA}/write`, DELEGATION],
      dataActions: [
        `${BLOB_DATA}/blobs/delete`,
        `${BLOB_DATA}/blobs/read`,
        `${BLOB_DATA}/blobs/write`,
        `${BLOB_DATA}/blobs/move/action`,
        `${BLOB_DATA}/blobs/add/action`,
      ],
    },
  ),
  role(
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    'Storage Blob Data Reader',
    'Reads containers and blobs.',
    { actions: [`${BLOB_DATA}/read`, DELEGATION], dataActions: [`${BLOB_DATA}/blobs/read`] },
  ),
  role(
    'db58b8e5-c6ad-4a2a-8342-4190687cbf4a',
    'Storage Blob Delegator',
    'Gets keys with which it signs for itself.',
    { actions: [DELEGATION] },
  ),
  role(
    '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
    'Storage Queue Data Contributor',
    'Reads, writes and deletes queues and messages.',
    {
      actions: [`${QUEUE_DATA}/delete`, `${QUEUE_DATA}/read`, `${QUEUE_DATA}/write`],
      dataActions: [
        `${QUEUE_DATA}/messages/delete`,
        `${QUEUE_DATA}/messages/read`,
        `${QUEUE_DATA}/messages/write`,
        `${QUEUE_DATA}/messages/process/action`,
      ],
    },
  ),
  role(
    '19e7f393-937e-4f77-808e-94535e297925',
    'Storage Queue Data Reader',
    'Reads queues and looks at messages.',
    { actions: [`${QUEUE_DATA}/read`], dataActions: [`${QUEUE_DATA}/messages/read`] },
  ),
  role(
    'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a',
    'Storage Queue Data Message Sender',
    'Adds messages.',
    { dataActions: [`${QUEUE_DATA}/messages/add/action`] },
  ),
  role(
    '8a0f0c08-91a1-4084-bc3d-661d67233fed',
    'Storage Queue Data Message Processor',
    'Looks at messages, takes and deletes them.',
    {
      dataActions: [`${QUEUE_DATA}/messages/read`, `${QUEUE_DATA}/messages/process/action`],
    },
  ),
  role(
    '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    'Storage Table Data Contributor',
    'Reads, writes and deletes tables and entities.',
    {
      actions: [`${TABLE_DATA}/read`, `${TABLE_DATA}/write`, `${TABLE_DATA}/delete`],
      dataActions: [
        `${TABLE_DATA}/entities/read`,
        `${TABLE_DATA}/entities/write`,
        `${TABLE_DATA}/entities/delete`,
        `${TABLE_DATA}/entities/add/action`,
        `${TABLE_DATA}/entities/update/action`,
      ],
    },
  ),
  role(
    '76199698-9eea-4c19-bc75-cec21354c6b6',
    'Storage Table Data Reader',
    'Reads tables and entities.',
    { actions: [`${TABLE_DATA}/read`], dataActions: [`${TABLE_DATA}/entities/read`] },
  ),
]

const AKS_CREDENTIAL = 'Microsoft.ContainerService/managedClusters'

const CONTAINER_SERVICE: readonly RoleDefinition[] = [
  role(
    'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
    'Azure Kubernetes Service Contributor Role',
    'Reads and writes managed clusters.',
    { actions: [...USUAL, 'Microsoft.ContainerService/managedClusters/*'] },
  ),
  role(
    '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
    'Azure Kubernetes Service Cluster Admin Role',
    "Lists a managed cluster's administrator credential.",
    {
      actions: [
        `${AKS_CREDENTIAL}/listClusterAdminCredential/action`,
        `${AKS_CREDENTIAL}/accessProfiles/listCredential/action`,
        `${AKS_CREDENTIAL}/read`,
        `${AKS_CREDENTIAL}/runcommand/action`,
      ],
    },
  ),
  role(
    '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
    'Azure Kubernetes Service Cluster User Role',
    "Lists a managed cluster's user credential.",
    { actions: [`${AKS_CREDENTIAL}/listClusterUserCredential/action`, `${AKS_CREDENTIAL}/read`] },
  ),
  role(
    '1afdec4b-e479-420e-99e7-f82237c7c5e6',
    'Azure Kubernetes Service Cluster Monitoring User',
    "Lists a managed cluster's monitoring credential.",
    {
      actions: [
        `${AKS_CREDENTIAL}/listClusterMonitoringUserCredential/action`,
        `${AKS_CREDENTIAL}/read`,
      ],
    },
  ),
]

const SCVMM: readonly RoleDefinition[] = [
  role(
    'a92dfd61-77f9-4aec-a531-19858b406c87',
    'Azure Arc ScVmm Administrator role',
    'Does everything with SCVMM resources.',
    { actions: [...USUAL, 'Microsoft.ScVmm/*', 'Microsoft.HybridCompute/machines/*'] },
  ),
  role(
    'e582369a-e17b-42a5-b10c-874c387c530b',
    'Azure Arc ScVmm VM Contributor',
    'Does everything with virtual machines of SCVMM.',
    {
      actions: [
        ...USUAL,
        'Microsoft.ScVmm/virtualMachines/*',
        'Microsoft.ScVmm/virtualMachineInstances/*',
        'Microsoft.HybridCompute/machines/*',
      ],
    },
  ),
]

export const BUILT_IN_ROLES: readonly RoleDefinition[] = [
  ...GENERAL,
  ...BATCH,
  ...STORAGE,
  ...CONTAINER_SERVICE,
  ...KUBERNETES,
  ...SCVMM,
]

const byName = new Map(BUILT_IN_ROLES.map((definition) => [definition.name, definition]))

/** By GUID, or by an id that ends in it, in any case. */
export const findRole = (id: string): RoleDefinition | undefined =>
  byName.get(id.slice(id.lastIndexOf('/') + 1).toLowerCase())

/** More than the built-in roles have; those of custom ones come on top. */
const PATTERNS = 1_000

/** `*` stands for any number of any characters, slashes too; case never counts. */
const testOf = memoized('patterns of actions', PATTERNS, (pattern) => {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${source}$`, 'i')
})

const matches = (pattern: string, action: string): boolean => testOf(pattern).test(action)

/** Whether the role permits an action of the management plane. */
export const allows = (definition: Permissions, action: string): boolean =>
  definition.actions.some((pattern) => matches(pattern, action)) &&
  !definition.notActions.some((pattern) => matches(pattern, action))

/**
 * Whether the role permits an action of a data plane. Batch honours plain actions there too:
 * Contributor and Reader work on its data plane though they name no data action.
 */
export const allowsData = (definition: Permissions, action: string): boolean =>
  allows(definition, action) || permitsData(definition, action)

/** By its data actions alone: in storage an owner of an account has none to what it holds. */
export const permitsData = (definition: Permissions, action: string): boolean =>
  definition.dataActions.some((pattern) => matches(pattern, action)) &&
  !definition.notDataActions.some((pattern) => matches(pattern, action))
