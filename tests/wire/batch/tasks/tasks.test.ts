import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, counts, finish, getTask, stateOf } from './tasks-world.ts'

test('a task is added with its defaults, runs, and ends with its exit code', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch, 'Job1', { constraints: { maxTaskRetryCount: 3 } })
  const added = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 'Task1', commandLine: '/bin/true' },
  })
  assert.equal(added.status, 201)
  assert.match(String(added.headers.etag), /^0x[0-9A-F]+$/)
  await batch.pass(0)
  const running = await getTask(batch)
  assert.equal(running.id, 'Task1')
  assert.equal(running.state, 'running')
  assert.equal(running.previousState, 'active')
  assert.equal(running.nodeInfo?.nodeId, node)
  assert.equal(running.nodeInfo?.taskRootDirectory, 'workitems/Job1/job-1/Task1')
  assert.deepEqual(running.constraints, {
    maxWallClockTime: 'P10675199DT2H48M5.4775807S',
    retentionTime: 'P7D',
    maxTaskRetryCount: 3,
  })
  assert.deepEqual(running.userIdentity, {
    autoUser: { scope: 'pool', elevationLevel: 'nonadmin' },
  })
  assert.equal(running.requiredSlots, 1)

  await batch.pass(1000)
  await finish(batch)
  const done = await getTask(batch)
  assert.equal(done.state, 'completed')
  assert.equal(done.executionInfo?.exitCode, 0)
  assert.equal(done.executionInfo?.result, 'success')
  assert.equal(done.executionInfo?.failureInfo, undefined)
  assert.equal(done.eTag, running.eTag)
  assert.equal(done.executionInfo?.startTime, '2026-03-05T10:15:00.123Z')
  assert.equal(done.executionInfo?.endTime, '2026-03-05T10:15:01.123Z')
  assert.deepEqual(await attemptsOf(batch), [])
  assert.deepEqual(batch.bugs, [])
})

test('tasks wait for slots and run in the order in which they were added', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch)
  for (const id of ['c', 'a', 'b']) await aTask(batch, id)
  assert.deepEqual(
    [await stateOf(batch, 'c'), await stateOf(batch, 'a'), await stateOf(batch, 'b')],
    ['running', 'running', 'active'],
  )
  assert.deepEqual((await counts(batch)).taskCounts, {
    active: 1,
    running: 2,
    completed: 0,
    succeeded: 0,
    failed: 0,
  })
  await finish(batch, 'a', { exitCode: 2 })
  assert.equal(await stateOf(batch, 'b'), 'running')
  assert.deepEqual((await counts(batch)).taskCounts, {
    active: 0,
    running: 2,
    completed: 1,
    succeeded: 0,
    failed: 1,
  })
  const failed = await getTask(batch, 'a')
  assert.equal(failed.executionInfo?.failureInfo?.code, 'FailureExitCode')
  assert.equal(failed.executionInfo?.failureInfo?.category, 'UserError')
})

test('a collection answers for each task; an id that is taken is told of that task alone', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  await aTask(batch, 'b')
  const value = ['a', 'B', 'c'].map((id) => ({ id, commandLine: 'true' }))
  const added = await batch.call('POST', '/jobs/job1/addtaskcollection', {
    body: { value: [...value, { id: 'd', commandLine: ' ' }] },
  })
  assert.equal(added.status, 200, added.text)
  const results = added.body.value as unknown as { status: string; error?: { code: string } }[]
  assert.deepEqual(
    results.map((result) => result.error?.code ?? result.status),
    ['success', 'TaskExists', 'success', 'MissingRequiredProperty'],
  )
  const tooMany = Array.from({ length: 101 }, (_, i) => ({ id: `t${i}`, commandLine: 'true' }))
  const refused = await batch.call('POST', '/jobs/job1/addtaskcollection', {
    body: { value: tooMany },
  })
  assert.equal(refused.status, 400)
  const listed = await batch.call('GET', "/jobs/job1/tasks?$filter=startswith(id,'')&maxresults=2")
  assert.equal((listed.body.value as unknown as unknown[]).length, 2)
  assert.ok(listed.body['odata.nextLink'])
})

