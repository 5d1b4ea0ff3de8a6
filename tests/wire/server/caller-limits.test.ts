// What one caller may take of a whole server, and that the others are served meanwhile.
import assert from 'node:assert/strict'
import { type ClientRequest, request } from 'node:http'
import { type TestContext, test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import type { LazuliOptions } from '#library/options.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { callerLimits } from '../../../src/server/stages/caller-limits.ts'
import { startBatch, userToken } from '../batch/batch-server.ts'

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli`
const VERSION = { version: '2021-04-01' }

async function start(t: TestContext, options: LazuliOptions) {
  const wall = frozenClock()
  const server = await startBatch({ options, wall })
  t.after(() => server[Symbol.asyncDispose]())
  const { lazuli } = server
  const user = { authorization: `Bearer ${await lazuli.token('user')}` }
  return {
    ...server,
    wall,
    lazuli,
    call: server.call,
    asApplication: () => server.call('GET', GROUP, VERSION),
    asUser: () => server.call('GET', GROUP, { ...VERSION, headers: user }),
  }
}

/** Calls whose bodies never come: the server waits for each. */
async function hang(t: TestContext, { lazuli }: Awaited<ReturnType<typeof start>>, count: number) {
  const authorization = `Bearer ${await lazuli.token()}`
  const headers = { authorization, 'content-type': 'application/json', 'content-length': '9' }
  const hung: ClientRequest[] = []
  for (let i = 0; i < count; i++) {
    const path = `${GROUP}?api-version=2021-04-01`
    const call = request({ port: lazuli.port, method: 'PUT', path, headers, agent: false })
    call.on('error', () => undefined)
    call.write('{')
    hung.push(call)
  }
  const end = (): void => hung.forEach((call) => void call.destroy())
  t.after(end)
  return end
}

test('a caller whose calls hang is refused more of them, and the others are served', async (t) => {
  const server = await start(t, { callerCalls: 3 })
  const ends = [await hang(t, server, 40)]
  let refused = await server.asApplication()
  while (refused.status !== 429) {
    // What asks had a place itself while they came.
    ends.push(await hang(t, server, 1))
    refused = await server.asApplication()
  }
  assert.equal(refused.headers['retry-after'], '1')
  assert.equal(refused.body.error!.code, 'TooManyRequests')
  const polite = await Promise.all([server.asUser(), server.asUser(), server.asUser()])
  assert.deepEqual(new Set(polite.map(({ status }) => status)), new Set([200]))
  for (let i = 0; i < 50; i++) assert.equal((await server.asUser()).status, 200)
  for (const end of ends) end()
  while ((await server.asApplication()).status !== 200);
})

test('a caller that calls without pause is held to its rate, and may go on after Retry-After', async (t) => {
  const server = await start(t, { callerRate: 2 })
  const greedy = await Promise.all(Array.from({ length: 60 }, () => server.asApplication()))
  assert.equal(greedy.filter(({ status }) => status === 200).length, 20)
  const refused = greedy.filter(({ status }) => status === 429)
  assert.equal(refused.length, 40)
  assert.equal((await server.asUser()).status, 200)
  await server.wall.step(Number(refused[0]!.headers['retry-after']) * 1000)
  assert.equal((await server.asApplication()).status, 200)
})

test('each service says it in its own words, with the time to wait', async (t) => {
  const server = await start(t, { callerRate: 1 })
  const codeOf = async (path: string, sent: Parameters<typeof server.call>[2]) => {
    for (;;) {
      const { status, headers, body } = await server.call('GET', path, sent)
      if (status === 200) continue
      assert.equal(status, 429, path)
      assert.equal(headers['retry-after'], '1', path)
      return body.code ?? body.error?.code
    }
  }
  assert.equal(await codeOf('/jobs', {}), 'TooManyRequests')
  const headers = { authorization: `Bearer ${await userToken(server)}` }
  assert.equal(await codeOf('/pools', { headers }), 'TooManyRequests')
  assert.equal(await codeOf('/lazuli/operations', { version: '' }), 'TooManyRequests')
  assert.equal(await codeOf(GROUP, VERSION), 'TooManyRequests')
  const health = await server.call('GET', '/healthz', { version: '', unsigned: true })
  assert.equal(health.status, 200, 'it has no caller')
})

test('without the options no call is refused', async (t) => {
  const server = await start(t, {})
  await hang(t, server, 40)
  const calls = await Promise.all(Array.from({ length: 300 }, () => server.asApplication()))
  assert.deepEqual(new Set(calls.map(({ status }) => status)), new Set([200]))
})

test('a caller with calls under way is remembered, however many others come', () => {
  const limits = callerLimits({ calls: 1 })
  type Call = Parameters<typeof limits.leave>[0]
  const by = (oid: string, at: number) =>
    ({ caller: { oid }, now: instant(SOME_MOMENT + at) }) as Call
  limits.enter(by('slow', 0))
  for (let i = 0; i < 5_000; i++) {
    const call = by(`task-${i}`, i)
    limits.enter(call)
    limits.leave(call)
  }
  assert.throws(() => limits.enter(by('slow', 60_000)), { code: 'TooManyRequests' })
})
