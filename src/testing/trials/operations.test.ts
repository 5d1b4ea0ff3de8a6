import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Durable, durable } from '#engine/operation.ts'
import { sql } from '#store/sql.ts'
import { failEveryStep, interruptEveryStep, repeatEveryStep, type Trial } from './operations.ts'
import type { World } from './world.ts'

interface Flaws {
  /** Counts what was built instead of building it once. */
  unrepeatable?: boolean
  /** Leaves what was built when it fails. */
  untidy?: boolean
}

/** Builds a wall outside of the store, then says so in the store. */
function aTrial(flaws: Flaws = {}): Trial<{ bricks: number }> {
  const outside = new WeakMap<World, { bricks: number }>()
  const kind = (world: World): Durable<{ bricks: number }> => {
    const site = { bricks: 0 }
    outside.set(world, site)
    const tidy = async () => {
      if (!flaws.untidy) site.bricks = 0
    }
    return durable(
      'Walls_Build',
      { bricks: 'number' },
      [
        {
          name: 'lay',
          lasts: 1000,
          act: async ({ input }) => {
            site.bricks = flaws.unrepeatable ? site.bricks + input.bricks : input.bricks
          },
          commit: async (tx) => void (await tx.run(sql`update wall set layers = layers + 1`)),
        },
        { name: 'dry', lasts: 60_000 },
        {
          name: 'tell',
          commit: async (tx, { input }, now) => {
            await tx.run(sql`update wall set bricks = ${input.bricks}, at = ${now}`)
          },
        },
      ],
      { failed: tidy, canceled: tidy },
    )
  }
  const stage: Trial<{ bricks: number }>['stage'] = async (world) => {
    world.store.exec('create table wall (layers, bricks, at); insert into wall values (0, 0, 0)')
    const outcome = async () => ({
      site: outside.get(world)!.bricks,
      wall: { ...(await world.store.get(sql`select layers, bricks from wall`)) },
    })
    return { resource: '/walls/w1', input: { bricks: 7 }, outcome }
  }
  return { kind, stage }
}

test('a sound operation stands every trial', async () => {
  await repeatEveryStep(aTrial())
  const left: unknown[] = []
  await failEveryStep(aTrial(), (outcome, { step, when }) => void left.push([step, when, outcome]))
  await interruptEveryStep(aTrial(), (outcome) => void left.push(outcome))
  const before = { site: 0, wall: { layers: 0, bricks: 0 } }
  const laid = { site: 0, wall: { layers: 1, bricks: 0 } }
  assert.equal(left.length, 12)
  assert.deepEqual(left.slice(0, 2), [
    ['lay', 'before', before],
    ['lay', 'after', before],
  ])
  assert.deepEqual(left.slice(6), [before, before, laid, laid, laid, laid])
})

test('an act that cannot be repeated is found out, and its step is named', async () => {
  await assert.rejects(repeatEveryStep(aTrial({ unrepeatable: true })), /lay done twice/)
})

test('what an unhappy end leaves behind is shown to the judge', async () => {
  const judge = (outcome: unknown) => assert.equal((outcome as { site: number }).site, 0)
  await assert.rejects(failEveryStep(aTrial({ untidy: true }), judge), assert.AssertionError)
  await assert.rejects(interruptEveryStep(aTrial({ untidy: true }), judge), assert.AssertionError)
})