test('a task of a job that is not there misses the job first', async () => {
  await using batch = await startBatch()
  assert.equal((await batch.call('GET', '/jobs/none/tasks/t')).body.code, 'JobNotFound')
  await aJob(batch)
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/t')).body.code, 'TaskNotFound')
})

test('a deleted task is gone at once, and its process is ended', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  await aTask(batch, 'task2')
  assert.equal((await batch.call('DELETE', '/jobs/job1/tasks/task1')).status, 200)
  await batch.pass(0)
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/task1')).body.code, 'TaskNotFound')
  assert.equal(await stateOf(batch, 'task2'), 'running')
  assert.deepEqual((await counts(batch)).taskCounts?.running as unknown, 1)
  assert.deepEqual(batch.bugs, [])
})

const fileOf = (batch: Awaited<ReturnType<typeof startBatch>>) =>
  batch.call('GET', '/jobs/job1/tasks/task1/files/stdout.txt')

test("a task's files are read while they are kept, and not before it has run", async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'other')
  await aTask(batch, 'task1', { constraints: { retentionTime: 'PT1H' } })
  const early = await fileOf(batch)
  assert.equal(early.status, 409)
  assert.equal(early.body.code, 'OperationInvalidForCurrentState')
  await finish(batch, 'other')
  const directory = 'workitems/job1/job-1/task1'
  batch.nodes.write(node!, `${directory}/stdout.txt`, 'hello')
  await finish(batch)
  assert.equal((await fileOf(batch)).text, 'hello')
  await batch.pass(59 * 60_000)
  assert.equal((await fileOf(batch)).status, 200)
  await batch.pass(60_000)
  assert.equal((await fileOf(batch)).body.code, 'TaskFilesCleanedup')
  await assert.rejects(batch.nodes.files.stat(node!, directory), { code: 'NotFound' })
  assert.deepEqual(batch.bugs, [])
})

test('files go with their task, and with their job', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  await aJob(batch)
  for (const id of ['task1', 'task2']) {
    await aTask(batch, id)
    await finish(batch, id)
  }
  const { files } = batch.nodes
  await batch.call('DELETE', '/jobs/job1/tasks/task1')
  await assert.rejects(files.stat(node!, 'workitems/job1/job-1/task1'), { code: 'NotFound' })
  assert.ok((await files.stat(node!, 'workitems/job1/job-1/task2')).isDirectory)
  await batch.call('DELETE', '/jobs/job1')
  await batch.pass(0)
  await assert.rejects(files.stat(node!, 'workitems/job1'), { code: 'NotFound' })
  assert.deepEqual(batch.bugs, [])
})

test('files go wherever a task left some: where it ran before, and with its other instances', async () => {
  await using batch = await startBatch()
  const nodes = await aPool(batch, { nodes: 2, enableInterNodeCommunication: true })
  const { files } = batch.nodes
  const left = async (path: string): Promise<number> => {
    const there = nodes.map((node) =>
      files.stat(node, path).then(
        () => 1,
        () => 0,
      ),
    )
    return (await Promise.all(there)).reduce((sum, one) => sum + one, 0)
  }
  await aJob(batch)
  const multiInstanceSettings = { numberOfInstances: 2, coordinationCommandLine: 'true' }
  for (const [id, ends] of [
    ['task1', () => batch.call('DELETE', '/jobs/job1/tasks/task1')],
    ['task2', () => batch.pass(3_600_000)],
  ] as const) {
    await aTask(batch, id, { multiInstanceSettings, constraints: { retentionTime: 'PT1H' } })
    await batch.call('POST', `/jobs/job1/tasks/${id}/terminate`)
    await batch.pass(0)
    assert.equal(await left(`workitems/job1/job-1/${id}`), 2)
    await ends()
    assert.equal(await left(`workitems/job1/job-1/${id}`), 0, id)
  }
  await aTask(batch, 'moved')
  const [first] = nodes
  await batch.call('POST', `/pools/pool1/nodes/${first}/disablescheduling`, {
    body: { nodeDisableSchedulingOption: 'requeue' },
  })
  await batch.pass(0)
  await finish(batch, 'moved')
  assert.equal(await left('workitems/job1/job-1/moved'), 2)
  await batch.call('DELETE', '/jobs/job1')
  await batch.pass(0)
  assert.equal(await left('workitems/job1'), 0)
  assert.deepEqual(batch.bugs, [])
})
