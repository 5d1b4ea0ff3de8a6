// What a user lets go wrong on a whole server, and how it looks to clients.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { accessToken, admin, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'

async function start(t: TestContext) {
  const { ready, stop } = await createLazuli({ timeScale: 1_000_000 })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const one = `${group}/providers/Microsoft.ContainerService/managedClusters/one`
  const send = async (method: string, path: string, body?: object) => {
    const sent = body ? { headers, body: JSON.stringify(body) } : { headers }
    const answer = await call(ready, method, `${path}?api-version=2024-05-01`, sent)
    return { ...answer, body: answer.body === '' ? {} : JSON.parse(answer.body) }
  }
  const agentPoolProfiles = [{ name: 'pool1', mode: 'System', count: 1 }]
  const body = {
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: { dnsPrefix: 'one', agentPoolProfiles },
  }
  return {
    send,
    one,
    body,
    hold: (kind: string) =>
      admin(ready, '/lazuli/pacing', {
        method: 'PUT',
        body: JSON.stringify({ value: [{ kind, pace: { hold: true } }] }),
      }),
    get: () => send('GET', one),
    /** Answers the monitor of the creation, once it has ended. */
    async put() {
      const put = await send('PUT', one, body)
      const monitor = new URL(String(put.headers['azure-asyncoperation'])).pathname
      for (;;) {
        const said = (await send('GET', monitor)).body
        if (said.status !== 'InProgress') return said
      }
    },
    maintain: (id = one) =>
      admin(ready, `/lazuli/maintain?id=${encodeURIComponent(id)}`, { method: 'POST' }),
    set: (...value: readonly object[]) =>
      admin(ready, '/lazuli/faults', { method: 'PUT', body: JSON.stringify({ value }) }),
  }
}

test('an operation fails as often as was set, and what failed can be made again', async (t) => {
  const server = await start(t)
  const error = { code: 'CreateVMSSAgentPoolFailed', message: 'There is no capacity.' }
  const fault = { kind: 'ManagedClusters_Create', step: 'create-node-pools', error, times: 1 }
  await server.set(fault)
  const failed = await server.put()
  assert.deepEqual([failed.status, failed.error], ['Failed', error])
  const { properties } = (await server.get()).body
  assert.equal(properties.provisioningState, 'Failed')
  assert.equal(properties.powerState.code, 'Running')
  assert.equal(properties.agentPoolProfiles[0].provisioningState, 'Failed')
  assert.equal((await server.put()).status, 'Succeeded')
  const made = (await server.get()).body.properties
  assert.equal(made.provisioningState, 'Succeeded')
  assert.equal(made.agentPoolProfiles[0].provisioningState, 'Succeeded')
})

test('a call is refused in the words of its service, also one that was let in before', async (t) => {
  const server = await start(t)
  await server.put()
  for (let i = 0; i < 3; i++) assert.equal((await server.get()).status, 200)
  const error = { code: 'Throttled', message: 'Too many.' }
  await server.set({
    operationId: 'ManagedClusters_Get',
    status: 429,
    error,
    retryAfter: 7,
    times: 2,
  })
  for (let i = 0; i < 2; i++) {
    const { status, headers, body } = await server.get()
    assert.deepEqual([status, headers['retry-after']], [429, '7'])
    assert.deepEqual(body, { ...error, details: null, subcode: '', target: '' })
  }
  assert.equal((await server.get()).status, 200)
})

test('work that nobody asked for keeps its owner from a cluster while it goes on', async (t) => {
  const server = await start(t)
  await assert.rejects(server.maintain(), /There is no managed cluster/)
  await server.put()
  await server.hold('ManagedClusters_Update')
  await server.maintain()
  assert.equal((await server.get()).body.properties.provisioningState, 'Updating')
  const refused = await server.send('PUT', server.one, server.body)
  assert.equal(refused.status, 409)
  assert.match(refused.body.message, /Another operation \(Updating\) is in progress/)
  await assert.rejects(server.maintain(), /Another operation \(Updating\) is in progress/)
  assert.equal((await server.send('POST', `${server.one}/abort`)).status, 202)
})

test('a fault of what there is not is refused, for it would be waited for in vain', async (t) => {
  const { set } = await start(t)
  const error = { code: 'X', message: 'x' }
  await assert.rejects(
    set({ kind: 'ManagedClusters_CreateOrUpdate', error }),
    /There are .*Clusters_Create,/,
  )
  await assert.rejects(set({ kind: 'ManagedClusters_Stop', step: 'x', error }), /drain-nodes/)
  await assert.rejects(set({ operationId: 'X_Get', status: 400, error }), /no call X_Get/)
  // Nothing would ever take such a pool out of its state.
  await assert.rejects(set({ kind: 'Pool_Resize', error }), /No operation of the kind Pool_Resize/)
  await assert.rejects(set({ kind: 'ManagedClusters_Stop' }), /value\[0\]\.error: it is missing/)
  await assert.rejects(set({ operationId: 'ManagedClusters_Get', error }), /value\[0\]\.status/)
})
