// Servers that fall together with their nodes, as where another one takes over: no agent is left that
// could say of an attempt that it has ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeProvider } from '#drivers/nodes/provider.ts'
import { SOME_MOMENT } from '#testing/clock.ts'
import { ScriptedProvider } from '#testing/nodes/scripted-provider.ts'
import type { BatchServer } from '../batch-server.ts'
import { addPool, POOL } from '../pools/pools-world.ts'
import { nodes, onNode, onReplaceableNodes, stateOf } from './nodes-world.ts'

const MINUTE = 60_000

/** A server whose nodes end with it: `fall` is a `kill -9` of both, and a start. */
async function aFragileServer(provider?: NodeProvider) {
  const { batch, pass, place, replace } = await onReplaceableNodes(provider)
  /** The nodes do nothing of what they are told any more. */
  const stop = (): void => {
    const { nodes } = place
    nodes.stop = async () => undefined
    nodes.remove = nodes.deallocate = () => Promise.reject(new Error('the machine falls'))
  }
  /** The agent of the `lost` node does not come back. */
  const fall = async (lost?: string): Promise<void> => {
    replace()
    const { nodes } = place
    const setUp = nodes.setUp.bind(nodes)
    nodes.setUp = async (spec) => (spec.nodeId === lost ? undefined : await setUp(spec))
    await batch.restart()
  }
  return { batch, pass, stop, fall }
}

const taskOf = async (batch: BatchServer) => (await batch.call('GET', '/jobs/j/tasks/t')).body

/** A task that runs on one of two nodes, whose machines come by themselves or are `brought`. */
async function aTask(
  batch: BatchServer,
  pass: (ms: number) => Promise<void>,
  brought = (): void => undefined,
) {
  await addPool(batch, { targetDedicatedNodes: 2 })
  await pass(MINUTE)
  brought()
  await pass(MINUTE)
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'pool1' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'sleep 9' } })
  await pass(0)
  const { state, nodeInfo } = await taskOf(batch)
  assert.equal(state, 'running')
  const all = await nodes(batch)
  const on = all.find(({ id }) => id === nodeInfo!.nodeId!)
  const other = all.find((node) => node !== on)
  return { on: on!, other: other! }
}

test('a task runs elsewhere whose node was removed by a server that fell meanwhile', async () => {
  const { batch: server, pass, stop, fall } = await aFragileServer()
  await using batch = server
  const { on, other } = await aTask(batch, pass)
  stop()
  const removed = await batch.call('POST', `${POOL}/removenodes`, { body: { nodeList: [on.id] } })
  assert.equal(removed.status, 202, removed.text)
  await pass(2_000)
  assert.equal(await stateOf(batch, on), 'leavingpool')
  await fall()
  await pass(MINUTE)
  assert.deepEqual(
    (await nodes(batch)).map(({ id }) => id),
    [other.id],
  )
  const { state, nodeInfo } = await taskOf(batch)
  assert.equal(state, 'running')
  assert.equal(nodeInfo!.nodeId, other.id)
})

test('the same where its node was switched off', async () => {
  const { batch: server, pass, stop, fall } = await aFragileServer()
  await using batch = server
  const { on, other } = await aTask(batch, pass)
  stop()
  assert.equal((await onNode(batch, on, 'deallocate')).status, 202)
  await pass(2_000)
  assert.equal(await stateOf(batch, on), 'deallocating')
  await fall()
  await pass(MINUTE)
  assert.equal(await stateOf(batch, on), 'deallocated')
  const { state, nodeInfo } = await taskOf(batch)
  assert.equal(state, 'running')
  assert.equal(nodeInfo!.nodeId, other.id)
})

test('the same where its machine is gone, and the next one does not come', async () => {
  const agent = { remove: async () => undefined, deallocate: async () => undefined }
  const provider = new ScriptedProvider(agent, () => SOME_MOMENT)
  const { batch: server, pass, stop, fall } = await aFragileServer(provider)
  await using batch = server
  const { on, other } = await aTask(batch, pass, () => provider.sayOfAll({ state: 'up' }))
  stop()
  provider.say(on.id, { state: 'gone' })
  await pass(0)
  assert.equal(await stateOf(batch, on), 'unusable')
  assert.equal((await taskOf(batch)).state, 'active')
  await fall(on.id)
  await pass(0)
  const { state, nodeInfo } = await taskOf(batch)
  assert.equal(state, 'running')
  assert.equal(nodeInfo!.nodeId, other.id)
})
