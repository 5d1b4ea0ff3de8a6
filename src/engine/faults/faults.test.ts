import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { SOME_MOMENT } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { realClock } from '../clock.ts'
import { durable, type Operation } from '../operation.ts'
import { type FaultRule, isAbout, strikes } from './fault.ts'
import { Faults } from './faults.ts'

const { signal } = new AbortController()
const error = { code: 'Broken', message: 'It broke.' }

async function someFaults(t: TestContext) {
  const store = await temporaryStore(t)
  const time = { now: SOME_MOMENT }
  const open = () => new Faults({ store, now: () => time.now, wall: realClock() })
  const faults = open()
  const add = (id: string, rule: FaultRule) =>
    faults.add({ id, rule, addedAt: time.now, seen: 0, hits: 0 })
  return { faults, add, open, time }
}

const call = (operationId: string, resource = '/pools/a', caller?: string) =>
  ({ operationId, service: 'batch', resource, caller }) as const

test('the step that is meant fails in place of what it does, so many times', async (t) => {
  const { faults, add } = await someFaults(t)
  const done: string[] = []
  const act = (name: string) => ({ name, act: async () => void done.push(name) })
  const kind = faults.wrap(
    durable<string>('K', 'string', [act('a'), act('b')], { failed: async () => {} }),
  )
  const run = (step: number) =>
    kind.steps[step]!.act!({ resource: '/some/resource' } as Operation<never>, signal)
  await add('second', { kind: 'K', step: 'b', error, times: 2 })
  await run(0)
  for (let i = 0; i < 2; i++) await assert.rejects(async () => run(1), /It broke/)
  await run(1)
  await add('first', { kind: 'K', error })
  await assert.rejects(async () => run(0), { name: 'OperationFailure', code: 'Broken' })
  await run(1)
  assert.equal(await faults.remove('first'), true)
  assert.equal(await faults.remove('first'), false)
  await add('elsewhere', { kind: 'K', resource: '/some/other', error })
  await run(0)
  assert.deepEqual(done, ['a', 'b', 'b', 'a'])
})

test('an operation that has no unhappy end is left as it is', async (t) => {
  const { faults } = await someFaults(t)
  const kind = durable<string>('K', 'string', [{ name: 'a' }])
  assert.equal(faults.wrap(kind), kind)
})

test('faults and what they counted are kept, and are gone when their time is over', async (t) => {
  const { faults, add, open, time } = await someFaults(t)
  await add('kept', { service: 'batch', drop: 'before', nth: 2 })
  await add('short', { operationId: 'Pool_Get', delayMs: 0, expiresAt: instant(SOME_MOMENT + 5) })
  assert.deepEqual(faults.strike(call('Pool_Get'))?.delayMs, 0)
  assert.deepEqual(faults.strike(call('Pool_List'))?.drop, 'before')
  await faults.settled()
  const again = open()
  await again.load()
  const counts = (await again.list()).map(({ id, seen, hits }) => [id, seen, hits])
  assert.deepEqual(counts, [
    ['kept', 2, 1],
    ['short', 1, 1],
  ])
  assert.equal(again.strike(call('Pool_List')), undefined, 'the second time is over')
  time.now = instant(SOME_MOMENT + 5)
  assert.equal(again.strike(call('Pool_Get')), undefined)
  assert.deepEqual(
    (await again.list()).map(({ id }) => id),
    ['kept'],
  )
  await again.settled()
})

test('a fault is about what it names, and about nothing else', () => {
  const about = (rule: FaultRule, ...of: Parameters<typeof call>) => isAbout(rule, call(...of))
  assert.ok(about({ operationId: 'Pool_Get' }, 'Pool_Get'))
  assert.ok(!about({ operationId: 'Pool_Get' }, 'Pool_List'))
  assert.ok(about({ service: 'batch', resource: '/Pools/A/' }, 'Pool_Get', '/pools/a/nodes'))
  assert.ok(!about({ service: 'batch', resource: '/pools/a' }, 'Pool_Get', '/pools/ab'))
  assert.ok(about({ service: 'batch', caller: 'me' }, 'Pool_Get', '/pools/a', 'me'))
  assert.ok(!about({ service: 'batch', caller: 'me' }, 'Pool_Get', '/pools/a'))
  assert.ok(!about({ kind: 'K' }, 'K'))
  assert.ok(!isAbout({ service: 'batch' }, { port: 'hypervisor.start', resource: 'x' }))
  assert.ok(isAbout({ port: 'hypervisor.start' }, { port: 'hypervisor.start', resource: 'x' }))
})

test('a share is what it says, the same for the same seed and another for another', () => {
  const drawn = (share: number, seed: number) =>
    Array.from({ length: 10_000 }, (_, i) => strikes({ rule: { share, seed }, hits: 0 }, i + 1))
  for (const share of [0, 0.01, 0.5, 1]) {
    for (const seed of [0, 1, -7, 2 ** 31 - 1]) {
      const hits = drawn(share, seed).filter(Boolean).length
      assert.ok(Math.abs(hits - share * 10_000) <= 200, `${share} ${seed}: ${hits}`)
    }
  }
  assert.deepEqual(drawn(0.5, 3), drawn(0.5, 3))
  assert.notDeepEqual(drawn(0.5, 3), drawn(0.5, 4))
})
