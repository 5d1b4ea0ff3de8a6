// What providers report of machines, as clients see it: nodes follow their machines and agents, not
// the time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeState } from '#batch/nodes/node.ts'
import { explain } from '#batch/scheduler/explanation.ts'
import { instant } from '#kernel/instant.ts'
import { ScriptedProvider } from '#testing/nodes/scripted-provider.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch-server.ts'

const POOL = '/pools/pool1'
const MINUTE = 60_000

type Listed = { id: string; state: NodeState; [name: string]: unknown }

interface World {
  readonly batch: BatchServer
  readonly provider: ScriptedProvider
}

async function aWorld(timeScale = 1): Promise<World> {
  let provider: ScriptedProvider | undefined
  const batch = await startBatch({
    timeScale,
    provider: (simulated, { now }) => {
      provider = new ScriptedProvider(simulated, now)
      return provider
    },
  })
  return { batch, provider: provider! }
}

const nodesOf = async ({ batch }: World): Promise<Listed[]> =>
  (await batch.call('GET', `${POOL}/nodes`)).body.value as unknown as Listed[]

const statesOf = async (world: World): Promise<NodeState[]> =>
  (await nodesOf(world)).map(({ state }) => state)

const poolOf = async ({ batch }: World) => (await batch.call('GET', POOL)).body

/** A pool whose nodes have been requested. */
async function aPool({ batch }: World, body: Record<string, unknown> = {}): Promise<void> {
  const added = await batch.call('POST', '/pools', {
    body: {
      id: 'pool1',
      vmSize: 'standard_d4s_v3',
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-focal',
          sku: '20_04-lts',
        },
        nodeAgentSKUId: 'batch.node.ubuntu 20.04',
      },
      targetDedicatedNodes: 2,
      ...body,
    },
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(MINUTE)
}

/** One that is steady with idle nodes. */
async function anIdlePool(world: World, body: Record<string, unknown> = {}): Promise<Listed[]> {
  await aPool(world, body)
  world.provider.sayOfAll({ state: 'up' })
  await world.batch.pass(MINUTE)
  const nodes = await nodesOf(world)
  assert.ok(nodes.length > 0 && nodes.every(({ state }) => state === 'idle'))
  return nodes
}

async function aTask({ batch }: World): Promise<void> {
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'pool1' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'sleep 9' } })
  await batch.pass(0)
}

const taskOf = async ({ batch }: World) => (await batch.call('GET', '/jobs/j/tasks/t')).body

for (const scale of [1, 60, 1000]) {
  test(`nodes are creating until their machines are there, with time ${scale} times as fast`, async () => {
    const world = await aWorld(scale)
    await using batch = world.batch
    // No resize timeout ends before that.
    await aPool(world, { resizeTimeout: 'P30D' })
    for (const state of ['queued', 'starting'] as const) {
      world.provider.sayOfAll({ state })
      for (let minute = 0; minute < 5; minute++) {
        await batch.pass(MINUTE)
        assert.deepEqual(await statesOf(world), ['creating', 'creating'])
        assert.equal((await poolOf(world)).allocationState, 'resizing')
      }
    }
    world.provider.sayOfAll({ state: 'up' })
    await batch.pass(8_000)
    assert.deepEqual(await statesOf(world), ['idle', 'idle'])
    assert.equal((await poolOf(world)).allocationState, 'steady')
    assert.deepEqual(batch.bugs, [])
  })
}

test('a node is starting until its agent answers for this boot', async () => {
  const world = await aWorld()
  await using batch = world.batch
  const setUp = batch.nodes.setUp.bind(batch.nodes)
  batch.nodes.setUp = async () => undefined
  await aPool(world)
  world.provider.sayOfAll({ state: 'up' })
  await batch.pass(10 * MINUTE)
  assert.deepEqual(await statesOf(world), ['starting', 'starting'])
  batch.nodes.setUp = (node) => setUp({ ...node, bootId: 'another' })
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['starting', 'starting'])
  batch.nodes.setUp = setUp
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['idle', 'idle'])
  assert.deepEqual(batch.bugs, [])
})

