import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Store } from '#store/tx.ts'
import { SOME_MOMENT } from '#testing/clock.ts'
import { anEngine, aWorld, begun, ended } from '#testing/trials/world.ts'
import { findLatest, findOperation, findRunning, listUnfinished } from './operation.queries.ts'
import { durable, NotYet, OperationFailure, type Step } from './operation.ts'

const CANCELED = { code: 'Canceled', message: 'The caller changed their mind.' }

/** A kind of three steps of ten seconds each, and the diary of what it did. */
function aKind(changes: Record<string, Partial<Step<string>>> = {}) {
  const diary: string[] = []
  const kind = durable<string>(
    'Things_Create',
    'string',
    ['one', 'two', 'three'].map((name) => ({
      name,
      lasts: 10_000,
      act: async () => void diary.push(`act ${name}`),
      commit: async () => void diary.push(`commit ${name}`),
      ...changes[name],
    })),
    {
      failed: async (_tx, operation, error) =>
        void diary.push(`failed ${operation.input} ${error.code}`),
      canceled: async (_tx, operation) => void diary.push(`canceled ${operation.input}`),
    },
  )
  return { kind, diary }
}

const whole = ['one', 'two', 'three'].flatMap((name) => [`act ${name}`, `commit ${name}`])

test('an operation goes through its steps, each in its time, and ends as Succeeded', async (t) => {
  const world = await aWorld(t)
  const { kind, diary } = aKind()
  world.engine.register(kind)
  const operation = await begun(world, kind, 'input', '/Some/Resource')
  assert.deepEqual(operation, {
    id: operation.id,
    kind: 'Things_Create',
    resource: '/some/resource',
    status: 'InProgress',
    step: 0,
    input: 'input',
    startedAt: SOME_MOMENT,
    stepAt: SOME_MOMENT,
    wakeAt: SOME_MOMENT + 10_000,
  })
  await world.clock.step(9_999)
  assert.deepEqual(diary, [])
  await world.clock.step(1)
  assert.deepEqual(diary, whole.slice(0, 2))
  assert.deepEqual(await findRunning(world.store, '/SOME/resource'), {
    ...operation,
    step: 1,
    stepAt: SOME_MOMENT + 10_000,
    wakeAt: SOME_MOMENT + 20_000,
  })
  const end = await ended(world, operation)
  assert.deepEqual(diary, whole)
  assert.equal(end.status, 'Succeeded')
  assert.equal(end.endedAt, SOME_MOMENT + 30_000)
  assert.equal(await findRunning(world.store, '/some/resource'), undefined)
})

test('the latest operation is the one begun last, also when the clock stands still', async (t) => {
  const world = await aWorld(t)
  const { kind } = aKind()
  const begin = (input: string) => begun(world, kind, input)
  const ids = [await begin('a'), await begin('b'), await begin('c')].map(({ id }) => id)
  assert.equal((await findLatest(world.store, '/some/resource'))?.id, ids[2])
  assert.deepEqual(
    (await listUnfinished(world.store)).map(({ id }) => id),
    ids,
  )
})

test('a failure of a step ends the operation and saves what its kind says of that', async (t) => {
  const world = await aWorld(t)
  const fail = async () => {
    throw new OperationFailure('NoCapacity', 'There is no room.')
  }
  for (const change of [{ act: fail }, { commit: fail }]) {
    const { kind, diary } = aKind({ two: change })
    world.engine.register(kind)
    const end = await ended(world, await begun(world, kind, 'x'))
    assert.equal(end.status, 'Failed')
    assert.deepEqual(end.error, { code: 'NoCapacity', message: 'There is no room.' })
    assert.equal(diary.at(-1), 'failed x NoCapacity')
    assert.equal(diary.includes('commit two'), false)
  }
  assert.deepEqual(world.retries, [])
})

test('an error of a step is reported and the step is tried again, later each time', async (t) => {
  const tries: number[] = []
  const world = await aWorld(t)
  const act = async () => {
    tries.push(world.clock.now() - SOME_MOMENT - 20_000)
    if (tries.length < 12) throw new Error(`try ${tries.length}`)
  }
  const { kind } = aKind({ two: { act } })
  world.engine.register(kind)
  assert.equal((await ended(world, await begun(world, kind, 'x'))).status, 'Succeeded')
  assert.equal(world.retries.length, 11)
  const waits = tries.slice(1).map((at, i) => at - tries[i]!)
  assert.deepEqual(waits, [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000])
})

