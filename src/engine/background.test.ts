import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frozenClock } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { backgroundOf } from '../main/background.ts'
import { findLatest } from './operation.queries.ts'
import { durable } from './operation.ts'

test('an operation that a step begins goes on without another wake', async (t) => {
  const store = await temporaryStore(t)
  const clock = frozenClock()
  const retries: unknown[] = []
  const background = backgroundOf({ store, clock, onRetry: (...news) => retries.push(news) })
  t.after(() => background.stop())
  const { engine, reconcilers } = background
  const second = durable<null>('Second', 'nothing', [{ name: 'only', lasts: 500 }])
  const first = durable<null>('First', 'nothing', [
    {
      name: 'only',
      lasts: 1000,
      commit: async (tx) =>
        void (await engine.begin(tx, second, { resource: '/second', input: null })),
    },
  ])
  engine.register(first, second)
  reconcilers.register({
    name: 'watch',
    everyMs: 60_000,
    run: async () => {
      throw new Error('no connection')
    },
  })
  await store.write((tx) => engine.begin(tx, first, { resource: '/first', input: null }))
  background.start()
  await background.idle()
  await clock.step(1500)
  assert.equal((await findLatest(store, '/second'))?.status, 'Succeeded')
  assert.deepEqual((retries[0] as unknown[])[0], 'watch')
})
