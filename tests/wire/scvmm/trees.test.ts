// Random lives of a machine with checkpoints, through the whole service, against a simple model; now
// and then the server dies in the middle of a call to the host.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cut, FragileHost, instanceOf, World } from './scvmm-world.ts'

const VM = instanceOf('vm')
const signal = new AbortController().signal

/** What a guest and its administrator know of the machine. */
interface State {
  readonly content: string
  readonly cpuCount: number
}

interface Kept extends State {
  readonly id: string
  readonly parent: string | undefined
  readonly isRunning: boolean
}

/** The least that explains what a machine with checkpoints does. */
class Model {
  state: State = { content: '', cpuCount: 1 }
  isRunning = true
  current: string | undefined
  readonly kept = new Map<string, Kept>()

  create(id: string): void {
    const { state, isRunning, current: parent } = this
    this.kept.set(id, { id, parent, isRunning, ...state })
    this.current = id
  }

  restore(id: string): void {
    const { content, cpuCount, isRunning } = this.kept.get(id)!
    this.state = { content, cpuCount }
    this.isRunning = isRunning
    this.current = id
  }

  delete(id: string): void {
    const { parent } = this.kept.get(id)!
    this.kept.delete(id)
    for (const each of this.kept.values()) {
      if (each.parent === id) this.kept.set(each.id, { ...each, parent })
    }
    if (this.current === id) this.current = parent
  }
}

type Step = {
  readonly type: 'create' | 'restore' | 'delete' | 'write' | 'power' | 'resize'
  readonly pick: number
  readonly cut: Cut | undefined
}

const CALLS = {
  create: 'createCheckpoint',
  restore: 'restoreCheckpoint',
  delete: 'deleteCheckpoint',
} as const

class Life {
  readonly world: World
  readonly #host: FragileHost
  readonly #model = new Model()
  readonly #uuid: string
  readonly #disk: string

  constructor(world: World, host: FragileHost, uuid: string, disk: string) {
    this.world = world
    this.#host = host
    this.#uuid = uuid
    this.#disk = disk
  }

  static async start(): Promise<Life> {
    const host = new FragileHost()
    const world = await World.start({ around: host.around })
    const { cloud, template } = await world.estate()
    await world.machine('vm', {
      infrastructureProfile: { cloudId: cloud, templateId: template, checkpointType: 'Standard' },
    })
    const uuid = (await world.instance('vm')).properties.infrastructureProfile!.uuid!
    const report = await world.host.observe(uuid, signal)
    return new Life(world, host, uuid, report!.hardware.disks[0]!.id)
  }

  async take(step: Step, i: number): Promise<void> {
    const model = this.#model
    const ids = [...model.kept.keys()]
    const picked = ids[step.pick % Math.max(1, ids.length)]
    switch (step.type) {
      case 'write':
        await this.world.host.guest.writeDisk(this.#uuid, this.#disk, `written ${i}`)
        model.state = { ...model.state, content: `written ${i}` }
        return
      case 'power':
        await this.world.done('POST', `${VM}/${model.isRunning ? 'stop' : 'start'}`)
        model.isRunning = !model.isRunning
        return
      case 'resize': {
        if (model.isRunning) return
        const cpuCount = 1 + (step.pick % 8)
        await this.world.done('PATCH', VM, { properties: { hardwareProfile: { cpuCount } } })
        model.state = { ...model.state, cpuCount }
        return
      }
      case 'create': {
        const before = new Set(ids)
        await this.#call(step, { name: `c${i}` })
        const id = (await this.#recorded()).find(({ checkpointID }) => !before.has(checkpointID!))
        return model.create(id!.checkpointID!)
      }
      case 'restore':
      case 'delete':
        if (picked === undefined) return
        await this.#call(step, { id: picked })
        return model[step.type](picked)
    }
  }

  /** A checkpoint call, during which the server may die. */
  async #call({ type, cut }: Step, body: object): Promise<void> {
    const call = CALLS[type as keyof typeof CALLS]
    if (!cut) {
      await this.world.done('POST', `${VM}/${call}`, body)
      return
    }
    const reached = this.#host.cutNext(call, cut)
    const answer = await this.world.call('POST', `${VM}/${call}`, body)
    await Promise.all([reached, this.world.clock.step(60_000)])
    await this.world.restart()
    assert.equal((await this.world.outcome(answer)).status, 'Succeeded')
  }

  async #recorded() {
    return (await this.world.instance('vm')).properties.infrastructureProfile!.checkpoints!
  }

  async check(): Promise<void> {
    const { state, isRunning, current, kept } = this.#model
    const { properties } = await this.world.instance('vm')
    const { checkpoints, lastRestoredVMCheckpoint } = properties.infrastructureProfile!
    const listed = new Set(checkpoints!.map(({ checkpointID }) => checkpointID))
    assert.deepEqual(
      checkpoints!.map(({ checkpointID, parentCheckpointID: parent }) => [
        checkpointID,
        listed.has(parent) ? parent : undefined,
      ]),
      [...kept.values()].map(({ id, parent }) => [id, parent]),
    )
    assert.equal(lastRestoredVMCheckpoint!.checkpointID, current)
    assert.equal(properties.powerState, isRunning ? 'Running' : 'Stopped')
    assert.equal(properties.hardwareProfile!.cpuCount, state.cpuCount)
    assert.equal(this.world.host.guest.readDisk(this.#uuid, this.#disk), state.content)
    const files = properties.storageProfile!.disks!.map(({ displayName }) => displayName)
    assert.equal(files.length, new Set(files).size)
    if (kept.size === 0) assert.equal(properties.storageProfile!.disks![0]!.vhdType, 'Dynamic')
    await this.world.agreed('vm')
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom('create', 'create', 'restore', 'delete', 'write', 'power', 'resize'),
  pick: fc.nat(1000),
  cut: fc.option(fc.constantFrom('before', 'after'), { nil: undefined, freq: 4 }),
})

test('whatever is done to a machine with checkpoints, it is what the model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const life = await Life.start()
      try {
        for (const [i, each] of steps.entries()) {
          await life.take(each, i)
          await life.check()
        }
      } finally {
        await life.world.close()
      }
    }),
    { numRuns: 12 },
  )
})
