import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from '#store/sql.ts'
import type { Store } from '#store/tx.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { type QueueOptions, queueEffect } from './effect.queries.ts'
import { Effects, type EffectsOptions } from './effects.ts'

async function aScene(t: TestContext, options: Partial<EffectsOptions> = {}) {
  const store = await temporaryStore(t)
  const clock = frozenClock()
  const hitches: unknown[] = []
  const start = (more: Partial<EffectsOptions> = {}): Effects => {
    const onHitch = (error: unknown): void => void hitches.push(error)
    const effects = new Effects({ store, clock, onHitch, ...options, ...more })
    t.after(() => effects.stop())
    return effects
  }
  return { store, clock, hitches, start }
}

const queue = (store: Store, payloads: readonly unknown[], options?: QueueOptions) =>
  store.write(async (tx) => {
    for (const payload of payloads) await queueEffect(tx, 'batch', payload, options)
  })

const countLeft = async (store: Store) =>
  (await store.get<{ n: number }>(sql`select count(*) as n from effect`))!.n

test('effects are carried out once they are saved, in order, and forgotten', async (t) => {
  const { store, start } = await aScene(t)
  const effects = start()
  const done: unknown[] = []
  effects.register('batch', async (payload: unknown) => void done.push(payload))
  await store.write(async (tx) => {
    await queueEffect(tx, 'batch', { task: 1 })
    effects.wake()
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual(done, [])
    await queueEffect(tx, 'batch', 'text')
    await queueEffect(tx, 'batch', undefined)
  })
  await effects.idle()
  assert.deepEqual(done, [{ task: 1 }, 'text', null])
  assert.equal(await countLeft(store), 0)
})

test('effects of a transaction that was given up are never carried out', async (t) => {
  const { store, start } = await aScene(t)
  const effects = start()
  effects.register('batch', () => assert.fail('carried out'))
  const given = store.write(async (tx) => {
    await queueEffect(tx, 'batch', 1)
    throw new Error('never mind')
  })
  await assert.rejects(given)
  effects.wake()
  await effects.idle()
})

test('a lane waits for its first effect, however often that fails; other lanes go on', async (t) => {
  const { store, clock, hitches, start } = await aScene(t)
  const effects = start()
  const done: unknown[] = []
  effects.register('batch', async (payload: string, { attempts }) => {
    if (payload === 'a1' && attempts < 3) throw new Error(`attempt ${attempts}`)
    done.push([payload, clock.now() - SOME_MOMENT])
  })
  await queue(store, ['a1', 'a2', 'a3'], { lane: 'a' })
  await queue(store, ['b1', 'b2'], { lane: 'b' })
  await queue(store, ['x'], { lane: null })
  effects.wake()
  await effects.idle()
  assert.deepEqual(done.splice(0), [
    ['b1', 0],
    ['x', 0],
    ['b2', 0],
  ])
  while (await clock.stepToNext());
  assert.deepEqual(done, [
    ['a1', 1400],
    ['a2', 1400],
    ['a3', 1400],
  ])
  assert.equal(hitches.length, 3)
  assert.equal(await countLeft(store), 0)
})

test('effects without a lane do not wait for each other, and no more run than allowed', async (t) => {
  const { store, start } = await aScene(t, { concurrency: 5 })
  const effects = start()
  let [running, most] = [0, 0]
  effects.register('batch', async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
  })
  await queue(store, Array(60).fill(null), { lane: null })
  effects.wake()
  await effects.idle()
  assert.equal(most, 5)
  assert.equal(await countLeft(store), 0)
})

test('what a dead process left undone is carried out by the next, with the same id', async (t) => {
  const { store, start } = await aScene(t)
  const first = start()
  const begun: unknown[] = []
  const never = Promise.withResolvers<void>()
  first.register('batch', (_, { id, attempts }) => {
    begun.push([id, attempts])
    return never.promise
  })
  await queue(store, ['a', 'b'])
  first.wake()
  while (begun.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = start()
  const done: unknown[] = []
  second.register('batch', async (payload: string, { id }) => void done.push([payload, id]))
  second.wake()
  await second.idle()
  assert.deepEqual(begun, [[1, 0]])
  assert.deepEqual(done, [
    ['a', 1],
    ['b', 2],
  ])
  never.resolve()
})

test('an effect that gives up as the server stops is left for the next start', async (t) => {
  const { store, hitches, start } = await aScene(t)
  const first = start()
  const begun = Promise.withResolvers<void>()
  first.register('batch', (_, { signal }) => {
    begun.resolve()
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('gave up')))
    })
  })
  await queue(store, ['a'])
  first.wake()
  await begun.promise
  await first.stop()
  first.wake()
  const second = start()
  const done: unknown[] = []
  second.register('batch', async (payload, { attempts }) => void done.push([payload, attempts]))
  second.wake()
  await second.idle()
  assert.deepEqual(done, [['a', 0]])
  assert.deepEqual(hitches, [])
})

test('effects of a service that nobody has registered wait and disturb no other', async (t) => {
  const { store, start } = await aScene(t)
  const effects = start()
  const done: unknown[] = []
  await store.write((tx) => queueEffect(tx, 'scvmm', 'later'))
  effects.wake()
  await queue(store, ['now'])
  effects.register('batch', async (payload: unknown) => void done.push(payload))
  effects.wake()
  await effects.idle()
  effects.register('scvmm', async (payload: unknown) => void done.push(payload))
  effects.wake()
  await effects.idle()
  assert.deepEqual(done, ['now', 'later'])
})

test('a new effect joins the lane behind those that wait, also while the first is under way', async (t) => {
  const { store, start } = await aScene(t)
  const effects = start()
  const done: unknown[] = []
  effects.register('batch', async (payload: number) => {
    if (payload < 5) await queue(store, [payload + 10])
    done.push(payload)
  })
  await queue(store, [1, 2])
  effects.wake()
  await effects.idle()
  assert.deepEqual(done, [1, 2, 11, 12])
})

test('a store that cannot save what was done has it done again later', async (t) => {
  const { store, clock, hitches, start } = await aScene(t)
  let isBroken = true
  const flaky: Store = {
    generation: undefined,
    get: (statement) => store.get(statement),
    all: (statement) => store.all(statement),
    write: (work) => (isBroken ? Promise.reject(new Error('disk full')) : store.write(work)),
    close: () => store.close(),
  }
  const effects = start({ store: flaky })
  let times = 0
  effects.register('batch', async () => void times++)
  await queue(store, ['a'])
  effects.wake()
  await clock.step(1000)
  assert.ok(times >= 2 && times <= 4, `${times} times`)
  assert.equal(hitches.length, times)
  isBroken = false
  await clock.step(2000)
  assert.equal(await countLeft(store), 0)
})
