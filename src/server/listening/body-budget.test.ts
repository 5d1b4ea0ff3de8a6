import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BodyBudget } from './body-budget.ts'

test('bodies wait in their order until there is room', async () => {
  const budget = new BodyBudget(10)
  const begun: number[] = []
  const take = (n: number) =>
    budget.take(n).then((giveBack) => {
      begun.push(n)
      return giveBack
    })
  const first = await take(6)
  const [second, third, fourth] = [take(5), take(1), take(20)]
  await new Promise(setImmediate)
  assert.deepEqual(begun, [6], 'a short one does not overtake')
  assert.ok(budget.isWanted)
  first()
  first()
  for (const giveBack of [await second, await third]) giveBack()
  const last = await fourth
  assert.deepEqual(begun, [6, 5, 1, 20], 'what is longer than all goes alone')
  assert.ok(!budget.isWanted)
  last()
})
