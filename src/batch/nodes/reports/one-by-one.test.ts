import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneByOne } from './one-by-one.ts'

interface Report {
  readonly id: string
}

/** A store that takes a batch whole or not at all, as a transaction does. */
function scene(isBad: (id: string) => boolean) {
  const taken: string[] = []
  const givenUp: string[] = []
  const take = oneByOne<Report>(
    async (reports) => {
      if (reports.some(({ id }) => isBad(id))) throw new Error('cannot be saved')
      taken.push(...reports.map(({ id }) => id))
    },
    ({ id }) => givenUp.push(id),
  )
  return { taken, givenUp, take }
}

const batchOf = (...ids: string[]): Report[] => ids.map((id) => ({ id }))

test('one report that cannot be saved stops no other, and is given up after three batches', async () => {
  const { taken, givenUp, take } = scene((id) => id === 'bad')
  const batch = batchOf('a', 'bad', 'b')
  await assert.rejects(take(batch), /cannot be saved/)
  assert.deepEqual(taken, ['a', 'b'])
  await assert.rejects(take(batch))
  assert.deepEqual(givenUp, [])
  await take(batch)
  assert.deepEqual(givenUp, ['bad'])
})

test('a store that is slow to say that it is away is not asked for each report', async (t) => {
  let now = 0
  t.mock.method(performance, 'now', () => now)
  let asked = 0
  const take = oneByOne<Report>(
    async () => {
      asked++
      now += 2_000
      throw new Error('away')
    },
    () => assert.fail('given up'),
  )
  await assert.rejects(take(batchOf(...Array.from({ length: 1_000 }, (_, i) => `${i}`))), /away/)
  assert.equal(asked, 4)
})

test('a store that takes nothing costs no report', async () => {
  let isAway = true
  const { taken, givenUp, take } = scene(() => isAway)
  const batch = batchOf('a', 'b')
  for (let count = 0; count < 10; count++) await assert.rejects(take(batch))
  await assert.rejects(take(batchOf('alone')))
  isAway = false
  await take(batch)
  assert.deepEqual([taken, givenUp], [['a', 'b'], []])
})
