import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plus } from '#kernel/instant.ts'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { Background } from './background.ts'
import { queueEffect } from './effect.queries.ts'
import { findLatest } from './operation.queries.ts'
import { durable } from './operation.ts'
import { setTimer } from './timers.ts'

test('what one part saves is work for the next without another wake', async (t) => {
  const store = await temporaryStore(t)
  const clock = frozenClock()
  const hitches: unknown[] = []
  const background = new Background({ store, clock, onHitch: (...news) => hitches.push(news) })
  t.after(() => background.stop())
  const { engine, effects, timers, reconcilers } = background
  const diary: unknown[] = []
  const first = durable<null>('First', [
    {
      name: 'only',
      lasts: 1000,
      commit: async (tx, _, now) => {
        await setTimer(tx, 'things', 'soon', plus(now, 500))
        await queueEffect(tx, 'things', 'by the operation')
      },
    },
  ])
  const second = durable<null>('Second', [{ name: 'only' }])
  engine.register(first, second)
  effects.register('things', async (payload) => void diary.push([payload, clock.now()]))
  timers.register('things', async (tx) => {
    await queueEffect(tx, 'things', 'by the timer')
    await engine.begin(tx, second, { resource: '/second', input: null })
  })
  reconcilers.register({
    name: 'watch',
    everyMs: 60_000,
    run: async () => {
      throw new Error('blind')
    },
  })
  await store.write((tx) => engine.begin(tx, first, { resource: '/first', input: null }))
  background.start()
  await background.idle()
  await clock.step(1500)
  assert.equal((await findLatest(store, '/second'))?.status, 'Succeeded')
  assert.deepEqual(diary, [
    ['by the operation', plus(SOME_MOMENT, 1000)],
    ['by the timer', plus(SOME_MOMENT, 1500)],
  ])
  assert.deepEqual((hitches[0] as unknown[])[0], 'watch')
})
