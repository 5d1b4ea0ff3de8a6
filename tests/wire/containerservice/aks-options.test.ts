// What a user chooses at the start of a whole server, where AKS is not known well or differs by time.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { accessToken, admin, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'

/** A server with these options, and how to call what is below its clusters. */
async function start(t: TestContext, options: LazuliOptions = {}) {
  const { ready, stop } = await createLazuli({ timeScale: 1_000_000, ...options })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const provider = `/subscriptions/${ready.subscriptionId}/providers/Microsoft.ContainerService`
  const clusters = provider.replace(
    '/providers',
    `/resourceGroups/${ready.resourceGroup}/providers`,
  )
  const send = async (method: string, path: string, body?: object) => {
    const url = `${path}?api-version=2024-05-01`
    const sent = body ? { headers, body: JSON.stringify(body) } : { headers }
    const answer = await call(ready, method, url, sent)
    return { ...answer, body: answer.body === '' ? {} : JSON.parse(answer.body) }
  }
  return {
    ready,
    send,
    locations: `${provider}/locations/${ready.location}`,
    one: `${clusters}/managedClusters/one`,
    hold: (...kinds: readonly string[]) =>
      admin(ready, '/lazuli/pacing', {
        method: 'PUT',
        body: JSON.stringify({ value: kinds.map((kind) => ({ kind, pace: { hold: true } })) }),
      }),
  }
}

type Started = Awaited<ReturnType<typeof start>>

const pool = { count: 1, vmSize: 'Standard_DS2_v2' }

/** Answers the path of the operation's monitor. */
async function create({ send, one, ready }: Started): Promise<string> {
  const { status, headers } = await send('PUT', one, {
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: {
      dnsPrefix: 'one',
      agentPoolProfiles: [{ ...pool, name: 'pool1', mode: 'System' }],
    },
  })
  assert.equal(status, 201)
  return new URL(String(headers['azure-asyncoperation'])).pathname
}

const settled = async ({ send, one }: Started): Promise<void> => {
  for (;;) {
    const { body } = await send('GET', one)
    if (body.properties.provisioningState === 'Succeeded') return
  }
}

test('an abort of nothing is a 409 unless a 204 was chosen', async (t) => {
  for (const [options, status] of [
    [{}, 409],
    [{ aksAbortIdle: '204' }, 204],
  ] as const) {
    const server = await start(t, options)
    await create(server)
    await settled(server)
    assert.equal((await server.send('POST', `${server.one}/abort`)).status, status)
  }
})

test('pools work side by side unless it was chosen that they do not', async (t) => {
  for (const [options, status] of [
    [{}, 201],
    [{ aksSerialPools: true }, 409],
  ] as const) {
    const server = await start(t, options)
    await create(server)
    await settled(server)
    await server.hold('AgentPools_Create')
    const add = (name: string) =>
      server.send('PUT', `${server.one}/agentPools/${name}`, { properties: pool })
    assert.equal((await add('a')).status, 201)
    assert.equal((await add('b')).status, status)
  }
})

test('the Kubernetes versions of a file take the place of our own', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aks-versions-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'versions.yaml')
  const replaces = 'replaces: [kubernetesVersions]\n'
  const versions = 'kubernetesVersions: [{version: "1.34", patches: ["1.34.1"]}]'
  writeFileSync(file, replaces + versions)
  const server = await start(t, { catalogue: file })
  const { body } = await server.send('GET', `${server.locations}/kubernetesVersions`)
  assert.deepEqual(
    body.values.map(({ version }: { version: string }) => version),
    ['1.34'],
  )
  await create(server)
  const { properties } = (await server.send('GET', server.one)).body
  assert.equal(properties.currentKubernetesVersion, '1.34.1')
  assert.equal(properties.oidcIssuerProfile.enabled, true, 'from 1.34 on by default')
  assert.equal(properties.agentPoolProfiles[0].upgradeSettings.maxSurge, '10%', 'from 1.32 on')
  writeFileSync(file, versions.replace('"1.34"', '1.34'))
  await assert.rejects(
    createLazuli({ catalogue: file }),
    /the catalogue .* is not right: \/kubernetesVersions\/0\/version must be string/,
  )
})

test('of what is being aborted the monitor says InProgress, or Canceling where that was chosen', async (t) => {
  for (const [options, word] of [
    [{}, 'InProgress'],
    [{ aksCanceling: true }, 'Canceling'],
  ] as const) {
    const server = await start(t, options)
    await server.hold('ManagedClusters_Create', 'ManagedClusters_AbortLatestOperation')
    const monitor = await create(server)
    assert.equal((await server.send('POST', `${server.one}/abort`)).status, 202)
    assert.equal((await server.send('GET', monitor)).body.status, word)
  }
})

test('the monitor of what was aborted ends Canceled or Succeeded, with the error beside', async (t) => {
  for (const [options, word] of [
    [{}, 'Canceled'],
    [{ aksAborted: 'succeeded' }, 'Succeeded'],
  ] as const) {
    const server = await start(t, options)
    await server.hold('ManagedClusters_Create')
    const monitor = await create(server)
    assert.equal((await server.send('POST', `${server.one}/abort`)).status, 202)
    let { body } = await server.send('GET', monitor)
    while (body.status === 'InProgress') ({ body } = await server.send('GET', monitor))
    assert.deepEqual([body.status, body.error.code], [word, 'NotLatestOperation'])
  }
})

test('the Location of work that ended is an empty 200, or the 204 of the real service', async (t) => {
  for (const [options, status] of [
    [{}, 200],
    [{ aksLocation: '204' }, 204],
  ] as const) {
    const server = await start(t, options)
    await create(server)
    await settled(server)
    const { headers } = await server.send('POST', `${server.one}/stop`)
    const { pathname } = new URL(String(headers.location))
    let answer = await server.send('GET', pathname)
    while (answer.status === 202) answer = await server.send('GET', pathname)
    assert.equal(answer.status, status)
    const type = status === 204 ? 'application/json' : undefined
    assert.equal(answer.headers['content-type'], type)
    const again = answer.headers.location
    assert.equal(again && new URL(again).pathname, status === 204 ? pathname : undefined)
  }
})
