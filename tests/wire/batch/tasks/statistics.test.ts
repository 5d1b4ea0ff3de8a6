// $expand=stats: what tasks and jobs have used, counted as it happens.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationMs } from '#batch/wire/duration.ts'
import { type BatchServer, type Body, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish } from './tasks-world.ts'

const statsOf = async (batch: BatchServer, path: string): Promise<Body> => {
  const { status, body, text } = await batch.call('GET', `${path}?$expand=stats`)
  assert.equal(status, 200, text)
  return body.stats!
}

test('a task tells what it used over all its attempts, with what runs', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'first')
  const began = batch.clock.now()
  await aTask(batch, 'task1', { constraints: { maxTaskRetryCount: 1 } })
  const path = '/jobs/job1/tasks/task1'
  await batch.pass(2000)
  assert.deepEqual(await statsOf(batch, path), {
    url: `${batch.origin}${path}/stats`,
    startTime: new Date(began).toISOString().replace('.000Z', 'Z'),
    lastUpdateTime: new Date(began + 2000).toISOString().replace('.000Z', 'Z'),
    userCPUTime: 'PT0S',
    kernelCPUTime: 'PT0S',
    wallClockTime: 'PT0S',
    readIOps: '0',
    writeIOps: '0',
    readIOGiB: 0,
    writeIOGiB: 0,
    waitTime: 'PT0S',
  })
  await finish(batch, 'first')
  await batch.pass(3000)
  const running = await statsOf(batch, path)
  assert.deepEqual([running.wallClockTime, running.waitTime], ['PT3S', 'PT2S'])
  await finish(batch, 'task1', { exitCode: 1, cpu: { userMs: 1500, kernelMs: 250 } })
  await batch.pass(1000)
  await finish(batch, 'task1', { exitCode: 0, cpu: { userMs: 500, kernelMs: 0 } })
  await batch.pass(60_000)
  const done = await statsOf(batch, path)
  assert.deepEqual(
    [done.userCPUTime, done.kernelCPUTime, done.wallClockTime, done.waitTime],
    ['PT2S', 'PT0.25S', 'PT4S', 'PT5S'],
    'the wait is that for the last attempt',
  )
})

test('a job sums its tasks: how they ended, how often they were tried, what they took', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 4 })
  await aJob(batch)
  await aTask(batch, 'good')
  await aTask(batch, 'bad', { constraints: { maxTaskRetryCount: 1 } })
  await aTask(batch, 'ended')
  await aTask(batch, 'runs')
  await batch.pass(1000)
  await finish(batch, 'good', { exitCode: 0, cpu: { userMs: 10, kernelMs: 20 } })
  await finish(batch, 'bad', { exitCode: 1, cpu: { userMs: 5, kernelMs: 5 } })
  await batch.pass(1000)
  await finish(batch, 'bad', { exitCode: 1 })
  await batch.call('POST', '/jobs/job1/tasks/ended/terminate')
  await batch.pass(1000)
  const numbers = async () => {
    const stats = await statsOf(batch, '/jobs/job1')
    const { numSucceededTasks, numFailedTasks, numTaskRetries, wallClockTime } = stats
    return [numSucceededTasks, numFailedTasks, numTaskRetries, wallClockTime]
  }
  // good 1, bad 1 + 1, ended 2, runs 3
  assert.deepEqual(await numbers(), ['1', '2', '1', 'PT8S'])
  const { userCPUTime, kernelCPUTime, waitTime, url } = await statsOf(batch, '/jobs/job1')
  assert.deepEqual([userCPUTime, kernelCPUTime, waitTime], ['PT0.015S', 'PT0.025S', 'PT0S'])
  assert.equal(url, `${batch.origin}/jobs/job1/stats`)
  for (const id of ['good', 'bad', 'runs']) await batch.call('DELETE', `/jobs/job1/tasks/${id}`)
  await batch.pass(5000)
  assert.deepEqual(await numbers(), ['1', '2', '1', 'PT8S'], 'what is deleted was used')
  await batch.call('POST', '/jobs/job1/tasks/ended/reactivate')
  await batch.pass(2000)
  assert.deepEqual(await numbers(), ['1', '1', '1', 'PT10S'])
})

test('what an attempt took counts though its task was queued again or ended before it was told', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch)
  await aTask(batch)
  await aTask(batch, 'task2')
  batch.nodes.stop = async () => undefined
  await batch.pass(1000)
  await batch.call('POST', '/jobs/job1/tasks/task1/terminate')
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'requeue' } })
  await batch.pass(1000)
  const cpu = { userMs: 100, kernelMs: 10 }
  await finish(batch, 'task1', { signal: 9, cpu })
  await finish(batch, 'task2', { signal: 9, cpu })
  const one = await statsOf(batch, '/jobs/job1/tasks/task1')
  assert.deepEqual([one.userCPUTime, one.wallClockTime], ['PT0.1S', 'PT1S'])
  const two = await statsOf(batch, '/jobs/job1/tasks/task2')
  assert.deepEqual([two.userCPUTime, two.wallClockTime], ['PT0.1S', 'PT1S'])
  const job = await statsOf(batch, '/jobs/job1')
  assert.deepEqual([job.userCPUTime, job.wallClockTime], ['PT0.2S', 'PT2S'])
  assert.deepEqual(batch.bugs, [])
})

