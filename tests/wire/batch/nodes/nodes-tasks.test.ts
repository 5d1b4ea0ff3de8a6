// What becomes of the tasks on a node that is rebooted, reimaged, switched off, removed or kept from
// new tasks, with each option.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'

const version = '2024-07-01.20.0'

const changes = [
  { action: 'reboot', option: 'nodeRebootOption', state: 'rebooting' },
  { action: 'reimage', option: 'nodeReimageOption', state: 'reimaging' },
  { action: 'deallocate', option: 'nodeDeallocateOption', state: 'deallocating' },
] as const

const nodeOf = async (batch: BatchServer, id: string) =>
  (await batch.call('GET', `/pools/pool1/nodes/${id}`, { version })).body

const act = (batch: BatchServer, id: string, action: string, body?: object): Promise<Answer> =>
  batch.call('POST', `/pools/pool1/nodes/${id}/${action}`, { version, body })

/** A node on which a task runs while another waits for its slot. */
async function aBusyNode(batch: BatchServer, constraints: object = {}): Promise<string> {
  const [id] = await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'task1', { constraints })
  await aTask(batch, 'task2')
  assert.equal(await stateOf(batch), 'running')
  const node = await nodeOf(batch, id!)
  assert.equal(node.state, 'running')
  assert.equal(node.runningTasksCount as unknown, 1)
  return id!
}

for (const { action, option, state } of changes) {
  test(`${action} with requeue puts a running task back at once`, async () => {
    await using batch = await startBatch()
    const id = await aBusyNode(batch)
    assert.equal((await act(batch, id, action, { [option]: 'requeue' })).status, 202)
    assert.equal((await nodeOf(batch, id)).state, state)
    assert.equal(await stateOf(batch), 'active')
    await batch.pass(0)
    assert.equal(await stateOf(batch, 'task2'), 'active', 'no task comes to a node that is busy')
    assert.equal((await nodeOf(batch, id)).runningTasksCount as unknown, 0)
    assert.deepEqual(batch.bugs, [])
  })

  test(`${action} with terminate completes a running task at once`, async () => {
    await using batch = await startBatch()
    const id = await aBusyNode(batch)
    assert.equal((await act(batch, id, action, { [option]: 'terminate' })).status, 202)
    assert.equal((await nodeOf(batch, id)).state, state)
    const task = await getTask(batch)
    assert.equal(task.state, 'completed')
    assert.equal(task.executionInfo!.result, 'failure')
  })

  test(`${action} with taskcompletion waits for what runs and lets nothing in`, async () => {
    await using batch = await startBatch()
    const id = await aBusyNode(batch)
    assert.equal((await act(batch, id, action, { [option]: 'taskcompletion' })).status, 202)
    await batch.pass(10_000)
    assert.equal((await nodeOf(batch, id)).state, 'running')
    assert.equal((await act(batch, id, action)).status, 409)
    await finish(batch)
    assert.equal(await stateOf(batch), 'completed')
    await batch.pass(1_000)
    assert.equal((await nodeOf(batch, id)).state, state)
    assert.equal(await stateOf(batch, 'task2'), 'active')
  })

  test(`${action} with retaineddata waits for the files of what ran`, async () => {
    await using batch = await startBatch()
    const id = await aBusyNode(batch, { retentionTime: 'PT1M' })
    assert.equal((await act(batch, id, action, { [option]: 'retaineddata' })).status, 202)
    await finish(batch)
    await batch.pass(50_000)
    assert.notEqual((await nodeOf(batch, id)).state, state)
    assert.equal(await stateOf(batch, 'task2'), 'active')
    await batch.pass(11_000)
    assert.equal((await nodeOf(batch, id)).state, state)
  })
}

test('after a reimage the tasks that waited run on the node', async () => {
  await using batch = await startBatch()
  const id = await aBusyNode(batch)
  await act(batch, id, 'reimage')
  await batch.pass(98_000)
  const node = await nodeOf(batch, id)
  assert.equal(node.state, 'running')
  assert.equal(await stateOf(batch), 'running')
  await finish(batch)
  assert.equal(await stateOf(batch, 'task2'), 'running')
  await finish(batch, 'task2')
  assert.equal((await nodeOf(batch, id)).state, 'idle')
  assert.deepEqual(batch.bugs, [])
})

