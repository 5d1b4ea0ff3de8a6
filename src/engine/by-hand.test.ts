// One operation is held, let go, failed or canceled by a user, whatever it is doing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aWorld, begun, ended } from '#testing/trials/world.ts'
import { findOperation } from './operation.queries.ts'
import { durable } from './operation.ts'

const ERROR = { code: 'Full', message: 'No room.' }

/** Two steps, of which the first goes on until it is let or told to give up. */
function aSlowKind() {
  const diary: string[] = []
  const gate = Promise.withResolvers<void>()
  const kind = durable<string>(
    'Things_Create',
    'string',
    [
      {
        name: 'one',
        lasts: 1_000,
        async act(_, signal) {
          diary.push('begin one')
          const gaveUp = new Promise<never>((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('gave up'))),
          )
          await Promise.race([gate.promise, gaveUp])
        },
        commit: async () => void diary.push('commit one'),
      },
      { name: 'two', lasts: 1_000, commit: async () => void diary.push('commit two') },
    ],
    {
      failed: async (_tx, _, { code }) => void diary.push(`failed ${code}`),
      canceled: async () => void diary.push('canceled'),
    },
  )
  return { kind, diary, letGo: () => gate.resolve() }
}

async function aSlowWorld(t: Parameters<typeof aWorld>[0]) {
  const world = await aWorld(t)
  const slow = aSlowKind()
  world.engine.register(slow.kind)
  const operation = await begun(world, slow.kind, 'input')
  const now = async () => (await findOperation(world.store, operation.id))!
  return { ...world, ...slow, operation, now }
}

test('a waiting operation that is held begins nothing until it is released', async (t) => {
  const { engine, clock, diary, operation, now, letGo, ...world } = await aSlowWorld(t)
  letGo()
  assert.equal(await engine.hold(operation.id), true)
  await clock.step(100_000)
  assert.deepEqual([diary, (await now()).wakeAt], [[], undefined])
  assert.equal(await engine.release(operation.id), true)
  assert.equal((await ended({ ...world, engine, clock }, operation)).status, 'Succeeded')
  assert.equal(await engine.hold(operation.id), false, 'it has ended')
})

test('an operation that is held in a step ends that step, and the next does not begin', async (t) => {
  const { engine, clock, diary, operation, now, letGo } = await aSlowWorld(t)
  await clock.step(1_000)
  assert.equal(await engine.hold(operation.id), true)
  letGo()
  await engine.idle()
  await clock.step(100_000)
  assert.deepEqual(diary, ['begin one', 'commit one'])
  const { step, wakeAt, stepAt } = await now()
  assert.deepEqual([step, wakeAt, stepAt], [1, undefined, operation.startedAt + 1_000])
  await engine.release(operation.id)
  await engine.idle()
  assert.deepEqual(diary, ['begin one', 'commit one', 'commit two'])
})

test('failed or canceled in the middle of a step, it saves its end once and nothing of the step', async (t) => {
  for (const end of ['fail', 'cancelAtOnce'] as const) {
    const { engine, clock, diary, operation, now } = await aSlowWorld(t)
    await clock.step(1_000)
    assert.deepEqual(diary, ['begin one'])
    assert.equal(await engine[end](operation, ERROR), true)
    assert.equal(await engine[end](operation, ERROR), false)
    await clock.step(100_000)
    const { status, error, endedAt, failures } = await now()
    assert.deepEqual(
      [status, error, endedAt, failures],
      [end === 'fail' ? 'Failed' : 'Canceled', ERROR, operation.startedAt + 1_000, undefined],
    )
    assert.deepEqual(diary, ['begin one', end === 'fail' ? 'failed Full' : 'canceled'])
  }
})

test('attempts that failed are counted and kept, the last five, until the step is over', async (t) => {
  const world = await aWorld(t)
  let attempts = 0
  const kind = durable<string>('Things_Create', 'string', [
    {
      name: 'one',
      async act() {
        attempts += 1
        if (attempts < 8) throw new Error(`attempt ${attempts} ${'x'.repeat(1000)}`)
      },
    },
    { name: 'two', lasts: 3_600_000 },
  ])
  world.engine.register(kind)
  const operation = await begun(world, kind, 'input')
  const now = async () => (await findOperation(world.store, operation.id))!
  await world.engine.idle()
  while (attempts < 7) await world.clock.stepToNext()
  const { failures, retries = [] } = await now()
  assert.equal(failures, 7)
  assert.deepEqual(
    retries.map(({ error }) => error.slice(0, 9)),
    [3, 4, 5, 6, 7].map((n) => `attempt ${n}`),
  )
  assert.ok(retries.every(({ error }) => error.length === 500))
  await world.clock.stepToNext()
  const { step, failures: none, retries: forgotten } = await now()
  assert.deepEqual([step, none, forgotten], [1, undefined, undefined])
})
