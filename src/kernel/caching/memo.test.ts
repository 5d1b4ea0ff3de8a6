import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoized } from './memo.ts'

test('a function is asked once for a text, and again when too many came between', () => {
  let asked = 0
  const length = memoized('texts', 2, (text) => {
    asked += 1
    return text.length
  })
  assert.deepEqual([length('a'), length('bb'), length('a'), length('bb')], [1, 2, 1, 2])
  assert.equal(asked, 2)
  assert.deepEqual([length('ccc'), length('a')], [3, 1])
  assert.equal(asked, 4)
})

test('a long text is not kept', () => {
  let asked = 0
  const count = memoized('texts', 2, () => ++asked)
  const text = 'x'.repeat(10_000)
  assert.deepEqual([count(text), count(text)], [1, 2])
})

test('an error is not remembered', () => {
  let isBroken = true
  const read = memoized('texts', 2, (text) => {
    if (isBroken) throw new Error(text)
    return text
  })
  assert.throws(() => read('a'))
  isBroken = false
  assert.equal(read('a'), 'a')
})
