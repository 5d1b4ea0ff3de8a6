// forceAfterSeconds: a job whose tasks do not end, because their nodes do not answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, stateOf } from '../tasks/tasks-world.ts'

const version = '2024-07-01.20.0'

/** A job with a running task that cannot be ended. */
async function stuck(batch: BatchServer): Promise<void> {
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  batch.nodes.stop = async () => undefined
}

const jobState = async (batch: BatchServer): Promise<string> =>
  String((await batch.call('GET', '/jobs/job1')).body.state)

test('a termination waits for what runs, and no longer than it may', async () => {
  await using batch = await startBatch()
  await stuck(batch)
  const body = { forceAfterSeconds: 60 }
  const asked = await batch.call('POST', '/jobs/job1/terminate', { body, version })
  assert.equal(asked.status, 202)
  await batch.pass(59_000)
  assert.equal(await jobState(batch), 'terminating')
  await batch.pass(1000)
  assert.equal(await jobState(batch), 'completed')
  assert.equal((await attemptsOf(batch)).length, 1, 'its slot is not free before it has ended')
  await aJob(batch, 'job2')
  await aTask(batch, 'task2', {}, 'job2')
  assert.equal(await stateOf(batch, 'task2', 'job2'), 'active')
  batch.nodes.finish((await attemptsOf(batch))[0]!, { signal: 9 })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'task2', 'job2'), 'running')
  assert.equal(
    (await batch.call('GET', '/jobs/job1')).body.executionInfo?.endTime !== undefined,
    true,
  )
  assert.deepEqual(batch.bugs, [])
})

test('without it a job waits without limit, and then ends by itself', async () => {
  await using batch = await startBatch()
  await stuck(batch)
  await batch.call('POST', '/jobs/job1/terminate', { version })
  await batch.pass(86_400_000)
  assert.equal(await jobState(batch), 'terminating')
  batch.nodes.finish((await attemptsOf(batch))[0]!, { signal: 9 })
  await batch.pass(0)
  assert.equal(await jobState(batch), 'completed')
})

test('a deletion is forced by its query, and what still runs is ended when it answers', async () => {
  await using batch = await startBatch()
  await stuck(batch)
  const [attempt] = await attemptsOf(batch)
  const asked = await batch.call('DELETE', '/jobs/job1?forceAfterSeconds=30', { version })
  assert.equal(asked.status, 202)
  await batch.pass(29_000)
  assert.equal(await jobState(batch), 'deleting')
  await batch.pass(1000)
  assert.equal((await batch.call('GET', '/jobs/job1')).body.code, 'JobNotFound')
  await aJob(batch)
  await aTask(batch)
  assert.equal(await stateOf(batch), 'active', 'the slot is taken still')
  batch.nodes.finish(attempt!, { signal: 9 })
  await batch.pass(0)
  assert.equal(await stateOf(batch), 'running')
  assert.deepEqual(batch.bugs, [])
})

test('0 seconds do not wait at all; less, and older api-versions, know of no force', async () => {
  await using batch = await startBatch()
  await stuck(batch)
  const terminate = (forceAfterSeconds: number, older?: string) =>
    batch.call('POST', '/jobs/job1/terminate', {
      body: { forceAfterSeconds },
      version: older ?? version,
    })
  assert.equal((await terminate(-1)).body.code, 'InvalidPropertyValue')
  assert.equal((await terminate(1, '2024-02-01.19.0')).body.code, 'InvalidRequestBody')
  const less = await batch.call('DELETE', '/jobs/job1?forceAfterSeconds=-1', { version })
  assert.equal(less.body.code, 'OutOfRangeQueryParameterValue')
  assert.equal((await terminate(0)).status, 202)
  await batch.pass(0)
  assert.equal(await jobState(batch), 'completed')
  await batch.call('DELETE', '/jobs/job1?forceAfterSeconds=0', { version: '2024-02-01.19.0' })
  await batch.pass(0)
  assert.equal(await jobState(batch), 'deleting')
})
