import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pooledRandom } from './random.ts'

test('each byte is handed out once, as many as are asked for', () => {
  const random = pooledRandom()
  const asked = Array.from({ length: 2_000 }, (_, i) => [0, 1, 16, 33, 256, 257, 5_000][i % 7]!)
  const given = asked.map((bytes) => random(bytes))
  assert.deepEqual(
    given.map((bytes) => bytes.length),
    asked,
  )
  const places = given
    .filter(({ length }) => length > 0)
    .map(({ buffer, byteOffset, length }) => ({
      buffer,
      from: byteOffset,
      to: byteOffset + length,
    }))
  for (const [, parts] of Map.groupBy(places, ({ buffer }) => buffer)) {
    const inOrder = parts.toSorted((a, b) => a.from - b.from)
    for (const [i, { from }] of inOrder.entries()) assert.ok(i === 0 || inOrder[i - 1]!.to <= from)
  }
})

test('what becomes of bytes that were given changes no others', () => {
  const random = pooledRandom()
  const first = random(16)
  const second = random(16)
  const before = [...second]
  first.fill(0)
  assert.deepEqual([...second], before)
  assert.notDeepEqual([...random(16)], before)
})
