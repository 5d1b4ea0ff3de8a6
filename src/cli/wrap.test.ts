import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrapped } from './wrap.ts'

test('lines are broken at spaces, and only where they are too long', () => {
  assert.equal(wrapped('one two three', 7), 'one two\nthree')
  assert.equal(wrapped('one two\nthree', 80), 'one two\nthree')
  assert.equal(wrapped('a /very/long/path b', 6), 'a\n/very/long/path\nb')
  assert.equal(wrapped('', 6), '')
})
