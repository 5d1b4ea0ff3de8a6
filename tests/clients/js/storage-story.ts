// Storage with @azure/arm-storage, which speaks 2026-09-01, and the clients of the data planes: an account
// is made, used, changed and deleted.
import { StorageManagementClient } from '@azure/arm-storage'
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables'
import { ClientSecretCredential } from '@azure/identity'
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import { StorageSharedKeyCredential as QueueKey, QueueServiceClient } from '@azure/storage-queue'

const { env } = process
const GROUP = env.AZURE_RESOURCE_GROUP!
const NAME = 'jsstory'

let passed = 0

function check(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(what)
  console.log(`ok ${++passed} ${what}`)
}

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** The status and the code with which a call is refused. */
async function refused(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { statusCode, code } = error as { statusCode: number; code: string }
    return `${statusCode} ${code}`
  }
  throw new Error('the call was not refused')
}

const credential = new ClientSecretCredential(
  env.AZURE_TENANT_ID!,
  env.AZURE_CLIENT_ID!,
  env.AZURE_CLIENT_SECRET!,
  { authorityHost: env.AZURE_AUTHORITY_HOST!, disableInstanceDiscovery: true },
)
const client = new StorageManagementClient(credential, env.AZURE_SUBSCRIPTION_ID!, {
  endpoint: env.AZURE_RESOURCE_MANAGER_ENDPOINT!,
})
const type = 'Microsoft.Storage/storageAccounts' as const
const availability = (name: string) => client.storageAccounts.checkNameAvailability({ name, type })

check('a name is free', (await availability(NAME)).nameAvailable === true)
check('one with dashes is none', (await availability('a-b')).reason === 'AccountNameInvalid')
const account = await client.storageAccounts.create(GROUP, NAME, {
  location: env.AZURE_LOCATION!,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  tags: { by: 'js' },
  minimumTlsVersion: 'TLS1_2',
})
check('an account is made', account.provisioningState === 'Succeeded')
check('its name is taken', (await availability(NAME)).reason === 'AlreadyExists')
const accounts = await listed(client.storageAccounts.listByResourceGroup(GROUP))
check(
  'it is listed',
  accounts.some(({ name }) => name === NAME),
)

const { keys = [] } = await client.storageAccounts.listKeys(GROUP, NAME)
const key = keys[0]!.value!
const { blob, queue, table } = account.primaryEndpoints!
await client.blobContainers.create(GROUP, NAME, 'box', { publicAccess: 'None' })
const blobs = new BlobServiceClient(blob!, new StorageSharedKeyCredential(NAME, key))
await blobs.getContainerClient('box').getBlockBlobClient('a.txt').upload('hello', 5)
const names = await listed(blobs.getContainerClient('box').listBlobsFlat())
check('a blob goes into the container that ARM made', names[0]?.name === 'a.txt')
const queues = new QueueServiceClient(queue!, new QueueKey(NAME, key))
await queues.createQueue('line')
await queues.getQueueClient('line').sendMessage('next')
const { receivedMessageItems } = await queues.getQueueClient('line').receiveMessages()
check('a queue gives what it took', receivedMessageItems[0]?.messageText === 'next')
const rows = new TableClient(table!, 'rows', new AzureNamedKeyCredential(NAME, key))
await rows.createTable()
await rows.createEntity({ partitionKey: 'p', rowKey: 'r', n: 1 })
check('a table keeps a row', (await rows.getEntity('p', 'r')).n === 1)

const { accountSasToken } = await client.storageAccounts.listAccountSAS(GROUP, NAME, {
  services: 'b',
  resourceTypes: 'sco',
  permissions: 'rl',
  sharedAccessExpiryTime: new Date(Date.now() + 3_600_000),
})
const reader = new BlobServiceClient(`${blob}?${accountSasToken}`)
check('its SAS lists', (await listed(reader.listContainers())).length === 1)
check(
  'and writes nothing',
  (await refused(reader.createContainer('more'))) === '403 AuthorizationPermissionMismatch',
)
await client.storageAccounts.regenerateKey(GROUP, NAME, { keyName: 'key1' })
check(
  'what an old key signed ends with it',
  (await refused(listed(reader.listContainers()))) === '403 AuthenticationFailed',
)
await client.fileShares.create(GROUP, NAME, 'share', { shareQuota: 5 })
check('a share is kept', (await client.fileShares.get(GROUP, NAME, 'share')).shareQuota === 5)
const changed = await client.storageAccounts.update(GROUP, NAME, { tags: { by: 'others' } })
check('tags change', changed.tags?.by === 'others' && changed.minimumTlsVersion === 'TLS1_2')
check('SKUs are listed', (await listed(client.skus.list())).length > 5)
const usages = await listed(client.usages.listByLocation(env.AZURE_LOCATION!))
check('so is what is used of the quota', (usages[0]?.currentValue ?? 0) >= 2)
await client.storageAccounts.delete(GROUP, NAME)
check(
  'a deleted account is gone',
  (await refused(client.storageAccounts.getProperties(GROUP, NAME))) === '404 ResourceNotFound',
)
console.log(`${passed} passed, 0 failed`)
