// What the letters of a SAS permit in storage, and that no call does more than it says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  AccountSASPermissions,
  AccountSASServices,
  BlobServiceClient,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { connectionString } from '#library/ready/variables.ts'

const HOUR = 3_600_000
let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>

before(async () => {
  lazuli = await createLazuli({ storage: true, timeScale: 1000 })
  storage = lazuli.ready.storage!
  const authority = readFileSync(lazuli.ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), authority])
  const service = BlobServiceClient.fromConnectionString(connectionString(storage))
  const box = service.getContainerClient('box')
  await box.create()
  for (const name of ['kept', 'source']) await box.getBlockBlobClient(name).upload(name, 6)
  await box.getAppendBlobClient('log').create()
})
after(() => lazuli.stop())

/** A SAS of the account with these letters alone. */
const letters = (permitted: string): string =>
  generateAccountSASQueryParameters(
    {
      services: AccountSASServices.parse('bqt').toString(),
      resourceTypes: 'sco',
      permissions: AccountSASPermissions.parse(permitted),
      expiresOn: new Date(Date.now() + HOUR),
    },
    new StorageSharedKeyCredential(storage.account, storage.key),
  ).toString()

interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function call(url: string, { method = 'PUT', headers = {}, body }: Call = {}) {
  const version = { 'x-ms-version': '2021-12-02' }
  const answer = await fetch(url, {
    method,
    headers: { ...version, ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return {
    status: answer.status,
    code: answer.headers.get('x-ms-error-code'),
    text: await answer.text(),
  }
}

const blob = (name: string, query: string): string => `${storage.blob}/box/${name}?${query}`
const read = async (name: string): Promise<string> =>
  (await call(blob(name, letters('r')), { method: 'GET' })).text
const asBlob = { 'x-ms-blob-type': 'BlockBlob' }

test('tags are written with a blob, and asked about, by who may do that as well', async () => {
  const tagged = { ...asBlob, 'x-ms-tags': 'a=b' }
  const refused = await call(blob('tagged', letters('cw')), { headers: tagged, body: 'x' })
  assert.deepEqual([refused.status, refused.code], [403, 'AuthorizationPermissionMismatch'])
  const made = await call(blob('tagged', letters('cwt')), { headers: tagged, body: 'x' })
  assert.equal(made.status, 201, made.text)
  const asked = { method: 'GET', headers: { 'x-ms-if-tags': "a = 'b'" } }
  const unread = await call(blob('tagged', letters('r')), asked)
  assert.equal(unread.code, 'AuthorizationPermissionMismatch')
  assert.equal((await call(blob('tagged', letters('rt')), asked)).status, 200)
  for (const include of ['tags', 'metadata,Tags', 'tags,snapshots']) {
    const list = `${storage.blob}/box?restype=container&comp=list&include=${include}&`
    const hidden = await call(list + letters('rl'), { method: 'GET' })
    assert.deepEqual([hidden.status, hidden.code], [403, 'AuthorizationPermissionMismatch'])
    const shown = await call(list + letters('lt'), { method: 'GET' })
    assert.deepEqual([shown.status, shown.text.includes('<Key>a</Key>')], [200, true])
  }
})

test('a call does not do more than it says, whatever else is in it', async () => {
  const copy = { 'x-ms-copy-source': blob('source', letters('r')), 'x-ms-requires-sync': 'true' }
  const tags = '<Tags><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tags>'
  const lease = { 'x-ms-lease-action': 'break' }
  const tricks: readonly (readonly [string, string, Call])[] = [
    ['t', 'comp=tags', { headers: asBlob, body: tags }],
    ['t', 'comp=TAGS', { headers: asBlob, body: tags }],
    ['t', 'comp=tags', { headers: copy, body: tags }],
    ['t', 'comp=tags', { headers: { ...copy, ...asBlob } }],
    ['d', 'comp=lease', { headers: { ...lease, ...asBlob }, body: 'lost' }],
    ['d', 'comp=Lease', { headers: { ...lease, ...asBlob }, body: 'lost' }],
    ['a', 'comp=appendblock', { headers: asBlob, body: 'lost' }],
    ['a', 'comp=APPENDBLOCK', { headers: asBlob, body: 'lost' }],
    ['a', 'comp=appendblock', { headers: { ...copy, ...asBlob } }],
    ['a', 'comp=appendblock', { headers: copy }],
    ['x', 'versionid=2024-01-01T00:00:00.0000000Z', { method: 'DELETE' }],
  ]
  for (const [permitted, query, trick] of tricks) {
    for (const name of ['kept', 'log']) {
      const { status } = await call(blob(name, `${query}&${letters(permitted)}`), trick)
      const what = `${permitted} ${query} ${JSON.stringify(trick.headers ?? {})}: ${status}`
      assert.equal(await read('kept'), 'kept', what)
      assert.doesNotMatch(await read('log'), /source/, what)
    }
  }
  const plain = await call(blob('kept', `comp=tags&${letters('t')}`), { body: tags })
  assert.equal(plain.status, 204, plain.text)
  const appended = await call(blob('log', `comp=appendblock&${letters('a')}`), { body: 'line' })
  assert.equal(appended.status, 201, appended.text)
  const metadata = await call(blob('kept', `comp=metadata&${letters('r')}`), { method: 'HEAD' })
  assert.equal(metadata.status, 200)
})

test('who may look at messages takes none, however that is written', async () => {
  const queue = `${storage.queue}/letters`
  assert.equal((await call(`${queue}?${letters('cw')}`)).status, 201)
  const body = '<QueueMessage><MessageText>hello</MessageText></QueueMessage>'
  const put = await call(`${queue}/messages?${letters('a')}`, { method: 'POST', body })
  assert.equal(put.status, 201, put.text)
  for (const value of ['true', 'TRUE', 'True']) {
    const looked = `${queue}/messages?peekonly=${value}&${letters('r')}`
    const { status, text } = await call(looked, { method: 'GET' })
    assert.equal(status, 200)
    assert.match(text, /hello/)
    assert.doesNotMatch(text, /PopReceipt/)
  }
})

test('an entity that need not be there is written by who may add and update', async () => {
  const table = `${storage.table}/letters`
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  const tables = `${storage.table}/Tables?${letters('cw')}`
  const named = JSON.stringify({ TableName: 'letters' })
  assert.equal((await call(tables, { method: 'POST', headers: json, body: named })).status, 201)
  const entity = (query: string): string => `${table}(PartitionKey='p',RowKey='r')?${query}`
  const sent = { headers: json, body: JSON.stringify({ a: 1 }) }
  for (const method of ['PUT', 'MERGE']) {
    const { code } = await call(entity(letters('u')), { ...sent, method })
    assert.equal(code, 'AuthorizationPermissionMismatch', method)
  }
  assert.equal((await call(entity(letters('au')), sent)).status, 204)
  const known = { ...sent, headers: { ...json, 'if-match': '*' } }
  assert.equal((await call(entity(letters('u')), known)).status, 204)
})
