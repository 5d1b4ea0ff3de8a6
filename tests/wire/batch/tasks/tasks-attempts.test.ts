// What the node agent is told of a task, and what its limits do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { type Body, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, getTask } from './tasks-world.ts'

/** A server that keeps what the driver was told, and whose attempts run until they are ended. */
async function listening(): Promise<{
  batch: Awaited<ReturnType<typeof startBatch>>
  told: TaskAttempt[]
}> {
  const told: TaskAttempt[] = []
  const batch = await startBatch({
    run: (attempt) => {
      told.push(attempt)
      return undefined
    },
  })
  return { batch, told }
}

test("a task's own settings win over its job's, and both reach the attempt", async () => {
  const { batch, told } = await listening()
  await using _ = batch
  await aPool(batch)
  const commonEnvironmentSettings = [
    { name: 'A', value: 'job' },
    { name: 'B', value: 'job' },
  ]
  await aJob(batch, 'job1', { commonEnvironmentSettings })
  await aTask(batch, 'task1', {
    environmentSettings: [{ name: 'B', value: 'task' }],
    resourceFiles: [{ httpUrl: 'http://127.0.0.1/x', filePath: 'in/x', fileMode: '0750' }],
  })
  assert.equal(told.length, 1)
  assert.deepEqual(told[0]!.environment, { A: 'job', B: 'task' })
  assert.deepEqual(told[0]!.resourceFiles, [
    { filePath: 'in/x', fileMode: '0750', source: { httpUrl: 'http://127.0.0.1/x' } },
  ])
  assert.deepEqual(told[0]!.work, { kind: 'task', jobId: 'job1', taskId: 'task1' })
})

test('a task runs as the user that it names', async () => {
  const { batch, told } = await listening()
  await using _ = batch
  await aPool(batch, {
    slots: 4,
    userAccounts: [{ name: 'Boss', password: 'x', elevationLevel: 'admin' }],
  })
  await aJob(batch)
  const identities = [
    undefined,
    { autoUser: { scope: 'task', elevationLevel: 'admin' } },
    { username: 'Boss' },
    { username: 'boss' },
  ]
  for (const [i, userIdentity] of identities.entries()) {
    await aTask(batch, `t${i}`, { userIdentity })
  }
  assert.deepEqual(
    told.map(({ user }) => user),
    [
      { auto: 'pool', admin: false },
      { auto: 'task', admin: true },
      { name: 'Boss', admin: true },
      { name: 'Boss', admin: true },
    ],
  )
  const both = await batch.call('POST', '/jobs/job1/tasks', {
    body: {
      id: 'both',
      commandLine: 'true',
      userIdentity: { username: 'boss', autoUser: { scope: 'task' } },
    },
  })
  assert.equal(both.body.code, 'InvalidPropertyValue')
})

test('a task whose user its pool does not have fails instead of running, whenever that comes about', async () => {
  const { batch, told } = await listening()
  await using _ = batch
  const userIdentity = { username: 'ghost' }
  // The pool comes after the tasks.
  await aJob(batch, 'job1', { onAllTasksComplete: 'noaction' })
  for (const id of ['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8', 'g9']) {
    await aTask(batch, id, { userIdentity })
  }
  await aTask(batch, 'good')
  await aPool(batch)
  const failed = await getTask(batch, 'g9')
  assert.equal(failed.state, 'completed')
  const { failureInfo, result, startTime, endTime } = failed.executionInfo!
  assert.equal(result, 'failure')
  assert.equal(failureInfo!.category, 'UserError')
  assert.equal(failureInfo!.code, 'TaskSchedulingConstraintFailed')
  assert.match(String(failureInfo!.message), /ghost/)
  assert.deepEqual([startTime, typeof endTime], [undefined, 'string'])
  assert.deepEqual(
    told.map(({ work }) => 'taskId' in work && work.taskId),
    ['good'],
    'it is not kept from its node by those before it',
  )
  // The job moves to another pool, and ends when nothing of it is left to run.
  await aPool(batch, { id: 'pool2', userAccounts: [{ name: 'Ghost', password: 'x' }], nodes: 0 })
  await aJob(batch, 'job2', { poolInfo: { poolId: 'pool2' } })
  await aTask(batch, 'moved', { userIdentity }, 'job2')
  await batch.call('POST', '/jobs/job2/disable', { body: { disableTasks: 'wait' } })
  await batch.pass(0)
  await aPool(batch, { id: 'pool3' })
  const body = { poolInfo: { poolId: 'pool3' }, onAllTasksComplete: 'terminatejob' }
  assert.equal((await batch.call('PATCH', '/jobs/job2', { body })).status, 200)
  await batch.call('POST', '/jobs/job2/enable')
  await batch.pass(0)
  assert.equal((await getTask(batch, 'moved', 'job2')).state, 'completed')
  assert.equal((await batch.call('GET', '/jobs/job2')).body.state, 'completed')
  assert.equal(told.length, 1)
  assert.deepEqual(batch.bugs, [])
})

