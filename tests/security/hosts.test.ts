// Which names the server answers to, and that none of them makes a token good for ARM.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'

const lazuli = await createLazuli({ openManagedIdentity: true })
const proxied = await createLazuli({ openManagedIdentity: true, behindProxy: true })
after(() => Promise.all([lazuli.stop(), proxied.stop()]))

interface Answer {
  readonly status: number
  readonly text: string
}

/** Sends a call to a port of the server's, whatever its `Host` says. */
function send(
  ready: Ready,
  path: string,
  headers: Readonly<Record<string, string>>,
  { form, at = ready.arm }: { form?: Readonly<Record<string, string>>; at?: string } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(at)
  const body = form && new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ hostname, port, path, agent: false, method: body ? 'POST' : 'GET' },
        ca: readFileSync(ready.caFile),
        servername: 'localhost',
        headers: {
          ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...headers,
        },
      },
      async (response) => {
        const chunks = await response.toArray()
        resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function tokenFor(ready: Ready, resource: string): Promise<string> {
  const { tenantId, clientId: client_id, clientSecret: client_secret } = ready
  const form = { grant_type: 'client_credentials', client_id, client_secret, resource }
  const { text } = await send(ready, `/${tenantId}/oauth2/token`, {}, { form })
  return (JSON.parse(text) as { access_token: string }).access_token
}

const FOREIGN = [
  'https://vault.azure.net',
  'https://graph.microsoft.com',
  'https://graph.windows.net',
  'https://storage.azure.com',
  'https://batch.core.windows.net/',
  'https://database.windows.net',
  'https://x.localhost',
  'https://lazuli.westeurope.batch.localhost',
  'https://127.0.0.1:9',
  'https://localhost:9/',
]

test('a token for another resource opens nothing, whatever host the call names', async () => {
  for (const server of [lazuli, proxied]) {
    const { ready } = server
    const paths = [
      `/subscriptions/${ready.subscriptionId}?api-version=2022-12-01`,
      '/lazuli/status',
    ]
    for (const resource of FOREIGN) {
      const authorization = `Bearer ${await tokenFor(ready, resource)}`
      const { host } = new URL(resource)
      const names: Record<string, string>[] = [
        {},
        { host },
        { host: `${host}.` },
        { 'x-forwarded-host': host },
      ]
      for (const path of paths) {
        for (const named of names) {
          for (const at of [ready.arm, ready.batch!.endpoint]) {
            const { status } = await send(ready, path, { authorization, ...named }, { at })
            const told = `${resource} at ${path} of ${at} as ${JSON.stringify(named)}: ${status}`
            // At its own port Batch knows its tokens, and no subscription.
            const isBatch = at !== ready.arm && path.startsWith('/subscriptions')
            assert.ok([400, 401, ...(isBatch ? [404] : [])].includes(status), told)
          }
        }
      }
    }
  }
})

test('a token for ARM’s names, or for an address of this server, opens it under each', async () => {
  const { ready } = lazuli
  const { port } = new URL(ready.arm)
  const own = [`https://localhost:${port}`, `https://127.0.0.1:${port}/`]
  for (const resource of [
    ...own,
    'https://management.azure.com',
    'https://management.azure.com/',
  ]) {
    const authorization = `Bearer ${await tokenFor(ready, resource)}`
    for (const host of [`localhost:${port}`, '127.0.0.1', 'management.localhost:1']) {
      const path = `/subscriptions/${ready.subscriptionId}?api-version=2022-12-01`
      assert.equal((await send(ready, path, { authorization, host })).status, 200, resource)
    }
  }
})

test('a host that is none of ours is refused on every plane, unless a proxy passes it on', async () => {
  const { ready } = lazuli
  const paths = [
    '/',
    '/common/.well-known/openid-configuration',
    '/metadata/endpoints',
    '/lazuli/status',
    `/subscriptions?api-version=2022-12-01`,
    '/jobs?api-version=2024-07-01.20.0',
  ]
  for (const path of paths) {
    for (const at of [ready.arm, ready.batch!.endpoint]) {
      for (const host of ['rebound.example', 'management.azure.com', '10.1.2.3', 'localhost.x']) {
        const answer = await send(ready, path, { host }, { at })
        assert.equal(answer.status, 400, `${host} ${path}`)
        assert.match(answer.text, /^This server is not /)
        const there = at === ready.arm ? proxied.ready.arm : proxied.ready.batch!.endpoint
        const passed = await send(proxied.ready, path, { host }, { at: there })
        assert.doesNotMatch(passed.text, /^This server is not /)
      }
    }
  }
})

test('an address in the request line counts as the host does', async () => {
  const { ready } = lazuli
  const authorization = `Bearer ${await tokenFor(ready, 'https://vault.azure.net')}`
  const path = `https://vault.azure.net/subscriptions?api-version=2022-12-01`
  assert.equal((await send(ready, path, { authorization })).status, 400)
})

test('behind a proxy its address is an audience of ARM', async () => {
  const { ready } = proxied
  const passed = { 'x-forwarded-host': 'azure.example', 'x-forwarded-proto': 'https' }
  const { tenantId, clientId: client_id, clientSecret: client_secret } = ready
  const form = {
    ...{ grant_type: 'client_credentials', client_id, client_secret },
    resource: 'https://azure.example',
  }
  const { text } = await send(ready, `/${tenantId}/oauth2/token`, passed, { form })
  const authorization = `Bearer ${(JSON.parse(text) as { access_token: string }).access_token}`
  const path = '/subscriptions?api-version=2022-12-01'
  assert.equal((await send(ready, path, { authorization, ...passed })).status, 200)
  assert.equal((await send(ready, path, { authorization })).status, 401)
})

test('the open metadata address answers its own machine, and nothing that was passed on', async () => {
  const path =
    '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/'
  for (const { ready } of [lazuli, proxied]) {
    const metadata = { metadata: 'true' }
    assert.equal((await send(ready, path, metadata)).status, 200)
    assert.equal((await send(ready, path, { ...metadata, host: '169.254.169.254' })).status, 200)
    const passedOn: readonly [string, string][] = [
      ['x-forwarded-for', '10.0.0.1'],
      ['x-forwarded-for', ''],
      ['host', 'rebound.example'],
    ]
    for (const [name, value] of passedOn) {
      const answer = await send(ready, path, { ...metadata, [name]: value })
      assert.equal(answer.status, 400, `${name}: ${value}`)
      assert.doesNotMatch(answer.text, /access_token/)
    }
  }
})
