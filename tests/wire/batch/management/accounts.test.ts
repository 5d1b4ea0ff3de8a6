// Batch accounts on ARM, and the endpoints at which their data planes are reached.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { signSharedKey } from '#identity/shared-key.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

const VERSION = '2024-02-01'

let lazuli: Lazuli
let token: string
before(async () => {
  lazuli = await createLazuli({ timeScale: 100, retiredCertificates: true })
  const { credential } = azureFor(lazuli.ready)
  token = (await credential.getToken('https://management.azure.com/.default'))!.token
})
after(() => lazuli.stop())

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}
type Body = { readonly [name: string]: Body } & string

/** A call to ARM, over plain HTTP on the same port. */
async function arm(method: string, path: string, body?: unknown): Promise<Answer> {
  const url = new URL(path, lazuli.ready.arm.replace('https:', 'http:'))
  if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', VERSION)
  url.protocol = 'http:'
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: (text === '' ? undefined : JSON.parse(text)) as Body,
  }
}

const group = () =>
  `/subscriptions/${lazuli.ready.subscriptionId}/resourceGroups/${lazuli.ready.resourceGroup}`
const path = (name: string) => `${group()}/providers/Microsoft.Batch/batchAccounts/${name}`

/** Polls as clients do, until the answer is no 202 any more. */
async function polled(location: string): Promise<Answer> {
  for (;;) {
    const answer = await arm('GET', location)
    if (answer.status !== 202) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function made(name: string, properties: object = {}): Promise<Answer> {
  const begun = await arm('PUT', path(name), { location: 'westeurope', properties })
  assert.deepEqual([begun.status, begun.text], [202, ''])
  const location = begun.headers.get('location')!
  assert.match(location, /\/providers\/Microsoft\.Batch\/locations\/westeurope\/operationResults\//)
  assert.equal(begun.headers.get('retry-after'), '1')
  return await polled(location)
}

const clientAt = (endpoint: string, account: string, key: string): BatchServiceClient =>
  new BatchServiceClient(new BatchSharedKeyCredentials(account, key), `http://${endpoint}`)

test('one account is there from the start, with an endpoint and keys', async () => {
  const { batch } = lazuli.ready
  const { body } = await arm('GET', path('lazuli'))
  assert.equal(body.properties!.provisioningState, 'Succeeded')
  assert.equal(`https://${body.properties!.accountEndpoint}`, batch!.endpoint)
  const keys = (await arm('POST', `${path('lazuli')}/listKeys`)).body
  assert.equal(keys.primary, batch!.key)
  assert.equal(Buffer.from(keys.secondary!, 'base64').length, 64)
  assert.notEqual(keys.primary, keys.secondary)
})

test('certificates are served where Azure retired them, when that is asked for', async () => {
  const { batch } = lazuli.ready
  const path = '/certificates?api-version=2024-07-01.20.0'
  const headers = { 'ocp-date': new Date().toUTCString() }
  const signed = signSharedKey({ method: 'GET', url: path, headers }, batch!.account, batch!.key)
  const answer = await fetch(`http://${endpointOf()}${path}`, {
    headers: { ...headers, authorization: `SharedKey ${signed}` },
  })
  assert.equal(answer.status, 200)
})

test('an account is created, used, updated and deleted', async () => {
  const account = await made('second')
  assert.equal(account.status, 200)
  const { properties } = account.body
  assert.equal(properties!.provisioningState, 'Succeeded')
  assert.equal(properties!.poolAllocationMode, 'BatchService')
  assert.deepEqual(properties!.allowedAuthenticationModes, [
    'SharedKey',
    'AAD',
    'TaskAuthenticationToken',
  ])
  assert.equal(account.body.identity!.type, 'None')
  const endpoint = properties!.accountEndpoint!
  assert.notEqual(`https://${endpoint}`, lazuli.ready.batch!.endpoint)
  const { primary } = (await arm('POST', `${path('second')}/listKeys`)).body
  const client = clientAt(endpoint, 'second', primary!)
  assert.deepEqual([...(await client.certificate.list())], [])

  const tags = { team: 'a' }
  const patched = await arm('PATCH', path('second'), { tags, properties: {} })
  assert.deepEqual([patched.status, patched.body.tags], [200, tags])
  const nothing = { tags: null, identity: null, properties: null }
  const again = await arm('PUT', path('second'), { location: 'westeurope', ...nothing })
  assert.deepEqual([again.status, again.body.tags], [200, tags])
  const removed = await arm('PATCH', path('second'), { tags: null })
  assert.deepEqual([removed.status, removed.body.tags], [200, {}])

  const deleted = await arm('DELETE', path('second'))
  assert.equal(deleted.status, 202)
  assert.equal((await polled(deleted.headers.get('location')!)).status, 200)
  assert.equal((await arm('GET', path('second'))).body.error!.code, 'ResourceNotFound')
  assert.equal((await arm('DELETE', path('second'))).status, 204)
  await assert.rejects(fetch(`http://${endpoint}/jobs`), { message: 'fetch failed' })
})

test('keys are regenerated one at a time, and the old one is worth nothing', async () => {
  const { body } = await made('regen')
  const endpoint = body.properties!.accountEndpoint!
  const before = (await arm('POST', `${path('regen')}/listKeys`)).body
  const after = (await arm('POST', `${path('regen')}/regenerateKeys`, { keyName: 'Primary' })).body
  assert.notEqual(after.primary, before.primary)
  assert.equal(after.secondary, before.secondary)
  await clientAt(endpoint, 'regen', after.primary!).certificate.list()
  await clientAt(endpoint, 'regen', after.secondary!).certificate.list()
  await assert.rejects(clientAt(endpoint, 'regen', before.primary!).certificate.list(), {
    code: 'AuthenticationFailed',
    statusCode: 403,
  })
})

test('an account takes only the modes of authentication that it allows', async () => {
  const { body } = await made('modes', { allowedAuthenticationModes: ['SharedKey'] })
  const endpoint = body.properties!.accountEndpoint!
  const { credential } = azureFor(lazuli.ready)
  const bearer = (await credential.getToken('https://batch.core.windows.net/.default'))!.token
  const list = (authorization: string) =>
    fetch(`http://${endpoint}/certificates?api-version=2022-10-01.16.0`, {
      headers: { authorization },
    })
  const { primary } = (await arm('POST', `${path('modes')}/listKeys`)).body
  const byKey = clientAt(endpoint, 'modes', primary!)
  await byKey.certificate.list()
  assert.equal((await list(`Bearer ${bearer}`)).status, 403)

  const only = { properties: { allowedAuthenticationModes: ['AAD'] } }
  assert.equal((await arm('PATCH', path('modes'), only)).status, 200)
  await assert.rejects(byKey.certificate.list(), { code: 'AuthenticationFailed', statusCode: 403 })
  assert.equal((await list(`Bearer ${bearer}`)).status, 200)
  const keys = await arm('POST', `${path('modes')}/listKeys`)
  assert.equal(keys.status, 400)
  assert.equal(keys.body.error!.code, 'InvalidRestAPIForAccountSetting')

  const all = await arm('PATCH', path('modes'), {
    properties: { allowedAuthenticationModes: null },
  })
  assert.equal(all.status, 200)
  await byKey.certificate.list()
})

test('a token is taken for Batch’s own audience only, and 401 tells which that is', async () => {
  const wrong = await fetch(`http://${endpointOf()}/jobs?api-version=2022-10-01.16.0`, {
    headers: { authorization: `Bearer ${token}` },
  })
  assert.equal(wrong.status, 401)
  const { code, values } = (await wrong.json()) as { code: string; values: { value: string }[] }
  assert.equal(code, 'AuthenticationFailed')
  assert.match(values[0]!.value, /https:\/\/batch\.core\.windows\.net\//)
})

const endpointOf = () => lazuli.ready.batch!.endpoint.replace('https://', '')

test('an account’s endpoint takes no other account’s key', async () => {
  const { key } = lazuli.ready.batch!
  const { body } = await made('named')
  const client = clientAt(body.properties!.accountEndpoint!, 'lazuli', key)
  await assert.rejects(client.certificate.list(), { code: 'AuthenticationFailed' })
})

test('an account answers to its name on ARM’s port, where names resolve', async () => {
  const { port } = new URL(lazuli.ready.arm)
  const host = `lazuli.westeurope.batch.localhost:${port}`
  const path = '/jobs?api-version=2022-10-01.16.0'
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, headers: { host }, agent: false },
      (incoming) => {
        let text = ''
        incoming.on('data', (chunk) => {
          text += chunk
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode!, text }))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
  assert.equal(answer.status, 400)
  assert.match(answer.text, /MissingRequiredHeader/)
})

test('accounts of a server that listens everywhere are reached where ARM is', async (t) => {
  const { ready, stop } = await createLazuli({ host: '0.0.0.0', expose: true })
  t.after(stop)
  const { credential } = azureFor(ready)
  const token = await credential.getToken('https://management.azure.com/.default')
  const account = `${ready.arm}/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.Batch/batchAccounts/lazuli`
  const from = async (hostname: string, below = ''): Promise<Body> => {
    const url = new URL(`${account}${below}?api-version=${VERSION}`.replace('https:', 'http:'))
    url.hostname = hostname
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token.token}` } })
    return (await answer.json()) as Body
  }
  const { port } = new URL(ready.batch!.endpoint)
  for (const host of ['127.0.0.2', 'localhost']) {
    assert.equal((await from(host)).properties?.accountEndpoint, `${host}:${port}`)
    const { value } = await from(host, '/outboundNetworkDependenciesEndpoints')
    const [category] = value as unknown as { endpoints: object[] }[]
    assert.deepEqual(category?.endpoints, [
      {
        domainName: host,
        description: 'Used by every pool, and by tasks that call Batch.',
        endpointDetails: [{ port: Number(port) }],
      },
    ])
  }
})

test('the account of a start is there with its group, though that was deleted before', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'accounts-test-'))
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const call = async ({ ready }: Lazuli, method: string, below: string) => {
    const { credential } = azureFor(ready)
    const { token } = await credential.getToken('https://management.azure.com/.default')
    const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
    const url = `${ready.arm.replace('https:', 'http:')}${group}${below}`
    return fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
  }
  const keys = `/providers/Microsoft.Batch/batchAccounts/lazuli/listKeys?api-version=${VERSION}`
  const group = '?api-version=2021-04-01'
  const first = await createLazuli({ data, timeScale: 1000 })
  t.after(first.stop)
  assert.equal((await call(first, 'DELETE', group)).status, 202)
  while ((await call(first, 'GET', group)).status !== 404) await wait(20)
  await first.stop()
  const next = await createLazuli({ data })
  t.after(next.stop)
  const answer = await call(next, 'POST', keys)
  const { primary } = (await answer.json()) as { readonly primary?: string }
  assert.equal(primary, next.ready.batch?.key)
  assert.equal((await call(next, 'GET', group)).status, 200)
  await next.stop()
})

test('names are checked, and taken once', async () => {
  const check = async (name: string) => {
    const at = `/subscriptions/${lazuli.ready.subscriptionId}/providers/Microsoft.Batch/locations/westeurope/checkNameAvailability`
    return (await arm('POST', at, { name, type: 'Microsoft.Batch/batchAccounts' })).body
  }
  assert.deepEqual(await check('freename'), { nameAvailable: true })
  const taken = { nameAvailable: false, reason: 'AlreadyExists' }
  const message = "An account named 'lazuli' is already in use."
  assert.deepEqual(await check('lazuli'), { ...taken, message })
  assert.equal((await check('No!')).reason, 'Invalid')
  await arm('PUT', `/subscriptions/${lazuli.ready.subscriptionId}/resourceGroups/other`, {
    location: 'westeurope',
  })
  const elsewhere = path('lazuli').replace(`/${lazuli.ready.resourceGroup}/`, '/other/')
  const refused = await arm('PUT', elsewhere, { location: 'westeurope' })
  assert.deepEqual([refused.status, refused.body.error!.code], [409, 'AccountAlreadyExists'])
})

test('lists, quotas, operations and what an account has none of', async () => {
  const sub = `/subscriptions/${lazuli.ready.subscriptionId}/providers/Microsoft.Batch`
  const namesIn = async (at: string) =>
    ((await arm('GET', at)).body.value as unknown as { name: string }[]).map(({ name }) => name)
  assert.ok((await namesIn(`${sub}/batchAccounts`)).includes('lazuli'))
  assert.ok(
    (await namesIn(`${group()}/providers/Microsoft.Batch/batchAccounts`)).includes('lazuli'),
  )
  const quotas = await arm('GET', `${sub}/locations/westeurope/quotas`)
  assert.equal(typeof quotas.body.accountQuota, 'number')
  const operations = await namesIn('/providers/Microsoft.Batch/operations')
  const first = 'batchAccounts/providers/Microsoft.Insights/diagnosticSettings/read'
  assert.equal(operations[0], `Microsoft.Batch/${first}`)
  assert.ok(operations.includes('Microsoft.Batch/batchAccounts/certificates/cancelDelete/action'))
  for (const empty of ['applications', 'detectors', 'pools', 'privateEndpointConnections']) {
    assert.deepEqual(await namesIn(`${path('lazuli')}/${empty}`), [], empty)
  }
  assert.deepEqual(await namesIn(`${path('lazuli')}/privateLinkResources`), [
    'batchAccount',
    'nodeManagement',
  ])
  const unserved = await arm('GET', `${path('lazuli')}/applications/a/versions`)
  assert.equal(unserved.status, 404)
})

test('an account of the user’s subscription takes no keys and needs a vault', async () => {
  const body = { location: 'westeurope', properties: { poolAllocationMode: 'UserSubscription' } }
  const refused = await arm('PUT', path('byos'), body)
  assert.deepEqual([refused.status, refused.body.error!.code], [400, 'InvalidPropertyValue'])
  const keyVaultReference = {
    id: `${group()}/providers/Microsoft.KeyVault/vaults/v`,
    url: 'https://v',
  }
  const account = await made('byos', { ...body.properties, keyVaultReference })
  assert.equal(account.status, 200)
  assert.equal(account.body.properties!.dedicatedCoreQuota, undefined)
  assert.equal((await arm('POST', `${path('byos')}/listKeys`)).status, 400)
})

test('a group that goes takes its accounts along', async () => {
  const own = `/subscriptions/${lazuli.ready.subscriptionId}/resourceGroups/going`
  await arm('PUT', own, { location: 'westeurope' })
  const account = `${own}/providers/Microsoft.Batch/batchAccounts/going`
  const begun = await arm('PUT', account, { location: 'westeurope' })
  await polled(begun.headers.get('location')!)
  const deleted = await arm('DELETE', own)
  await polled(deleted.headers.get('location')!)
  const check = await arm('GET', `${path('going')}`)
  assert.equal(check.status, 404)
})

test('what Terraform sends for nothing counts as not sent', async () => {
  const account = path('terraform')
  const identity = { type: 'None', userAssignedIdentities: null }
  const made = await arm('PUT', account, { location: 'westeurope', identity, properties: {} })
  assert.ok(made.status === 200 || made.status === 202, made.text)
  if (made.status === 202) await polled(made.headers.get('location')!)
  const pool = await arm('PUT', `${account}/pools/p`, {
    identity,
    properties: {
      vmSize: 'STANDARD_D1_V2',
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          imageReference: {
            publisher: 'canonical',
            offer: '0001-com-ubuntu-server-jammy',
            sku: '22_04-lts',
            version: 'latest',
          },
          nodeAgentSkuId: 'batch.node.ubuntu 22.04',
        },
      },
      scaleSettings: {
        fixedScale: { targetDedicatedNodes: 0, nodeDeallocationOption: '' },
      },
      targetNodeCommunicationMode: '',
    },
  })
  assert.equal(pool.status, 200, pool.text)
  const removed = await arm('DELETE', account)
  assert.equal(removed.status, 202)
  await polled(removed.headers.get('location')!)
})
