import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plus } from '#kernel/instant.ts'
import { type Bucket, draw } from './token-bucket.ts'

const now = instant(1_000_000)
const size = { size: 3, perSecond: 2 }

test('a full bucket gives what it holds, then says when there is more', () => {
  let bucket: Bucket | undefined
  const left = [1, 2, 3].map(() => {
    const drawn = draw(bucket, size, now)
    bucket = drawn.bucket
    return [drawn.left, drawn.waitS]
  })
  assert.deepEqual(left, [
    [2, undefined],
    [1, undefined],
    [0, undefined],
  ])
  assert.equal(draw(bucket, size, now).waitS, 1)
  assert.equal(draw(bucket, size, plus(now, 500)).waitS, undefined, 'refilled by half a second')
})

test('a bucket never holds more than its size', () => {
  const bucket = { tokens: 0, at: now }
  assert.equal(draw(bucket, size, plus(now, 3_600_000)).left, 2)
})

test('a clock that steps back takes nothing away', () => {
  assert.equal(draw({ tokens: 2, at: now }, size, plus(now, -5_000)).left, 1)
})