test('disabling scheduling does with tasks as its option says', async () => {
  for (const [nodeDisableSchedulingOption, task, node] of [
    ['requeue', 'active', 'offline'],
    ['terminate', 'completed', 'offline'],
    ['taskcompletion', 'running', 'running'],
  ] as const) {
    await using batch = await startBatch()
    const id = await aBusyNode(batch)
    const body = { nodeDisableSchedulingOption }
    assert.equal((await act(batch, id, 'disablescheduling', body)).status, 200)
    assert.equal(await stateOf(batch), task)
    assert.equal((await nodeOf(batch, id)).state, node)
    assert.equal((await nodeOf(batch, id)).schedulingState, 'disabled')
    await batch.pass(0)
    assert.equal(await stateOf(batch, 'task2'), 'active')
    if (task === 'running') await finish(batch)
    assert.equal((await nodeOf(batch, id)).state, 'offline')
    assert.equal((await act(batch, id, 'enablescheduling')).status, 200)
    await batch.pass(0)
    assert.equal(await stateOf(batch, task === 'active' ? 'task1' : 'task2'), 'running')
  }
})

test('retaineddata is no option for disabling scheduling', async () => {
  await using batch = await startBatch()
  const id = await aBusyNode(batch)
  const body = { nodeDisableSchedulingOption: 'retaineddata' }
  const answer = await act(batch, id, 'disablescheduling', body)
  assert.equal(answer.status, 400)
  assert.equal(await stateOf(batch), 'running')
})

test('a resize that waits for tasks gives up after its time and leaves the node as it is', async () => {
  await using batch = await startBatch()
  const id = await aBusyNode(batch)
  const body = {
    targetDedicatedNodes: 0,
    resizeTimeout: 'PT5M',
    nodeDeallocationOption: 'taskcompletion',
  }
  assert.equal((await batch.call('POST', '/pools/pool1/resize', { body })).status, 202)
  await batch.pass(299_000)
  assert.equal((await batch.call('GET', '/pools/pool1')).body.allocationState, 'resizing')
  await batch.pass(2_000)
  const pool = (await batch.call('GET', '/pools/pool1')).body
  assert.equal(pool.allocationState, 'steady')
  const [error] = pool.resizeErrors as unknown as { code: string }[]
  assert.equal(error!.code, 'AllocationTimedout')
  assert.equal((await nodeOf(batch, id)).state, 'running')
  await finish(batch)
  assert.equal(await stateOf(batch, 'task2'), 'running', 'the node takes tasks again')
})

test('a resize that waits for tasks is stopped, and the node takes tasks again', async () => {
  await using batch = await startBatch()
  const id = await aBusyNode(batch)
  const body = { targetDedicatedNodes: 0, nodeDeallocationOption: 'taskcompletion' }
  await batch.call('POST', '/pools/pool1/resize', { body })
  await batch.pass(5_000)
  assert.equal((await batch.call('POST', '/pools/pool1/stopresize')).status, 202)
  await batch.pass(5_000)
  assert.equal((await batch.call('GET', '/pools/pool1')).body.allocationState, 'steady')
  await finish(batch)
  assert.equal(await stateOf(batch, 'task2'), 'running')
  assert.equal((await nodeOf(batch, id)).state, 'running')
})

test('a pool that is deleted does not wait for what its resize waited for', async () => {
  await using batch = await startBatch()
  const id = await aBusyNode(batch)
  const body = { targetDedicatedNodes: 0, nodeDeallocationOption: 'taskcompletion' }
  await batch.call('POST', '/pools/pool1/resize', { body })
  await batch.pass(5_000)
  assert.equal((await nodeOf(batch, id)).state, 'running')
  assert.equal((await batch.call('DELETE', '/pools/pool1')).status, 202)
  assert.equal((await nodeOf(batch, id)).state, 'leavingpool')
  assert.equal(await stateOf(batch), 'active')
  await batch.pass(60_000)
  assert.equal((await batch.call('GET', '/pools/pool1')).status, 404)
  assert.deepEqual(batch.bugs, [])
})

test('a removal with requeue takes a busy node and its task goes elsewhere', async () => {
  await using batch = await startBatch()
  const ids = await aPool(batch, { nodes: 2 })
  await aJob(batch)
  await aTask(batch)
  const task = await getTask(batch)
  const busy = String(task.nodeInfo!.nodeId)
  const body = { nodeList: [busy.toUpperCase()] }
  const removed = await batch.call('POST', '/pools/pool1/removenodes', { body })
  assert.equal(removed.status, 202)
  assert.ok(removed.headers.etag)
  await batch.pass(2_000)
  assert.equal(await stateOf(batch), 'running')
  assert.notEqual((await getTask(batch)).nodeInfo!.nodeId, busy)
  await batch.pass(20_000)
  const left = (await batch.call('GET', '/pools/pool1/nodes')).body.value as unknown as Body[]
  assert.deepEqual(
    left.map((node) => node.id),
    ids.filter((id) => id !== busy),
  )
})

type Body = { readonly id: string }
