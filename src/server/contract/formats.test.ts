import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duration } from './formats.ts'

test('durations are taken as Azure writes them', () => {
  const taken = ['PT15M', 'P7D', 'P1DT2H', 'PT0S', 'P10675199DT2H48M5.4775807S', 'P2W', '-PT1M']
  assert.deepEqual(
    taken.filter((text) => !duration.test(text)),
    [],
  )
})

test('what is no duration is refused', () => {
  const refused = ['', 'P', 'PT', 'P1DT', '15M', 'PT1.5H', '00:15:00', 'P1H']
  assert.deepEqual(
    refused.filter((text) => duration.test(text)),
    [],
  )
})
