// What completed long ago goes, where an administrator bounds what is kept, and nothing else does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, finish } from '../tasks/tasks-world.ts'

const DAY = 86_400_000

const ids = async (batch: BatchServer, path: string): Promise<string[]> => {
  const { status, body } = await batch.call('GET', path)
  if (status === 404) return []
  return (body.value as unknown as { id: string }[]).map(({ id }) => id)
}

/** Two jobs: one whose tasks depend on others, one whose do not, and in each what is done and what is not. */
async function work(batch: BatchServer): Promise<void> {
  await aPool(batch, { slots: 8 })
  await aJob(batch, 'plain')
  await aJob(batch, 'tree', { usesTaskDependencies: true })
  await aJob(batch, 'over')
  for (const job of ['plain', 'tree', 'over']) {
    await aTask(batch, 'done', {}, job)
    await aTask(batch, 'failed', {}, job)
    await aTask(batch, 'runs', {}, job)
    await finish(batch, 'done', { exitCode: 0 }, job)
    await finish(batch, 'failed', { exitCode: 1 }, job)
  }
  await finish(batch, 'runs', { exitCode: 0 }, 'over')
  assert.equal((await batch.call('POST', '/jobs/over/terminate', { body: {} })).status, 202)
  await batch.pass(0)
}

test('what completed goes after so many days, and what goes on stays', async () => {
  await using batch = await startBatch({ options: { keepCompleted: 2 } })
  await work(batch)
  await batch.pass(1.9 * DAY)
  assert.deepEqual(await ids(batch, '/jobs'), ['over', 'plain', 'tree'])
  assert.deepEqual(await ids(batch, '/jobs/plain/tasks'), ['done', 'failed', 'runs'])
  const { body: done } = await batch.call('GET', '/jobs/plain/tasks/done')
  const { nodeId } = done.nodeInfo as unknown as { nodeId: string }
  const onNode = `/pools/pool1/nodes/${nodeId}/files/workitems/plain/job-1/done/stdout.txt`
  assert.equal((await batch.call('GET', onNode)).status, 200)
  await batch.pass(0.2 * DAY)
  assert.deepEqual(await ids(batch, '/jobs'), ['plain', 'tree'])
  assert.deepEqual(await ids(batch, '/jobs/plain/tasks'), ['runs'])
  assert.deepEqual(await ids(batch, '/jobs/tree/tasks'), ['done', 'failed', 'runs'])
  assert.equal((await batch.call('GET', onNode)).status, 404, 'its files go with it')
  await finish(batch, 'runs', { exitCode: 0 }, 'plain')
  assert.equal((await batch.call('GET', '/jobs/plain/tasks/runs')).body.state, 'completed')
  await batch.restart()
  await batch.pass(2.1 * DAY)
  assert.deepEqual(await ids(batch, '/jobs/plain/tasks'), [])
  assert.deepEqual(batch.bugs, [])
})

test('without the option all is kept', async () => {
  await using batch = await startBatch()
  await work(batch)
  await batch.pass(3 * DAY)
  assert.deepEqual(await ids(batch, '/jobs'), ['over', 'plain', 'tree'])
  assert.deepEqual(await ids(batch, '/jobs/plain/tasks'), ['done', 'failed', 'runs'])
})
