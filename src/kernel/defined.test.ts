import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defined } from './defined.ts'

test('a record loses its undefined members, and no others', () => {
  const record: { a?: number | undefined; b: string | null; c?: number } = { a: undefined, b: null }
  const present: { a?: number; b: string | null; c?: number } = defined(record)
  assert.deepEqual(Object.keys(present), ['b'])
  assert.deepEqual(defined({ zero: 0, no: false, empty: '' }), { zero: 0, no: false, empty: '' })
})
