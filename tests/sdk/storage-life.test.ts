// What keeps the data of storage ends and comes back; accounts come and go; keys are made anew.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { AzureNamedKeyCredential, TableServiceClient } from '@azure/data-tables'
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  BlobServiceClient,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { StorageSharedKeyCredential as QueueKey, QueueServiceClient } from '@azure/storage-queue'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { connectionString } from '#library/ready/variables.ts'
import { azureFor } from '#testing/clients/azure.ts'

const data = mkdtempSync(join(tmpdir(), 'lazuli-storage-life-'))
const reported: string[] = []
let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>

async function start(): Promise<void> {
  const report = (what: string, error: unknown) => reported.push(`${what}: ${String(error)}`)
  lazuli = await createLazuli({ data, storage: true, timeScale: 1000 }, { report })
  storage = lazuli.ready.storage!
  const authority = readFileSync(lazuli.ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), authority])
}
before(start)
after(async () => {
  await lazuli.stop()
  rmSync(data, { recursive: true, force: true })
})

async function arm(method: string, path: string, body?: unknown) {
  const { credential } = azureFor(lazuli.ready)
  const token = await credential.getToken('https://management.azure.com/.default')
  const { subscriptionId, resourceGroup, arm: origin } = lazuli.ready
  const root = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const url = path.startsWith('/')
    ? origin + path
    : `${origin}${root}/providers/Microsoft.Storage/storageAccounts/${path}?api-version=2023-05-01`
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

const NEW_ACCOUNT = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }

/** The child of this process that keeps the data. */
function keeper(): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = children.find((pid) => {
    try {
      const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return Number(parent) === process.pid && words.includes('azurite-process')
    } catch {
      return false
    }
  })
  return Number(found)
}

const sasOf = (account: string, key: string): string =>
  generateAccountSASQueryParameters(
    {
      services: AccountSASServices.parse('bqt').toString(),
      resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
      permissions: AccountSASPermissions.parse('rwdlacup'),
      expiresOn: new Date(Date.now() + 3_600_000),
    },
    new StorageSharedKeyCredential(account, key),
  ).toString()

test('a keeper of data that dies is started again; meanwhile calls wait for it', async () => {
  const client = BlobServiceClient.fromConnectionString(connectionString(storage))
  const container = client.getContainerClient('lasting')
  await container.create()
  await container.getBlockBlobClient('a.txt').upload('hello', 5)
  // It saves what it was told every few seconds.
  await wait(6_000)
  const query = sasOf(storage.account, storage.key)
  const first = keeper()
  process.kill(first, 'SIGKILL')
  while (!/azurite ended with null/.test(reported.join())) await wait(5)
  for (const [service, path] of [
    ['blob', '?comp=list&'],
    ['queue', '?comp=list&'],
    ['table', '/Tables?'],
  ] as const) {
    const answer = await fetch(`${storage[service]}${path}${query}`, {
      headers: { accept: 'application/json' },
    })
    assert.equal(answer.status, 200, service)
  }
  const again = await container.getBlobClient('a.txt').downloadToBuffer()
  assert.equal(again.toString(), 'hello')
  assert.notEqual(keeper(), first)
})

test('an account answers by its own host name on the port of the server', async () => {
  const { port } = new URL(lazuli.ready.arm)
  const query = sasOf(storage.account, storage.key)
  const ask = (host: string, path: string) =>
    new Promise<[number, string]>((resolve, reject) => {
      const headers = { host: `${host}:${port}`, accept: 'application/json' }
      const sent = request(
        { host: '127.0.0.1', port, servername: 'localhost', path, headers },
        (answer) => {
          let text = ''
          answer.on('data', (chunk: Buffer) => {
            text += chunk.toString()
          })
          answer.on('end', () => resolve([answer.statusCode!, text]))
        },
      )
      sent.on('error', reject).end()
    })
  for (const [service, path] of [
    ['blob', '/?comp=list&'],
    ['queue', '/?comp=list&'],
    ['table', '/Tables?'],
  ] as const) {
    const [status, text] = await ask(`${storage.account}.${service}.localhost`, path + query)
    assert.equal(status, 200, text)
    assert.equal((await ask(`unknown.${service}.localhost`, path + query))[0], 404)
    // A foreign name that only begins like one of ours.
    const [foreign] = await ask(`${storage.account}.${service}.example.com`, path + query)
    assert.equal(foreign, 400)
  }
  const [file, words] = await ask(`${storage.account}.file.localhost`, `/?comp=list&${query}`)
  assert.equal(file, 501)
  assert.match(words, /NotImplemented.*the data plane of file/s)
})

