// Multi-instance tasks: coordination on all nodes, the primary's command on one, and how they end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, counts, getTask, stateOf } from './tasks-world.ts'

const multi = (numberOfInstances: number) => ({
  multiInstanceSettings: { numberOfInstances, coordinationCommandLine: '/bin/true' },
})
const pool = { nodes: 3, slots: 1, enableInterNodeCommunication: true }

interface Shown {
  readonly id: number
  readonly state: string
  readonly result?: string
  readonly exitCode?: number
}

const subtasks = async (batch: BatchServer): Promise<readonly Shown[]> =>
  (await batch.call('GET', '/jobs/job1/tasks/task1/subtasksinfo')).body
    .value as unknown as readonly Shown[]

test('the primary runs when all have coordinated, and its end ends the subtasks', async () => {
  await using batch = await startBatch()
  await aPool(batch, pool)
  await aJob(batch)
  await aTask(batch, 'task1', multi(3))
  const attempts = await attemptsOf(batch)
  assert.equal(attempts.length, 3)
  assert.deepEqual(
    (await subtasks(batch)).map(({ id, state }) => [id, state]),
    [
      [1, 'running'],
      [2, 'running'],
    ],
  )
  batch.nodes.finish(attempts[0]!, { exitCode: 0 })
  await batch.pass(0)
  const task = await getTask(batch)
  assert.equal(task.state, 'completed')
  assert.equal(task.executionInfo?.result, 'success')
  assert.deepEqual(
    (await subtasks(batch)).map(({ id, state, result }) => [id, state, result]),
    [
      [1, 'completed', 'success'],
      [2, 'completed', 'success'],
    ],
  )
  assert.deepEqual(await attemptsOf(batch), [])
  assert.deepEqual(batch.bugs, [])
})

test('a subtask that fails fails the task, which is retried as a whole', async () => {
  await using batch = await startBatch()
  await aPool(batch, pool)
  await aJob(batch)
  await aTask(batch, 'task1', { ...multi(2), constraints: { maxTaskRetryCount: 1 } })
  const first = await attemptsOf(batch)
  batch.nodes.finish(first[1]!, { exitCode: 7 })
  await batch.pass(0)
  const retried = await getTask(batch)
  assert.equal(retried.state, 'running')
  assert.equal(retried.executionInfo?.retryCount as unknown, 1)
  const second = await attemptsOf(batch)
  assert.equal(second.length, 2)
  assert.equal(
    first.some((id) => second.includes(id)),
    false,
  )
  batch.nodes.finish(second[1]!, { exitCode: 7 })
  await batch.pass(0)
  const failed = await getTask(batch)
  assert.equal(failed.state, 'completed')
  assert.equal(failed.executionInfo?.exitCode as unknown, 7)
  assert.equal((await subtasks(batch))[0]?.exitCode, 7)
  assert.deepEqual(batch.bugs, [])
})

test('a terminated task ends on all its nodes, and they are free again', async () => {
  await using batch = await startBatch()
  await aPool(batch, pool)
  await aJob(batch)
  await aTask(batch, 'task1', multi(3))
  assert.equal((await batch.call('POST', '/jobs/job1/tasks/task1/terminate')).status, 204)
  assert.equal(await stateOf(batch), 'completed')
  await batch.pass(0)
  assert.deepEqual(await attemptsOf(batch), [])
  await aTask(batch, 'task2', multi(3))
  assert.equal(await stateOf(batch, 'task2'), 'running')
  const nodes = (await batch.call('GET', '/pools/pool1/nodes')).body.value as unknown as {
    state: string
    runningTasksCount: number
  }[]
  assert.deepEqual(
    nodes.map((node) => [node.state, node.runningTasksCount]),
    Array.from({ length: 3 }, () => ['running', 1]),
  )
})

test('it waits until there are enough nodes, and for ever in a pool that is not for it', async () => {
  await using batch = await startBatch()
  await aPool(batch, pool)
  await aPool(batch, { id: 'pool2', nodes: 3, slots: 1 })
  await aJob(batch)
  await aJob(batch, 'job2', { poolInfo: { poolId: 'pool2' } })
  await aTask(batch, 'task1', multi(4))
  await aTask(batch, 'task2')
  await aTask(batch, 'task1', multi(2), 'job2')
  assert.equal(await stateOf(batch), 'active')
  assert.equal(await stateOf(batch, 'task2'), 'running')
  assert.equal(await stateOf(batch, 'task1', 'job2'), 'active')
  assert.deepEqual((await counts(batch)).taskCounts?.active as unknown, 1)
})

test('a node that is lost takes the whole attempt with it, and all of it runs again', async () => {
  await using batch = await startBatch()
  const nodes = await aPool(batch, pool)
  await aJob(batch)
  await aTask(batch, 'task1', multi(3))
  const first = await attemptsOf(batch)
  await batch.nodes.reboot(nodes[1]!, 'boot1')
  await batch.pass(0)
  const second = await attemptsOf(batch)
  assert.equal(second.length, 3)
  assert.equal(
    first.some((id) => second.includes(id)),
    false,
  )
  batch.nodes.finish(second[0]!, { exitCode: 0 })
  await batch.pass(0)
  assert.equal((await getTask(batch)).executionInfo?.result, 'success')
  assert.deepEqual(batch.bugs, [])
})
