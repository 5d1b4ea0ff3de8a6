import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, parseInstant, toHttpDate, toIso, toNetIso } from './instant.ts'

const at = instant(Date.UTC(2026, 2, 5, 10, 15, 0, 120))

test('an instant prints in the forms that Azure uses', () => {
  assert.equal(toIso(at), '2026-03-05T10:15:00.120Z')
  assert.equal(toNetIso(at), '2026-03-05T10:15:00.12Z')
  assert.equal(toNetIso(instant(Date.UTC(2026, 2, 5, 10, 10, 0))), '2026-03-05T10:10:00Z')
  assert.equal(toHttpDate(at), 'Thu, 05 Mar 2026 10:15:00 GMT')
})

test('an instant is read back, and nonsense is not', () => {
  assert.equal(parseInstant(toIso(at)), at)
  assert.equal(parseInstant('yesterday'), undefined)
})
