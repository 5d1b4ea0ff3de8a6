// Those who watch the server: health without credentials, metrics for callers that the option lets
// read them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LazuliOptions } from '#library/options.ts'
import { type BatchServer, startBatch } from '../batch/batch-server.ts'
import { aJob, aPool, aTask, finish } from '../batch/tasks/tasks-world.ts'

const get = (batch: BatchServer, path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${batch.lazuli.port}${path}`, { headers })

const withToken = async (batch: BatchServer) => ({
  authorization: `Bearer ${await batch.lazuli.token()}`,
})

/** The samples of one name, each with its labels as they were written. */
async function samples(batch: BatchServer, name: string): Promise<string[]> {
  const answer = await get(batch, '/metrics', await withToken(batch))
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n')
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
}

const start = (metrics: LazuliOptions['metrics']) =>
  startBatch(metrics === undefined ? {} : { options: { metrics } })

test('health is told to callers without credentials, at every address', async () => {
  await using batch = await start(undefined)
  for (const origin of [batch.origin, `http://127.0.0.1:${batch.lazuli.port}`]) {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await fetch(origin + path)
      assert.equal(answer.status, 200)
      assert.equal(await answer.text(), 'ok\n')
      assert.equal((await fetch(origin + path, { method: 'POST' })).status, 405)
    }
  }
})

test('without the option there are no metrics', async () => {
  await using batch = await start(undefined)
  assert.equal((await get(batch, '/metrics', await withToken(batch))).status, 400)
})

test('metrics are for callers with a token and a role, unless they are open', async () => {
  await using batch = await start('token')
  assert.equal((await get(batch, '/metrics')).status, 401)
  assert.equal((await get(batch, '/metrics', { authorization: 'Bearer x.y.z' })).status, 401)
  const stranger = await batch.lazuli.inside.identity.issueToken(
    {
      tenantId: batch.lazuli.ready.tenantId,
      kind: 'user',
      isEnabled: true,
      signInName: 'stranger@lazuli.localhost',
      objectId: '12345678-1234-1234-1234-123456789012',
      displayName: 'A stranger',
    },
    'https://management.azure.com/',
  )
  const refused = await get(batch, '/metrics', { authorization: `Bearer ${stranger}` })
  assert.equal(refused.status, 403)
  assert.equal((await get(batch, '/metrics', await withToken(batch))).status, 200)

  await using open = await start('open')
  assert.equal((await get(open, '/metrics')).status, 200)
})

test('metrics count what tasks, nodes, calls and the scheduler did', async () => {
  await using batch = await start('token')
  await aPool(batch, { nodes: 2 })
  await aJob(batch)
  await aTask(batch)
  await aTask(batch, 'task2')
  await batch.pass(0)
  await finish(batch, 'task2')
  const tasks = await samples(batch, 'lazuli_batch_tasks')
  for (const [state, n] of Object.entries({ active: 0, running: 1, succeeded: 1, failed: 0 })) {
    assert.ok(tasks.includes(`lazuli_batch_tasks{account="lazuli",state="${state}"} ${n}`), state)
  }
  assert.deepEqual(await samples(batch, 'lazuli_batch_jobs'), [
    'lazuli_batch_jobs{account="lazuli",state="active"} 1',
  ])
  const nodes = await samples(batch, 'lazuli_batch_nodes')
  assert.ok(nodes.every((line) => line.includes('account="lazuli",pool="pool1"')))
  assert.equal(
    nodes.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0),
    2,
  )
  assert.deepEqual(await samples(batch, 'lazuli_batch_task_wait_seconds_count'), [
    'lazuli_batch_task_wait_seconds_count 2',
  ])
  const [turns] = await samples(batch, 'lazuli_batch_scheduler_turn_seconds_count')
  assert.ok(Number(turns?.split(' ')[1]) > 0)
  assert.deepEqual(await samples(batch, 'lazuli_request_duration_seconds_count'), [
    'lazuli_request_duration_seconds_count{service="batch",operation="Job_Add",code="201"} 1',
    'lazuli_request_duration_seconds_count{service="batch",operation="Task_Add",code="201"} 2',
    'lazuli_request_duration_seconds_count{service="none",operation="none",code="200"} 5',
  ])
})

test('a path that a client makes up is no label', async () => {
  await using batch = await start('token')
  for (let i = 0; i < 20; i++) await batch.call('GET', `/nothing${i}/here`)
  const counted = await samples(batch, 'lazuli_request_duration_seconds_count')
  assert.equal(counted.length, 1)
})

test('calls of those who watch do not bury others in the journal', async () => {
  await using batch = await start('open')
  for (const path of ['/healthz', '/readyz', '/metrics']) await get(batch, path)
  await batch.call('GET', '/pools')
  assert.deepEqual(
    batch.lazuli.inside.journal.list().map(({ url }) => new URL(url, 'http://x').pathname),
    ['/pools'],
  )
})
