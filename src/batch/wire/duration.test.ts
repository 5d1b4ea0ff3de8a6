import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { durationMs, durationText, INFINITE } from './duration.ts'

const normal = (text: string): string => durationText(durationMs(text) ?? Number.NaN)

test('durations come back as the real service prints them', () => {
  assert.equal(normal('P3Y6M4DT12H30M5S'), 'P1279DT12H30M5S')
  assert.equal(normal('PT01H00M00S'), 'PT1H')
  assert.equal(normal('PT90M'), 'PT1H30M')
  assert.equal(normal('PT0S'), 'PT0S')
  assert.equal(normal('PT1.5S'), 'PT1.5S')
  assert.equal(normal(INFINITE), INFINITE)
})

test('what is no duration is not read', () => {
  for (const text of ['', 'P', 'PT', 'P1DT', '1h', 'PT5', 'P-1D', 'pt1h']) {
    assert.equal(durationMs(text), undefined, text)
  }
})

test('every printed duration reads back the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
      assert.equal(durationMs(durationText(ms)), ms)
    }),
  )
})
