import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aWorld, begun, ended } from '#testing/trials/world.ts'
import { durable } from './operation.ts'

/** A kind of one step, and the diary of what it did. */
function aKind() {
  const diary: string[] = []
  const act = async () => void diary.push('act')
  const kind = durable<string>('Things_Create', 'string', [{ name: 'only', lasts: 10_000, act }], {
    canceled: async () => void diary.push('canceled'),
  })
  return { kind, diary }
}

test('a kind that is not registered is loaded when the store has an operation of it', async (t) => {
  const world = await aWorld(t)
  const { kind, diary } = aKind()
  const operation = await begun(world, kind, 'input')
  let loads = 0
  world.engine.registerLater(async () => [durable<null>('Others_Create', 'nothing', [])])
  world.engine.registerLater(async () => {
    loads += 1
    return [kind]
  })
  assert.equal(loads, 0)
  assert.equal((await ended(world, operation)).status, 'Succeeded')
  assert.deepEqual(diary, ['act'])
  assert.equal((await ended(world, await begun(world, kind, 'again'))).status, 'Succeeded')
  assert.equal(loads, 1)
  assert.deepEqual(world.retries, [])
})

test('a kind that cannot be loaded is reported, and loaded the next time', async (t) => {
  const world = await aWorld(t)
  const { kind } = aKind()
  let loads = 0
  world.engine.registerLater(async () => {
    if (loads++ === 0) throw new Error('unreadable')
    return [kind]
  })
  const operation = await begun(world, kind, 'input')
  assert.equal((await ended(world, operation)).status, 'Succeeded')
  assert.deepEqual(
    world.retries.map((error) => (error as Error).message),
    ['unreadable'],
  )
})

test('a canceled operation is told so also when its kind was not loaded yet', async (t) => {
  const world = await aWorld(t)
  const { kind, diary } = aKind()
  const operation = await begun(world, kind, 'input')
  world.engine.registerLater(async () => [kind])
  assert.ok(
    await world.store.write((tx) =>
      world.engine.cancel(tx, operation, { code: 'Canceled', message: 'Never mind.' }),
    ),
  )
  assert.deepEqual(diary, ['canceled'])
})
