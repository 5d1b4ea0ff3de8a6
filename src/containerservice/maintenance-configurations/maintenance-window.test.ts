import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant, toIso } from '#kernel/instant.ts'
import type { Schemas } from '../wire.ts'
import { openingAt } from './maintenance-window.ts'

type MaintenanceWindow = Schemas['MaintenanceWindow']

/** When a window opens and closes that is asked about at a moment. */
function openings(
  schedule: MaintenanceWindow['schedule'],
  at: string,
  change: Partial<MaintenanceWindow> = {},
): readonly string[] {
  const window = { schedule, startTime: '01:00', durationHours: 4, startDate: '2024-08-01' }
  const found = openingAt({ ...window, ...change }, parseInstant(at)!)
  return found ? [found.opensAt, found.closesAt].map((moment) => toIso(moment).slice(0, 16)) : []
}

test('a day comes every so many days from the first on', () => {
  const schedule = { daily: { intervalDays: 3 } }
  assert.deepEqual(openings(schedule, '2024-07-20T00:00Z'), [
    '2024-08-01T01:00',
    '2024-08-01T05:00',
  ])
  assert.deepEqual(openings(schedule, '2024-08-01T04:59Z'), [
    '2024-08-01T01:00',
    '2024-08-01T05:00',
  ])
  assert.deepEqual(openings(schedule, '2024-08-01T05:00Z'), [
    '2024-08-04T01:00',
    '2024-08-04T05:00',
  ])
})

test('a day of the week comes every so many weeks', () => {
  const schedule = { weekly: { intervalWeeks: 2, dayOfWeek: 'Friday' } } as const
  assert.equal(openings(schedule, '2024-08-01T00:00Z')[0], '2024-08-02T01:00')
  assert.equal(openings(schedule, '2024-08-03T00:00Z')[0], '2024-08-16T01:00')
})

test('a day of the month comes every so many months, and is the last of a short one', () => {
  const schedule = { absoluteMonthly: { intervalMonths: 3, dayOfMonth: 31 } }
  assert.equal(openings(schedule, '2024-08-01T00:00Z')[0], '2024-08-31T01:00')
  assert.equal(openings(schedule, '2024-09-01T00:00Z')[0], '2024-11-30T01:00')
})

test('a weekday of the month is counted from its beginning or its end', () => {
  const of = (weekIndex: 'First' | 'Third' | 'Last') =>
    openings(
      { relativeMonthly: { intervalMonths: 1, weekIndex, dayOfWeek: 'Thursday' } },
      '2024-08-01T06:00Z',
    )[0]
  assert.equal(of('First'), '2024-09-05T01:00')
  assert.equal(of('Third'), '2024-08-15T01:00')
  assert.equal(of('Last'), '2024-08-29T01:00')
})

test('the offset is that of the time, of the day and of dates that are not allowed', () => {
  const schedule = { weekly: { intervalWeeks: 1, dayOfWeek: 'Friday' } } as const
  const utcOffset = '+05:30'
  assert.deepEqual(openings(schedule, '2024-08-01T00:00Z', { utcOffset }), [
    '2024-08-01T19:30',
    '2024-08-01T23:30',
  ])
  const notAllowedDates = [{ start: '2024-08-02', end: '2024-08-09' }]
  const next = openings(schedule, '2024-08-01T00:00Z', { utcOffset, notAllowedDates })
  assert.equal(next[0], '2024-08-15T19:30')
})

test('a window over midnight is open on the day after, unless that is not allowed', () => {
  const schedule = { weekly: { intervalWeeks: 1, dayOfWeek: 'Friday' } } as const
  const late = { startTime: '22:00', durationHours: 8 }
  assert.deepEqual(openings(schedule, '2024-08-03T05:00Z', late), [
    '2024-08-02T22:00',
    '2024-08-03T06:00',
  ])
  const notAllowedDates = [{ start: '2024-08-03', end: '2024-08-03' }]
  const cut = openings(schedule, '2024-08-02T22:30Z', { ...late, notAllowedDates })
  assert.equal(cut[1], '2024-08-03T00:00')
})

test('a window may begin in the first year or in the last one that a date can say', () => {
  const monthly = { absoluteMonthly: { intervalMonths: 1, dayOfMonth: 15 } }
  const weekly = { weekly: { intervalWeeks: 1, dayOfWeek: 'Friday' } } as const
  const last = { startDate: '9999-12-31' }
  assert.equal(openings(monthly, '2024-08-01T00:00Z', last)[0], '+010000-01-15T01')
  assert.equal(openings(weekly, '2024-08-01T00:00Z', last)[0], '9999-12-31T01:00')
  const first = { startDate: '0001-01-01' }
  assert.equal(openings(monthly, '2024-08-01T00:00Z', first)[0], '2024-08-15T01:00')
  assert.equal(openings(weekly, '2024-08-01T00:00Z', first)[0], '2024-08-02T01:00')
})
