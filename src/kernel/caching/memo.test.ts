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
  for (const text of ['ccc', 'dddd', 'eeeee']) assert.equal(length(text), text.length)
  assert.equal(asked, 5)
  assert.equal(length('a'), 1)
  assert.equal(asked, 6)
})

test('what is used stays while other texts come and go', () => {
  let asked = 0
  const echo = memoized('texts', 2, (text) => {
    if (text === 'used') asked += 1
    return text
  })
  for (let i = 0; i < 20; i++) {
    assert.equal(echo('used'), 'used')
    assert.equal(echo(`other ${i}`), `other ${i}`)
  }
  assert.equal(asked, 1)
})

test('several texts are told apart wherever they part', () => {
  const pairOf = memoized('pairs', 10, (a: string, b: string) => `${a}-${b}`)
  assert.deepEqual(
    [pairOf('a', 'bc'), pairOf('ab', 'c'), pairOf('a', 'bc')],
    ['a-bc', 'ab-c', 'a-bc'],
  )
})

test('a long text is not kept', () => {
  let asked = 0
  const count = memoized('texts', 2, (_) => ++asked)
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
