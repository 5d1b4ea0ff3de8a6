import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Questions } from './questions.ts'

test('a driver is waited for as often as it goes', async () => {
  const questions = new Questions()
  const before = questions.away
  assert.ok(before)
  questions.connect(() => undefined)
  await before
  assert.equal(questions.away, undefined)
  // Another takes the place of the first before that is seen to go.
  questions.connect(() => undefined)
  questions.connect(undefined)
  const after = questions.away
  assert.ok(after)
  questions.connect(undefined)
  assert.equal(questions.away, after)
  questions.connect(() => undefined)
  await after
})
