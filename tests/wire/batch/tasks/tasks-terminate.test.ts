// Terminate a task: in each of its states, twice, with old ETags, and at the very moment of its exit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, counts, finish, getTask, stateOf } from './tasks-world.ts'

const terminate = (batch: BatchServer, headers: Record<string, string> = {}, id = 'task1') =>
  batch.call('POST', `/jobs/job1/tasks/${id}/terminate`, { headers })

test('an active task is completed without a node or a start', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  await aTask(batch)
  const before = await getTask(batch)
  await batch.pass(2000)
  const answer = await terminate(batch)
  assert.equal(answer.status, 204)
  assert.equal(answer.headers['content-length'], '0')
  assert.equal(answer.headers.dataserviceid, `${batch.origin}/jobs/job1/tasks/task1/terminate`)
  const task = await getTask(batch)
  assert.equal(task.state, 'completed')
  assert.equal(task.previousState, 'active')
  assert.equal(task.eTag, answer.headers.etag)
  assert.notEqual(task.eTag, before.eTag)
  assert.equal(task.executionInfo?.result, 'failure')
  assert.equal(task.executionInfo?.failureInfo?.code, 'TaskEnded')
  assert.equal(task.executionInfo?.failureInfo?.category, 'UserError')
  assert.equal(task.executionInfo?.startTime, undefined)
  assert.equal(task.executionInfo?.endTime, '2026-03-05T10:15:02.123Z')
  assert.deepEqual(task.nodeInfo, {})
})

test('a running task is completed at once and shows how it was killed once that is known', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  await aTask(batch, 'task2')
  await batch.pass(1000)
  assert.equal((await terminate(batch)).status, 204)
  const ended = await getTask(batch)
  assert.equal(ended.state, 'completed')
  assert.equal(ended.previousState, 'running')
  assert.equal(ended.nodeInfo?.nodeId, node)
  await batch.pass(0)
  const task = await getTask(batch)
  assert.equal(task.executionInfo?.exitCode, -9)
  assert.equal(task.executionInfo?.failureInfo?.code, 'TaskEnded')
  assert.equal(task.executionInfo?.retryCount, 0)
  assert.equal(await stateOf(batch, 'task2'), 'running', 'its slot is free')
})

test('a completed task refuses, whether it ended by itself or was terminated before', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  await finish(batch)
  const before = await getTask(batch)
  const refused = await terminate(batch)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'TaskCompleted')
  assert.deepEqual(await getTask(batch), before)
  await aTask(batch, 'task2')
  assert.equal((await terminate(batch, {}, 'task2')).status, 204)
  assert.equal((await terminate(batch, {}, 'task2')).body.code, 'TaskCompleted')
})

test('a task that waits for its retry is terminated for good', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'task1', { constraints: { maxTaskRetryCount: -1 } })
  await finish(batch, 'task1', { exitCode: 1 })
  assert.equal(await stateOf(batch), 'running')
  assert.equal((await terminate(batch)).status, 204)
  await batch.pass(0)
  const task = await getTask(batch)
  assert.equal(task.state, 'completed')
  assert.equal(task.executionInfo?.retryCount as unknown, 1)
  assert.deepEqual(await attemptsOf(batch), [])
})

test('an ETag that is not the present one changes nothing', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const etag = String((await getTask(batch)).eTag)
  await batch.pass(1000)
  const constraints = { maxTaskRetryCount: 1 }
  assert.equal(
    (await batch.call('PUT', '/jobs/job1/tasks/task1', { body: { constraints } })).status,
    200,
  )
  const stale = await terminate(batch, { 'if-match': etag })
  assert.equal(stale.status, 412)
  assert.equal(stale.body.code, 'ConditionNotMet')
  assert.equal(await stateOf(batch), 'running')
  const present = String((await getTask(batch)).eTag)
  assert.equal((await terminate(batch, { 'if-match': present })).status, 204)
})

test('two clients terminate the same task: one does, the other is told that it is completed', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const answers = await Promise.all([terminate(batch), terminate(batch)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409])
  await batch.pass(0)
  assert.deepEqual((await counts(batch)).taskCounts?.failed as unknown, 1)
})

test('of a terminate and the exit it meets exactly one counts, whichever is first', async () => {
  for (let seed = 0; seed < 24; seed++) {
    await using batch = await startBatch()
    await aPool(batch)
    await aJob(batch)
    await aTask(batch)
    const [attempt] = await attemptsOf(batch)
    const turns = seed % 12
    const calling = terminate(batch)
    for (let turn = 0; turn < turns; turn++) await new Promise((go) => setImmediate(go))
    batch.nodes.finish(attempt!, { exitCode: 0 })
    const { status } = await calling
    await batch.pass(0)
    const { state, executionInfo } = await getTask(batch)
    assert.equal(state, 'completed')
    assert.equal(executionInfo?.result, status === 204 ? 'failure' : 'success')
    assert.equal(executionInfo?.failureInfo?.code, status === 204 ? 'TaskEnded' : undefined)
    const { succeeded, failed } = (await counts(batch)).taskCounts as unknown as {
      succeeded: number
      failed: number
    }
    assert.deepEqual([succeeded, failed], status === 204 ? [0, 1] : [1, 0])
    assert.deepEqual(await attemptsOf(batch), [])
    assert.deepEqual(batch.bugs, [])
  }
})
