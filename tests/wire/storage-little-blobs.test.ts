// Little blobs take a way of their own to where the data lies: nothing of it may be seen.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  AccountSASPermissions,
  AccountSASServices,
  BlobServiceClient,
  type ContainerClient,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { connectionString } from '#library/ready/variables.ts'

let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>
let box: ContainerClient
let sas: string
let agent: Agent

before(async () => {
  lazuli = await createLazuli({ storage: true, timeScale: 1000 })
  storage = lazuli.ready.storage!
  const authority = readFileSync(lazuli.ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), authority])
  agent = new Agent({ ca: authority, keepAlive: true, maxSockets: 8 })
  box = BlobServiceClient.fromConnectionString(connectionString(storage)).getContainerClient('box')
  await box.create()
  sas = generateAccountSASQueryParameters(
    {
      services: AccountSASServices.parse('b').toString(),
      resourceTypes: 'sco',
      permissions: AccountSASPermissions.parse('rwdlact'),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(storage.account, storage.key),
  ).toString()
})
after(async () => {
  agent.destroy()
  await lazuli.stop()
})

/** No call of a little blob has this header, and it changes nothing. */
const LONG_WAY = { 'accept-charset': 'utf-8' }
const WAYS = { short: {}, long: LONG_WAY } as const

interface Given {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly container?: string
}

async function put(name: string, { headers = {}, body = 'text', container = 'box' }: Given) {
  const url = `${storage.blob}/${container}/${encodeURIComponent(name)}?${sas}`
  const always = { 'x-ms-version': '2021-12-02', 'x-ms-blob-type': 'BlockBlob' }
  const length = { 'content-length': Buffer.byteLength(body) }
  // `fetch` would add headers of its own.
  const sent = request(url, { method: 'PUT', headers: { ...always, ...length, ...headers }, agent })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const told = new Headers(answer.headersDistinct as unknown as Record<string, string>)
  return { status: answer.statusCode!, headers: told, text: await text(answer) }
}

/** Differs from call to call. */
const OWN = /^(date|etag|last-modified|x-ms-(request-id|creation-time|access-tier-change-time))$/

const shown = (headers: Headers, status: number, body: string) => ({
  status,
  headers: [...headers].filter(([name]) => !OWN.test(name)).toSorted(),
  named: [...headers.keys()].toSorted(),
  text: body.replaceAll(/RequestId:\S+\s+Time:\S+/g, '').replaceAll(/[0-9a-f-]{36}/g, ''),
})

async function seen(name: string, given: Given) {
  const made = await put(name, given)
  const url = `${storage.blob}/${given.container ?? 'box'}/${encodeURIComponent(name)}?${sas}`
  const read = await fetch(url, { headers: { 'x-ms-version': '2021-12-02' } })
  return {
    made: shown(made.headers, made.status, made.text),
    read: shown(read.headers, read.status, await read.text()),
  }
}

const givens: Readonly<Record<string, Given>> = {
  'plain bytes': { body: Buffer.from([0, 255, 10, 13]) },
  'a type': { headers: { 'content-type': 'text/csv' } },
  'all that readers are told': {
    headers: {
      'content-type': 'text/plain',
      'x-ms-blob-content-type': 'text/html; charset=utf-8',
      'x-ms-blob-content-encoding': 'identity',
      'x-ms-blob-content-language': 'de',
      'x-ms-blob-content-disposition': 'attachment; filename="a b.txt"',
      'x-ms-blob-cache-control': 'no-cache',
      'x-ms-client-request-id': 'mine-1',
    },
  },
  'the largest that counts as little': { body: Buffer.alloc(64 * 1024, 'a') },
  'one byte more': { body: Buffer.alloc(64 * 1024 + 1, 'a') },
  nothing: { body: '' },
  'no such container': { container: 'absent' },
  'a container of a bad name': { container: 'Bad_Name' },
  metadata: { headers: { 'x-ms-meta-a': 'b' } },
  tags: { headers: { 'x-ms-tags': 'a=b' } },
  'a digest that is wrong': { headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } },
  'a tier': { headers: { 'x-ms-access-tier': 'Cool' } },
  'a new blob': { headers: { 'if-none-match': '*' } },
  'a condition that fails': { headers: { 'if-match': '"0x1"' } },
}

for (const [what, given] of Object.entries(givens)) {
  test(`the same is answered and kept on either way: ${what}`, async () => {
    const name = `of ${what}/é%2e\\x`
    const [short, long] = await Promise.all(
      Object.entries(WAYS).map(([way, more]) =>
        seen(`${way.padEnd(5)} ${name}`, { ...given, headers: { ...given.headers, ...more } }),
      ),
    )
    assert.deepEqual(short, long)
  })
}

test('what is there is written over, with its lease and what it had told', async () => {
  for (const [way, headers] of Object.entries(WAYS)) {
    const blob = box.getBlockBlobClient(`over-${way}`)
    await blob.upload('before', 6, { metadata: { old: 'yes' } })
    assert.equal((await put(`over-${way}`, { headers, body: 'after' })).status, 201)
    assert.equal((await blob.downloadToBuffer()).toString(), 'after')
    assert.deepEqual((await blob.getProperties()).metadata, {})
    const there = { headers: { ...headers, 'if-none-match': '*' } }
    const again = await put(`over-${way}`, there)
    assert.deepEqual(
      [again.status, again.headers.get('x-ms-error-code')],
      [409, 'BlobAlreadyExists'],
    )
    await blob.getBlobLeaseClient().acquireLease(60)
    const refused = await put(`over-${way}`, { headers, body: 'late' })
    assert.deepEqual(
      [refused.status, refused.headers.get('x-ms-error-code')],
      [412, 'LeaseIdMissing'],
    )
    assert.equal((await blob.downloadToBuffer()).toString(), 'after')
  }
})

test('many at once are each kept, as they were sent', async () => {
  const bodies = Array.from({ length: 80 }, (_, at) => `${at} `.repeat((at % 40) + 1))
  const made = await Promise.all(bodies.map((body, at) => put(`many/${at}`, { body })))
  assert.ok(made.every(({ status }) => status === 201))
  const found = await Promise.all(
    bodies.map((_, at) => box.getBlockBlobClient(`many/${at}`).downloadToBuffer()),
  )
  assert.deepEqual(found.map(String), bodies)
})