test('so do the preparation and the release of a job, and its tasks do not run unprepared', async () => {
  for (const waitForSuccess of [true, false]) {
    const { batch, told } = await listening()
    await using _ = batch
    const own = { commandLine: 'x', userIdentity: { username: 'ghost' } }
    const jobPreparationTask = { ...own, waitForSuccess }
    await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask: own })
    await aTask(batch)
    await aPool(batch)
    const status = async () => {
      const { body } = await batch.call('GET', '/jobs/job1/jobpreparationandreleasetaskstatus')
      return (body.value as unknown as Body[])[0]!
    }
    const { result, failureInfo } = (await status()).jobPreparationTaskExecutionInfo as Body
    assert.equal(result, 'failure')
    assert.equal(failureInfo!.code, 'TaskSchedulingConstraintFailed')
    assert.equal((await getTask(batch)).state, waitForSuccess ? 'active' : 'running')
    assert.equal(told.length, waitForSuccess ? 0 : 1)
    await batch.call('POST', '/jobs/job1/terminate', { body: {} })
    await batch.pass(0)
    assert.equal((await batch.call('GET', '/jobs/job1')).body.state, 'completed')
    if (!waitForSuccess) {
      const { failureInfo: why } = (await status()).jobReleaseTaskExecutionInfo as Body
      assert.equal(why!.code, 'TaskSchedulingConstraintFailed')
    }
    assert.equal(told.length, waitForSuccess ? 0 : 1)
    assert.deepEqual(batch.bugs, [])
  }
})

test('a task that runs too long is killed and completed, and not tried again', async () => {
  const { batch, told } = await listening()
  await using _ = batch
  await aPool(batch)
  await aJob(batch)
  const constraints = { maxWallClockTime: 'PT1M', maxTaskRetryCount: 3 }
  await aTask(batch, 'task1', { constraints })
  assert.equal(told[0]!.wallClockMs, 60_000)
  await batch.pass(60_000)
  const task = await getTask(batch)
  assert.equal(task.state, 'completed')
  assert.equal(task.executionInfo?.failureInfo?.code, 'TaskEnded')
  assert.equal(task.executionInfo?.exitCode as unknown, -9)
  assert.equal(told.length, 1)
})

test('a resource file may not leave its directory, and has one source', async () => {
  const { batch } = await listening()
  await using _ = batch
  await aJob(batch)
  const add = (file: object) =>
    batch.call('POST', '/jobs/job1/tasks', {
      body: { id: 't', commandLine: 'true', resourceFiles: [file] },
    })
  const httpUrl = 'http://127.0.0.1/x'
  assert.equal((await add({ httpUrl, filePath: '../x' })).body.code, 'InvalidPropertyValue')
  assert.equal((await add({ httpUrl })).body.code, 'MissingRequiredProperty')
  assert.equal((await add({ filePath: 'x' })).body.code, 'InvalidPropertyValue')
  const container = { storageContainerUrl: 'https://account.blob.core.windows.net/c?sig=s' }
  for (const file of [
    { ...container, filePath: 'in/../../x' },
    { ...container, filePath: '/in' },
    { ...container, autoStorageContainerName: 'abc' },
    { storageContainerUrl: 'ftp://x' },
    { autoStorageContainerName: 'No_Name' },
  ]) {
    assert.equal((await add(file)).body.code, 'InvalidPropertyValue', JSON.stringify(file))
  }
  assert.equal((await add({ ...container, blobPrefix: 'a/', filePath: 'in' })).status, 201)
})

test('an attempt without a report has its task queued again', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  const start = batch.nodes.start.bind(batch.nodes)
  let failures = 0
  batch.nodes.start = async () => {
    failures++
    throw new Error('the driver is out of order')
  }
  await aTask(batch)
  assert.equal((await getTask(batch)).state, 'running')
  batch.nodes.start = start
  await batch.pass(30_000)
  // On this clock there is no look without a wake-up.
  batch.ports.wake.scheduler()
  await batch.pass(0)
  const attempts = await attemptsOf(batch)
  assert.equal(failures, 1)
  assert.equal(attempts.length, 1)
  assert.match(attempts[0]!, /-2-0$/)
  await finish(batch)
  assert.equal((await getTask(batch)).executionInfo?.result, 'success')
  assert.equal(batch.bugs.length, 1)
})
