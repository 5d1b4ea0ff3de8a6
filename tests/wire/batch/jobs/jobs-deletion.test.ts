import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverClock } from '#engine/clock.ts'
import { sql } from '#store/sql.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'

const add = (server: BatchServer, id: string, more: object = {}) =>
  server.call('POST', '/jobs', { body: { id, poolInfo: { poolId: 'p' }, ...more } })

const states = async (server: BatchServer): Promise<string[]> => {
  const { body } = await server.call('GET', '/jobs')
  return (body.value as unknown as { id: string; state: string }[]).map(
    ({ id, state }) => `${id} ${state}`,
  )
}

/** Something of the job still runs, as far as the rows tell. */
const keepRunning = (server: BatchServer, job: string) =>
  server.ports.store.write((tx) =>
    tx.run(sql`
      insert into batch_attempt (id, task, job, attempt, instance, node, slots, stopping)
      select ${`t0-0-${job}`}, 0, num, 1, 0, 'elsewhere', 1, 1 from batch_job where id = ${job}`),
  )

test('the quota of jobs is an option, and jobs that are being deleted do not count', async () => {
  await using server = await startBatch({
    options: { activeJobAndJobScheduleQuota: 2 },
  })
  assert.equal((await add(server, 'one')).status, 201)
  assert.equal((await add(server, 'two')).status, 201)
  const refused = await add(server, 'three')
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'ActiveJobAndScheduleQuotaReached')
  await keepRunning(server, 'one')
  assert.equal((await server.call('DELETE', '/jobs/one')).status, 202)
  assert.deepEqual(await states(server), ['one deleting', 'two active'])
  assert.equal((await add(server, 'three')).status, 201)
  assert.equal((await add(server, 'four')).status, 409)
})

test('a job whose files cannot be removed stays, and holds up the deletion of no other', async () => {
  await using server = await startBatch()
  for (const id of ['a', 'b', 'c']) await add(server, id)
  await server.ports.store.write((tx) => tx.run(sql`update batch_job set has_run = 1`))
  await server.ports.store.write((tx) =>
    tx.run(sql`
      insert into batch_task (job, key, id, state, state_time, created, modified, version, slots,
                              attempt, waiting_for, satisfied, node, spec, run)
      select num, 't', 't', 'completed', 0, 0, 0, 1, 1, 1, 0, 1, 'n', '{"constraints":{}}', '{}'
        from batch_job`),
  )
  let isBroken = true
  const remove = server.nodes.files.remove.bind(server.nodes.files)
  server.nodes.files.remove = async (node, path, recursive) => {
    if (isBroken && path === 'workitems/a') throw new Error('the disk is full')
    return remove(node, path, recursive)
  }
  for (const id of ['a', 'b', 'c']) await server.call('DELETE', `/jobs/${id}`)
  await server.pass(1_000)
  assert.deepEqual(await states(server), ['a deleting'])
  assert.ok(server.lazuli.reported.splice(0).length > 0)
  isBroken = false
  await server.pass(60_000)
  assert.deepEqual(await states(server), [])
})

test('deletion reads each job a few times, however many there are', async () => {
  await using server = await startBatch({
    options: { activeJobAndJobScheduleQuota: 1_000 },
  })
  const count = 250
  for (let i = 0; i < count; i++) await add(server, `job${i}`)
  for (let i = 0; i < count; i++) await keepRunning(server, `job${i}`)
  for (let i = 0; i < count; i++) await server.call('DELETE', `/jobs/job${i}`)
  assert.equal((await states(server)).length, count)
  let read = 0
  const all = server.ports.store.all.bind(server.ports.store)
  server.ports.store.all = async <Row extends object>(query: Parameters<typeof all>[0]) => {
    const rows = await all<Row>(query)
    read += rows.length
    return rows
  }
  await server.ports.store.write((tx) => tx.run(sql`delete from batch_attempt`))
  server.ports.wake.scheduler()
  await server.pass(1_000)
  assert.deepEqual(await states(server), [])
  assert.ok(read < 5 * count, `${read} rows were read`)
})

test('an empty job that ends by itself does so in scaled time, without a wake', async () => {
  await using server = await startBatch({ clock: serverClock({ scale: 200 }) })
  const began = performance.now()
  await add(server, 'empty', { onAllTasksComplete: 'terminatejob' })
  while ((await states(server))[0] !== 'empty completed') {
    assert.ok(performance.now() - began < 4_000, 'it takes 150 ms')
    await sleep(20)
  }
})
