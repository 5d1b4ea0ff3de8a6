// A task lives for 180 days from when it was added.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '#batch/scheduler/explanation.ts'
import { ACCOUNT, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, getTask, stateOf } from './tasks-world.ts'

const DAY_MS = 86_400_000

test('a task that runs is ended after 180 days, and not tried again', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'task1', { constraints: { maxTaskRetryCount: -1 } })
  await batch.pass(180 * DAY_MS - 1)
  assert.equal(await stateOf(batch), 'running')
  await batch.pass(1)
  await batch.pass(3_600_000)
  const { state, executionInfo } = await getTask(batch)
  assert.equal(state, 'completed')
  assert.equal(executionInfo?.failureInfo?.code, 'TaskEnded')
  assert.deepEqual(await attemptsOf(batch), [])
  assert.deepEqual(batch.bugs, [])
})

test('a task that waits stays as it is after 180 days and never runs, and those after it do', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  assert.equal(
    (await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'wait' } })).status,
    202,
  )
  await aTask(batch, 'old')
  await batch.pass(180 * DAY_MS)
  await aTask(batch, 'new')
  await batch.call('POST', '/jobs/job1/enable')
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'old'), 'active')
  assert.equal(await stateOf(batch, 'new'), 'running')
  await finish(batch, 'new')
  assert.equal(await stateOf(batch, 'old'), 'active')
  const said = await explain(batch.ports.store, ACCOUNT, batch.clock.now(), 'job1', 'old')
  assert.deepEqual(said?.reasons, ['It was added more than 180 days ago: it never runs.'])
})
