import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aWorld, begun } from '#testing/trials/world.ts'
import { AwaitsReport, durable, type Step } from './operation.ts'

/** A kind of three steps of ten seconds each, and the names of those that were saved. */
function aKind(changes: Record<string, Partial<Step<string>>>) {
  const diary: string[] = []
  const steps = ['one', 'two', 'three'].map((name) => ({
    name,
    lasts: 10_000,
    commit: async () => void diary.push(`commit ${name}`),
    ...changes[name],
  }))
  return { kind: durable<string>('Things_Create', 'string', steps), diary }
}

test('a step that waits for a report looks again as soon as one is saved, at any scale', async (t) => {
  const world = await aWorld(t)
  let isThere = false
  let looks = 0
  const { kind, diary } = aKind({
    two: {
      lasts: 0,
      async act() {
        looks++
        if (!isThere) throw new AwaitsReport(600_000)
      },
    },
  })
  world.engine.register(kind)
  const operation = await begun(world, kind, 'input', '/some/resource')
  await world.engine.hasten([operation.id])
  await world.clock.step(9_999)
  assert.equal(looks, 0, 'a report shortens no step')
  await world.clock.step(1)
  await world.clock.step(60_000)
  assert.equal(looks, 1)
  await world.engine.hasten([operation.id, 'unknown'])
  await world.clock.step(0)
  assert.equal(looks, 2)
  isThere = true
  await world.engine.hasten([operation.id])
  await world.clock.step(0)
  assert.ok(diary.includes('commit two'))
})

test('a report that comes while its step looks is not missed', async (t) => {
  const world = await aWorld(t)
  let isThere = false
  const { kind, diary } = aKind({
    one: {
      lasts: 0,
      async act({ id }) {
        const saw = isThere
        isThere = true
        await world.engine.hasten([id])
        if (!saw) throw new AwaitsReport(600_000)
      },
    },
  })
  world.engine.register(kind)
  await begun(world, kind, 'input', '/some/resource')
  await world.clock.step(0)
  assert.ok(diary.includes('commit one'))
})
