// Trials that every durable operation must stand: each step repeated, each step failing, each step
// interrupted. A service gives its kind and a stage; every trial runs in a new world.
import assert from 'node:assert/strict'
import { findOperation } from '#engine/operation.queries.ts'
import { type Durable, OperationFailure, type Step } from '#engine/operation.ts'
import { anEngine, aWorld, begun, ended, type World } from './world.ts'

/** What the operation works on, in one world. */
export interface Scene<Input> {
  readonly resource: string
  readonly input: Input
  /** All that the operation is to bring about: rows, what the driver has. Compared between runs. */
  outcome(): Promise<unknown>
}

export interface Trial<Input> {
  /** The kind; made for the world where its steps need parts of it. */
  kind(world: World): Durable<Input>
  /** Sets up what the operation works on. */
  stage(world: World): Promise<Scene<Input>>
}

/** Where a step was disturbed. */
export interface Moment {
  readonly step: string
  readonly when: 'before' | 'after'
}

type Act<Input> = NonNullable<Step<Input>['act']>

/**
 * Runs the operation undisturbed, then once for each step with its act done twice, and once for each
 * step with a start anew between its act and the saving of it, while the old process lingers on.
 * Every run must succeed with the same outcome.
 */
export async function repeatEveryStep<Input>(trial: Trial<Input>): Promise<void> {
  const expected = await inWorld(trial, async ({ world, kind, scene }) => {
    world.engine.register(kind)
    const operation = await ended(world, await begun(world, kind, scene.input, scene.resource))
    assert.equal(operation.status, 'Succeeded', JSON.stringify(operation.error))
    return { steps: kind.steps.map((step) => step.name), outcome: await scene.outcome() }
  })
  for (const [index, step] of expected.steps.entries()) {
    for (const [how, run] of [
      ['done twice', runTwice],
      ['done again by a new start', runAgain],
    ] as const) {
      const outcome = await inWorld(trial, (set) => run(set, index))
      assert.deepEqual(outcome, expected.outcome, `${step} ${how}`)
    }
  }
}

/**
 * Runs the operation once for each step with that step failing before its act, and once after it.
 * Every run must end as Failed; `check` judges what it leaves behind.
 */
export async function failEveryStep<Input>(
  trial: Trial<Input>,
  check: (outcome: unknown, at: Moment) => void | Promise<void>,
): Promise<void> {
  const failure = new OperationFailure('InjectedFailure', 'The trial made this step fail.')
  await atEveryMoment(trial, async (set, index, at) => {
    const { world, scene } = set
    const kind = disturbed(set.kind, index, at, async () => {
      throw failure
    })
    world.engine.register(kind)
    const operation = await ended(world, await begun(world, kind, scene.input, scene.resource))
    assert.equal(operation.status, 'Failed', `${at.step} failing ${at.when} its act`)
    assert.equal(operation.error?.code, failure.code)
    await check(await scene.outcome(), at)
  })
}

/**
 * Runs the operation once for each step with an interrupt as its act begins, and once with one as it
 * ends. When the step has come to rest it is canceled; `check` judges what is left behind.
 */
export async function interruptEveryStep<Input>(
  trial: Trial<Input>,
  check: (outcome: unknown, at: Moment) => void | Promise<void>,
): Promise<void> {
  const error = { code: 'Interrupted', message: 'The trial interrupted the operation.' }
  await atEveryMoment(trial, async (set, index, at) => {
    const { world, scene } = set
    const { store, engine } = world
    const kind = disturbed(set.kind, index, at, async (operation, signal) => {
      assert.ok(await store.write((tx) => engine.interrupt(tx, operation)))
      assert.ok(signal.aborted)
    })
    engine.register(kind)
    const operation = await begun(world, kind, scene.input, scene.resource)
    await reached(
      world,
      async () => (await findOperation(store, operation.id))?.wakeAt === undefined,
    )
    await engine.settled(operation.id)
    assert.ok(await store.write((tx) => engine.cancel(tx, operation, error)))
    const end = await ended(world, operation)
    assert.equal(end.status, 'Canceled', `${at.step} interrupted ${at.when} its act`)
    await check(await scene.outcome(), at)
  })
}