test('statistics are shown where they are asked for, in lists too, and nothing else expands', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  for (const path of ['/jobs', '/jobs/job1/tasks']) {
    const plain = await batch.call('GET', path)
    assert.equal(plain.text.includes('stats'), false)
    const listed = await batch.call('GET', `${path}?$select=id&$expand=stats`)
    const [item] = listed.body.value as unknown as Body[]
    assert.deepEqual(Object.keys(item!).sort(), ['id', 'stats'])
    for (const one of [path, `${path}/${item!.id}`]) {
      const refused = await batch.call('GET', `${one}?$expand=tasks`)
      assert.equal(refused.body.code, 'InvalidQueryParameterValue', one)
    }
  }
})

test("a pool counts its dedicated nodes' core time, of nodes that are gone too", async () => {
  await using batch = await startBatch()
  const added = await batch.call('POST', '/pools', {
    body: {
      id: 'pool1',
      vmSize: 'standard_d4s_v3',
      targetDedicatedNodes: 1,
      targetLowPriorityNodes: 1,
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-jammy',
          sku: '22_04-lts',
        },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
    },
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(3_600_000)
  const coreTime = async () => (await statsOf(batch, '/pools/pool1')).usageStats?.dedicatedCoreTime
  const msOf = async () => durationMs(String(await coreTime()))!
  const before = await msOf()
  await batch.pass(3_600_000)
  assert.equal((await msOf()) - before, 4 * 3_600_000, 'four cores, of the dedicated node alone')
  await batch.call('POST', '/pools/pool1/resize', { body: { targetDedicatedNodes: 0 } })
  await batch.pass(3_600_000)
  const after = await msOf()
  assert.ok(after > before + 4 * 3_600_000)
  await batch.pass(3_600_000)
  assert.equal(await msOf(), after)
  const listed = await batch.call('GET', '/pools?$expand=stats&$select=id')
  const [pool] = listed.body.value as unknown as Body[]
  assert.equal(pool!.stats?.url, `${batch.origin}/pools/pool1/stats`)
  assert.deepEqual(batch.bugs, [])
})

test('an account tells what it has used since it was made, deleted jobs and pools among it', async () => {
  await using batch = await startBatch()
  const version = '2022-10-01.16.0'
  const lifetime = async (what: 'job' | 'pool') => {
    const { status, body, text } = await batch.call('GET', `/lifetime${what}stats`, { version })
    assert.equal(status, 200, text)
    return { ...(body as object) } as Record<string, unknown>
  }
  const coreTime = async () => (await lifetime('pool')).usageStats as { dedicatedCoreTime: string }
  await aPool(batch)
  for (const job of ['job1', 'job2']) {
    await aJob(batch, job)
    await aTask(batch, 'task1', {}, job)
    await batch.pass(1000)
  }
  const cpu = { userMs: 10, kernelMs: 20 }
  await finish(batch, 'task1', { exitCode: 0, cpu }, 'job1')
  await batch.pass(1000)
  await finish(batch, 'task1', { exitCode: 1, cpu }, 'job2')
  const { startTime, lastUpdateTime, ...told } = await lifetime('job')
  assert.equal(startTime, '2026-03-05T10:15:00.123Z')
  assert.equal(lastUpdateTime, '2026-03-05T10:15:03.123Z')
  assert.deepEqual(told, {
    'odata.metadata': `${batch.origin}/$metadata#jobstats/@Element`,
    url: `${batch.origin}/lifetimejobstats`,
    userCPUTime: 'PT0.02S',
    kernelCPUTime: 'PT0.04S',
    wallClockTime: 'PT3S',
    readIOps: '0',
    writeIOps: '0',
    readIOGiB: 0,
    writeIOGiB: 0,
    numSucceededTasks: '1',
    numFailedTasks: '1',
    numTaskRetries: '0',
    waitTime: 'PT1S',
  })
  for (const job of ['job1', 'job2']) await batch.call('DELETE', `/jobs/${job}`)
  await batch.pass(0)
  const { lastUpdateTime: later, startTime: same, ...kept } = await lifetime('job')
  assert.deepEqual(kept, told)
  assert.equal((await coreTime()).dedicatedCoreTime, 'PT6S', 'two cores')
  await batch.pass(1000)
  assert.equal((await coreTime()).dedicatedCoreTime, 'PT8S')
  const newer = await batch.call('GET', '/lifetimejobstats')
  assert.equal(newer.body.code, 'UnsupportedRequestVersion')
  assert.deepEqual(batch.bugs, [])
})
