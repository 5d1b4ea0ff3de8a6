// What may still be done with a job or a schedule while it ends: each call in each such state, held
// there by a task that does not let itself be ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask } from '../tasks/tasks-world.ts'

const poolInfo = { poolId: 'pool1' }

const asked = ({ status, body }: Answer): string => `${status} ${body?.code ?? ''}`.trim()

const JOB_CALLS: readonly (readonly [string, string, object?])[] = [
  ['POST', '/disable', { disableTasks: 'requeue' }],
  ['POST', '/enable'],
  ['POST', '/terminate'],
  ['POST', '/tasks', { id: 'late', commandLine: 'x' }],
]

/** Taken of every job that is not completed. */
const JOB_CHANGES: typeof JOB_CALLS = [
  ['PATCH', '', { priority: 5 }],
  ['PUT', '', { poolInfo }],
]

const SCHEDULE_CALLS: readonly (readonly [string, string, object?])[] = [
  ['POST', '/disable'],
  ['POST', '/enable'],
  ['POST', '/terminate'],
  ['PATCH', '', { metadata: [] }],
  ['PUT', '', { schedule: {}, jobSpecification: { poolInfo } }],
]

async function refusals(
  batch: BatchServer,
  path: string,
  calls: typeof JOB_CALLS,
): Promise<Set<string>> {
  const found = new Set<string>()
  for (const [method, action, body] of calls) {
    found.add(asked(await batch.call(method, path + action, body ? { body } : {})))
  }
  return found
}

/** Nothing that runs is ended from now on. */
const holdTasks = ({ nodes }: BatchServer): void => {
  nodes.stop = async () => undefined
}

const stateOf = async (batch: BatchServer, path: string): Promise<unknown> =>
  (await batch.call('GET', path)).body.state

test('a job that ends refuses changes and tasks by how it ends, and can be deleted', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  holdTasks(batch)
  await batch.call('POST', '/jobs/job1/terminate')
  assert.equal(await stateOf(batch, '/jobs/job1'), 'terminating')
  assert.deepEqual(
    await refusals(batch, '/jobs/job1', JOB_CALLS),
    new Set(['409 JobBeingTerminated']),
  )
  assert.deepEqual(await refusals(batch, '/jobs/job1', JOB_CHANGES), new Set(['200']))
  const many = { value: [{ id: 'late', commandLine: 'x' }] }
  const added = await batch.call('POST', '/jobs/job1/addtaskcollection', { body: many })
  assert.equal(asked(added), '409 JobBeingTerminated')
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/late')).status, 404)
  assert.equal((await batch.call('DELETE', '/jobs/job1')).status, 202)
  assert.equal(await stateOf(batch, '/jobs/job1'), 'deleting')
  assert.deepEqual(await refusals(batch, '/jobs/job1', JOB_CALLS), new Set(['409 JobBeingDeleted']))
  assert.deepEqual(
    await refusals(batch, '/jobs/job1', JOB_CHANGES),
    new Set(['409 JobBeingDeleted']),
  )
  const again = await batch.call('POST', '/jobs', { body: { id: 'JOB1', poolInfo } })
  assert.equal(asked(again), '409 JobExists')
  assert.deepEqual(batch.bugs, [])
})

test('a schedule that ends refuses changes by how it ends, and can be deleted', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  const schedule = { recurrenceInterval: 'PT10M' }
  const body = { id: 'nightly', schedule, jobSpecification: { poolInfo } }
  await batch.call('POST', '/jobschedules', { body })
  await aTask(batch, 'task1', {}, 'nightly:job-1')
  holdTasks(batch)
  await batch.call('POST', '/jobschedules/nightly/terminate')
  const path = '/jobschedules/nightly'
  assert.equal(await stateOf(batch, path), 'terminating')
  const ending = await refusals(batch, path, SCHEDULE_CALLS)
  assert.deepEqual(ending, new Set(['409 JobScheduleBeingTerminated']))
  assert.equal((await batch.call('DELETE', path)).status, 202)
  assert.equal(await stateOf(batch, path), 'deleting')
  const going = await refusals(batch, path, SCHEDULE_CALLS)
  assert.deepEqual(going, new Set(['409 JobScheduleBeingDeleted']))
  const again = await batch.call('POST', '/jobschedules', { body })
  assert.equal(asked(again), '409 JobScheduleExists')
  assert.deepEqual(batch.bugs, [])
})
