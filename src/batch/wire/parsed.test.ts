import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembering } from './parsed.ts'

test('a text that was parsed is not parsed again', () => {
  const parse = remembering<object>(2)
  assert.equal(parse('{"a":1}'), parse('{"a":1}'))
  assert.deepEqual(parse('{"a":1}'), { a: 1 })
})

test('what is shared cannot be changed, however deep', () => {
  const value = remembering<{ a: { b: number }[] }>(1)('{"a":[{"b":1}]}')
  assert.throws(() => {
    value.a[0]!.b = 2
  }, TypeError)
  assert.throws(() => value.a.push({ b: 3 }), TypeError)
})

test('only so many texts are remembered, the newest', () => {
  const parse = remembering<object>(1)
  const first = parse('{"a":1}')
  parse('{"a":2}')
  assert.notEqual(parse('{"a":1}'), first)
})

test('a long text is parsed each time', () => {
  const parse = remembering<object>(1)
  const text = JSON.stringify({ a: 'x'.repeat(10_000) })
  assert.notEqual(parse(text), parse(text))
})
