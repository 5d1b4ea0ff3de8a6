// Job managers that have to start again: tasks of their own job make way, and nodes where they run
// are the last that a pool gives up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'
import { BAD, GOOD, jobOf } from './job-nodes-world.ts'

const beside = { id: 'manager', commandLine: 'steer', runExclusive: false }
const retried = { constraints: { maxTaskRetryCount: 3 } }
const statesOf = (batch: BatchServer, ...ids: string[]) =>
  Promise.all(ids.map((id) => stateOf(batch, id)))

test('a task of its job makes way for a manager that is retried, and one of another does not', async () => {
  await using batch = await startBatch()
  await aPool(batch, { nodes: 1, slots: 2 })
  await aJob(batch, 'job1', { jobManagerTask: beside, ...retried })
  await aTask(batch, 'a')
  await aJob(batch, 'urgent', { priority: 1 })
  await aTask(batch, 'b', {}, 'urgent')
  assert.deepEqual(await statesOf(batch, 'manager', 'a'), ['running', 'running'])
  // Its slot goes to the job of a higher priority.
  await finish(batch, 'manager', BAD)
  assert.equal(await stateOf(batch, 'b', 'urgent'), 'running')
  assert.deepEqual(await statesOf(batch, 'manager', 'a'), ['running', 'active'])
  const manager = await getTask(batch, 'manager')
  assert.equal(manager.executionInfo!.retryCount as unknown, 1)
  assert.deepEqual((await getTask(batch, 'a')).executionInfo, { retryCount: 0, requeueCount: 0 })
  // Nothing of its job is left that could make way.
  await aTask(batch, 'c', {}, 'urgent')
  await finish(batch, 'manager', BAD)
  assert.equal(await stateOf(batch, 'c', 'urgent'), 'running')
  assert.deepEqual(await statesOf(batch, 'manager', 'a'), ['active', 'active'])
  await finish(batch, 'b', GOOD, 'urgent')
  assert.deepEqual(await statesOf(batch, 'manager', 'a'), ['running', 'active'])
  assert.deepEqual(batch.bugs, [])
})

test('as many make way as a manager needs that shares its node with no task', async () => {
  await using batch = await startBatch()
  const nodes = await aPool(batch, { nodes: 2, slots: 2 })
  await aJob(batch, 'job1', { jobManagerTask: { ...beside, runExclusive: true }, ...retried })
  for (const id of ['a', 'b', 'c']) await aTask(batch, id)
  assert.deepEqual(await statesOf(batch, 'manager', 'a', 'b'), ['running', 'running', 'running'])
  const on = (await getTask(batch, 'manager')).nodeInfo!.nodeId as string
  assert.ok(nodes.includes(on))
  await batch.call('POST', `/pools/pool1/nodes/${on}/disablescheduling`)
  await batch.pass(0)
  const states = await statesOf(batch, 'manager', 'a', 'b', 'c')
  assert.deepEqual(states, ['running', 'active', 'active', 'active'])
  assert.notEqual((await getTask(batch, 'manager')).nodeInfo!.nodeId, on)
  await finish(batch, 'manager', GOOD)
  assert.equal((await jobOf(batch)).state, 'completed')
  assert.deepEqual(batch.bugs, [])
})

test('no task makes way for a manager that has not run, nor one of another job', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'other')
  await aTask(batch, 'a', {}, 'other')
  await aJob(batch, 'job1', { jobManagerTask: beside, ...retried })
  await aTask(batch, 'b')
  assert.deepEqual(await statesOf(batch, 'manager', 'b'), ['active', 'active'])
  await finish(batch, 'a', GOOD, 'other')
  assert.deepEqual(await statesOf(batch, 'manager', 'b'), ['running', 'active'])
  await aTask(batch, 'c', {}, 'other')
  await finish(batch, 'manager', BAD)
  // The job that was added first comes first among equals.
  assert.equal(await stateOf(batch, 'c', 'other'), 'running')
  assert.deepEqual(await statesOf(batch, 'manager', 'b'), ['active', 'active'])
  assert.deepEqual(batch.bugs, [])
})

test('a pool that shrinks keeps the node of a manager before those of other tasks', async () => {
  await using batch = await startBatch()
  await aPool(batch, { nodes: 3 })
  await aJob(batch, 'other')
  await aTask(batch, 'a', {}, 'other')
  await aJob(batch, 'job1', { jobManagerTask: beside })
  await aTask(batch, 'b', {}, 'other')
  const on = (await getTask(batch, 'manager')).nodeInfo!.nodeId as string
  const body = { targetDedicatedNodes: 1, nodeDeallocationOption: 'terminate' }
  assert.equal((await batch.call('POST', '/pools/pool1/resize', { body })).status, 202)
  await batch.pass(60_000)
  const { value } = (await batch.call('GET', '/pools/pool1/nodes')).body
  assert.deepEqual(
    (value as unknown as { id: string }[]).map(({ id }) => id),
    [on],
  )
  assert.equal(await stateOf(batch, 'manager'), 'running')
  assert.deepEqual(batch.bugs, [])
})
