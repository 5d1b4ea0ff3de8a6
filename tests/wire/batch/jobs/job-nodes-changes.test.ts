// What becomes of the preparation and the release of a job when its nodes or the job itself change on
// the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Body, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish, getTask, stateOf } from '../tasks/tasks-world.ts'
import { end, GOOD, jobOf, jobPreparationTask, jobReleaseTask, status } from './job-nodes-world.ts'

for (const rerunOnNodeRebootAfterSuccess of [true, false]) {
  test(`after a reboot a node is prepared ${rerunOnNodeRebootAfterSuccess ? 'again' : 'still'}`, async () => {
    await using batch = await startBatch()
    const [node] = (await aPool(batch)) as [string]
    await aJob(batch, 'job1', {
      jobPreparationTask: { ...jobPreparationTask, rerunOnNodeRebootAfterSuccess },
      jobReleaseTask,
    })
    const reboot = async (): Promise<void> => {
      const sent = await batch.call('POST', `/pools/pool1/nodes/${node}/reboot`)
      assert.equal(sent.status, 202, sent.text)
      await batch.pass(1000)
    }
    await aTask(batch)
    await reboot()
    assert.equal(await stateOf(batch), 'active')
    const ended = (await status(batch))[0]!.jobPreparationTaskExecutionInfo!
    assert.equal(ended.failureInfo!.code, 'TaskEnded')
    await batch.pass(300_000)
    assert.equal(await stateOf(batch), 'preparing', 'what was not done is done again')
    await end(batch, node, GOOD)
    assert.equal(await stateOf(batch), 'running')
    await reboot()
    await batch.pass(300_000)
    assert.equal(await stateOf(batch), rerunOnNodeRebootAfterSuccess ? 'preparing' : 'running')
    if (rerunOnNodeRebootAfterSuccess) await end(batch, node, GOOD)
    await batch.call('POST', '/jobs/job1/terminate')
    await batch.pass(0)
    const running = (await status(batch))[0]!.jobReleaseTaskExecutionInfo!
    assert.equal(running.state, 'running')
    await reboot()
    assert.equal((await jobOf(batch)).state, 'terminating')
    await batch.pass(300_000)
    const again = (await status(batch))[0]!.jobReleaseTaskExecutionInfo!
    assert.equal(again.state, 'running', 'it runs again when the node has started')
    assert.ok(Date.parse(again.startTime!) > Date.parse(running.startTime!))
    await end(batch, node, GOOD)
    assert.equal((await jobOf(batch)).state, 'completed')
    assert.deepEqual(batch.bugs, [])
  })
}

test('a node that is reimaged or removed is not released', async () => {
  await using batch = await startBatch()
  const nodes = (await aPool(batch, { nodes: 3 })) as [string, string, string]
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask })
  for (const [i, node] of nodes.entries()) {
    await aTask(batch, `task${i}`, { affinityInfo: { affinityId: `TVM:${node}` } })
    await end(batch, node, GOOD)
    await finish(batch, `task${i}`)
  }
  const version = '2024-07-01.20.0'
  await batch.call('POST', `/pools/pool1/nodes/${nodes[0]}/reimage`, { version })
  await batch.call('POST', '/pools/pool1/removenodes', { body: { nodeList: [nodes[1]] } })
  await batch.pass(300_000)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  const shown = await status(batch)
  assert.deepEqual(
    shown.map(({ nodeId, jobReleaseTaskExecutionInfo: info }) => [nodeId, info?.state]),
    [...nodes].map((node, i) => [node, i === 2 ? 'running' : undefined]),
    'removed nodes are still told of',
  )
  // The pool goes while the release runs.
  assert.equal((await batch.call('DELETE', '/pools/pool1')).status, 202)
  await batch.pass(300_000)
  const over = await jobOf(batch)
  assert.equal(over.state, 'completed')
  const lost = (await status(batch))[2]!.jobReleaseTaskExecutionInfo!
  assert.equal(lost.failureInfo!.code, 'TaskEnded')
  assert.deepEqual(batch.bugs, [])
})

test('a job that is disabled stops preparing, and prepares again when it is enabled', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'job1', { jobPreparationTask })
  await aTask(batch)
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'requeue' } })
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'disabled')
  const waiting = await getTask(batch)
  assert.equal(waiting.state, 'active')
  assert.equal(waiting.executionInfo!.requeueCount as unknown, 1)
  await batch.call('POST', '/jobs/job1/enable')
  await batch.pass(0)
  assert.equal(await stateOf(batch), 'preparing')
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'wait' } })
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'disabling')
  await end(batch, node, GOOD)
  assert.equal(await stateOf(batch), 'running')
  await finish(batch)
  assert.equal((await jobOf(batch)).state, 'disabled')
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'completed', 'there is nothing to release')
})

test('a release that does not end is ended after its time, or when the end is forced', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch)) as [string]
  const release = { ...jobReleaseTask, maxWallClockTime: 'PT1M' }
  await aJob(batch, 'job1', { jobPreparationTask, jobReleaseTask: release })
  await aTask(batch)
  await end(batch, node, GOOD)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(59_000)
  assert.equal((await jobOf(batch)).state, 'terminating')
  await batch.pass(1_000)
  assert.equal((await jobOf(batch)).state, 'completed')
  const ended = (await status(batch))[0]!.jobReleaseTaskExecutionInfo!
  assert.equal(ended.failureInfo!.code, 'TaskEnded')
  await aJob(batch, 'job2', { jobPreparationTask, jobReleaseTask })
  await aTask(batch, 'task1', {}, 'job2')
  await end(batch, node, GOOD)
  const version = '2024-07-01.20.0'
  await batch.call('POST', '/jobs/job2/terminate', { version, body: { forceAfterSeconds: 30 } })
  await batch.pass(30_000)
  assert.equal((await batch.call('GET', '/jobs/job2')).body.state, 'completed')
  const forced = (await status(batch, '', 'job2'))[0]!.jobReleaseTaskExecutionInfo!
  assert.equal(forced.state, 'completed')
})

test('what preparation and release left on a node goes when it was kept long enough', async () => {
  await using batch = await startBatch()
  const [node] = (await aPool(batch)) as [string]
  await aJob(batch, 'job1', {
    jobPreparationTask: { ...jobPreparationTask, constraints: { retentionTime: 'PT1H' } },
    jobReleaseTask: { ...jobReleaseTask, retentionTime: 'PT2H' },
  })
  await aTask(batch)
  await end(batch, node, GOOD)
  const files = async (): Promise<string[]> => {
    const path = `/pools/pool1/nodes/${node}/files?recursive=true`
    const { body } = await batch.call('GET', path)
    const names = (body.value as unknown as Body[]).map(({ name }) => String(name))
    return names.filter((name) => /job-1\/job\w+\/stdout.txt$/.test(name))
  }
  await batch.pass(2 * 3_600_000)
  assert.equal((await files()).length, 1, 'while the job runs its tasks may need them')
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  await end(batch, node, GOOD)
  await batch.pass(120_000)
  assert.deepEqual(await files(), ['workitems/job1/job-1/jobrelease/stdout.txt'])
  await batch.pass(2 * 3_600_000)
  assert.deepEqual(await files(), [])
})
