import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { etagOf } from './etag.ts'

const RECORDED = 0x8d890aa7a5303e1n

test('an ETag is the moment in ticks, as the real service writes it', () => {
  // The recorded ETag belongs to a change of that day; a millisecond has ten thousand ticks.
  const at = instant(Number((RECORDED - 621_355_968_000_000_000n) / 10_000n))
  assert.equal(new Date(at).toISOString().slice(0, 10), '2020-11-24')
  const etag = etagOf(at)
  assert.match(etag, /^0x[0-9A-F]{15}$/)
  assert.ok(RECORDED - BigInt(etag) < 10_000n)
})

test('changes of one millisecond have ETags of their own', () => {
  const at = instant(Date.UTC(2026, 2, 5))
  assert.notEqual(etagOf(at, 1), etagOf(at, 2))
})
