import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import type { NodeBoot } from '#drivers/nodes/provider.ts'
import { SimulatedNodes } from '#drivers/nodes/simulated/simulated.ts'
import { AwaitsReport, type Durable } from '#engine/operation.ts'
import { repeatEveryStep, type Scene } from '#testing/trials/operations.ts'
import { aWorld, type World } from '#testing/trials/world.ts'
import { accountKeyOf, poolKeyOf } from '../keys.ts'
import { aPool } from '../pools/pool.fixture.ts'
import { insertPool } from '../pools/pool.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { nodeOperation } from './node.operations.ts'
import { findNode, insertNode, saveNode } from './node.queries.ts'
import type { ChangeKind, NodeState } from './node.ts'
import { CHANGE_KIND, type NodeChange } from './node-change.ts'
import { newNode } from './node-settings.ts'
import { observeNodes } from './reports/observe.ts'

const from: Record<ChangeKind, NodeState> = {
  create: 'creating',
  start: 'deallocated',
  reboot: 'idle',
  reimage: 'idle',
  deallocate: 'idle',
  remove: 'idle',
  preempt: 'idle',
  upgrade: 'idle',
  lose: 'idle',
  recover: 'unusable',
}

const until: Record<ChangeKind, NodeState | undefined> = {
  create: 'idle',
  start: 'idle',
  reboot: 'idle',
  reimage: 'idle',
  deallocate: 'deallocated',
  remove: undefined,
  preempt: 'idle',
  upgrade: 'idle',
  lose: 'idle',
  recover: 'idle',
}

const drivers = new WeakMap<World, SimulatedNodes>()

/** One for each world: a kind that is made again has the same driver. */
function nodesOf(world: World): SimulatedNodes {
  const nodes = drivers.get(world) ?? new SimulatedNodes({ clock: world.clock })
  drivers.set(world, nodes)
  return nodes
}

/** What the operations of nodes need of the ports. */
function portsOf(world: World): BatchPorts {
  const { store, engine, clock } = world
  return {
    store,
    engine,
    clock,
    nodeProvider: nodesOf(world).provider,
    nodeAgent: nodesOf(world),
    provocations: { isSilenced: () => true },
    catalogues: new Catalogues(),
    endpoints: { of: () => 'batch.test' },
    wake: { scheduler: () => undefined, pools: () => undefined },
    options: {},
  } as unknown as BatchPorts
}

/** The operation's id is known only once it has begun: the node takes it from there. */
function kindOf(kind: ChangeKind, world: World): Durable<NodeChange> {
  const durable = nodeOperation(CHANGE_KIND[kind], portsOf(world))
  const [first, ...rest] = durable.steps
  const takeOver = {
    ...first!,
    act: async (operation: Parameters<NonNullable<typeof first>['act'] & object>[0]) => {
      await world.store.write(async (tx) => {
        const node = await findNode(tx, operation.input)
        if (node?.change === '')
          await saveNode(tx, { ...node, change: operation.id, changeKind: kind })
      })
    },
  }
  return { ...durable, steps: [takeOver, ...rest] }
}

async function aNode(kind: ChangeKind, world: World): Promise<Scene<NodeChange>> {
  const { store } = world
  const nodes = nodesOf(world)
  const now = world.clock.now()
  const pool = aPool({ nextNode: 1 })
  const fresh = newNode({ pool, isDedicated: true, number: 0, random: new Uint8Array(32), now })
  const node = { ...fresh, state: from[kind] }
  await store.write(async (tx) => {
    await insertPool(tx, pool)
    await insertNode(tx, node)
  })
  if (kind !== 'create') {
    await nodes.setUp({ nodeId: node.key, poolId: 'pool1', slots: 1, environment: {} })
    nodesOf(world).write(node.key, 'shared/left.txt', 'x')
    if (kind === 'start') await nodes.deallocate(node.key)
  }
  observeNodes(portsOf(world), { noteSpokenOf: () => {}, takeReports: async () => () => {} })
  return {
    resource: 'node',
    input: {
      account: accountKeyOf('lazuli'),
      poolKey: poolKeyOf('pool1'),
      key: node.key,
      kind,
      option: 'requeue',
    },
    async outcome() {
      const left = await findNode(store, node)
      assert.equal(left?.state, until[kind])
      const files = await listAll(nodes.files, node.key, 'shared', true).catch(() => 'out of reach')
      return { state: left?.state, change: left?.change, files }
    },
  }
}

/** Notes each call of a method. */
function spyOn<Verb extends string>(
  target: { [verb in Verb]: (...args: never[]) => Promise<void> },
  verb: Verb,
  called: string[],
): void {
  const real = target[verb].bind(target)
  Object.assign(target, {
    [verb]: (...args: never[]) => {
      called.push(verb)
      return real(...args)
    },
  })
}

for (const kind of Object.keys(from) as ChangeKind[]) {
  test(`each step of ${kind} may be repeated`, async () => {
    const called: string[] = []
    await repeatEveryStep({
      kind: (world) => {
        const nodes = nodesOf(world)
        for (const verb of ['setUp', 'reboot', 'wipe'] as const) spyOn(nodes, verb, called)
        for (const verb of ['request', 'release'] as const) spyOn(nodes.provider, verb, called)
        return kindOf(kind, world)
      },
      stage: (world) => aNode(kind, world),
    })
    assert.ok(called.length > 0, 'the driver was told')
  })
}

for (const kind of ['create', 'preempt', 'start', 'recover'] as const) {
  test(`a machine that is lost before its agent answered is asked for again by ${kind}`, async (t) => {
    const world = await aWorld(t)
    const durable = kindOf(kind, world)
    const { input } = await aNode(kind, world)
    const operation = await world.store.write((tx) =>
      world.engine.begin(tx, durable, { resource: '/some/node', input }),
    )
    const machine = { bootId: operation.id, state: 'gone', at: world.clock.now() } as const
    await world.store.write(async (tx) => {
      const node = (await findNode(tx, input))!
      const change = { change: operation.id, changeKind: kind, state: 'starting' } as const
      await saveNode(tx, { ...node, ...change, machine })
    })
    const asked: string[] = []
    const { provider } = nodesOf(world)
    Object.assign(provider, { request: async ({ bootId }: NodeBoot) => void asked.push(bootId) })
    const join = durable.steps.find(({ name }) => name === 'join')!
    await assert.rejects(join.act!(operation, AbortSignal.timeout(10_000)), AwaitsReport)
    assert.deepEqual(asked, [operation.id])
  })
}
