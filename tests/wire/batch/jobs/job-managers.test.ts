// Job manager tasks on simulated nodes: attempts end when a test says so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { type BatchServer, type Body, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'
import { BAD, end, GOOD, jobOf } from './job-nodes-world.ts'

const jobManagerTask = { id: 'Manager', commandLine: 'steer' }

/** Starts Batch and keeps what its agents are told to start. */
async function watched(): Promise<{ batch: BatchServer; started: TaskAttempt[] }> {
  const started: TaskAttempt[] = []
  const batch = await startBatch({
    run(attempt) {
      started.push(attempt)
      return undefined
    },
  })
  return { batch, started }
}

test('a job starts with its manager, alone on a node, and ends with it', async () => {
  const { batch, started } = await watched()
  await using _ = batch
  await aPool(batch, { nodes: 1, slots: 2 })
  await aJob(batch, 'job1', {
    jobManagerTask: { ...jobManagerTask, authenticationTokenSettings: { access: ['job'] } },
    commonEnvironmentSettings: [{ name: 'A', value: 'common' }],
    constraints: { maxTaskRetryCount: 2 },
  })
  await batch.pass(0)
  const job = await jobOf(batch)
  const constraints = {
    maxWallClockTime: 'P10675199DT2H48M5.4775807S',
    retentionTime: 'P7D',
    maxTaskRetryCount: 2,
  }
  const userIdentity = { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } }
  // All of it is recorded.
  assert.deepEqual(job.jobManagerTask, {
    ...jobManagerTask,
    authenticationTokenSettings: { access: ['job'] },
    constraints,
    userIdentity,
    killJobOnCompletion: true,
    runExclusive: true,
    allowLowPriorityNode: true,
    requiredSlots: 1,
  })
  const manager = await getTask(batch, 'manager')
  assert.equal(manager.id, 'Manager')
  assert.equal(manager.state, 'running')
  assert.deepEqual(manager.constraints, constraints)
  assert.equal(manager.requiredSlots as unknown, 1)
  for (const name of ['killJobOnCompletion', 'runExclusive', 'allowLowPriorityNode']) {
    assert.equal(name in (manager as object), false)
  }
  const [attempt] = started as [TaskAttempt]
  assert.deepEqual(attempt.environment, { A: 'common' })
  const token = attempt.secrets!.AZ_BATCH_AUTHENTICATION_TOKEN as string
  const headers = { authorization: `Bearer ${token}` }
  const added = await batch.call('POST', '/jobs/job1/tasks', {
    unsigned: true,
    headers,
    body: { id: 'work', commandLine: 'x' },
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'work'), 'active', 'the manager has the node for itself')
  const again = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 'MANAGER', commandLine: 'x' },
  })
  assert.equal(again.body.code, 'TaskExists')
  await finish(batch, 'manager', BAD)
  assert.equal(await stateOf(batch, 'manager'), 'running', 'a retry comes before other tasks')
  assert.equal((await jobOf(batch)).state, 'active')
  await finish(batch, 'manager', GOOD)
  const over = await jobOf(batch)
  assert.equal(over.state, 'completed')
  assert.equal(over.executionInfo!.terminateReason, 'JMComplete')
  assert.equal(await stateOf(batch, 'work'), 'active', 'active tasks stay active')
  assert.deepEqual(batch.bugs, [])
})

test('a job goes on without its manager where that does not end it, and beside it', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch, { nodes: 1, slots: 4 })) as [string]
  const manager = {
    ...jobManagerTask,
    killJobOnCompletion: false,
    runExclusive: false,
    requiredSlots: 2,
  }
  await aJob(batch, 'job1', { jobManagerTask: manager })
  for (const id of ['a', 'b', 'c']) await aTask(batch, id)
  const states = async () => Promise.all(['a', 'b', 'c'].map((id) => stateOf(batch, id)))
  assert.deepEqual(await states(), ['running', 'running', 'active'])
  const shown = (await batch.call('GET', `/pools/pool1/nodes/${node}`)).body
  assert.equal(shown.runningTaskSlotsCount as unknown, 4)
  await finish(batch, 'manager', BAD)
  assert.equal((await jobOf(batch)).state, 'active')
  assert.deepEqual(await states(), ['running', 'running', 'running'])
})

