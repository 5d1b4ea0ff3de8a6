import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isArmId, isDuration } from './formats.ts'

test('durations are taken as Azure writes them', () => {
  const taken = ['PT15M', 'P7D', 'P1DT2H', 'PT0S', 'P10675199DT2H48M5.4775807S', 'P2W', '-PT1M']
  assert.deepEqual(
    taken.filter((text) => !isDuration(text)),
    [],
  )
})

test('what is no duration is refused', () => {
  const long = ['P10675200D', 'P99999999999D', 'P30000Y', `PT${'9'.repeat(400)}S`]
  const refused = ['', 'P', 'PT', 'P1DT', '15M', 'PT1.5H', '00:15:00', 'P1H', ...long]
  assert.deepEqual(
    refused.filter((text) => isDuration(text)),
    [],
  )
})

test('ids begin at the root', () => {
  const taken = ['', '/subscriptions/s', '//subscriptions/s/x', '/providers/Microsoft.X/things/a']
  const refused = ['x', 'subscriptions/s', '/subscriptions', '/subscriptions/', '/resourceGroups/g']
  const odd = ['/providers/Microsoft.X', '/subscriptions/s/a b', '/subscriptions/s/a\u0000', ' /']
  assert.deepEqual(taken.filter(isArmId), taken)
  assert.deepEqual([...refused, ...odd].filter(isArmId), [])
})
