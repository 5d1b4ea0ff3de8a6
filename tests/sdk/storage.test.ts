// Blobs, queues and tables by Microsoft's clients, through the front and Azurite behind it.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { AzureNamedKeyCredential, TableClient, TableServiceClient } from '@azure/data-tables'
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  BlobSASPermissions,
  BlobServiceClient,
  ContainerSASPermissions,
  generateAccountSASQueryParameters,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { StorageSharedKeyCredential as QueueKey, QueueServiceClient } from '@azure/storage-queue'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { connectionString } from '#library/ready/variables.ts'
import { azureFor } from '#testing/clients/azure.ts'

let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>
let credential: StorageSharedKeyCredential
let service: BlobServiceClient
const HOUR = 3_600_000

before(async () => {
  lazuli = await createLazuli({ storage: true, timeScale: 1000 })
  storage = lazuli.ready.storage!
  const authority = readFileSync(lazuli.ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), authority])
  credential = new StorageSharedKeyCredential(storage.account, storage.key)
  service = BlobServiceClient.fromConnectionString(connectionString(storage))
})
after(() => lazuli.stop())

const nameOf = (what: string): string => `${what}-${randomUUID().slice(0, 8)}`

async function containerWith(blob: string, content: string) {
  const container = service.getContainerClient(nameOf('box'))
  await container.create()
  await container.getBlockBlobClient(blob).upload(content, content.length)
  return container
}

const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
  } catch (error) {
    const { code, statusCode, details } = error as {
      code?: string
      statusCode?: number
      details?: { errorCode?: string; odataError?: { code?: string } }
    }
    return [statusCode, details?.errorCode ?? details?.odataError?.code ?? code]
  }
  return 'no error'
}