test('a key that is made anew is in the ready file, and no secret is in the journal', async () => {
  const old = storage.key
  const sas = {
    signedServices: 'b',
    signedResourceTypes: 'sco',
    signedPermission: 'rl',
    signedExpiry: '2099-01-01T00:00:00Z',
  }
  const { accountSasToken } = (await arm('POST', `${storage.account}/ListAccountSas`, sas)).body
  const { serviceSasToken } = (
    await arm('POST', `${storage.account}/ListServiceSas`, {
      canonicalizedResource: `/blob/${storage.account}/lasting`,
      signedResource: 'c',
      signedPermission: 'r',
      signedExpiry: '2099-01-01T00:00:00Z',
    })
  ).body
  assert.equal((await fetch(`${storage.blob}?comp=list&${accountSasToken}`)).status, 200)
  const anew = await arm('POST', `${storage.account}/regenerateKey`, { keyName: 'key1' })
  const key: string = anew.body.keys[0].value
  assert.notEqual(key, old)
  const told = JSON.parse(readFileSync(lazuli.ready.readyFile, 'utf8')) as Ready
  assert.equal(told.storage?.key, key)
  // What the old key signed is worth nothing.
  assert.equal((await fetch(`${storage.blob}?comp=list&${accountSasToken}`)).status, 403)
  const now = BlobServiceClient.fromConnectionString(connectionString(told.storage!))
  assert.equal(await now.getContainerClient('lasting').exists(), true)
  const journal = await arm('GET', '/lazuli/journal')
  const entries = journal.body.value as { id: string }[]
  const whole = await Promise.all(entries.map(({ id }) => arm('GET', `/lazuli/journal/${id}`)))
  const text = JSON.stringify([journal.body, ...whole.map(({ body }) => body), reported])
  assert.match(text, /regenerateKey/)
  for (const token of [accountSasToken, serviceSasToken] as string[]) {
    const signature = new URLSearchParams(token).get('sig')!
    assert.ok(!text.includes(signature) && !text.includes(encodeURIComponent(signature)))
  }
  for (const secret of [old, key]) assert.ok(!text.includes(secret))
  storage = told.storage!
})

/** Whether any file below says it. */
function isOnDisk(directory: string, text: string): boolean {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(text))
}

test('the data of a deleted account goes from the disk, and only that', async () => {
  await arm('PUT', 'leaving', NEW_ACCOUNT)
  const { keys } = (await arm('POST', 'leaving/listKeys')).body
  const key: string = keys[0].value
  const { blob, queue, table } = (await arm('GET', 'leaving')).body.properties.primaryEndpoints
  const own = new StorageSharedKeyCredential('leaving', key)
  const container = new BlobServiceClient(blob, own).getContainerClient('gone-container')
  await container.create()
  const staying = BlobServiceClient.fromConnectionString(
    connectionString(storage),
  ).getContainerClient('staying')
  await staying.create()
  await staying.getBlockBlobClient('before').upload('before', 6)
  await container.getBlockBlobClient('a').upload('bytes of gone', 13)
  const shared = new BlobServiceClient(blob, own).getContainerClient('shared')
  await shared.create()
  await shared.getBlockBlobClient('copied').upload('bytes that were copied', 22)
  await staying.getBlockBlobClient('after').upload('after', 5)
  const source = `${shared.getBlobClient('copied').url}?${sasOf('leaving', key)}`
  await (await staying.getBlobClient('copy').beginCopyFromURL(source)).pollUntilDone()
  await container.getBlobLeaseClient().acquireLease(-1)
  const queues = new QueueServiceClient(queue, new QueueKey('leaving', key))
  await queues.getQueueClient('gone-queue').create()
  await queues.getQueueClient('gone-queue').sendMessage('message of gone')
  const tables = new TableServiceClient(table, new AzureNamedKeyCredential('leaving', key))
  await tables.createTable('gonetable')
  await wait(6_000)
  const directory = join(data, 'storage')
  const traces = ['gone-container', 'bytes of gone', 'gone-queue', 'message of gone', 'gonetable']
  for (const trace of traces) assert.ok(isOnDisk(directory, trace), trace)
  assert.equal((await arm('DELETE', 'leaving')).status, 200)
  const end = Date.now() + 60_000
  while (traces.some((trace) => isOnDisk(directory, trace)) && Date.now() < end) await wait(200)
  assert.deepEqual(
    traces.filter((trace) => isOnDisk(directory, trace)),
    [],
  )
  const texts = ['before', 'after', 'copy'].map(async (name) =>
    (await staying.getBlobClient(name).downloadToBuffer()).toString(),
  )
  // Whose the source was is told as the copier said it, without what let it be read.
  const { copySource } = await staying.getBlobClient('copy').getProperties()
  assert.equal(copySource, shared.getBlobClient('copied').url)
  for await (const { properties } of staying.listBlobsFlat({ prefix: 'copy', includeCopy: true })) {
    assert.equal(properties.copySource, copySource)
  }
  assert.deepEqual(await Promise.all(texts), ['before', 'after', 'bytes that were copied'])
  assert.deepEqual(
    reported.filter((line) => !/azurite ended with null/.test(line)),
    [],
  )
})

