// Random lives of a pool and its nodes, held at every step against a slow and obvious model: what a
// node is follows from what was last done to it and how long ago.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'

const version = '2024-07-01.20.0'
const STEPS = 60
const SEEDS = 12

type Done = 'create' | 'reboot' | 'reimage' | 'start' | 'deallocate' | 'remove'

/** What a node goes through after each thing that is done to it: until when it is what. */
const phases: Record<Done, readonly [number, string][]> = {
  create: [
    [10_000, 'creating'],
    [18_000, 'starting'],
    [19_000, 'waitingforstarttask'],
  ],
  reboot: [
    [85_000, 'rebooting'],
    [93_000, 'starting'],
    [94_000, 'waitingforstarttask'],
  ],
  reimage: [
    [90_000, 'reimaging'],
    [98_000, 'starting'],
    [99_000, 'waitingforstarttask'],
  ],
  start: [
    [38_000, 'starting'],
    [39_000, 'waitingforstarttask'],
  ],
  deallocate: [[30_000, 'deallocating']],
  remove: [[10_000, 'leavingpool']],
}

interface ModelNode {
  readonly number: number
  done: Done
  at: number
  isDisabled: boolean
}

const codes: Record<string, string> = {
  creating: 'NodeBeingCreated',
  starting: 'NodeBeingStarted',
  waitingforstarttask: 'NodeBeingStarted',
  rebooting: 'NodeBeingRebooted',
  reimaging: 'NodeBeingReimaged',
}

interface Resize {
  readonly planAt: number
  readonly obtainAt: number
  readonly named: number[] | undefined
  planned: boolean
  obtained: boolean
}

class Model {
  now = 0
  target = 0
  nodes: ModelNode[] = []
  #next = 0
  /** The resize under way: when it looks, when it obtains nodes, and who is to go. */
  #resize: Resize | undefined
  #stopAt: number | undefined

  stateOf(node: ModelNode, at = this.now): string {
    const phase = phases[node.done].find(([until]) => at - node.at < until)
    if (phase) return phase[1]
    if (node.done === 'deallocate') return 'deallocated'
    if (node.done === 'remove') return 'gone'
    return node.isDisabled ? 'offline' : 'idle'
  }

