// Lazuli's own API on whole servers: its contract is kept as the others' are.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

async function clientOf({ ready }: Lazuli) {
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return async (method: string, path: string, body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = body === undefined ? { headers } : { headers, body: text }
    const answer = await call(ready, method, `/lazuli/${path}`, sent)
    return { status: answer.status, body: JSON.parse(answer.body) }
  }
}

async function started(t: TestContext, data?: string) {
  const server = await createLazuli(data === undefined ? {} : { data })
  t.after(() => server.stop())
  return { server, send: await clientOf(server) }
}

const HELD = { kind: 'ManagedClusters_Create', step: 'finish', pace: { hold: true } }

test('lengths and faults that were set hold after a restart', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-own-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const { server, send } = await started(t, data)
  const { kinds } = (await send('GET', 'pacing')).body
  const [kind, [step]] = Object.entries<string[]>(kinds).find(([, steps]) => steps.length > 0) as [
    string,
    [string],
  ]
  const value = [{ kind, step, pace: { hold: true } }]
  const set = await send('PUT', 'pacing', { value })
  const [{ id, ...rest }] = set.body.value
  assert.deepEqual([set.status, typeof id, rest], [200, 'string', value[0]])
  const fault = {
    operationId: 'ManagedClusters_Get',
    status: 429,
    error: { code: 'Throttled', message: 'Too many.' },
  }
  const added = await send('POST', 'faults', fault)
  assert.equal(added.status, 200)
  assert.deepEqual((await send('GET', 'faults')).body.value, [added.body])
  await server.stop()
  const again = await started(t, data)
  assert.deepEqual((await again.send('GET', 'pacing')).body.value, set.body.value)
  assert.deepEqual((await again.send('GET', 'faults')).body.value, [added.body])
  await again.server.stop()
})

test('lengths are added and removed one by one, many at once', async (t) => {
  const { send } = await started(t)
  const list = async () => (await send('GET', 'pacing')).body.value
  const resources = Array.from({ length: 100 }, (_, i) => `/subscriptions/${i}`)
  const added = await Promise.all(
    resources.map((resource) => send('POST', 'pacing', { ...HELD, id: 'mine', resource })),
  )
  assert.deepEqual(
    (await list()).map((rule: { resource: string }) => rule.resource).sort(),
    resources.sort(),
  )
  assert.equal(new Set(added.map(({ body }) => body.id)).size, 100)
  const full = await send('POST', 'pacing', HELD)
  assert.deepEqual([full.status, full.body.error.code], [409, 'NotNow'])
  const [{ body: first }, ...others] = added as [(typeof added)[0], ...typeof added]
  assert.deepEqual(await send('DELETE', `pacing/${first.id}`), { status: 200, body: first })
  assert.equal((await send('DELETE', `pacing/${first.id}`)).status, 404)
  await Promise.all(others.map(({ body }) => send('DELETE', `pacing/${body.id}`)))
  assert.deepEqual(await list(), [])
  for (const [body, target] of [
    [{ ...HELD, pace: {} }, 'pace'],
    [{ ...HELD, kind: 'Nothing' }, 'kind'],
    [{ ...HELD, resource: '' }, 'resource'],
    [{ ...HELD, step: 'dance' }, 'step'],
  ] as const) {
    const { status, body: said } = await send('POST', 'pacing', body)
    assert.deepEqual([status, said.error.target], [400, target])
  }
  assert.deepEqual(await list(), [])
})

