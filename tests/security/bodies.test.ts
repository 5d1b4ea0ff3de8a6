// Long bodies: refused in words however long they are, and never too many in memory at once.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { after, test } from 'node:test'
import { accessToken } from '#cli/client.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'

const MB = 2 ** 20

async function withHeap(megabytes: number): Promise<SpawnedLazuli> {
  const { NODE_OPTIONS: before } = process.env
  process.env.NODE_OPTIONS = `${before ?? ''} --max-old-space-size=${megabytes}`.trim()
  try {
    return await spawnLazuli({ timeScale: 1_000_000 })
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS
    else process.env.NODE_OPTIONS = before
  }
}

const lazuli = await withHeap(64)
after(() => lazuli.stop())
const { ready } = lazuli
const token = await accessToken(ready, 'https://management.azure.com/')
const batchToken = await accessToken(ready, 'https://batch.core.windows.net/')
const ca = readFileSync(ready.caFile)
const cluster = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters`

interface Order {
  readonly url: string
  readonly method?: string
  readonly body: Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly isBatch?: boolean
}

function send({ url, method = 'PUT', body, headers = {}, isBatch }: Order) {
  return new Promise<{ status: number; text: string; continued: boolean }>((resolve, reject) => {
    let continued = false
    const sent = request(new URL(url, ready.arm), {
      ...{ method, ca, agent: false },
      headers: {
        authorization: `Bearer ${isBatch ? batchToken : token}`,
        'content-type': isBatch ? 'application/json; odata=minimalmetadata' : 'application/json',
        ...headers,
      },
    })
    sent.on('error', reject)
    sent.on('response', async (response) => {
      const chunks = await response.toArray()
      resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString(), continued })
    })
    if (headers.expect) {
      sent.flushHeaders()
      sent.on('continue', () => {
        continued = true
        sent.end(body)
      })
    } else sent.end(body)
  })
}

const aks = (name: string): string => `${cluster}/${name}?api-version=2024-05-01`
const pools = `${ready.batch!.endpoint}/pools?api-version=2024-07-01.20.0`

test('a body of 100 MB is a 413 on both planes, with its length and in chunks', async () => {
  const body = Buffer.alloc(100 * MB, 0x20)
  for (const headers of [
    { 'content-length': String(body.length) },
    { 'transfer-encoding': 'chunked' },
  ]) {
    assert.equal((await send({ url: aks('long'), body, headers })).status, 413)
    const toBatch = { url: pools, method: 'POST', body, headers, isBatch: true }
    assert.equal((await send(toBatch)).status, 413)
  }
})

test('a client that asks first is told before it sends', async () => {
  const asks = { expect: '100-continue' }
  const body = Buffer.alloc(100 * MB, 0x20)
  const long = { 'content-length': String(body.length), ...asks }
  const refused = await send({ url: aks('long'), body, headers: long })
  assert.deepEqual([refused.status, refused.continued], [413, false])
  const stranger = { ...asks, 'content-length': '2', authorization: 'Bearer x' }
  const unknown = await send({ url: aks('long'), body: Buffer.from('{}'), headers: stranger })
  assert.deepEqual([unknown.status, unknown.continued], [401, false])
  const short = { ...asks, 'content-length': '2' }
  const read = await send({ url: aks('long'), body: Buffer.from('{}'), headers: short })
  assert.deepEqual([read.status, read.continued], [400, true])
})

/** Bodies of nearly 4 MB that take much room, each in its own way. */
const large: Readonly<Record<string, () => Buffer>> = {
  'one long text': () =>
    Buffer.from(`{"location":"westeurope","tags":{"a":"${'x'.repeat(4 * MB - 100)}"}}`),
  'two-byte text': () =>
    Buffer.from(`{"location":"westeurope","tags":{"a":"${'\u0416'.repeat(2 * MB - 100)}"}}`),
  'empty objects': () =>
    Buffer.from(`{"location":"westeurope","tags":[${'{},'.repeat(1_390_000)}{}]}`),
  'small members': () =>
    Buffer.from(
      `{"location":"westeurope","tags":{${Array.from({ length: 99_000 }, (_, i) => `"k${i}":"${'v'.repeat(24)}"`).join()}}}`,
    ),
  lists: () => Buffer.from(`{"location":"westeurope","tags":[${'[],'.repeat(1_390_000)}[]]}`),
}

test('twenty bodies of 4 MB at once do not end a server with a small heap', async () => {
  for (const [what, make] of Object.entries(large)) {
    const body = make()
    assert.ok(body.length < 4 * MB)
    const times = what === 'small members' ? 6 : 20
    const calls = Array.from({ length: times }, (_, i) => send({ url: aks(`large${i}`), body }))
    for (const { status } of await Promise.all(calls)) assert.equal(status, 400, what)
  }
  // It is the same server that answers, and its journal still shows.
  const { status } = await send({ url: '/lazuli/journal', method: 'GET', body: Buffer.alloc(0) })
  assert.equal(status, 200)
  process.kill(lazuli.pid, 0)
})
