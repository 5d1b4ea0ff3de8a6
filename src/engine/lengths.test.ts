import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plus } from '#kernel/instant.ts'
import { SOME_MOMENT } from '#testing/clock.ts'
import { anEngine, aWorld, begun, ended, type World } from '#testing/trials/world.ts'
import { steppedClock } from './clock.ts'
import { findOperation } from './operation.queries.ts'
import { durable } from './operation.ts'
import type { Pacing } from './pacing.ts'

const create = durable<null>('Things_Create', 'nothing', [
  { name: 'build', lasts: 60_000 },
  { name: 'finish', lasts: 30_000 },
])
const HOLD: Pacing = [{ kind: 'Things_Create', step: 'build', pace: { hold: true } }]
const DAY = 24 * 3600 * 1000

async function aPacedWorld(t: Parameters<typeof aWorld>[0], pacing: Pacing) {
  const world = await aWorld(t, { pacing })
  world.engine.register(create)
  return world
}

/** A start anew over the same store. */
function startedAnew(t: Parameters<typeof aWorld>[0], { store, clock }: World): World {
  const engine = anEngine({ store, clock })
  engine.register(create)
  engine.wake()
  t.after(() => engine.stop())
  return { store, clock, engine }
}

const statusOf = async ({ store }: World, id: string) => (await findOperation(store, id))?.status

test('lengths follow the pacing and the scale of the clock', async (t) => {
  const { store } = await aWorld(t)
  const clock = steppedClock(SOME_MOMENT, 10)
  for (const [pacing, length] of [
    [[], 9_000],
    [[{ kind: '*', pace: { factor: 2 } }], 18_000],
    [[{ kind: '*', pace: { ms: 1_500 } }], 1_500],
    [[{ kind: '*', pace: { ms: 0 } }], 0],
  ] as const) {
    const engine = anEngine({ store, clock, pacing })
    t.after(() => engine.stop())
    engine.register(create)
    const start = clock.now()
    const world = { store, clock, engine }
    const end = await ended(world as never, await begun(world, create, null))
    assert.equal(end.endedAt, start + length)
  }
})

test('a held step begins when it is released, however late, and only once', async (t) => {
  const world = await aPacedWorld(t, HOLD)
  const { id, wakeAt } = await begun(world, create, null)
  assert.equal(wakeAt, undefined)
  await world.clock.step(400 * DAY)
  assert.equal(await statusOf(world, id), 'InProgress')
  assert.equal(await world.engine.release(id), true)
  assert.equal(await world.engine.release(id), false)
  const end = await ended(world, { id })
  assert.equal(end.endedAt, plus(SOME_MOMENT, 400 * DAY + 30_000))
  assert.equal(await world.engine.release(id), false)
  assert.equal(await world.engine.release('unknown'), false)
})

test('a hold survives a start anew, and so does its release', async (t) => {
  const world = await aPacedWorld(t, HOLD)
  const { id } = await begun(world, create, null)
  await world.engine.stop()
  const second = startedAnew(t, world)
  await second.clock.step(DAY)
  assert.equal(await statusOf(second, id), 'InProgress')
  await second.engine.release(id)
  await second.engine.stop()
  assert.equal((await ended(startedAnew(t, world), { id })).status, 'Succeeded')
})

test('a held operation can be interrupted and canceled, and not be released then', async (t) => {
  const world = await aPacedWorld(t, HOLD)
  const { store, engine } = world
  const error = { code: 'Canceled', message: 'Enough.' }
  const interrupted = await begun(world, create, null)
  assert.ok(await store.write((tx) => engine.interrupt(tx, interrupted)))
  assert.equal(await engine.release(interrupted.id), false)
  assert.ok(await store.write((tx) => engine.cancel(tx, interrupted, error)))
  const canceled = await begun(world, create, null)
  assert.ok(await store.write((tx) => engine.cancel(tx, canceled, error)))
  assert.equal(await engine.release(canceled.id), false)
  await world.clock.step(DAY)
  for (const { id } of [interrupted, canceled]) assert.equal(await statusOf(world, id), 'Canceled')
})

test('a step of n polls is in progress for n of them, across a start anew', async (t) => {
  const polls: Pacing = [{ kind: '*', pace: { polls: 3 } }]
  const world = await aPacedWorld(t, polls)
  const { id, pollsLeft } = await begun(world, create, null)
  assert.equal(pollsLeft, 3)
  await world.clock.step(DAY)
  let { engine } = world
  const seen: unknown[] = []
  for (let poll = 0; poll < 5; poll++) {
    if (poll === 2) {
      await engine.stop()
      engine = startedAnew(t, world).engine
      // The new start knows no pacing; this step's polls are the operation's own.
    }
    seen.push(await statusOf(world, id))
    await engine.polled(id)
    await engine.idle()
    if (poll === 2) await world.clock.step(30_000)
  }
  assert.deepEqual(seen, ['InProgress', 'InProgress', 'InProgress', 'Succeeded', 'Succeeded'])
})

test('a poll means nothing to an operation that lasts its time, or that does not exist', async (t) => {
  const world = await aPacedWorld(t, [])
  const operation = await begun(world, create, null)
  for (let i = 0; i < 5; i++) await world.engine.polled(operation.id)
  await world.engine.polled('unknown')
  assert.deepEqual(await findOperation(world.store, operation.id), operation)
  const end = await ended(world, operation)
  assert.equal(end.endedAt, plus(SOME_MOMENT, 90_000))
})

test('a new pacing counts for the steps that are yet to begin', async (t) => {
  const world = await aPacedWorld(t, [])
  const { id } = await begun(world, create, null)
  world.engine.pace([{ kind: '*', pace: { ms: 0 } }])
  assert.equal((await ended(world, { id })).endedAt, plus(SOME_MOMENT, 60_000))
})
