import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { realClock, serverClock, steppedClock } from './clock.ts'

/** Node's own timers and date, moved by the test. */
function mockTime(t: TestContext): (ms: number) => void {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 })
  return (ms) => t.mock.timers.tick(ms)
}

test('a wait longer than 2^31 ms rings at its moment and not before', (t) => {
  const pass = mockTime(t)
  const clock = realClock()
  const long = 2 ** 31 + 100_000
  let rung = 0
  clock.at(instant(1_000_000 + long), () => rung++)
  for (let passed = 0; passed < long - 1; ) {
    const ms = Math.min(60_000, long - 1 - passed)
    pass(ms)
    passed += ms
  }
  assert.equal(rung, 0)
  pass(1)
  assert.equal(rung, 1)
})

test('a canceled alarm does not ring, also after its wait was cut', (t) => {
  const pass = mockTime(t)
  let rung = 0
  const alarm = realClock().at(instant(1_200_000), () => rung++)
  pass(150_000)
  alarm.cancel()
  pass(100_000)
  assert.equal(rung, 0)
})

test('an alarm does not ring early when the date was set back meanwhile', (t) => {
  const pass = mockTime(t)
  let rung = 0
  realClock().at(instant(1_010_000), () => rung++)
  t.mock.timers.setTime(1_000_000)
  pass(5_000)
  t.mock.timers.setTime(1_000_000)
  pass(9_999)
  assert.equal(rung, 0)
  pass(60_000)
  assert.equal(rung, 1)
})

test('an alarm in the past rings soon, but not within the call', async () => {
  for (const clock of [realClock(), steppedClock(instant(1000))]) {
    let rung = false
    await new Promise<void>((resolve) => {
      clock.at(instant(10), () => {
        rung = true
        resolve()
      })
      assert.equal(rung, false)
    })
  }
})

test('a scale shortens lengths and leaves the date alone', (t) => {
  mockTime(t)
  const clock = realClock(60)
  assert.equal(clock.scaled(300_000), 5000)
  assert.equal(clock.now(), 1_000_000)
  assert.equal(realClock(Number.POSITIVE_INFINITY).scaled(300_000), 0)
  assert.equal(steppedClock(instant(0), 10).scaled(50), 5)
})

test('stepping rings what falls due in order, each at its own moment', async () => {
  const clock = steppedClock(instant(0))
  const rung: [string, number][] = []
  const ring = (name: string) => () => void rung.push([name, clock.now()])
  clock.at(instant(30), ring('late'))
  clock.at(instant(10), () => {
    ring('early')()
    clock.at(instant(20), ring('set on the way'))
  })
  clock.at(instant(25), ring('canceled')).cancel()
  clock.at(instant(31), ring('later'))
  await clock.step(30)
  assert.deepEqual(rung, [
    ['early', 10],
    ['set on the way', 20],
    ['late', 30],
  ])
  assert.equal(clock.now(), 30)
  assert.equal(await clock.stepToNext(), true)
  assert.equal(clock.now(), 31)
  assert.equal(await clock.stepToNext(), false)
})

test('a step waits for those who work, so that their next alarm counts from the right moment', async () => {
  const clock = steppedClock(instant(0))
  const rung: number[] = []
  let busy = false
  clock.watch?.(() => busy)
  const work = async (): Promise<void> => {
    rung.push(clock.now())
    busy = true
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
    if (rung.length < 4) clock.at(instant(clock.now() + 10), () => void work())
    busy = false
  }
  clock.at(instant(10), () => void work())
  await clock.step(1000)
  assert.deepEqual(rung, [10, 20, 30, 40])
})

test('steps at the same time do not turn time back', async () => {
  const clock = steppedClock(instant(0))
  clock.at(instant(5), () => undefined)
  await Promise.all([clock.step(10), clock.step(1)])
  assert.equal(clock.now(), 10)
})

test('what is set rings at its moment, however often time is stopped, moved and let run', (t) => {
  const pass = mockTime(t)
  const clock = serverClock({ scale: 10 })
  const rung: number[] = []
  for (const at of [1_001_000, 1_003_000, 1_600_000]) {
    clock.at(instant(at), () => rung.push(clock.now()))
  }
  clock.at(instant(1_002_000), () => rung.push(-1)).cancel()
  pass(1_000)
  assert.deepEqual(rung, [1_001_000])
  clock.freeze()
  pass(10_000)
  assert.equal(clock.now(), 1_001_000)
  assert.deepEqual(rung, [1_001_000], 'it stands still')
  clock.resume()
  assert.equal(clock.now(), 1_001_000)
  pass(2_000)
  assert.deepEqual(rung, [1_001_000, 1_003_000])
  const { state } = clock
  assert.deepEqual(state, { aheadMs: -10_000 })
  clock.restore({ frozenAt: 1_000_000 })
  assert.deepEqual([clock.now(), clock.isFrozen], [1_000_000, true])
  clock.restore({ aheadMs: 590_000 })
  pass(0)
  assert.deepEqual(rung, [1_001_000, 1_003_000, 1_603_000], 'what was missed rings late')
})

test('a step ends where it is when time is let run meanwhile', async () => {
  const clock = serverClock({ frozenAt: instant(1000) })
  clock.at(instant(2000), () => clock.resume())
  clock.at(instant(500_000), () => undefined).cancel()
  await clock.step(1_000_000)
  assert.ok(!clock.isFrozen && clock.now() < 100_000)
})
