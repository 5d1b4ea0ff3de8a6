import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { type Reconciler, Reconcilers } from './reconcilers.ts'

function aScene(t: TestContext) {
  const clock = frozenClock()
  const retries: string[] = []
  const reconcilers = new Reconcilers({ clock, onRetry: (name) => retries.push(name) })
  t.after(() => reconcilers.stop())
  const runs: [string, number][] = []
  const add = (name: string, everyMs: number, run: Reconciler['run'] = async () => undefined) =>
    reconcilers.register({
      name,
      everyMs,
      run(signal) {
        runs.push([name, clock.now() - SOME_MOMENT])
        return run(signal)
      },
    })
  return { clock, retries, reconcilers, runs, add }
}

test('a reconciler runs when it is woken, and from time to time after that', async (t) => {
  const { clock, reconcilers, runs, add } = aScene(t)
  add('nodes', 100)
  add('pools', 250)
  await clock.step(500)
  assert.deepEqual(runs.splice(0), [])
  reconcilers.wake()
  await clock.step(120)
  reconcilers.wake('pools')
  await clock.step(200)
  reconcilers.wake('unknown')
  assert.deepEqual(runs, [
    ['nodes', 500],
    ['pools', 500],
    ['nodes', 600],
    ['pools', 620],
    ['nodes', 700],
    ['nodes', 800],
  ])
})

test('a reconciler never runs twice at once; a wake during a run means one more', async (t) => {
  const { clock, reconcilers, runs, add } = aScene(t)
  let gate = Promise.withResolvers<void>()
  let running = 0
  add('nodes', 1000, async () => {
    assert.equal(++running, 1)
    await gate.promise
    running -= 1
  })
  reconcilers.wake()
  for (let i = 0; i < 5; i++) reconcilers.wake('nodes')
  await clock.step(0)
  assert.equal(runs.length, 1)
  gate.resolve()
  gate = Promise.withResolvers<void>()
  await clock.step(0)
  assert.equal(runs.length, 2)
  gate.resolve()
  await reconcilers.idle()
  assert.equal(runs.length, 2)
})

test('a run that throws is reported and repeated soon, at most as late as usual', async (t) => {
  const { clock, retries, reconcilers, runs, add } = aScene(t)
  add('nodes', 700, async () => {
    if (runs.length < 5) throw new Error('unreachable')
  })
  reconcilers.wake()
  await clock.step(3000)
  assert.deepEqual(
    runs.map(([, at]) => at),
    [0, 200, 600, 1300, 2000, 2700],
  )
  assert.deepEqual(retries, Array(4).fill('nodes'))
})

test('stopping tells a run to give up, waits for it, and starts no other', async (t) => {
  const { clock, retries, reconcilers, runs, add } = aScene(t)
  let isOver = false
  add('nodes', 100, async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    isOver = true
    throw new Error('gave up')
  })
  reconcilers.wake()
  await reconcilers.stop()
  assert.equal(isOver, true)
  reconcilers.wake()
  await clock.step(1000)
  assert.equal(runs.length, 1)
  assert.deepEqual(retries, [])
})
