// The part of the common suite that grows checkpoint trees at random, beside a model of one page.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CheckpointType } from '../port.ts'
import {
  aVm,
  type Harness,
  type OpenHarness,
  observed,
  openFor,
  signal,
  turnOff,
} from './conformance-harness.ts'

type Command =
  | { readonly do: 'create'; readonly type: CheckpointType }
  | { readonly do: 'delete' | 'restore'; readonly pick: number }
  | { readonly do: 'writeDisk'; readonly disk: 'boot' | 'data'; readonly value: number }
  | { readonly do: 'writeMemory'; readonly value: number }
  | { readonly do: 'resize'; readonly cpuCount: number }
  | { readonly do: 'start' | 'stop' | 'crash' }

interface State {
  readonly cpuCount: number
  readonly boot: number
  readonly data: number
  /** Undefined while stopped. */
  readonly memory: number | undefined
}

interface Model extends State {
  readonly checkpoints: readonly { readonly id: string; readonly state: State }[]
}

const nothing: Model = { cpuCount: 1, boot: 0, data: 0, memory: undefined, checkpoints: [] }

const value = fc.integer({ min: 1, max: 9 })
const pick = fc.nat({ max: 1000 })
const just = <T extends string>(word: T) => fc.constant(word)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: just('create'),
      type: fc.constantFrom('standard', 'standard', 'production', 'productiononly'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('delete', 'restore'), pick }) },
  { weight: 2, arbitrary: fc.record({ do: just('restore'), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: just('writeDisk'), disk: fc.constantFrom('boot', 'data'), value }),
  },
  { weight: 2, arbitrary: fc.record({ do: just('writeMemory'), value }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: just('resize'), cpuCount: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('start', 'stop', 'crash') }) },
)

/** What the machine is after the command; it says nothing of parents, as nothing depends on them. */
function expected(model: Model, command: Command, newId: string): Model {
  const { checkpoints, ...state } = model
  switch (command.do) {
    case 'create': {
      const keepsMemory = command.type === 'standard'
      const kept = { ...state, memory: keepsMemory ? state.memory : undefined }
      return { ...model, checkpoints: [...checkpoints, { id: newId, state: kept }] }
    }
    case 'delete': {
      const gone = picked(model, command.pick)
      return { ...model, checkpoints: checkpoints.filter((checkpoint) => checkpoint !== gone) }
    }
    case 'restore':
      return { ...model, ...picked(model, command.pick)?.state }
    case 'writeDisk':
      return { ...model, [command.disk]: command.value }
    case 'writeMemory':
      return { ...model, memory: model.memory === undefined ? undefined : command.value }
    case 'resize':
      return model.memory === undefined ? { ...model, cpuCount: command.cpuCount } : model
    case 'start':
      return { ...model, memory: model.memory ?? 0 }
    case 'stop':
      return { ...model, memory: undefined }
    case 'crash':
      return model
  }
}

const picked = ({ checkpoints }: Model, pick: number) =>
  checkpoints[pick % Math.max(1, checkpoints.length)]

async function carryOut(h: Harness, model: Model, command: Command, newId: string): Promise<void> {
  const isRunning = model.memory !== undefined
  switch (command.do) {
    case 'create':
      await h.driver.createCheckpoint('vm1', newId, command.type, signal)
      return
    case 'delete':
      return h.driver.deleteCheckpoint('vm1', picked(model, command.pick)?.id ?? 'none', signal)
    case 'restore': {
      const checkpoint = picked(model, command.pick)
      if (checkpoint) await h.driver.restoreCheckpoint('vm1', checkpoint.id, newId, signal)
      return
    }
    case 'writeDisk':
      return h.writeDisk('vm1', command.disk, command.value)
    case 'writeMemory':
      return isRunning ? h.writeMemory('vm1', command.value) : undefined
    case 'resize':
      if (!isRunning) await h.driver.define(aVm(h, { cpuCount: command.cpuCount }), signal)
      return
    case 'start':
      return h.driver.start('vm1', signal)
    case 'stop':
      return h.driver.stop('vm1', turnOff, signal)
    case 'crash':
      return h.reopen()
  }
}

async function actual(h: Harness): Promise<Omit<Model, 'checkpoints'> & { ids: string[] }> {
  const { power, hardware, checkpoints } = await observed(h)
  return {
    cpuCount: hardware.cpuCount,
    boot: await h.readDisk('vm1', 'boot'),
    data: await h.readDisk('vm1', 'data'),
    memory: power === 'running' ? await h.readMemory('vm1') : undefined,
    ids: checkpoints.map(({ id }) => id),
  }
}

async function compare(h: Harness, model: Model): Promise<void> {
  const { checkpoints, ...state } = model
  assert.deepEqual(await actual(h), { ...state, ids: checkpoints.map(({ id }) => id) })
}

async function grow(h: Harness, commands: readonly Command[]): Promise<void> {
  await h.driver.destroy('vm1', signal)
  await h.driver.define(aVm(h), signal)
  let model = nothing
  for (const [index, command] of commands.entries()) {
    await carryOut(h, model, command, `C${index}`)
    model = expected(model, command, `C${index}`)
    await compare(h, model)
  }
  // At the end every checkpoint still holds what it was given.
  for (const { id, state } of model.checkpoints) {
    await h.driver.restoreCheckpoint('vm1', id, `last ${id}`, signal)
    await compare(h, { ...model, ...state })
  }
}

export function trees(open: OpenHarness, runs: number): void {
  test('checkpoint trees grown at random hold what they were given', async (t) => {
    const h = await openFor(t, open)
    const seed = Number(process.env.TREE_SEED ?? randomInt(2 ** 31))
    t.diagnostic(`TREE_SEED=${seed}`)
    const commands = fc.array(command, { minLength: 4, maxLength: 20, size: 'max' })
    await fc.assert(
      fc.asyncProperty(commands, (list) => grow(h, list)),
      { seed, numRuns: runs, endOnFailure: runs < 10 },
    )
  })
}
