// Retries, exit conditions, dependencies, slots, priorities: which task runs when, and how often.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, getTask, stateOf } from './tasks-world.ts'

const uses = { usesTaskDependencies: true }
const after = (...taskIds: string[]) => ({ dependsOn: { taskIds } })

test('a task waits for others by id until each of them has satisfied it', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 4 })
  await aJob(batch, 'job1', uses)
  await aTask(batch, 'last', after('A', 'b', 'a'))
  await aTask(batch, 'a')
  await aTask(batch, 'b')
  assert.equal(await stateOf(batch, 'last'), 'active')
  await finish(batch, 'a')
  assert.equal(await stateOf(batch, 'last'), 'active')
  await finish(batch, 'b')
  assert.equal(await stateOf(batch, 'last'), 'running')
  await aTask(batch, 'later', after('a'))
  assert.equal(await stateOf(batch, 'later'), 'running', 'its parent was satisfied before')
})

test('a range names tasks by their integer value; 4 and 04 are one', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 8 })
  await aJob(batch, 'job1', uses)
  await aTask(batch, 'x', { dependsOn: { taskIdRanges: [{ start: 4, end: 5 }] } })
  for (const id of ['4', '04', '5']) await aTask(batch, id)
  await finish(batch, '4')
  await finish(batch, '04')
  assert.equal(await stateOf(batch, 'x'), 'active')
  await finish(batch, '5')
  assert.equal(await stateOf(batch, 'x'), 'running')
})

test('a failed parent blocks for ever, unless its exit condition says that it satisfies', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 4 })
  await aJob(batch, 'job1', uses)
  const exitConditions = { exitCodes: [{ code: 3, exitOptions: { dependencyAction: 'satisfy' } }] }
  await aTask(batch, 'good', { exitConditions })
  await aTask(batch, 'bad', { exitConditions })
  await aTask(batch, 'child1', after('good'))
  await aTask(batch, 'child2', after('bad'))
  await finish(batch, 'good', { exitCode: 3 })
  await finish(batch, 'bad', { exitCode: 4 })
  assert.equal(await stateOf(batch, 'child1'), 'running')
  assert.equal(await stateOf(batch, 'child2'), 'active')
  const reactivated = await batch.call('POST', '/jobs/job1/tasks/bad/reactivate')
  assert.equal(reactivated.status, 204)
  await batch.pass(0)
  await finish(batch, 'bad', { exitCode: 0 })
  assert.equal(await stateOf(batch, 'child2'), 'running')
})

test('dependencies need a job that uses them', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  const refused = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 't', commandLine: 'true', ...after('a') },
  })
  assert.equal(refused.body.code, 'UnsupportedProperty')
  const among = await batch.call('POST', '/jobs/job1/addtaskcollection', {
    body: { value: [{ id: 't', commandLine: 'true', ...after('a') }] },
  })
  const [one] = among.body.value as unknown as { status: string; error: { code: string } }[]
  assert.deepEqual([one?.status, one?.error.code], ['clienterror', 'UnsupportedProperty'])
})

test('a job action is refused where the job does not listen', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  const refused = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 't', commandLine: 'true', exitConditions: { default: { jobAction: 'disable' } } },
  })
  assert.equal(refused.body.code, 'InvalidPropertyValue')
})

test('higher priorities run first, and a job runs no more at once than it may', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 3 })
  await aJob(batch, 'low', { priority: -5, poolInfo: { poolId: 'pool1' } })
  await aJob(batch, 'high', { priority: 5, maxParallelTasks: 2 })
  await batch.call('POST', '/jobs/high/disable', { body: { disableTasks: 'wait' } })
  await batch.call('POST', '/jobs/low/disable', { body: { disableTasks: 'wait' } })
  await batch.pass(0)
  for (const id of ['1', '2', '3']) {
    await aTask(batch, id, {}, 'low')
    await aTask(batch, id, {}, 'high')
  }
  const both = [batch.call('POST', '/jobs/low/enable'), batch.call('POST', '/jobs/high/enable')]
  await Promise.all(both)
  await batch.pass(0)
  const running = async (job: string): Promise<number> =>
    (
      (await batch.call('GET', `/jobs/${job}/tasks?$filter=state%20eq%20'running'`)).body
        .value as unknown as unknown[]
    ).length
  assert.equal((await running('high')) + (await running('low')), 3)
  assert.ok((await running('high')) <= 2)
  assert.deepEqual(batch.bugs, [])
})

test('a task that asks for more slots than a node has waits, and lets others pass', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch)
  await aTask(batch, 'big', { requiredSlots: 3 })
  await aTask(batch, 'small', { requiredSlots: 2 })
  assert.equal(await stateOf(batch, 'big'), 'active')
  assert.equal(await stateOf(batch, 'small'), 'running')
})

test('a node that loses an attempt has its task queued again, uncounted', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const [first] = await attemptsOf(batch)
  await batch.nodes.reboot(node!, 'boot1')
  await batch.pass(0)
  const task = await getTask(batch)
  assert.equal(task.state, 'running')
  assert.equal(task.executionInfo?.requeueCount as unknown, 0)
  assert.notDeepEqual(await attemptsOf(batch), [first])
  await finish(batch)
  assert.equal((await getTask(batch)).executionInfo?.result, 'success')
})

test('a changed constraint counts from then on; a completed task is not changed', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'task1', { constraints: { maxTaskRetryCount: 5, retentionTime: 'PT1H' } })
  const put = await batch.call('PUT', '/jobs/job1/tasks/task1', { body: {} })
  assert.equal(put.status, 200)
  const task = await getTask(batch)
  assert.equal(task.constraints?.retentionTime, 'P7D')
  assert.equal(task.eTag, put.headers.etag)
  await finish(batch, 'task1', { exitCode: 1 })
  assert.equal(await stateOf(batch), 'completed')
  const late = await batch.call('PUT', '/jobs/job1/tasks/task1', { body: {} })
  assert.equal(late.body.code, 'TaskCompleted')
})