test('a step that is not ready is carried out again after so long, without a retry', async (t) => {
  let polls = 0
  const world = await aWorld(t)
  const act = async () => {
    if (polls++ < 3) throw new NotYet(5000)
  }
  const { kind } = aKind({ one: { act } })
  world.engine.register(kind)
  const end = await ended(world, await begun(world, kind, 'x'))
  assert.equal(end.endedAt, SOME_MOMENT + 30_000 + 15_000)
  assert.deepEqual(world.retries, [])
})

test('an unhappy end that cannot be saved is tried again until it is', async (t) => {
  const world = await aWorld(t)
  let refusals = 2
  const kind = durable<null>(
    'Things_Delete',
    'nothing',
    [
      {
        name: 'only',
        act: async () => {
          throw new OperationFailure('No', 'No.')
        },
      },
    ],
    {
      failed: async () => {
        if (refusals-- > 0) throw new Error('the failure cannot be saved')
      },
    },
  )
  world.engine.register(kind)
  const end = await ended(world, await begun(world, kind, null))
  assert.equal(end.status, 'Failed')
  assert.equal(world.retries.length, 2)
})

test('an operation whose kind is not registered waits until it is', async (t) => {
  const world = await aWorld(t)
  const { kind } = aKind({ one: { lasts: 0 } })
  const operation = await begun(world, kind, 'x')
  await world.engine.idle()
  assert.match(String(world.retries[0]), /no steps are registered for Things_Create/)
  world.engine.register(kind)
  assert.equal((await ended(world, operation)).status, 'Succeeded')
})

test('a long step of one operation keeps no other from its time', async (t) => {
  const world = await aWorld(t)
  const gate = Promise.withResolvers<void>()
  const slow = durable<null>('Slow', 'nothing', [{ name: 'act', act: () => gate.promise }])
  const { kind } = aKind()
  world.engine.register(slow, kind)
  const slows = []
  for (let i = 0; i < 450; i++) slows.push(await begun(world, slow, null))
  const quick = await begun(world, kind, 'x')
  await world.clock.step(30_000)
  assert.equal((await findOperation(world.store, quick.id))?.status, 'Succeeded')
  gate.resolve()
  await world.engine.idle()
  for (const { id } of slows) {
    assert.equal((await findOperation(world.store, id))?.status, 'Succeeded')
  }
})

test('a step that ends while the due ones are read is not carried out again', async (t) => {
  const { store: quick, clock, retries } = await aWorld(t)
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const store: Store = {
    get: (statement) => quick.get(statement),
    write: (work) => quick.write(work),
    close: () => quick.close(),
    async all<T extends object>(statement: Sql) {
      const rows = await quick.all<T>(statement)
      for (let i = 0; i < 5; i++) await turn()
      return rows
    },
  }
  const engine = anEngine({ store, clock })
  t.after(() => engine.stop())
  const acts: string[] = []
  const step = (name: string, turns: number): Step<number> => ({
    name,
    act: async ({ input }) => {
      acts.push(`${name} ${input}`)
      for (let i = 0; i < turns; i++) await turn()
    },
  })
  const kind = durable<number>('Things_Sweep', 'number', [
    step('one', 3),
    step('two', 6),
    step('three', 2),
  ])
  engine.register(kind)
  for (let i = 0; i < 10; i++) {
    await begun({ store: quick, engine }, kind, i)
    await turn()
  }
  await engine.idle()
  assert.equal(acts.length, 30)
  assert.equal(new Set(acts).size, 30)
  assert.deepEqual(retries, [])
})

test('an interrupt tells the step to give up and saves nothing more of it', async (t) => {
  const world = await aWorld(t)
  const { store, engine } = world
  let signal: AbortSignal | undefined
  const { kind, diary } = aKind({
    two: {
      act: (_, given) =>
        new Promise((_resolve, reject) => {
          signal = given
          given.addEventListener('abort', () => reject(new Error('gave up')))
        }),
    },
  })
  engine.register(kind)
  const operation = await begun(world, kind, 'x')
  await world.clock.step(20_000)
  assert.equal(signal?.aborted, false)
  assert.equal(await store.write((tx) => engine.interrupt(tx, operation)), true)
  await engine.settled(operation.id)
  assert.equal((await findOperation(store, operation.id))?.status, 'Canceling')
  assert.equal(await store.write((tx) => engine.interrupt(tx, operation)), false)
  await world.clock.step(60_000)
  assert.equal(await store.write((tx) => engine.cancel(tx, operation, CANCELED)), true)
  assert.equal(await store.write((tx) => engine.cancel(tx, operation, CANCELED)), false)
  const end = await findOperation(store, operation.id)
  assert.equal(end?.status, 'Canceled')
  assert.deepEqual(end?.error, CANCELED)
  assert.deepEqual(diary, ['act one', 'commit one', 'canceled x'])
  assert.deepEqual(world.retries, [])
})