for (const how of ['terminate', 'delete'] as const) {
  test(`a manager that a client wants to ${how} has its job end, or not`, async () => {
    await using batch = await startBatch()
    await aPool(batch)
    await aJob(batch, 'job1', { jobManagerTask })
    await batch.pass(0)
    const path = '/jobs/job1/tasks/manager'
    await (how === 'delete' ? batch.call('DELETE', path) : batch.call('POST', `${path}/terminate`))
    await batch.pass(0)
    // What is deleted never completes.
    assert.equal((await jobOf(batch)).state, how === 'delete' ? 'active' : 'completed')
  })
}

test('a manager waits for a dedicated node where it may not be preempted', async () => {
  await using batch = await startBatch()
  await batch.call('POST', '/pools', {
    body: {
      id: 'pool1',
      vmSize: 'standard_d2s_v3',
      targetLowPriorityNodes: 1,
      virtualMachineConfiguration: {
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-jammy',
          sku: '22_04-lts',
        },
      },
    },
  })
  await batch.pass(120_000)
  await aJob(batch, 'job1', { jobManagerTask: { ...jobManagerTask, allowLowPriorityNode: false } })
  await aJob(batch, 'job2', { jobManagerTask })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'manager'), 'active')
  assert.equal(await stateOf(batch, 'manager', 'job2'), 'running')
  assert.deepEqual(batch.bugs, [])
})

test('a job with a manager is disabled and enabled, and ends by it with a release', async () => {
  const { batch, started } = await watched()
  await using _ = batch
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'job1', {
    jobManagerTask,
    jobPreparationTask: { commandLine: 'prepare' },
    jobReleaseTask: { commandLine: 'release' },
    commonEnvironmentSettings: [{ name: 'A', value: 'common' }],
  })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'manager'), 'preparing')
  await end(batch, node, GOOD)
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'requeue' } })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'manager'), 'active')
  await batch.call('POST', '/jobs/job1/enable')
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'manager'), 'running')
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'terminate' } })
  await batch.pass(0)
  const ending = await jobOf(batch)
  assert.equal(ending.state, 'terminating', 'its manager is completed')
  assert.equal(ending.executionInfo!.terminateReason, 'JMComplete')
  await end(batch, node, GOOD)
  assert.equal((await jobOf(batch)).state, 'completed')
  assert.deepEqual(
    started.map(({ work, environment }) => [work.kind, environment]),
    ['jobPreparation', 'task', 'task', 'jobRelease'].map((kind) => [kind, { A: 'common' }]),
  )
  assert.deepEqual(batch.bugs, [])
})

test('each job of a schedule starts with a manager of its own', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  const added = await batch.call('POST', '/jobschedules', {
    body: {
      id: 'Nightly',
      schedule: { recurrenceInterval: 'PT10M' },
      jobSpecification: { poolInfo: { poolId: 'pool1' }, jobManagerTask },
    },
  })
  assert.equal(added.status, 201, added.text)
  for (const n of [1, 2]) {
    await batch.pass(0)
    assert.equal(await stateOf(batch, 'manager', `nightly:job-${n}`), 'running')
    await finish(batch, 'manager', GOOD, `nightly:job-${n}`)
    assert.equal((await batch.call('GET', `/jobs/Nightly:job-${n}`)).body.state, 'completed')
    await batch.pass(600_000)
  }
  const shown = (await batch.call('GET', '/jobschedules/nightly')).body
  assert.equal((shown.jobSpecification as Body).jobManagerTask!.runExclusive as unknown, true)
  assert.deepEqual(batch.bugs, [])
})

test('a job whose own task has a user that the pool does not have is refused', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  const userIdentity = { username: 'stranger' }
  for (const own of [
    { jobManagerTask: { ...jobManagerTask, userIdentity } },
    { jobPreparationTask: { commandLine: 'x', userIdentity } },
  ]) {
    const body = { id: 'job1', poolInfo: { poolId: 'pool1' }, ...own }
    const refused = await batch.call('POST', '/jobs', { body })
    assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidPropertyValue'])
  }
  assert.equal((await batch.call('GET', '/jobs/job1')).body.code, 'JobNotFound', 'nothing is left')
})