  get allocationState(): string {
    return this.#resize ? 'resizing' : this.#stopAt === undefined ? 'steady' : 'stopping'
  }

  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 500) this.#tick(this.now + 500)
  }

  #tick(now: number): void {
    this.now = now
    const resize = this.#resize
    if (resize && !resize.planned && now >= resize.planAt) this.#plan(resize)
    if (resize && !resize.obtained && now >= resize.obtainAt) this.#obtain(resize)
    this.nodes = this.nodes.filter((node) => this.stateOf(node) !== 'gone')
    const isLeaving = this.nodes.some((node) => node.done === 'remove')
    if (resize?.obtained && !isLeaving) this.#resize = undefined
    if (this.#stopAt !== undefined && now >= this.#stopAt) this.#stopAt = undefined
  }

  #plan(resize: Resize): void {
    resize.planned = true
    const rank = (node: ModelNode) => (['idle', 'offline'].includes(this.stateOf(node)) ? 1 : 0)
    const staying = this.nodes.filter((node) => node.done !== 'remove')
    const surplus = [...staying]
      .sort((a, b) => rank(a) - rank(b) || b.number - a.number)
      .slice(0, Math.max(0, staying.length - this.target))
    const { named } = resize
    const leaving = named ? staying.filter(({ number }) => named.includes(number)) : surplus
    for (const node of leaving) Object.assign(node, { done: 'remove', at: this.now })
  }

  #obtain(resize: Resize): void {
    resize.obtained = true
    const staying = this.nodes.filter((node) => node.done !== 'remove').length
    for (let i = staying; i < this.target; i++) {
      this.nodes.push({ number: this.#next++, done: 'create', at: this.now, isDisabled: false })
    }
  }

  resize(target: number, named?: number[]): string | undefined {
    if (this.allocationState !== 'steady') return 'PoolBeingResized'
    this.target = target
    const planAt = this.now + 2_000
    const obtainAt = planAt + (target > this.nodes.length ? 26_000 : 0)
    this.#resize = { planAt, obtainAt, named, planned: false, obtained: false }
    return undefined
  }

  remove(numbers: number[]): string | undefined {
    const staying = this.nodes.filter(
      (node) => node.done !== 'remove' && !numbers.includes(node.number),
    )
    return this.resize(staying.length, numbers)
  }

  stop(): string | undefined {
    if (!this.#resize) return 'OperationInvalidForCurrentState'
    this.#resize = undefined
    this.#stopAt = this.now + 2_000
    return undefined
  }

  act(node: ModelNode, action: string): string | undefined {
    const state = this.stateOf(node)
    switch (action) {
      case 'reboot':
      case 'reimage':
        if (state !== 'idle') return codes[state] ?? 'OperationNotValidOnNode'
        break
      case 'deallocate':
        if (state !== 'idle') return 'OperationInvalidForCurrentState'
        break
      case 'start':
        if (state !== 'deallocated') return 'OperationInvalidForCurrentState'
        break
      default: {
        const isWanted = action === 'disablescheduling'
        if (state !== 'idle' && state !== 'offline') return 'NodeNotReady'
        if (node.isDisabled === isWanted) return 'NodeAlreadyInTargetSchedulingState'
        node.isDisabled = isWanted
        return undefined
      }
    }
    Object.assign(node, { done: action, at: this.now })
    return undefined
  }
}

/** Numbers from 0 to below `below`, the same for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const actions = [
  'reboot',
  'reimage',
  'deallocate',
  'start',
  'disablescheduling',
  'enablescheduling',
]
const waits = [500, 1_000, 2_000, 8_000, 10_000, 20_000, 40_000]

type Listed = { id: string; state: string; ipAddress: string }

async function live(seed: number): Promise<void> {
  await using batch = await startBatch({ run: () => ({ afterMs: 1_000, exitCode: 0 }) })
  const roll = dice(seed)
  const model = new Model()
  const call = (method: string, path: string, body?: object) =>
    batch.call(method, path, { version, body })
  const added = await call('POST', '/pools', {
    id: 'p',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-focal',
        sku: '20_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 20.04',
    },
    startTask: { commandLine: 'true' },
    targetDedicatedNodes: 3,
  })
  assert.equal(added.status, 201, added.text)
  model.resize(3)
  const history: string[] = []
  const numberOf = ({ ipAddress }: Listed) => Number(ipAddress.split('.').at(-1)) - 4
  const list = async () => (await call('GET', '/pools/p/nodes')).body.value as unknown as Listed[]
  const say = () => `seed ${seed}: ${history.slice(-12).join(', ')}`

  for (let step = 0; step < STEPS; step++) {
    const ms = waits[roll(waits.length)]!
    history.push(`+${ms}`)
    await batch.pass(ms)
    model.pass(ms)
    const nodes = (await list()).sort((a, b) => numberOf(a) - numberOf(b))
    assert.deepEqual(
      nodes.map((node) => [numberOf(node), node.state]),
      model.nodes.map((node) => [node.number, model.stateOf(node)]),
      say(),
    )
    const pool = (await call('GET', '/pools/p')).body
    // A resize looks for the end of its removals once a second.
    if (pool.allocationState !== model.allocationState) {
      await batch.pass(1_000)
      model.pass(1_000)
      history.push('+1000')
      const later = (await call('GET', '/pools/p')).body
      assert.equal(later.allocationState, model.allocationState, say())
    }
    const node = model.nodes[roll(Math.max(1, model.nodes.length))]
    const id = node && (await list()).find((each) => numberOf(each) === node.number)?.id
    const [expected, answer] = await once()
    assert.equal(answer?.body?.code, expected, say())

    async function once() {
      const choice = roll(10)
      if (choice === 0) {
        const target = roll(5)
        history.push(`resize ${target}`)
        const body = { targetDedicatedNodes: target }
        return [model.resize(target), await call('POST', '/pools/p/resize', body)] as const
      }
      if (choice === 1) {
        history.push('stop')
        return [model.stop(), await call('POST', '/pools/p/stopresize')] as const
      }
      if (!node || !id || model.stateOf(node) === 'gone') return [undefined, undefined] as const
      if (choice === 2) {
        history.push(`remove ${node.number}`)
        const body = { nodeList: [id] }
        return [
          model.remove([node.number]),
          await call('POST', '/pools/p/removenodes', body),
        ] as const
      }
      const action = actions[roll(actions.length)]!
      history.push(`${action} ${node.number}`)
      return [
        model.act(node, action),
        await call('POST', `/pools/p/nodes/${id}/${action}`),
      ] as const
    }
  }
  await call('DELETE', '/pools/p')
  await batch.pass(60_000)
  assert.equal((await call('GET', '/pools/p')).status, 404, say())
  assert.deepEqual(batch.bugs, [], say())
}

for (let seed = 1; seed <= SEEDS; seed++) {
  test(`a pool lives as the model says: seed ${seed}`, () => live(seed))
}
