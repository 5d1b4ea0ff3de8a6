import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '#store/sql.ts'
import { ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, getTask, stateOf } from '../tasks/tasks-world.ts'

const getJob = async (batch: BatchServer, id = 'job1') =>
  (await batch.call('GET', `/jobs/${id}`)).body

const act = (batch: BatchServer, action: string, body?: unknown) =>
  batch.call('POST', `/jobs/job1/${action}`, { body })

test('a job is added with its defaults; its URL ends as recorded', async () => {
  await using batch = await startBatch()
  const added = await batch.call('POST', '/jobs', {
    body: { id: 'Job1', poolInfo: { poolId: 'pool1' } },
  })
  assert.equal(added.status, 201)
  assert.equal(added.headers.location, `${batch.origin}/jobs/job-1`)
  const job = await getJob(batch)
  assert.equal(job.id, 'Job1')
  assert.equal(job.state, 'active')
  assert.equal(job.priority as unknown, 0)
  assert.equal(job.maxParallelTasks as unknown, -1)
  assert.equal(job.onAllTasksComplete, 'noaction')
  assert.equal(job.constraints?.maxWallClockTime, 'P10675199DT2H48M5.4775807S')
  assert.equal(job.executionInfo?.poolId, 'pool1')
  assert.equal(job.eTag, added.headers.etag)
  const again = await batch.call('POST', '/jobs', {
    body: { id: 'JOB1', poolInfo: { poolId: 'pool1' } },
  })
  assert.equal(again.body.code, 'JobExists')
  const listed = await batch.call('GET', "/jobs?$filter=state%20eq%20'active'&$select=id")
  assert.deepEqual(listed.body.value as unknown, [{ id: 'Job1' }])
})

test('a terminated job ends what runs and leaves what waits', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  await aTask(batch, 'task2')
  const answer = await act(batch, 'terminate', { terminateReason: 'enough' })
  assert.equal(answer.status, 202)
  await batch.pass(0)
  const job = await getJob(batch)
  assert.equal(job.state, 'completed')
  assert.equal(job.previousState, 'active')
  assert.equal(job.executionInfo?.terminateReason, 'enough')
  assert.equal(job.eTag, answer.headers.etag)
  assert.equal((await getTask(batch)).executionInfo?.failureInfo?.code, 'TaskEnded')
  assert.equal(await stateOf(batch, 'task2'), 'active')
  assert.equal((await act(batch, 'terminate')).body.code, 'JobCompleted')
  const late = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 'late', commandLine: 'true' },
  })
  assert.equal(late.body.code, 'JobCompleted')
})

for (const disableTasks of ['requeue', 'terminate', 'wait'] as const) {
  test(`disabling with ${disableTasks} and enabling again`, async () => {
    await using batch = await startBatch()
    await aPool(batch)
    await aJob(batch)
    await aTask(batch)
    assert.equal((await act(batch, 'disable', { disableTasks })).status, 202)
    await batch.pass(0)
    const expected = { requeue: 'active', terminate: 'completed', wait: 'running' }[disableTasks]
    assert.equal(await stateOf(batch), expected)
    if (disableTasks === 'wait') {
      assert.equal((await getJob(batch)).state, 'disabling')
      await finish(batch)
    }
    assert.equal((await getJob(batch)).state, 'disabled')
    if (disableTasks === 'requeue') {
      assert.equal((await getTask(batch)).executionInfo?.requeueCount as unknown, 1)
    }
    await aTask(batch, 'task2')
    assert.equal(await stateOf(batch, 'task2'), 'active')
    assert.equal((await act(batch, 'enable')).status, 202)
    await batch.pass(0)
    assert.equal((await getJob(batch)).state, 'active')
    const resumed = disableTasks === 'requeue' ? 'task1' : 'task2'
    assert.equal(await stateOf(batch, resumed), 'running')
    assert.equal((await act(batch, 'enable')).body.code, 'OperationInvalidForCurrentState')
    assert.deepEqual(batch.bugs, [])
  })
}

test('a deleted job goes with its tasks once nothing of it runs', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  assert.equal((await batch.call('DELETE', '/jobs/job1')).status, 202)
  await batch.pass(0)
  assert.equal((await batch.call('GET', '/jobs/job1')).body.code, 'JobNotFound')
  await aJob(batch)
  assert.equal((await batch.call('GET', '/jobs/job1/tasks')).text.includes('task1'), false)
  assert.deepEqual(batch.bugs, [])
})

