import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caches } from '#kernel/caching/caches.ts'
import { remembering } from './remembered-rows.ts'

const place = { table: 'things', key: 1, column: 'body' }
const parsing = (limit: number) => {
  const read = remembering<{ a?: unknown[] | undefined }>(limit, { a: 'array?' })
  return (text: string) => read(text, place)
}

test('a text that was parsed is not parsed again', () => {
  const parse = parsing(2)
  assert.equal(parse('{"a":[1]}'), parse('{"a":[1]}'))
  assert.deepEqual(parse('{"a":[1]}'), { a: [1] })
})

test('what is shared cannot be changed, however deep', () => {
  const value = remembering<{ a: { b: number }[] }>(1, { a: 'array' })('{"a":[{"b":1}]}', place)
  assert.throws(() => {
    value.a[0]!.b = 2
  }, TypeError)
  assert.throws(() => value.a.push({ b: 3 }), TypeError)
})

test('only so many texts are remembered, and all may go at any moment', () => {
  const parse = parsing(1)
  const first = parse('{"a":[1]}')
  parse('{"a":[2]}')
  const second = parse('{"a":[1]}')
  assert.notEqual(second, first)
  for (const cache of caches()) cache.drop()
  assert.notEqual(parse('{"a":[1]}'), second)
})

test('a long text is parsed each time', () => {
  const parse = parsing(1)
  const text = JSON.stringify({ a: ['x'.repeat(10_000)] })
  assert.notEqual(parse(text), parse(text))
})

test('a text that is not what its row keeps is named, and never remembered', () => {
  const parse = parsing(2)
  for (let round = 0; round < 2; round++) {
    assert.throws(() => parse('{"a":1}'), /row 1 of the table things is damaged: .*a is number/)
  }
})