test('an upload that had begun ends with its key, and goes on by the other', async () => {
  await arm('PUT', 'rolling', NEW_ACCOUNT)
  const { keys } = (await arm('POST', 'rolling/listKeys')).body
  const { blob } = (await arm('GET', 'rolling')).body.properties.primaryEndpoints
  const by = ({ value }: { value: string }) =>
    new BlobServiceClient(blob, new StorageSharedKeyCredential('rolling', value))
      .getContainerClient('box')
      .getBlockBlobClient('large')
  const [first, second] = [by(keys[0]), by(keys[1])]
  const { containerName } = first
  await new BlobServiceClient(blob, new StorageSharedKeyCredential('rolling', keys[0].value))
    .getContainerClient(containerName)
    .create()
  await first.stageBlock('AAAA', 'begun ', 6)
  await arm('POST', 'rolling/regenerateKey', { keyName: 'key1' })
  const statusOf = (call: Promise<unknown>): Promise<unknown> =>
    call.catch(({ statusCode }: { statusCode: number }) => statusCode)
  assert.equal(await statusOf(first.stageBlock('AAAB', 'ended', 5)), 403)
  assert.equal(await statusOf(first.commitBlockList(['AAAA'])), 403)
  assert.equal(await statusOf(second.getProperties()), 404)
  await second.stageBlock('AAAB', 'ended', 5)
  await second.commitBlockList(['AAAA', 'AAAB'])
  assert.equal((await second.downloadToBuffer()).toString(), 'begun ended')
})

test('without its package the server says what to install', async () => {
  const hook = join(data, 'absent.mjs')
  writeFileSync(
    hook,
    `import Module from 'node:module'
const resolve = Module._resolveFilename
Module._resolveFilename = (name, ...rest) => {
  if (name.startsWith('azurite/')) throw Object.assign(new Error('none'), { code: 'MODULE_NOT_FOUND' })
  return resolve(name, ...rest)
}`,
  )
  const program = join(import.meta.dirname, '../../bin/lazuli.js')
  const words = await new Promise<string>((resolve) => {
    const args = ['--import', hook, program, 'start', '--ephemeral', '--port', '0', '--storage']
    execFile(process.execPath, args, { timeout: 60_000 }, (error, out, err) => {
      assert.ok(error && error.code === 1, `${error?.code} ${out}`)
      resolve(out + err)
    })
  })
  assert.match(words, /storage needs the package azurite.*`npm install azurite`/)
  assert.doesNotMatch(words, /\n\s+at /)
})

test('who starts without it loads neither its package nor its front, and starts no process', async () => {
  const hook = join(data, 'loaded.mjs')
  const list = join(data, 'loaded.txt')
  writeFileSync(
    hook,
    `import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n')
    return next(url, context)
  },
})`,
  )
  const program = join(import.meta.dirname, '../../bin/lazuli.js')
  const env = { ...process.env, LOADED: list, NODE_OPTIONS: `--import ${hook}` }
  await new Promise<void>((resolve, reject) => {
    const args = [program, 'run', '--fresh', '--', 'true']
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error) =>
      error ? reject(error) : resolve(),
    )
  })
  const loaded = readFileSync(list, 'utf8').trim().split('\n')
  assert.ok(loaded.some((url) => url.endsWith('/src/main/serve.ts')))
  const wanted = /node_modules\/azurite\/|\/src\/(?:drivers\/blobs|storage\/(?:front|accounts))\//
  assert.deepEqual(
    loaded.filter((url) => wanted.test(url)),
    [],
  )
})