test('an interrupt whose transaction is given up leaves the operation to go on', async (t) => {
  const world = await aWorld(t)
  const { store, engine } = world
  let acts = 0
  const { kind } = aKind({
    one: {
      act: async (_, signal) => {
        acts += 1
        if (acts > 1) return
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        throw new Error('gave up')
      },
    },
  })
  engine.register(kind)
  const operation = await begun(world, kind, 'x')
  await world.clock.step(10_000)
  const given = store.write(async (tx) => {
    await engine.interrupt(tx, operation)
    throw new Error('never mind')
  })
  await assert.rejects(given, /never mind/)
  assert.equal((await ended(world, operation)).status, 'Succeeded')
  assert.equal(acts, 2)
})

test('stopping lets a step that finishes save itself; one that gives up is done again', async (t) => {
  const world = await aWorld(t)
  const { store, clock } = world
  const untilStopped = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const finishing = durable<null>('Finishing', 'nothing', [
    { name: 'act', act: (_, signal) => untilStopped(signal) },
  ])
  const givingUp = durable<null>('GivingUp', 'nothing', [
    {
      name: 'act',
      act: async (_, signal) => {
        await untilStopped(signal)
        throw new Error('gave up')
      },
    },
  ])
  world.engine.register(finishing, givingUp)
  const [first, second] = [await begun(world, finishing, null), await begun(world, givingUp, null)]
  await clock.step(0)
  await world.engine.stop()
  world.engine.wake()
  assert.equal((await findOperation(store, first.id))?.status, 'Succeeded')
  assert.equal((await findOperation(store, second.id))?.status, 'InProgress')
  const engine = anEngine({ store, clock })
  t.after(() => engine.stop())
  engine.register(
    durable<null>('GivingUp', 'nothing', [{ name: 'act', act: async () => undefined }]),
  )
  engine.wake()
  assert.equal((await ended({ store, clock, engine }, second)).status, 'Succeeded')
  assert.deepEqual(world.retries, [])
})

/** The store, with a switch that makes every write fail. */
function withBrokenWrites(store: Store): Store & { broken: boolean } {
  return {
    broken: false,
    get: (statement) => store.get(statement),
    all: (statement) => store.all(statement),
    write(work) {
      return this.broken ? Promise.reject(new Error('disk full')) : store.write(work)
    },
    close: () => store.close(),
  }
}

test('a store that cannot save is reported, not hammered, and work goes on when it can', async (t) => {
  const { store: sound, clock } = await aWorld(t)
  const store = withBrokenWrites(sound)
  const errors: unknown[] = []
  const engine = anEngine({
    store,
    clock,
    onRetry: (what, error) => what === 'operations' && errors.push(error),
  })
  t.after(() => engine.stop())
  const { kind, diary } = aKind()
  engine.register(kind)
  const operation = await begun({ store: sound, engine }, kind, 'x')
  store.broken = true
  await clock.step(11_000)
  assert.ok(errors.length > 0 && errors.length < 5, `${errors.length} errors in a second`)
  store.broken = false
  assert.equal((await ended({ store: sound, clock, engine }, operation)).status, 'Succeeded')
  assert.deepEqual(diary.slice(-5), whole.slice(-5))
})

test('of two operations that race for one resource exactly one begins', async (t) => {
  const world = await aWorld(t)
  const { store, engine } = world
  const { kind } = aKind()
  const begin = (input: string) =>
    store.write(async (tx) => {
      if (await findRunning(tx, '/some/resource')) return 'busy'
      await engine.begin(tx, kind, { resource: '/some/resource', input })
      return 'begun'
    })
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(begin))
  assert.deepEqual(answers, ['begun', 'busy', 'busy', 'busy'])
  const rows = await store.all<{ input: string }>(sql`select input from operation`)
  assert.deepEqual(
    rows.map((row) => row.input),
    ['"a"'],
  )
})

test('a step can last longer than 2^31 ms', async (t) => {
  const world = await aWorld(t)
  const days = 40 * 24 * 3600 * 1000
  const { kind } = aKind({ two: { lasts: (input) => Number(input) } })
  world.engine.register(kind)
  const end = await ended(world, await begun(world, kind, String(days)))
  assert.equal(end.endedAt, instant(SOME_MOMENT + days + 20_000))
})
