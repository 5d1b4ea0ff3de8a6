// Rows that are damaged on the disk keep nothing else from going on, and are not changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Sql, sql } from '#store/sql.ts'
import { type BatchServer, startBatch } from '../batch/batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, stateOf } from '../batch/tasks/tasks-world.ts'

const damage = (batch: BatchServer, statement: Sql): Promise<number> =>
  batch.ports.store.write((tx) => tx.run(statement))

test('a damaged task waits for ever, and those beside it run', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'job1')
  for (const id of ['first', 'task1', 'task2', 'task3']) await aTask(batch, id)
  await damage(batch, sql`update batch_task set run = '{"retryCount":' where id = 'task1'`)
  await damage(batch, sql`update batch_task set spec = '[]' where id = 'task2'`)
  await finish(batch, 'first', { exitCode: 0 })
  assert.equal(await stateOf(batch, 'task3'), 'running')
  await finish(batch, 'task3', { exitCode: 0 })
  assert.equal(await stateOf(batch, 'task3'), 'completed')
  const list = await batch.call('GET', '/jobs/job1/tasks')
  const ids = (list.body.value as unknown as { id: string }[]).map(({ id }) => id)
  assert.deepEqual(ids, ['first', 'task3'])
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/task1')).status, 500)
})

test('the end of a damaged task keeps that of no other from being saved', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 3 })
  await aJob(batch, 'job1')
  const ids = ['task1', 'task2', 'task3']
  for (const id of ids) await aTask(batch, id)
  const attempts = await Promise.all(ids.map(async (id) => (await attemptsOf(batch, id)).at(-1)!))
  await damage(batch, sql`update batch_task set run = '{"retryCount":' where id = 'task2'`)
  for (const attempt of attempts) batch.nodes.finish(attempt, { exitCode: 0 })
  await batch.pass(0)
  for (const id of ['task1', 'task3']) assert.equal(await stateOf(batch, id), 'completed')
})

test('a damaged job or pool keeps no other from being served', async () => {
  await using batch = await startBatch()
  for (const id of ['pool1', 'pool2']) await aPool(batch, { id })
  await aJob(batch, 'job1')
  await aJob(batch, 'job2', { poolInfo: { poolId: 'pool2' } })
  await damage(batch, sql`update batch_job set body = 'x' where id = 'job1'`)
  await damage(batch, sql`update batch_pool set body = '{}' where id = 'pool1'`)
  await aTask(batch, 'task1', {}, 'job2')
  assert.equal(await stateOf(batch, 'task1', 'job2'), 'running')
  for (const [path, id] of [
    ['/jobs', 'job2'],
    ['/pools', 'pool2'],
  ]) {
    const { value } = (await batch.call('GET', path!)).body as unknown as {
      value: { id: string }[]
    }
    assert.deepEqual(
      value.map((each) => each.id),
      [id],
    )
  }
})