test('a request says what is wanted, and which nodes must come together', async () => {
  const world = await aWorld()
  await using _ = world.batch
  await aPool(world, { enableInterNodeCommunication: true, targetLowPriorityNodes: 0 })
  const requests = [...world.provider.requests.values()]
  assert.equal(requests.length, 2)
  for (const request of requests) {
    const { pool, vmSize, cores, memoryMiB, image, isLowPriority, resize } = request
    assert.deepEqual(
      { pool, vmSize, cores, memoryMiB, image, isLowPriority },
      {
        pool: `${ACCOUNT}/pool1`,
        vmSize: 'standard_d4s_v3',
        cores: 4,
        memoryMiB: 16_384,
        image: 'canonical/0001-com-ubuntu-server-focal/20_04-lts/latest',
        isLowPriority: false,
      },
    )
    assert.equal(resize!.count, 2)
    assert.equal(resize!.isTogether, true)
    assert.equal(resize!.id, requests[0]!.resize!.id)
  }
})

test('a refusal ends the resize with its code, and the other nodes stay', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await aPool(world)
  const [first, second] = [...world.provider.requests.keys()]
  const message = 'no zone has room'
  world.provider.say(first!, { state: 'refused', code: 'OverconstrainedZonalAllocation', message })
  world.provider.say(second!, { state: 'up' })
  await batch.pass(MINUTE)
  const pool = await poolOf(world)
  assert.equal(pool.allocationState, 'steady')
  assert.deepEqual(pool.resizeErrors as unknown, [
    { code: 'OverconstrainedZonalAllocation', message },
  ])
  assert.equal(pool.currentDedicatedNodes as unknown, 1)
  assert.deepEqual(
    (await nodesOf(world)).map(({ id, state }) => [id, state]),
    [[second, 'idle']],
  )
  assert.deepEqual(world.provider.released, [first])
  assert.deepEqual(batch.bugs, [])
})

test('a resize that runs out of time gives its requests back, with the reason of the wait', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await aPool(world, { resizeTimeout: 'PT5M' })
  world.provider.sayOfAll({ state: 'queued', reason: 'Resources' })
  await batch.pass(5 * MINUTE)
  const pool = await poolOf(world)
  assert.equal(pool.allocationState, 'steady')
  assert.deepEqual(pool.resizeErrors as unknown, [
    { code: 'AllocationTimedout', message: 'Resources' },
  ])
  assert.deepEqual(await nodesOf(world), [])
  assert.equal(world.provider.released.length, 2)
  assert.deepEqual(batch.bugs, [])
})

test('a resize that is stopped gives back what it has not got', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await aPool(world)
  const [first] = [...world.provider.requests.keys()]
  world.provider.say(first!, { state: 'up' })
  assert.equal((await batch.call('POST', `${POOL}/stopresize`)).status, 202)
  await batch.pass(MINUTE)
  const pool = await poolOf(world)
  assert.equal((pool.resizeErrors as unknown as { code: string }[])[0]!.code, 'ResizeStopped')
  assert.deepEqual(
    (await nodesOf(world)).map(({ id }) => id),
    [first],
  )
})

test('a pool that is deleted while its nodes are queued gives all of them back', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await aPool(world)
  assert.equal((await batch.call('DELETE', POOL)).status, 202)
  await batch.pass(MINUTE)
  assert.equal((await batch.call('GET', POOL)).status, 404)
  assert.equal(world.provider.requests.size, 0)
  assert.deepEqual(batch.bugs, [])
})

test('a preempted node is preempted, its tasks wait, and it comes back with another machine', async () => {
  const world = await aWorld()
  await using batch = world.batch
  const [only] = await anIdlePool(world, { targetDedicatedNodes: 0, targetLowPriorityNodes: 1 })
  await aTask(world)
  assert.equal((await taskOf(world)).state, 'running')
  const before = world.provider.requests.get(only!.id)!.bootId
  world.provider.say(only!.id, { state: 'preempted' })
  await batch.pass(0)
  assert.deepEqual(await statesOf(world), ['preempted'])
  assert.equal((await taskOf(world)).state, 'active')
  await batch.pass(20 * MINUTE)
  assert.deepEqual(await statesOf(world), ['creating'])
  const request = world.provider.requests.get(only!.id)!
  assert.notEqual(request.bootId, before)
  assert.equal(request.resize, undefined)
  world.provider.say(only!.id, { state: 'refused', code: 'AllocationFailed', message: 'full' })
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['creating'], 'it is asked for again')
  world.provider.say(only!.id, { state: 'up' })
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['running'])
  assert.equal((await poolOf(world)).resizeErrors, undefined)
  assert.deepEqual(batch.bugs, [])
})