async function arm(method: string, path: string, body?: unknown) {
  const token = await azureFor(lazuli.ready).credential.getToken(
    'https://management.azure.com/.default',
  )
  const { subscriptionId, resourceGroup, arm: origin } = lazuli.ready
  const root = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const url = `${origin}${root}/providers/Microsoft.Storage/storageAccounts/${path}?api-version=2023-05-01`
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

test('blobs of all sizes come back as they went, listed and deleted', async () => {
  const container = await containerWith('one.txt', 'hello')
  const bytes = randomBytes(9 * 1024 * 1024)
  const large = container.getBlockBlobClient('dir/large é+%.bin')
  await large.uploadData(bytes, { blockSize: 4 * 1024 * 1024, metadata: { k: 'v' } })
  assert.deepEqual(await large.downloadToBuffer(), bytes)
  assert.equal((await large.getProperties()).metadata!.k, 'v')
  const names: string[] = []
  for await (const { name } of container.listBlobsFlat()) names.push(name)
  assert.deepEqual(names, ['dir/large é+%.bin', 'one.txt'])
  const listed: string[] = []
  for await (const { name } of service.listContainers({ prefix: 'box-' })) listed.push(name)
  assert.ok(listed.includes(container.containerName))
  await large.delete()
  assert.deepEqual(await codeOf(large.getProperties()), [404, 'BlobNotFound'])
})

test('what was not asked for in time, by the right key or for this account is refused', async () => {
  const container = await containerWith('one.txt', 'hello')
  const forged = new StorageSharedKeyCredential(storage.account, randomBytes(64).toString('base64'))
  const wrong = new BlobServiceClient(storage.blob, forged)
  assert.deepEqual(await codeOf(wrong.getProperties()), [403, 'AuthenticationFailed'])
  const plain = await fetch(container.getBlobClient('one.txt').url)
  assert.equal(plain.status, 409)
  assert.equal(plain.headers.get('x-ms-error-code'), 'PublicAccessNotPermitted')
  const insecure = await fetch(service.url.replace('https:', 'http:'))
  assert.equal(insecure.headers.get('x-ms-error-code'), 'AccountRequiresHttps')
})

test('an account made on Resource Manager is there at once, and gone at once', async () => {
  const name = `made${randomUUID().slice(0, 8)}`
  const sent = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  assert.equal((await arm('PUT', name, sent)).status, 202)
  const { keys } = (await arm('POST', `${name}/listKeys`)).body
  const { primaryEndpoints } = (await arm('GET', name)).body.properties
  const own = new StorageSharedKeyCredential(name, keys[0].value)
  const client = new BlobServiceClient(primaryEndpoints.blob, own)
  const container = client.getContainerClient('first')
  const metadata = { by: 'client', odd: '<a> & "b" &amp; \'c\'' }
  await container.create({ metadata })
  const first = `${name}/blobServices/default/containers/first`
  const shown = await arm('GET', first)
  assert.deepEqual([shown.status, shown.body.properties.metadata], [200, metadata])
  // A change of something else leaves it as it is.
  const changed = await arm('PATCH', first, { properties: { publicAccess: 'None' } })
  assert.deepEqual([changed.status, changed.body.properties.metadata], [200, metadata])
  assert.deepEqual((await container.getProperties()).metadata, metadata)
  await arm('PUT', `${name}/blobServices/default/containers/second`, {})
  assert.equal(await client.getContainerClient('second').exists(), true)
  await arm('DELETE', `${name}/blobServices/default/containers/first`)
  assert.equal(await container.exists(), false)
  // Another account's key opens nothing here.
  const foreign = new StorageSharedKeyCredential(name, storage.key)
  const stranger = new BlobServiceClient(primaryEndpoints.blob, foreign)
  assert.deepEqual(await codeOf(stranger.getProperties()), [403, 'AuthenticationFailed'])
  assert.equal((await arm('DELETE', name)).status, 200)
  assert.deepEqual(await codeOf(client.getProperties()), [404, 'ResourceNotFound'])
  // A later account of the name has none of its data.
  await arm('PUT', name, sent)
  const again = (await arm('POST', `${name}/listKeys`)).body.keys
  const later = new BlobServiceClient(
    primaryEndpoints.blob,
    new StorageSharedKeyCredential(name, again[0].value),
  )
  assert.equal(await later.getContainerClient('second').exists(), false)
})

test('a SAS is good for what it says, as long as it says, and no longer', async () => {
  const container = await containerWith('one.txt', 'hello')
  const { containerName } = container
  const sas = (more: object) =>
    generateBlobSASQueryParameters(
      {
        containerName,
        permissions: BlobSASPermissions.parse('r'),
        expiresOn: new Date(Date.now() + HOUR),
        ...more,
      },
      credential,
    ).toString()
  const get = async (blob: string, query: string, method = 'GET') => {
    const answer = await fetch(`${container.url}/${blob}?${query}`, { method })
    await answer.arrayBuffer()
    return [answer.status, answer.headers.get('x-ms-error-code')]
  }
  const one = sas({ blobName: 'one.txt' })
  assert.deepEqual(await get('one.txt', one), [200, null])
  assert.deepEqual(await get('two.txt', one), [403, 'AuthenticationFailed'])
  assert.deepEqual(await get('one.txt', one, 'DELETE'), [403, 'AuthorizationPermissionMismatch'])
  assert.deepEqual(await get('one.txt', one.replace('sp=r', 'sp=rd'), 'DELETE'), [
    403,
    'AuthenticationFailed',
  ])
  assert.deepEqual(await get('one.txt', `${one}&sp=rd`, 'DELETE'), [400, 'InvalidUri'])
  const expired = sas({ blobName: 'one.txt', expiresOn: new Date(Date.now() - HOUR) })
  assert.deepEqual(await get('one.txt', expired), [403, 'AuthenticationFailed'])
  const elsewhere = sas({ blobName: 'one.txt', ipRange: { start: '10.0.0.1' } })
  assert.deepEqual(await get('one.txt', elsewhere), [403, 'AuthorizationSourceIPMismatch'])
  const named = sas({ blobName: 'one.txt', contentDisposition: 'attachment' })
  const answer = await fetch(`${container.url}/one.txt?${named}`)
  assert.equal(answer.headers.get('content-disposition'), 'attachment')
  const whole = sas({ permissions: ContainerSASPermissions.parse('lc') })
  assert.deepEqual(await get('', `restype=container&comp=list&${whole}`), [200, null])
  assert.deepEqual(await get('', `restype=container&${whole}`, 'DELETE'), [
    403,
    'AuthorizationPermissionMismatch',
  ])
  // Who may only create writes over nothing.
  const put = async (blob: string) => {
    const url = `${container.url}/${blob}?${whole}`
    const headers = { 'x-ms-blob-type': 'BlockBlob' }
    return (await fetch(url, { method: 'PUT', headers, body: 'new' })).status
  }
  assert.deepEqual([await put('fresh.txt'), await put('one.txt')], [201, 409])
})

test('a SAS of an account holds its services, resource types and stored policies', async () => {
  const container = await containerWith('one.txt', 'hello')
  const sas = (services: string, types: string, permissions: string): string =>
    generateAccountSASQueryParameters(
      {
        services: AccountSASServices.parse(services).toString(),
        resourceTypes: AccountSASResourceTypes.parse(types).toString(),
        permissions: AccountSASPermissions.parse(permissions),
        expiresOn: new Date(Date.now() + HOUR),
      },
      credential,
    ).toString()
  const get = async (query: string) => {
    const answer = await fetch(`${container.url}/one.txt?${query}`)
    return [answer.status, answer.headers.get('x-ms-error-code')]
  }
  assert.deepEqual(await get(sas('b', 'o', 'r')), [200, null])
  assert.deepEqual(await get(sas('q', 'o', 'r')), [403, 'AuthorizationServiceMismatch'])
  assert.deepEqual(await get(sas('b', 'c', 'r')), [403, 'AuthorizationResourceTypeMismatch'])
  assert.deepEqual(await get(sas('b', 'o', 'w')), [403, 'AuthorizationPermissionMismatch'])
  const accessPolicy = {
    permissions: 'r',
    startsOn: new Date(Date.now() - HOUR),
    expiresOn: new Date(Date.now() + HOUR),
  }
  await container.setAccessPolicy(undefined, [{ id: 'read', accessPolicy }])
  const { containerName } = container
  const by = (identifier: string, more: object = {}) =>
    generateBlobSASQueryParameters({ containerName, identifier, ...more }, credential).toString()
  assert.deepEqual(await get(by('read')), [200, null])
  // What the policy says already is said once.
  const twice = [
    { permissions: ContainerSASPermissions.parse('rwd') },
    { expiresOn: new Date(Date.now() + 10 * HOUR) },
    { startsOn: accessPolicy.startsOn },
  ]
  for (const more of twice) {
    assert.deepEqual(await get(by('read', more)), [403, 'AuthenticationFailed'])
  }
  assert.deepEqual(await get(by('other')), [403, 'AuthenticationFailed'])
  await container.setAccessPolicy(undefined, [])
  assert.deepEqual(await get(by('read')), [403, 'AuthenticationFailed'])
})

test('a token opens what a role permits, and a SAS signed with its key no more', async () => {
  const container = await containerWith('one.txt', 'hello')
  const { credential: entra } = azureFor(lazuli.ready)
  const byToken = new BlobServiceClient(storage.blob, entra)
  const blob = byToken.getContainerClient(container.containerName).getBlobClient('one.txt')
  assert.equal((await blob.downloadToBuffer()).toString(), 'hello')
  const expiresOn = new Date(Date.now() + HOUR)
  const key = await byToken.getUserDelegationKey(new Date(Date.now() - 60_000), expiresOn)
  const signed = {
    containerName: container.containerName,
    blobName: 'one.txt',
    permissions: BlobSASPermissions.parse('r'),
    expiresOn,
  }
  const sas = generateBlobSASQueryParameters(signed, key, storage.account).toString()
  assert.equal((await fetch(`${blob.url}?${sas}`)).status, 200)
  await arm('POST', `${storage.account}/revokeUserDelegationKeys`)
  assert.equal((await fetch(`${blob.url}?${sas}`)).status, 403)
  const wrong = await entra.getToken('https://management.azure.com/.default')
  const headers = { authorization: `Bearer ${wrong!.token}`, 'x-ms-version': '2023-11-03' }
  const answer = await fetch(blob.url, { headers })
  assert.deepEqual(
    [answer.status, answer.headers.get('x-ms-error-code')],
    [401, 'InvalidAuthenticationInfo'],
  )
  assert.match(answer.headers.get('www-authenticate')!, /resource_id=https:\/\/storage\.azure\.com/)
  // An account without such roles: its owner has none to the data.
  const name = `roles${randomUUID().slice(0, 8)}`
  const sent = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  await arm('PUT', name, sent)
  const other = new BlobServiceClient(storage.blob.replace(/lazuli$/, name), entra)
  const read = other.getContainerClient('none').getBlobClient('x').download()
  assert.deepEqual(await codeOf(read), [403, 'AuthorizationPermissionMismatch'])
})

test('copies within an account and between two', async () => {
  const from = await containerWith('one.txt', 'hello')
  const to = service.getContainerClient(nameOf('to'))
  await to.create()
  const copy = to.getBlobClient('copy.txt')
  await (await copy.beginCopyFromURL(from.getBlobClient('one.txt').url)).pollUntilDone()
  assert.equal((await copy.downloadToBuffer()).toString(), 'hello')
  const outside = copy.beginCopyFromURL('https://example.org/file')
  assert.deepEqual(await codeOf(outside), [501, 'NotImplemented'])
})

test('blocks come from other blobs that the caller may read', async () => {
  const from = await containerWith('one.txt', 'hello')
  const made = from.getBlockBlobClient('made.txt')
  const source = from.getBlobClient('one.txt')
  const permissions = BlobSASPermissions.parse('r')
  const expiresOn = new Date(Date.now() + 3_600_000)
  const sas = await source.generateSasUrl({ permissions, expiresOn })
  await made.stageBlockFromURL('AAAA', sas, 0, 2)
  await made.stageBlockFromURL('AAAB', sas)
  await made.commitBlockList(['AAAA', 'AAAB'])
  assert.equal((await made.downloadToBuffer()).toString(), 'hehello')
  const forged = made.stageBlockFromURL('AAAC', sas.replace(/sig=[^&]{8}/, 'sig=AAAAAAAA'))
  assert.deepEqual(await codeOf(forged), [403, 'AuthenticationFailed'])
})

test('queues take and give messages', async () => {
  const queues = new QueueServiceClient(storage.queue, new QueueKey(storage.account, storage.key))
  const queue = queues.getQueueClient(nameOf('line'))
  await queue.create()
  await queue.sendMessage('hello')
  assert.equal((await queue.peekMessages()).peekedMessageItems[0]!.messageText, 'hello')
  const [message] = (await queue.receiveMessages()).receivedMessageItems
  await queue.deleteMessage(message!.messageId, message!.popReceipt)
  assert.equal((await queue.getProperties()).approximateMessagesCount, 0)
  const forged = new QueueKey(storage.account, randomBytes(64).toString('base64'))
  const wrong = new QueueServiceClient(storage.queue, forged)
  assert.deepEqual(await codeOf(wrong.getProperties()), [403, 'AuthenticationFailed'])
  const byToken = new QueueServiceClient(storage.queue, azureFor(lazuli.ready).credential)
  await byToken.getQueueClient(queue.name).sendMessage('by token')
})

test('tables keep entities', async () => {
  const key = new AzureNamedKeyCredential(storage.account, storage.key)
  const tables = new TableServiceClient(storage.table, key)
  const name = `t${randomUUID().slice(0, 8)}`
  await tables.createTable(name)
  const table = new TableClient(storage.table, name, key)
  await table.createEntity({ partitionKey: 'p', rowKey: 'r', n: 1 })
  await table.updateEntity({ partitionKey: 'p', rowKey: 'r', n: 2 })
  assert.equal((await table.getEntity('p', 'r')).n, 2)
  const found = []
  for await (const entity of table.listEntities()) found.push(entity.rowKey)
  assert.deepEqual(found, ['r'])
  const forged = new AzureNamedKeyCredential(storage.account, randomBytes(64).toString('base64'))
  const wrong = new TableClient(storage.table, name, forged)
  assert.deepEqual(await codeOf(wrong.getEntity('p', 'r')), [403, 'AuthenticationFailed'])
  const byToken = new TableClient(storage.table, name, azureFor(lazuli.ready).credential)
  assert.equal((await byToken.getEntity('p', 'r')).n, 2)
})
