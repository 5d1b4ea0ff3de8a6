import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { dueAfterChange, firstDue, look, nextLook, type Timing } from './recurrence.ts'

const MINUTE = 60_000
const START = instant(Date.UTC(2026, 0, 1))
const at = (minutes: number): Instant => plus(START, minutes * MINUTE)
const endless = { startWindowMs: Number.POSITIVE_INFINITY }

test('a schedule without an interval has one job, and keeps it until it may start', () => {
  assert.equal(firstDue(endless, START), START)
  assert.deepEqual(look(endless, START, at(5), false), { starts: true, due: undefined })
  assert.deepEqual(look(endless, START, at(5), true), { starts: false, due: START })
})

test('what is not due until later waits, and a bound that is past bounds nothing', () => {
  const timing = { ...endless, doNotRunUntil: at(10) }
  assert.equal(firstDue(timing, START), at(10))
  assert.equal(firstDue(timing, at(20)), at(20))
  assert.deepEqual(look(timing, at(10), at(9), false), { starts: false, due: at(10) })
})

test('jobs keep to the grid of their interval, however late one starts', () => {
  const timing = { ...endless, intervalMs: 10 * MINUTE }
  assert.deepEqual(look(timing, START, at(3), false), { starts: true, due: at(10) })
  assert.deepEqual(look(timing, at(10), at(37), false), { starts: true, due: at(40) })
  assert.deepEqual(look(timing, at(10), at(37), true), { starts: false, due: at(30) })
})

test('a job whose window has closed is lost', () => {
  const timing = { intervalMs: 10 * MINUTE, startWindowMs: 2 * MINUTE }
  assert.deepEqual(look(timing, at(10), at(11), true), { starts: false, due: at(10) })
  assert.deepEqual(look(timing, at(10), at(12), false), { starts: false, due: at(20) })
  assert.deepEqual(look(timing, at(10), at(21), false), { starts: true, due: at(30) })
  assert.deepEqual(look({ startWindowMs: MINUTE }, START, at(1), false), {
    starts: false,
    due: undefined,
  })
})

test('no job starts once it may not run any more', () => {
  const timing = { ...endless, intervalMs: 10 * MINUTE, doNotRunAfter: at(15) }
  assert.deepEqual(look(timing, at(10), at(10), false), { starts: true, due: undefined })
  assert.deepEqual(look(timing, at(10), at(16), false), { starts: false, due: undefined })
})

test('another interval counts from the same start', () => {
  const timing = { ...endless, intervalMs: 5 * MINUTE }
  assert.equal(dueAfterChange(timing, START, at(2), 1), at(5))
  assert.equal(dueAfterChange(timing, START, at(5), 1), at(10))
  assert.equal(dueAfterChange(timing, START, at(2), 0), START)
  assert.equal(dueAfterChange({ ...timing, doNotRunUntil: at(60) }, START, at(2), 1), at(60))
  assert.equal(dueAfterChange(endless, START, at(2), 1), undefined)
})

const minutes = (max: number) => fc.integer({ min: 1, max })
const someTiming: fc.Arbitrary<Timing> = fc
  .record({
    until: fc.option(minutes(30)),
    after: fc.option(minutes(200)),
    window: fc.option(minutes(40)),
    interval: fc.option(minutes(20)),
  })
  .map(({ until, after, window, interval }) => ({
    ...(until !== null && { doNotRunUntil: at(until) }),
    ...(after !== null && { doNotRunAfter: at(after + (until ?? 0)) }),
    ...(interval !== null && { intervalMs: interval * MINUTE }),
    startWindowMs: window === null ? Number.POSITIVE_INFINITY : window * MINUTE,
  }))

/** Lives through steps of a minute; `lasts`: how long each job runs. Answers when jobs started. */
function live(timing: Timing, lasts: readonly number[], steps: number): Instant[] {
  const started: Instant[] = []
  let due: Instant | undefined = firstDue(timing, START)
  let busyUntil = -1
  for (let minute = 0; minute <= steps; minute++) {
    const decided = look(timing, due, at(minute), minute < busyUntil)
    due = decided.due
    if (!decided.starts) continue
    started.push(at(minute))
    busyUntil = minute + lasts[started.length % lasts.length]!
  }
  return started
}

test('whatever the schedule: in bounds, one a time of the grid, in its window, never two at once', () => {
  fc.assert(
    fc.property(
      someTiming,
      fc.array(minutes(50), { minLength: 1, maxLength: 5 }),
      (timing, lasts) => {
        const started = live(timing, lasts, 240)
        const first = firstDue(timing, START)
        const { intervalMs, doNotRunAfter, startWindowMs } = timing
        if (intervalMs === undefined) assert.ok(started.length <= 1)
        const places = started.map((time) =>
          intervalMs === undefined ? 0 : Math.floor((time - first) / intervalMs),
        )
        assert.equal(
          new Set(places).size,
          places.length,
          'one job for each time at which one is due',
        )
        for (const [i, time] of started.entries()) {
          assert.ok(time >= first)
          if (doNotRunAfter !== undefined) assert.ok(time <= doNotRunAfter)
          assert.ok(time - first - places[i]! * (intervalMs ?? 0) < startWindowMs)
          if (i > 0) assert.ok(time - started[i - 1]! >= lasts[i % lasts.length]! * MINUTE)
        }
      },
    ),
  )
})

test('to look only when told to misses nothing that looking all the time finds', () => {
  fc.assert(
    fc.property(
      someTiming,
      fc.array(minutes(50), { minLength: 1, maxLength: 5 }),
      (timing, lasts) => {
        const started: Instant[] = []
        let due: Instant | undefined = firstDue(timing, START)
        let now = START
        let busyUntil: Instant | undefined
        for (let looks = 0; looks < 2_000 && now <= at(240); looks++) {
          const isBusy = busyUntil !== undefined && now < busyUntil
          const decided = look(timing, due, now, isBusy)
          due = decided.due
          if (decided.starts) {
            started.push(now)
            busyUntil = plus(now, lasts[started.length % lasts.length]! * MINUTE)
          }
          const told = nextLook(timing, due, now)
          const ends = busyUntil !== undefined && busyUntil > now ? busyUntil : undefined
          const times = [told, ends].filter((time) => time !== undefined)
          if (times.length === 0) break
          const next = Math.min(...times)
          assert.ok(next > now, 'time goes on')
          now = instant(next)
        }
        assert.deepEqual(
          started.filter((time) => time <= at(240)),
          live(timing, lasts, 240),
        )
      },
    ),
  )
})