test('a task of a preempted node runs at once on another one that is idle', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await anIdlePool(world, { targetDedicatedNodes: 0, targetLowPriorityNodes: 2 })
  await aTask(world)
  const { nodeId } = (await taskOf(world)).nodeInfo as unknown as { nodeId: string }
  const { id: key } = (await nodesOf(world)).find(({ id }) => id === nodeId)!
  world.provider.say(key, { state: 'preempted' })
  await batch.pass(0)
  const again = await taskOf(world)
  assert.equal(again.state, 'running')
  assert.notEqual((again.nodeInfo as unknown as { nodeId: string }).nodeId, nodeId)
  assert.deepEqual(batch.bugs, [])
})

test('a machine that is gone leaves an unusable node, whose tasks run again, and is replaced', async () => {
  const world = await aWorld()
  await using batch = world.batch
  const [only] = await anIdlePool(world, { targetDedicatedNodes: 1 })
  await aTask(world)
  world.provider.say(only!.id, { state: 'gone' })
  await batch.pass(0)
  assert.deepEqual(await statesOf(world), ['unusable'])
  assert.equal((await taskOf(world)).state, 'active')
  await batch.pass(30 * MINUTE)
  assert.notEqual((await statesOf(world))[0], 'idle', 'no machine, no node')
  world.provider.say(only!.id, { state: 'up' })
  await batch.pass(2 * MINUTE)
  assert.deepEqual(await statesOf(world), ['running'])
  assert.deepEqual(batch.bugs, [])
})

test('nothing is put on a node whose machine is about to end, and the scheduler says so', async () => {
  const world = await aWorld()
  await using batch = world.batch
  const [only] = await anIdlePool(world, { targetDedicatedNodes: 1 })
  world.provider.say(only!.id, { state: 'ending', endsAt: instant(batch.clock.now() + MINUTE) })
  await batch.pass(0)
  assert.deepEqual(await statesOf(world), ['idle'])
  await aTask(world)
  assert.equal((await taskOf(world)).state, 'active')
  const why = await explain(batch.ports.store, ACCOUNT, batch.clock.now(), 'j', 't')
  assert.match(JSON.stringify(why), /ending/)
  world.provider.say(only!.id, { state: 'up' })
  await batch.pass(0)
  assert.equal((await taskOf(world)).state, 'running')
})

test('news of an earlier machine, and the same news again, change nothing', async () => {
  const world = await aWorld()
  await using batch = world.batch
  const [only] = await anIdlePool(world, { targetDedicatedNodes: 1 })
  const request = world.provider.requests.get(only!.id)!
  world.provider.requests.set(only!.id, { ...request, bootId: 'earlier' })
  for (const state of ['gone', 'preempted', 'up'] as const) world.provider.say(only!.id, { state })
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['idle'])
  world.provider.requests.set(only!.id, request)
  for (let n = 0; n < 3; n++) world.provider.say(only!.id, { state: 'up' })
  await batch.pass(MINUTE)
  assert.deepEqual(await statesOf(world), ['idle'])
  assert.deepEqual(batch.bugs, [])
})

test('a machine that no pool wants is given back', async () => {
  const world = await aWorld()
  await using batch = world.batch
  await anIdlePool(world)
  const [request] = [...world.provider.requests.values()]
  world.provider.requests.set('stranger', { ...request!, nodeId: 'stranger', bootId: 'x' })
  world.provider.say('stranger', { state: 'up' })
  await batch.pass(MINUTE)
  assert.deepEqual(world.provider.released, ['stranger'])
})
