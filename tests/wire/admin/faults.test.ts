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
  const send = async (method: string, path: string, body?: object, version = '2024-05-01') => {
    const sent = body ? { headers, body: JSON.stringify(body) } : { headers }
    const answer = await call(ready, method, `${path}?api-version=${version}`, sent)
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
    get: (version?: string) => send('GET', one, undefined, version),
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
    add: async (fault: object): Promise<string> => {
      const said = await admin(ready, '/lazuli/faults', {
        method: 'POST',
        body: JSON.stringify(fault),
      })
      return JSON.parse(said).id
    },
    faults: async () => JSON.parse(await admin(ready, '/lazuli/faults')).value,
    remove: (id = '') => admin(ready, `/lazuli/faults/${id}`, { method: 'DELETE' }),
  }
}

test('an operation fails as often as was set, and what failed can be made again', async (t) => {
  const server = await start(t)
  const error = { code: 'CreateVMSSAgentPoolFailed', message: 'There is no capacity.' }
  const fault = { kind: 'ManagedClusters_Create', step: 'create-node-pools', error, times: 1 }
  await server.add(fault)
  const failed = await server.put()
  assert.deepEqual([failed.status, failed.error], ['Failed', error])
  const { properties } = (await server.get()).body
  assert.equal(properties.provisioningState, 'Failed')
  assert.equal(properties.powerState.code, 'Running')
  assert.equal(properties.agentPoolProfiles[0].provisioningState, 'Failed')
  const statusIn = async (version?: string) => (await server.get(version)).body.properties.status
  assert.deepEqual(await statusIn('2025-04-01'), { provisioningError: error })
  assert.equal(await statusIn(), undefined)
  assert.equal((await server.put()).status, 'Succeeded')
  assert.equal(await statusIn('2025-04-01'), undefined)
  const made = (await server.get()).body.properties
  assert.equal(made.provisioningState, 'Succeeded')
  assert.equal(made.agentPoolProfiles[0].provisioningState, 'Succeeded')
})