/** Steps the clock until the operation is where the trial wants it. */
async function reached({ clock }: World, isThere: () => Promise<boolean>): Promise<void> {
  for (await clock.step(0); !(await isThere()); ) {
    assert.ok(await clock.stepToNext(), 'the operation waits for no moment')
  }
}

interface Staged<Input> {
  readonly world: World
  readonly kind: Durable<Input>
  readonly scene: Scene<Input>
}

async function inWorld<Input, T>(
  trial: Trial<Input>,
  use: (set: Staged<Input>) => Promise<T>,
): Promise<T> {
  const leave: (() => Promise<void>)[] = []
  try {
    const world = await aWorld({ after: (last) => void leave.push(last as () => Promise<void>) })
    return await use({ world, kind: trial.kind(world), scene: await trial.stage(world) })
  } finally {
    for (const last of leave.reverse()) await last()
  }
}

async function atEveryMoment<Input>(
  trial: Trial<Input>,
  use: (set: Staged<Input>, index: number, at: Moment) => Promise<void>,
): Promise<void> {
  const count = await inWorld(trial, async ({ kind }) => kind.steps.length)
  for (let index = 0; index < count; index++) {
    for (const when of ['before', 'after'] as const) {
      await inWorld(trial, (set) => use(set, index, { step: set.kind.steps[index]!.name, when }))
    }
  }
}

/** The kind with something else happening before or after the act of one of its steps. */
function disturbed<Input>(
  kind: Durable<Input>,
  index: number,
  { when }: Pick<Moment, 'when'>,
  disturb: Act<Input>,
): Durable<Input> {
  return withAct(kind, index, (act) => async (operation, signal) => {
    if (when === 'before') await disturb(operation, signal)
    await act(operation, signal)
    if (when === 'after') await disturb(operation, signal)
  })
}

function withAct<Input>(
  kind: Durable<Input>,
  index: number,
  change: (act: Act<Input>) => Act<Input>,
): Durable<Input> {
  const steps = kind.steps.map((step, i) => {
    const act: Act<Input> = async (operation, signal) => step.act?.(operation, signal)
    const commit: Step<Input>['commit'] = async (...args) => step.commit?.(...args)
    return i === index ? { ...step, act: change(act), commit } : step
  })
  return {
    kind: kind.kind,
    input: kind.input,
    steps,
    failed: async (...args) => kind.failed?.(...args),
    canceled: async (...args) => kind.canceled?.(...args),
  }
}

async function runTwice<Input>({ world, kind, scene }: Staged<Input>, index: number) {
  const twice = withAct(kind, index, (act) => async (operation, signal) => {
    await act(operation, signal)
    await act(operation, signal)
  })
  world.engine.register(twice)
  const operation = await ended(world, await begun(world, twice, scene.input, scene.resource))
  assert.equal(operation.status, 'Succeeded')
  return scene.outcome()
}

/** Starts anew as after a crash; the dead process comes to its senses when its step is long over. */
async function runAgain<Input>({ world, kind, scene }: Staged<Input>, index: number) {
  const { store, clock } = world
  let isReached = false
  const linger = Promise.withResolvers<void>()
  const lingering = withAct(kind, index, (act) => async (operation, signal) => {
    await act(operation, signal)
    isReached = true
    await linger.promise
  })
  world.engine.register(lingering)
  const operation = await begun(world, lingering, scene.input, scene.resource)
  await reached(world, async () => isReached)
  const engine = anEngine({ store, clock })
  engine.register(kind)
  engine.wake()
  const second = { store, clock, engine }
  await reached(second, async () => {
    const { step, endedAt } = (await findOperation(store, operation.id))!
    return step > index || endedAt !== undefined
  })
  linger.resolve()
  await world.engine.idle()
  const end = await ended(second, operation)
  assert.equal(end.status, 'Succeeded', JSON.stringify(end.error))
  await engine.stop()
  return scene.outcome()
}
