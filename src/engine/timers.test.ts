import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { plus } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { clearTimer, setTimer, Timers } from './timers.ts'

const DAY = 24 * 3600 * 1000
const after = (ms: number) => plus(SOME_MOMENT, ms)

async function aScene(t: TestContext) {
  const store = await temporaryStore(t)
  const clock = frozenClock()
  const hitches: unknown[] = []
  const called: unknown[] = []
  const start = (): Timers => {
    const timers = new Timers({ store, clock, onHitch: (error) => hitches.push(error) })
    t.after(() => timers.stop())
    return timers
  }
  const set = async (key: string, ms: number, payload?: unknown) => {
    await store.write((tx) => setTimer(tx, 'batch', key, after(ms), payload))
  }
  return { store, clock, hitches, called, start, set }
}

test('a timer is called when it is due, with its payload, and only once', async (t) => {
  const { clock, called, start, set } = await aScene(t)
  const timers = start()
  timers.register('batch', async (_, timer, now) => void called.push([timer, now]))
  await set('late', 30 * DAY, { job: 'j' })
  await set('early', 10)
  timers.wake()
  await clock.step(9)
  assert.deepEqual(called, [])
  await clock.step(40 * DAY)
  assert.deepEqual(called, [
    [{ key: 'early', at: after(10), payload: null }, after(10)],
    [{ key: 'late', at: after(30 * DAY), payload: { job: 'j' } }, after(30 * DAY)],
  ])
})

test('a timer that is set again or cleared is not called at its old moment', async (t) => {
  const { store, clock, called, start, set } = await aScene(t)
  const timers = start()
  timers.register(
    'batch',
    async (_, { key, payload }, now) => void called.push([key, payload, now]),
  )
  await set('moved', 10, 'old')
  await set('cleared', 10)
  await set('moved', 20, 'new')
  assert.equal(await store.write((tx) => clearTimer(tx, 'batch', 'cleared')), true)
  assert.equal(await store.write((tx) => clearTimer(tx, 'scvmm', 'moved')), false)
  timers.wake()
  await clock.step(100)
  assert.deepEqual(called, [['moved', 'new', after(20)]])
})

test('a timer that another one clears or moves at the same moment is not called', async (t) => {
  const { clock, called, start, set } = await aScene(t)
  const timers = start()
  timers.register('batch', async (tx, { key }, now) => {
    called.push([key, now])
    if (key !== 'first') return
    await clearTimer(tx, 'batch', 'cleared')
    await setTimer(tx, 'batch', 'moved', after(20))
  })
  for (const key of ['first', 'cleared', 'moved']) await set(key, 10)
  timers.wake()
  await clock.step(100)
  assert.deepEqual(called, [
    ['first', after(10)],
    ['moved', after(20)],
  ])
})

test('a timer can set itself again', async (t) => {
  const { clock, called, start, set } = await aScene(t)
  const timers = start()
  timers.register('batch', async (tx, { key, at }) => {
    called.push(at)
    await setTimer(tx, 'batch', key, plus(at, DAY))
  })
  await set('daily', DAY)
  timers.wake()
  await clock.step(3.5 * DAY)
  assert.deepEqual(called, [after(DAY), after(2 * DAY), after(3 * DAY)])
})

test('what a handler saves and the end of its timer are one: a throw undoes both', async (t) => {
  const { store, clock, hitches, called, start, set } = await aScene(t)
  store.exec('create table note (text text)')
  const timers = start()
  timers.register('batch', async (tx, { key }, now) => {
    await tx.run(sql`insert into note values (${key})`)
    called.push(now)
    if (called.length < 4) throw new Error('a hitch')
  })
  await set('a', 10)
  timers.wake()
  await clock.step(10_000)
  assert.deepEqual(called, [after(10), after(210), after(610), after(1410)])
  assert.equal(hitches.length, 3)
  assert.equal((await store.all(sql`select * from note`)).length, 1)
  assert.deepEqual(await store.all(sql`select * from timer`), [])
})

test('one timer that fails keeps no other from its moment', async (t) => {
  const { clock, called, start, set } = await aScene(t)
  const timers = start()
  timers.register('batch', async (_, { key }, now) => {
    if (key === 'broken') throw new Error('always')
    called.push([key, now])
  })
  await set('broken', 10)
  await set('sound', 10)
  await set('later', 300)
  timers.wake()
  await clock.step(1000)
  assert.deepEqual(called, [
    ['sound', after(10)],
    ['later', after(300)],
  ])
})

test('timers that fell due while no server ran are called at the next start, earliest first', async (t) => {
  const { store, clock, called, start } = await aScene(t)
  await store.write(async (tx) => {
    for (let i = 0; i < 250; i++) await setTimer(tx, 'batch', `k${i}`, after(1000 - i), i)
  })
  await clock.step(DAY)
  const timers = start()
  timers.register('batch', async (_, { payload }) => void called.push(payload))
  timers.wake()
  await timers.idle()
  assert.deepEqual(
    called,
    Array.from({ length: 250 }, (_, i) => 249 - i),
  )
})

test('timers of a service that nobody has registered wait, and block no other', async (t) => {
  const { store, clock, called, start, set } = await aScene(t)
  const timers = start()
  await store.write((tx) => setTimer(tx, 'scvmm', 'k', after(5)))
  await set('k', 10)
  timers.register('batch', async (_, { at }) => void called.push(['batch', at]))
  timers.wake()
  await clock.step(100)
  timers.register('scvmm', async (_, { at }) => void called.push(['scvmm', at]))
  timers.wake()
  await timers.idle()
  assert.deepEqual(called, [
    ['batch', after(10)],
    ['scvmm', after(5)],
  ])
})