test('a call is refused in the words of its service, also one that was let in before', async (t) => {
  const server = await start(t)
  await server.put()
  for (let i = 0; i < 3; i++) assert.equal((await server.get()).status, 200)
  const error = { code: 'Throttled', message: 'Too many.' }
  await server.add({
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

test('work that no client asked for keeps its owner from a cluster while it goes on', async (t) => {
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
  const { add: set, faults } = await start(t)
  const error = { code: 'X', message: 'x' }
  await assert.rejects(
    set({ kind: 'ManagedClusters_CreateOrUpdate', error }),
    /There are:[\s\S]*Clusters_Create,/,
  )
  await assert.rejects(set({ kind: 'ManagedClusters_Stop', step: 'x', error }), /drain-nodes/)
  await assert.rejects(set({ operationId: 'X_Get', status: 400, error }), /no call X_Get/)
  // Nothing would ever take such a pool out of its state.
  await assert.rejects(set({ kind: 'Pool_Delete', error }), /No operation of the kind Pool_Delete/)
  const of = { operationId: 'ManagedClusters_Get' }
  for (const [fault, words] of [
    [{ error }, /^.*fault: Send one of operationId/],
    [{ ...of, kind: 'ManagedClusters_Stop', error }, /fault: Send one of operationId/],
    [{ kind: 'ManagedClusters_Stop' }, /error: An operation fails with/],
    [{ kind: 'ManagedClusters_Stop', error, delayMs: 1 }, /delayMs: It is for calls and drivers/],
    [{ kind: 'ManagedClusters_Stop', error, caller: 'me' }, /caller: It is for calls/],
    [{ ...of, error }, /status: A call needs one/],
    [{ ...of, status: 500 }, /error: A refusal needs/],
    [{ ...of, status: 200, error }, /status: 200/],
    [of, /error: Send an error, a delayMs or a drop/],
    [{ ...of, drop: 'during' }, /drop/],
    [{ ...of, drop: 'after', status: 500, error }, /drop: .* not both/],
    [{ ...of, delayMs: 600_001 }, /delayMs/],
    [{ ...of, delayMs: 1, step: 'x' }, /step: It is for operations/],
    [{ ...of, delayMs: 1, retryAfter: 1 }, /retryAfter: It is for refusals/],
    [{ ...of, delayMs: 1, seed: 1 }, /seed: It draws a share/],
    [{ ...of, delayMs: 1, share: 1.1 }, /share/],
    [{ ...of, delayMs: 1, share: 0 }, /share: It would never strike/],
    [{ ...of, delayMs: 1, service: 'batch' }, /service: .* is a call of containerservice/],
    [{ ...of, status: 400, error: { code: 'a\nb', message: 'x' } }, /error: A code/],
    [{ ...of, delayMs: 1, nth: 0 }, /nth/],
    [{ ...of, delayMs: 1, times: 1.5 }, /times/],
    [{ ...of, delayMs: 1, expiresAt: '2020-01-01T00:00:00Z' }, /expiresAt: It is over: here it is/],
    [{ ...of, delayMs: 1, expiresAt: 'soon' }, /expiresAt/],
    [
      { service: 'cosmos', delayMs: 1 },
      /service: There is no service cosmos\. There are:[\s\S]*batch/,
    ],
    [
      { port: 'hypervisor.explode', error },
      /port: There is no [\s\S]*hypervisor\.deleteCheckpoint/,
    ],
    [{ port: 'hypervisor.start', error, status: 500 }, /status: It is for calls/],
  ] as const) {
    await assert.rejects(set(fault), words, JSON.stringify(fault))
  }
  assert.deepEqual(await faults(), [], 'nothing of it was taken')
})

test('a call is delayed, or its connection is lost before or after the work was done', async (t) => {
  const server = await start(t)
  const of = { operationId: 'ManagedClusters_CreateOrUpdate', times: 1 }
  await server.add({ ...of, drop: 'before' })
  await assert.rejects(server.send('PUT', server.one, server.body), /does not answer/)
  assert.equal((await server.get()).status, 404, 'nothing was done')
  await server.add({ ...of, drop: 'after' })
  await assert.rejects(server.send('PUT', server.one, server.body), /does not answer/)
  assert.equal((await server.get()).status, 200, 'it was done, and no answer came')
  await server.add({ operationId: 'ManagedClusters_Get', delayMs: 150, times: 1 })
  const before = performance.now()
  assert.equal((await server.get()).status, 200)
  assert.ok(performance.now() - before >= 149)
  const counts = (await server.faults()).map(({ seen, hits }: Counted) => [seen, hits])
  assert.deepEqual(counts, [
    [2, 1],
    [1, 1],
    [1, 1],
  ])
  await server.remove()
  assert.deepEqual(await server.faults(), [])
  await assert.rejects(server.remove('none'), /There is no fault none/)
})

interface Counted {
  readonly seen: number
  readonly hits: number
}

test('the second call of a service is refused, of one caller on one resource, and no other', async (t) => {
  const server = await start(t)
  await server.put()
  const error = { code: 'ServerBusy', message: 'Later.' }
  const refusal = { service: 'containerservice', status: 503, error, retryAfter: 0 }
  await server.add({ ...refusal, caller: 'a stranger' })
  await server.add({ ...refusal, resource: `${server.one}x` })
  await server.add({ ...refusal, resource: server.one.toUpperCase(), nth: 2 })
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await server.get()).status)
  assert.deepEqual(statuses, [200, 503, 200])
})

test('a driver that fails is tried again, and the operation tells with what it failed', async (t) => {
  const server = await start(t)
  const id = await server.add({
    port: 'clusters.runControlPlane',
    resource: server.one,
    times: 2,
    error: { code: 'Unreachable', message: 'The host is down.' },
  })
  await server.add({ port: 'clusters.setNodePool', drop: 'after', times: 1 })
  assert.equal((await server.put()).status, 'Succeeded')
  const counts = (await server.faults()).map(({ hits }: Counted) => hits)
  assert.deepEqual(counts, [2, 1])
  await server.remove(id)
})

test('why a change of a pool failed is told until one succeeds', async (t) => {
  const server = await start(t)
  await server.put()
  const pool = `${server.one}/agentPools/pool1`
  const status = async () => {
    const { body } = await server.send('GET', pool, undefined, '2026-08-01')
    return [body.properties.provisioningState, body.properties.status]
  }
  const scale = async (count: number) => {
    await server.send('PUT', pool, { properties: { count, mode: 'System' } })
    for (;;) {
      const [state] = await status()
      if (/^(Succeeded|Failed)$/.test(String(state))) return
    }
  }
  const error = { code: 'ScaleVMSSAgentPoolFailed', message: 'There is no capacity.' }
  await server.add({ kind: 'AgentPools_Scale', error, times: 1 })
  await scale(2)
  assert.deepEqual(await status(), ['Failed', { provisioningError: error }])
  await scale(3)
  assert.deepEqual(await status(), ['Succeeded', undefined])
})