test('a job that ends with its tasks does so when the last one is completed', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const patched = await batch.call('PATCH', '/jobs/job1', {
    body: { onAllTasksComplete: 'terminatejob' },
  })
  assert.equal(patched.status, 200)
  assert.equal((await getJob(batch)).state, 'active')
  await finish(batch)
  const job = await getJob(batch)
  assert.equal(job.state, 'completed')
  assert.equal(job.executionInfo?.terminateReason, 'AllTasksComplete')
})

test('onAllTasksComplete cannot be taken back, not even by leaving it out of a PUT', async () => {
  await using batch = await startBatch()
  await aJob(batch, 'job1', { onAllTasksComplete: 'terminatejob' })
  const poolInfo = { poolId: 'pool1' }
  const put = await batch.call('PUT', '/jobs/job1', { body: { poolInfo } })
  assert.equal(put.body.code, 'InvalidPropertyValue')
  const elsewhere = await batch.call('PATCH', '/jobs/job1', {
    body: { poolInfo: { poolId: 'pool2' } },
  })
  assert.equal(elsewhere.body.code, 'InvalidPropertyValue')
})

test('a PATCH replaces a whole property, and a PUT clears what it leaves out', async () => {
  await using batch = await startBatch()
  const constraints = { maxWallClockTime: 'PT1H', maxTaskRetryCount: 4 }
  await aJob(batch, 'job1', { priority: 7, constraints, metadata: [{ name: 'a', value: 'b' }] })
  await batch.call('PATCH', '/jobs/job1', {
    body: { constraints: { maxWallClockTime: 'PT02H00M' } },
  })
  assert.deepEqual((await getJob(batch)).constraints as unknown, {
    maxWallClockTime: 'PT2H',
    maxTaskRetryCount: 0,
  })
  const put = await batch.call('PUT', '/jobs/job1', { body: { poolInfo: { poolId: 'pool1' } } })
  assert.equal(put.status, 200)
  const job = await getJob(batch)
  assert.equal(job.priority as unknown, 0)
  assert.equal(job.metadata, undefined)
})

test('a job whose time is over is terminated with what runs', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'job1', { constraints: { maxWallClockTime: 'PT1M' } })
  await aTask(batch)
  await batch.pass(59_000)
  assert.equal((await getJob(batch)).state, 'active')
  await batch.pass(1_000)
  const job = await getJob(batch)
  assert.equal(job.state, 'completed')
  assert.equal(job.executionInfo?.terminateReason, 'MaxWallClockTimeExpiry')
  assert.deepEqual(await attemptsOf(batch), [])
})

test('a failing task ends its job if the job listens, and only then', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 4 })
  await aJob(batch, 'job1', { onTaskFailure: 'performexitoptionsjobaction' })
  await aJob(batch, 'job2')
  await aTask(batch)
  await aTask(batch, 'task1', {}, 'job2')
  await finish(batch, 'task1', { exitCode: 1 }, 'job2')
  assert.equal((await getJob(batch, 'job2')).state, 'active')
  await finish(batch, 'task1', { exitCode: 1 })
  const job = await getJob(batch)
  assert.equal(job.state, 'completed')
  assert.equal(job.executionInfo?.terminateReason, 'TaskFailed')
})

test('a task that a client ends concerns no job, and can be started again', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'job1', { onTaskFailure: 'performexitoptionsjobaction' })
  await aTask(batch, 'runs')
  await aTask(batch, 'waits')
  for (const id of ['waits', 'runs']) {
    assert.equal((await batch.call('POST', `/jobs/job1/tasks/${id}/terminate`)).status, 204)
    assert.equal((await getJob(batch)).state, 'active')
    assert.equal((await batch.call('POST', `/jobs/job1/tasks/${id}/reactivate`)).status, 204)
  }
})

test('an account that is deleted takes its jobs and tasks along, whatever they are doing', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch, 'job1', { usesTaskDependencies: true })
  await aTask(batch, 'done')
  await finish(batch, 'done')
  await aTask(batch, 'runs')
  await aTask(batch, 'waits', { dependsOn: { taskIds: ['runs', 'never'] } })
  const deleted = await batch.call('DELETE', `${ARM_PATH}?api-version=2024-02-01`, { version: '' })
  assert.equal(deleted.status, 202, deleted.text)
  await batch.pass(60_000)
  const { store } = batch.ports
  for (const table of ['job', 'task', 'task_count', 'dependency', 'attempt', 'subtask', 'node']) {
    assert.deepEqual(await store.all(sql`select * from ${raw(`batch_${table}`)}`), [], table)
  }
  assert.deepEqual(batch.bugs, [])
})