test('a wrong body is refused by the path of the member, and changes nothing', async (t) => {
  const { send } = await started(t)
  for (const [path, body, target] of [
    ['pacing', { value: [{ ...HELD, pace: { ms: -1 } }] }, 'value[0].pace.ms'],
    ['pacing', { value: [{ ...HELD, pace: { ms: 'soon' } }] }, 'value[0].pace.ms'],
    ['pacing', { value: [{ ...HELD, pace: { hold: false } }] }, 'value[0].pace.hold'],
    ['pacing', { value: [{ ...HELD, pace: { ms: 1, polls: 1 } }] }, 'value[0].pace'],
    ['pacing', { value: [{ ...HELD, speed: 1 }] }, 'value[0].speed'],
    ['pacing', { value: [{ pace: { ms: 1 } }] }, 'value[0].kind'],
    ['pacing', { value: [HELD, { ...HELD, kind: 'Nothing' }] }, 'value[1].kind'],
    ['pacing', {}, 'value'],
  ] as const) {
    const { status, body: said } = await send('PUT', path, body)
    assert.deepEqual([status, said.error.target], [400, target], JSON.stringify([body, said]))
  }
  for (const body of ['', 'x', '[', '7', '[]']) {
    assert.equal((await send('PUT', 'pacing', body)).status, 400, body)
  }
  assert.deepEqual((await send('GET', 'pacing')).body.value, [])
})

test('parameters are held against the contract', async (t) => {
  const { send } = await started(t)
  for (const [method, path, target] of [
    ['GET', 'journal?top=0', 'top'],
    ['GET', 'journal?top=many', 'top'],
    ['GET', 'journal/first', 'entryId'],
    ['GET', 'status?verbose=1', 'verbose'],
    ['POST', 'clock/step?ms=-1', 'ms'],
    ['POST', 'clock/scale?factor=0', 'factor'],
    ['POST', 'clock/scale', 'factor'],
    ['POST', 'clock/at?time=soon', 'time'],
    ['GET', 'console', 'name'],
  ] as const) {
    const { status, body } = await send(method, path)
    assert.deepEqual([status, body.error?.target], [400, target], path)
  }
  assert.equal((await send('GET', 'status?api-version=2026-11-01')).status, 200)
  assert.match(
    (await send('GET', 'status?api-version=2000-01-01')).body.error.message,
    /2026-11-01/,
  )
})

test('what is not there is told in words', async (t) => {
  const { send } = await started(t)
  for (const [method, path, status, words] of [
    ['GET', 'nothing', 404, /There is no GET \/lazuli\/nothing/],
    ['PATCH', 'status', 405, /There is no PATCH on \/lazuli\/status/],
    ['GET', 'explain?job=none', 404, /There is no job none/],
    ['GET', 'journal/999999', 404, /There is no entry 999999/],
    ['POST', 'operations/none/release', 404, /There is no operation none/],
    ['GET', 'operations/none', 404, /There is no operation none/],
    ['POST', 'operations/none/cancel', 404, /There is no operation none/],
    ['POST', 'clock/step', 409, /at the start by --frozen/],
    ['GET', 'console?name=none', 404, /There is no machine 'none'/],
    ['POST', 'maintain?id=none', 404, /./],
  ] as const) {
    const answer = await send(method, path)
    assert.equal(answer.status, status, path)
    assert.match(answer.body.error.message, words)
  }
  const provoked = await send('POST', 'provoke', { what: 'explode', pool: 'p' })
  assert.deepEqual([provoked.status, provoked.body.error.target], [400, 'what'])
})

test('the journal shows calls of all services but its own', async (t) => {
  const { send, server } = await started(t)
  // Neither of the command line, which asks for the token here.
  await fetch(`${server.ready.arm.replace('https:', 'http:')}/subscriptions?api-version=2022-12-01`)
  const { value } = (await send('GET', 'journal?top=2')).body
  assert.deepEqual(
    value.map(({ url }: { url: string }) => new URL(url).pathname),
    ['/subscriptions'],
  )
  const entry = (await send('GET', `journal/${value[0].id}`)).body
  assert.ok(entry.request.headers.length > 0)
  assert.equal((await send('GET', 'journal.har')).body.log.version, '1.2')
  assert.deepEqual((await send('DELETE', 'journal')).body, { value: [] })
})

test('a page of another origin is refused before its caller is looked at', async (t) => {
  const { server } = await started(t)
  const { ready } = server
  for (const [headers, status] of [
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://localhost:3000' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
    [{ origin: ready.arm, 'content-type': 'application/json' }, 401],
  ] as const) {
    const answer = await call(ready, 'POST', '/lazuli/faults', { headers, body: '{}' })
    assert.equal(answer.status, status, JSON.stringify(headers))
  }
})
