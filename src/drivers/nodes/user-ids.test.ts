import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstUidFor } from './user-ids.ts'

test('a directory has the same user ids each time, however it is named', () => {
  assert.equal(firstUidFor('/data/compute'), firstUidFor('/data/x/../compute/'))
})

test('the user ids of different directories are apart, and all of them are possible ids', () => {
  const firsts = Array.from({ length: 50 }, (_, i) => firstUidFor(`/data/${i}`))
  assert.ok(new Set(firsts).size > 45, 'a collision is rare')
  for (const first of firsts) {
    assert.equal(first % 100_000, 0)
    assert.ok(first >= 1_900_000_000 && first + 100_000 < 2 ** 31)
  }
})
