// Steps that take no time and do nothing but save: they are saved with the step before them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '#store/tx.ts'
import { SOME_MOMENT } from '#testing/clock.ts'
import { anEngine, aWorld, begun, ended } from '#testing/trials/world.ts'
import { realClock } from './clock.ts'
import { Faults } from './faults/faults.ts'
import { findOperation } from './operation.queries.ts'
import { durable, type Step } from './operation.ts'

/** Two steps that act and two after them that only save, each lasting `lasts`. */
function aKind(lasts: number, changes: Record<string, Partial<Step<null>>> = {}) {
  const diary: string[] = []
  const note = (what: string) => async () => void diary.push(what)
  const steps = ['make', 'fill', 'note', 'finish'].map((name): Step<null> => {
    const commit: Step<null>['commit'] = async (_, { step }) => void diary.push(`${name} ${step}`)
    const acts = name === 'make' || name === 'fill'
    return { name, lasts, ...(acts ? { act: note(`act ${name}`) } : {}), commit, ...changes[name] }
  })
  const failed = async () => void diary.push('failed')
  return { kind: durable<null>('Things_Create', 'nothing', steps, { failed }), diary }
}

const whole = ['act make', 'make 0', 'act fill', 'fill 1', 'note 2', 'finish 3']

async function aCountedWorld(t: Parameters<typeof aWorld>[0], options: { faulty?: true } = {}) {
  const { store: inner, clock, retries } = await aWorld(t)
  let writes = 0
  const store: Store = {
    get: (statement) => inner.get(statement),
    all: (statement) => inner.all(statement),
    close: () => inner.close(),
    write: (work, how) => {
      writes += 1
      return inner.write(work, how)
    },
  }
  const faults = new Faults({ store: inner, now: clock.now, wall: realClock() })
  const engine = anEngine({
    store,
    clock,
    onRetry: (_: string, error: unknown) => void retries.push(error),
    ...(options.faulty ? { wrap: faults.wrap } : {}),
  })
  t.after(() => engine.stop())
  return { store: inner, clock, engine, faults, retries, writes: () => writes }
}

test('steps without time or work share the transaction of the step before', async (t) => {
  for (const [lasts, writes] of [
    [0, 2],
    [0.4, 2],
    [1, 4],
  ] as const) {
    const world = await aCountedWorld(t)
    const { kind, diary } = aKind(lasts)
    world.engine.register(kind)
    const end = await ended(world, await begun(world, kind, null))
    assert.deepEqual(diary, whole)
    assert.deepEqual([end.status, end.step, world.writes()], ['Succeeded', 3, writes])
  }
})

test('a fault strikes a step that would have shared a transaction', async (t) => {
  const world = await aCountedWorld(t, { faulty: true })
  const { kind, diary } = aKind(0)
  world.engine.register(kind)
  await ended(world, await begun(world, kind, null))
  assert.equal(world.writes(), 2)
  await world.faults.add({
    ...{ id: 'f', addedAt: SOME_MOMENT, seen: 0, hits: 0 },
    rule: { kind: 'Things_Create', step: 'note', error: { code: 'No', message: 'No.' } },
  })
  diary.length = 0
  const end = await ended(world, await begun(world, kind, null))
  assert.deepEqual(diary, [...whole.slice(0, 4), 'failed'])
  assert.deepEqual([end.status, end.step, end.error?.code], ['Failed', 2, 'No'])
  await world.faults.settled()
})

test('a paced step and one that waits for polls or its release keep their own time', async (t) => {
  for (const pace of [{ ms: 5 }, { hold: true }, { polls: 1 }] as const) {
    const world = await aCountedWorld(t)
    world.engine.pace([{ kind: '*', step: 'finish', pace }])
    const { kind, diary } = aKind(0)
    world.engine.register(kind)
    const { id } = await begun(world, kind, null)
    await world.engine.idle()
    assert.deepEqual(diary, whole.slice(0, 5))
    assert.equal((await findOperation(world.store, id))?.step, 3)
    if ('polls' in pace) await world.engine.polled(id)
    if ('hold' in pace) assert.ok(await world.engine.release(id))
    assert.equal((await ended(world, { id })).status, 'Succeeded')
    assert.deepEqual(diary, whole)
  }
})

test('a hold that comes while a step is carried out keeps those after it', async (t) => {
  const world = await aCountedWorld(t)
  const held: boolean[] = []
  const act = async ({ id }: { readonly id: string }) => void held.push(await world.engine.hold(id))
  const { kind, diary } = aKind(0, { fill: { act } })
  world.engine.register(kind)
  const { id } = await begun(world, kind, null)
  await world.engine.idle()
  assert.deepEqual(held, [true])
  assert.deepEqual(diary, ['act make', 'make 0', 'fill 1'])
  assert.equal((await findOperation(world.store, id))?.step, 2)
  assert.ok(await world.engine.release(id))
  await world.engine.idle()
  assert.deepEqual(diary.slice(3), ['note 2', 'finish 3'])
  assert.equal((await findOperation(world.store, id))?.status, 'Succeeded')
})

test('what a later step cannot save takes nothing from the step before', async (t) => {
  const world = await aCountedWorld(t)
  let refusals = 3
  const commit = async () => {
    if (refusals-- > 0) throw new Error('not now')
  }
  const { kind, diary } = aKind(0, { finish: { commit } })
  world.engine.register(kind)
  const { id } = await begun(world, kind, null)
  await world.engine.idle()
  const { step, failures } = (await findOperation(world.store, id))!
  assert.deepEqual([step, failures], [3, 1])
  // What was rolled back was saved anew, each step by itself.
  const rolledBack = ['fill 1', 'note 2', 'fill 1', 'note 2', 'note 2']
  assert.deepEqual(diary.slice(2), ['act fill', ...rolledBack])
  assert.equal((await ended(world, { id })).status, 'Succeeded')
  assert.equal(world.retries.length, 1)
})
