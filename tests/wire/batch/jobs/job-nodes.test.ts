// Preparation and release tasks of jobs, node by node, on simulated nodes: attempts end when a test
// says so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { sql } from '#store/sql.ts'
import { type Body, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'
import {
  BAD,
  end,
  GOOD,
  jobOf,
  jobPreparationTask,
  jobReleaseTask,
  status,
} from './job-nodes-world.ts'

test('a node is prepared before the first task of the job there, and released at its end', async () => {
  const started: TaskAttempt[] = []
  await using batch = await startBatch({
    run(attempt) {
      started.push(attempt)
      return undefined
    },
  })
  const [node] = (await aPool(batch, { slots: 2 })) as [string]
  await aJob(batch, 'job1', {
    jobPreparationTask: {
      ...jobPreparationTask,
      environmentSettings: [{ name: 'B', value: 'own' }],
    },
    jobReleaseTask,
    commonEnvironmentSettings: [
      { name: 'A', value: 'common' },
      { name: 'B', value: 'common' },
    ],
  })
  const job = await jobOf(batch)
  const user = { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } }
  assert.deepEqual(job.jobPreparationTask, {
    id: 'jobpreparation',
    ...jobPreparationTask,
    environmentSettings: [{ name: 'B', value: 'own' }],
    userIdentity: user,
    constraints: {
      maxWallClockTime: 'P10675199DT2H48M5.4775807S',
      retentionTime: 'P7D',
      maxTaskRetryCount: 0,
    },
    waitForSuccess: true,
    rerunOnNodeRebootAfterSuccess: true,
  })
  assert.deepEqual(job.jobReleaseTask, {
    id: 'jobrelease',
    ...jobReleaseTask,
    userIdentity: user,
    maxWallClockTime: 'PT15M',
    retentionTime: 'P7D',
  })
  assert.deepEqual(await status(batch), [])
  await aTask(batch)
  await aTask(batch, 'task2')
  assert.deepEqual(
    [await stateOf(batch), await stateOf(batch, 'task2')],
    ['preparing', 'preparing'],
  )
  const waiting = await getTask(batch)
  assert.equal(waiting.executionInfo!.startTime, undefined)
  assert.equal(waiting.nodeInfo!.nodeId, node)
  const shown = async (): Promise<Body> =>
    (await batch.call('GET', `/pools/pool1/nodes/${node}`)).body
  assert.equal((await shown()).state, 'running')
  assert.equal((await shown()).totalTasksRun as unknown, 0)
  assert.deepEqual(
    started.map(({ work, environment, isFirst }) => ({ work, environment, isFirst })),
    [
      {
        work: { kind: 'jobPreparation', jobId: 'job1', taskId: 'jobpreparation' },
        environment: { A: 'common', B: 'own' },
        isFirst: true,
      },
    ],
  )
  const nodeUrl = `${batch.origin}/pools/pool1/nodes/${node}`
  const directory = 'workitems/job1/job-1/jobpreparation'
  const [running] = (await status(batch)) as [Body]
  assert.deepEqual(
    { ...(running as object), jobPreparationTaskExecutionInfo: undefined },
    { poolId: 'pool1', nodeId: node, nodeUrl, jobPreparationTaskExecutionInfo: undefined },
  )
  const info = running.jobPreparationTaskExecutionInfo!
  assert.deepEqual(
    { ...(info as object), startTime: undefined },
    {
      startTime: undefined,
      state: 'running',
      taskRootDirectory: directory,
      taskRootDirectoryUrl: `${nodeUrl}/files/${directory}`,
      retryCount: 0,
    },
  )
  const counted = (await batch.call('GET', '/jobs/job1/taskcounts')).body.taskCounts!
  assert.deepEqual([counted.active, counted.running] as unknown, [0, 2])
  await end(batch, node, GOOD)
  assert.deepEqual([await stateOf(batch), await stateOf(batch, 'task2')], ['running', 'running'])
  assert.equal((await getTask(batch)).previousState, 'preparing')
  assert.equal((await shown()).totalTasksRun as unknown, 2)
  assert.deepEqual(started[1]!.serviceEnvironment, {
    AZ_BATCH_JOB_PREP_DIR: { onNode: directory },
    AZ_BATCH_JOB_PREP_WORKING_DIR: { onNode: `${directory}/wd` },
  })
  await finish(batch)
  await finish(batch, 'task2')
  await aTask(batch, 'task3')
  assert.equal(await stateOf(batch, 'task3'), 'running', 'it is prepared once')
  assert.equal((await batch.call('POST', '/jobs/job1/terminate')).status, 202)
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'terminating')
  const release = started.at(-1)!
  assert.deepEqual(release.work, { kind: 'jobRelease', jobId: 'job1', taskId: 'jobrelease' })
  assert.equal(release.wallClockMs, 15 * 60_000)
  assert.equal(release.serviceEnvironment!.AZ_BATCH_JOB_PREP_DIR !== undefined, true)
  assert.equal((await shown()).state, 'idle', 'a release takes no slot')
  await end(batch, node, BAD)
  const over = await jobOf(batch)
  assert.equal(over.state, 'completed', 'its failure does not keep the job')
  const [done] = (await status(batch)) as [Body]
  assert.equal(done.jobPreparationTaskExecutionInfo!.result, 'success')
  const released = done.jobReleaseTaskExecutionInfo!
  assert.equal(released.state, 'completed')
  assert.equal(released.result, 'failure')
  assert.equal(released.exitCode as unknown, 1)
  assert.equal(released.failureInfo!.code, 'FailureExitCode')
  assert.equal(released.taskRootDirectory, 'workitems/job1/job-1/jobrelease')
  assert.deepEqual(batch.bugs, [])
})

