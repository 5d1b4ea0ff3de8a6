// What roles can permit on Microsoft.Storage, as far as it is served.

const entry = (name: string, resource: string, words: string, isDataAction: boolean) => ({
  name: `Microsoft.Storage/${name}`,
  display: { provider: 'Microsoft Storage', resource, operation: words, description: `${words}.` },
  isDataAction,
  origin: 'user,system',
})

const ACCOUNTS = 'storageAccounts'
const BLOBS = `${ACCOUNTS}/blobServices`
const FILES = `${ACCOUNTS}/fileServices`
const QUEUES = `${ACCOUNTS}/queueServices`
const TABLES = `${ACCOUNTS}/tableServices`

type Row = readonly [name: string, resource: string, words: string]

const verbs = (type: string, resource: string): Row[] => [
  [`${type}/read`, resource, `Reads ${resource.toLowerCase()}`],
  [`${type}/write`, resource, `Makes or changes ${resource.toLowerCase()}`],
  [`${type}/delete`, resource, `Deletes ${resource.toLowerCase()}`],
]

const actions: readonly Row[] = [
  ['register/action', 'Provider', 'Registers the subscription'],
  ['operations/read', 'Operations', 'Lists operations'],
  ['checknameavailability/read', 'Names', 'Tells whether a name can be taken'],
  ['checknameavailability/action', 'Names', 'Tells whether a name can be taken'],
  ['skus/read', 'SKUs', 'Lists SKUs'],
  ['locations/usages/read', 'Usages', 'Reads quotas'],
  ...verbs(ACCOUNTS, 'Storage accounts'),
  [`${ACCOUNTS}/listkeys/action`, 'Storage accounts', 'Lists keys'],
  [`${ACCOUNTS}/regeneratekey/action`, 'Storage accounts', 'Makes a key anew'],
  [`${ACCOUNTS}/listAccountSas/action`, 'Storage accounts', 'Makes a SAS of the account'],
  [`${ACCOUNTS}/listServiceSas/action`, 'Storage accounts', 'Makes a SAS of a service'],
  [
    `${ACCOUNTS}/revokeUserDelegationKeys/action`,
    'Storage accounts',
    'Revokes user delegation keys',
  ],
  [`${BLOBS}/read`, 'Blob services', 'Reads blob services'],
  [`${BLOBS}/write`, 'Blob services', 'Changes blob services'],
  [`${BLOBS}/generateUserDelegationKey/action`, 'Blob services', 'Makes a user delegation key'],
  ...verbs(`${BLOBS}/containers`, 'Containers'),
  [`${FILES}/read`, 'File services', 'Reads file services'],
  [`${FILES}/write`, 'File services', 'Changes file services'],
  ...verbs(`${FILES}/shares`, 'File shares'),
  ...verbs(`${QUEUES}/queues`, 'Queues'),
  ...verbs(`${TABLES}/tables`, 'Tables'),
]

const dataActions: readonly Row[] = [
  ...verbs(`${BLOBS}/containers/blobs`, 'Blobs'),
  [`${BLOBS}/containers/blobs/add/action`, 'Blobs', 'Adds blobs'],
  [`${BLOBS}/containers/blobs/move/action`, 'Blobs', 'Moves blobs'],
  [`${BLOBS}/containers/blobs/tags/read`, 'Blobs', 'Reads tags of blobs'],
  [`${BLOBS}/containers/blobs/tags/write`, 'Blobs', 'Changes tags of blobs'],
  [`${BLOBS}/containers/blobs/filter/action`, 'Blobs', 'Finds blobs by tags'],
  ...verbs(`${QUEUES}/queues/messages`, 'Messages'),
  [`${QUEUES}/queues/messages/add/action`, 'Messages', 'Adds messages'],
  [`${QUEUES}/queues/messages/process/action`, 'Messages', 'Takes messages'],
  ...verbs(`${TABLES}/tables/entities`, 'Entities'),
  [`${TABLES}/tables/entities/add/action`, 'Entities', 'Adds entities'],
  [`${TABLES}/tables/entities/update/action`, 'Entities', 'Changes entities'],
]

export const operationList = [
  ...actions.map((row) => entry(...row, false)),
  ...dataActions.map((row) => entry(...row, true)),
]