test('a node where the preparation fails takes no task of the job until it is reimaged', async () => {
  await using batch = await startBatch()
  const [first, second] = (await aPool(batch, { nodes: 2 })) as [string, string]
  await aJob(batch, 'job1', {
    jobPreparationTask: { ...jobPreparationTask, constraints: { maxTaskRetryCount: 1 } },
    jobReleaseTask,
  })
  await aTask(batch)
  await end(batch, first, BAD)
  const retried = (await status(batch))[0]!.jobPreparationTaskExecutionInfo!
  assert.equal(retried.state, 'running')
  assert.equal(retried.retryCount as unknown, 1)
  assert.ok(retried.lastRetryTime)
  assert.equal(await stateOf(batch), 'preparing')
  await end(batch, first, BAD)
  const failed = (await status(batch))[0]!.jobPreparationTaskExecutionInfo!
  assert.equal(failed.state, 'completed')
  assert.equal(failed.result, 'failure')
  assert.equal(failed.exitCode as unknown, 1)
  assert.equal(failed.failureInfo!.code, 'FailureExitCode')
  // It waits for the other node now, and was queued again without being counted.
  const moved = await getTask(batch)
  assert.equal(moved.state, 'preparing')
  assert.equal(moved.nodeInfo!.nodeId, second)
  assert.equal(moved.executionInfo!.requeueCount as unknown, 0)
  await end(batch, second, {
    failure: { category: 'UserError', code: 'CommandProgramNotFound', message: '', details: [] },
  })
  assert.equal(await stateOf(batch), 'active', 'what could not be started is not tried again')
  await aJob(batch, 'other')
  await aTask(batch, 'there', {}, 'other')
  assert.equal(await stateOf(batch, 'there', 'other'), 'running', 'others may use the node')
  await finish(batch, 'there', GOOD, 'other')
  for (const how of ['reboot', 'reimage'] as const) {
    const path = `/pools/pool1/nodes/${first}/${how}`
    const sent = await batch.call('POST', path, { version: '2024-07-01.20.0' })
    assert.equal(sent.status, 202, sent.text)
    await batch.pass(300_000)
    assert.equal(await stateOf(batch), how === 'reboot' ? 'active' : 'preparing', how)
  }
  await end(batch, first, GOOD)
  assert.equal(await stateOf(batch), 'running')
  await finish(batch)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  const released = (await status(batch)).map((one) => one.jobReleaseTaskExecutionInfo?.state)
  assert.deepEqual(released, ['running', undefined], 'only where tasks have run')
  await end(batch, first, GOOD)
  assert.equal((await jobOf(batch)).state, 'completed')
  assert.deepEqual(batch.bugs, [])
})

test('without waitForSuccess tasks run beside the preparation, and after its failure', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch, { slots: 2 })) as [string]
  await aJob(batch, 'job1', {
    jobPreparationTask: { ...jobPreparationTask, waitForSuccess: false },
    jobReleaseTask,
  })
  await aTask(batch)
  assert.equal(await stateOf(batch), 'running')
  await end(batch, node, BAD)
  await aTask(batch, 'task2')
  assert.equal(await stateOf(batch, 'task2'), 'running')
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  await end(batch, node, GOOD)
  assert.equal((await jobOf(batch)).state, 'completed')
})

test('a task can be terminated or deleted while it waits for the preparation', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch, { slots: 3 })) as [string]
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
  for (const id of ['kept', 'ended', 'gone']) await aTask(batch, id)
  assert.equal((await batch.call('POST', '/jobs/job1/tasks/ended/terminate')).status, 204)
  assert.equal((await batch.call('DELETE', '/jobs/job1/tasks/gone')).status, 200)
  const ended = await getTask(batch, 'ended')
  assert.deepEqual([ended.state, ended.previousState], ['completed', 'preparing'])
  await end(batch, node, GOOD)
  assert.equal(await stateOf(batch, 'kept'), 'running')
  assert.deepEqual(
    (await batch.ports.store.all<{ n: number }>(sql`select count(*) as n from batch_attempt`))[0],
    { n: 1 },
  )
  // With the job's deletion its node is released first.
  await batch.call('DELETE', '/jobs/job1')
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'deleting')
  await end(batch, node, GOOD)
  assert.equal((await jobOf(batch)).code, 'JobNotFound')
  assert.deepEqual(batch.bugs, [])
})

test('the list of preparations and releases is filtered, cut and turned over', async () => {
  await using batch = await startBatch()
  const nodes = await aPool(batch, { nodes: 3 })
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
  for (let i = 0; i < 3; i++) await aTask(batch, `task${i}`)
  await end(batch, nodes[0]!, GOOD)
  await end(batch, nodes[1]!, BAD)
  const matching = async (filter: string): Promise<string[]> =>
    (await status(batch, `?$filter=${encodeURIComponent(filter)}`)).map(({ nodeId }) => nodeId!)
  const run = 'jobPreparationTaskExecutionInfo'
  assert.deepEqual(await matching(`${run}/result eq 'success'`), [nodes[0]])
  assert.deepEqual(await matching(`${run}/result ne 'success'`), [nodes[1]])
  assert.deepEqual(await matching(`${run}/state eq 'running'`), [nodes[2]])
  assert.deepEqual(await matching(`${run}/exitCode ge 1 and poolId eq 'POOL1'`), [nodes[1]])
  assert.deepEqual(await matching(`nodeId ne '${nodes[0]}'`), [nodes[1], nodes[2]])
  assert.deepEqual(await matching('jobReleaseTaskExecutionInfo/exitCode eq 0'), [])
  const path = '/jobs/job1/jobpreparationandreleasetaskstatus'
  const refused = await batch.call('GET', `${path}?$filter=${encodeURIComponent("nodeUrl eq 'x'")}`)
  assert.equal(refused.body.code, 'InvalidQueryParameterValue')
  const page = await batch.call('GET', `${path}?maxresults=2&$select=nodeId`)
  assert.deepEqual(page.body.value, [{ nodeId: nodes[0] }, { nodeId: nodes[1] }])
  const next = new URL(page.body['odata.nextLink']!)
  const rest = await batch.call('GET', `${next.pathname}${next.search}`)
  assert.deepEqual(rest.body.value, [{ nodeId: nodes[2] }])
  await aJob(batch, 'plain')
  const plain = await batch.call('GET', '/jobs/plain/jobpreparationandreleasetaskstatus')
  assert.deepEqual([plain.status, plain.body.code], [409, 'JobPreparationTaskNotSpecified'])
})

test("no task may have the id of the job's own tasks", async () => {
  await using batch = await startBatch()
  await aJob(batch, 'job1', {
    jobPreparationTask: { ...jobPreparationTask, id: 'Prep' },
    jobReleaseTask,
  })
  for (const [id, code] of [
    ['prep', 'TaskIdSameAsJobPreparationTask'],
    ['JOBRELEASE', 'TaskIdSameAsJobReleaseTask'],
  ] as const) {
    const refused = await batch.call('POST', '/jobs/job1/tasks', { body: { id, commandLine: 'x' } })
    assert.deepEqual([refused.status, refused.body.code], [409, code])
  }
})

test('a job whose own tasks have one id is refused', async () => {
  await using batch = await startBatch()
  const body = {
    id: 'job1',
    poolInfo: { poolId: 'pool1' },
    jobPreparationTask,
    jobReleaseTask: { ...jobReleaseTask, id: 'JobPreparation' },
  }
  const refused = await batch.call('POST', '/jobs', { body })
  assert.deepEqual([refused.status, refused.body.code], [409, 'TaskIdSameAsJobPreparationTask'])
})

test('instances of a task wait until each of their nodes is prepared', async () => {
  await using batch = await startBatch()
  const nodes = await aPool(batch, { nodes: 2, enableInterNodeCommunication: true })
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
  const multiInstanceSettings = { numberOfInstances: 2, coordinationCommandLine: 'x' }
  await aTask(batch, 'task1', { multiInstanceSettings })
  await end(batch, nodes[0]!, GOOD)
  assert.equal(await stateOf(batch), 'preparing')
  await end(batch, nodes[1]!, GOOD)
  assert.equal(await stateOf(batch), 'running')
  await finish(batch)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  for (const node of nodes) await end(batch, node, GOOD)
  assert.equal((await jobOf(batch)).state, 'completed')
  assert.deepEqual(batch.bugs, [])
})

test('nothing makes way on a node where the preparation of the job has failed', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'high', { jobPreparationTask, priority: 10 })
  await aTask(batch, 'wants', {}, 'high')
  await end(batch, node, BAD)
  await aJob(batch, 'job1', { allowTaskPreemption: true })
  await aTask(batch)
  await batch.pass(60_000)
  assert.equal(await stateOf(batch), 'running')
  assert.equal(await stateOf(batch, 'wants', 'high'), 'active')
  assert.equal((await getTask(batch)).executionInfo!.requeueCount as unknown, 0)
})
