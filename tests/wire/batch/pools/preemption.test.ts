// allowTaskPreemption: running tasks make way for those of a job with a higher priority.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from '#batch/scheduler/explanation.ts'
import { sql } from '#store/sql.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch-server.ts'
import {
  aJob,
  aPool,
  aTask,
  attemptsOf,
  counts,
  finish,
  getTask,
  stateOf,
} from '../tasks/tasks-world.ts'

const yields = { priority: 0, allowTaskPreemption: true }
const reasonsOf = async (batch: BatchServer, task: string, job: string): Promise<string> =>
  (await explain(batch.ports.store, ACCOUNT, batch.clock.now(), job, task))!.reasons.join(' ')

test('a running task makes way for one of a higher priority, and runs again after it', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'low', yields)
  await aJob(batch, 'high', { priority: 1 })
  await aTask(batch, 'victim', {}, 'low')
  await aTask(batch, 'urgent', {}, 'high')
  assert.equal(await stateOf(batch, 'urgent', 'high'), 'running')
  const waiting = await getTask(batch, 'victim', 'low')
  assert.equal(waiting.state, 'active')
  assert.equal(waiting.previousState, 'running')
  assert.deepEqual(waiting.executionInfo, { retryCount: 0, requeueCount: 0 })
  assert.equal(waiting.nodeInfo, undefined)
  assert.match(await reasonsOf(batch, 'victim', 'low'), /It ran, and made way/)
  const { taskCounts } = await counts(batch, 'low')
  assert.deepEqual([taskCounts?.active, taskCounts?.running], [1, 0])
  await finish(batch, 'urgent', { exitCode: 0 }, 'high')
  assert.equal(await stateOf(batch, 'victim', 'low'), 'running')
  await finish(batch, 'victim', { exitCode: 0 }, 'low')
  const done = await getTask(batch, 'victim', 'low')
  assert.equal(done.executionInfo?.result, 'success')
  assert.equal(done.eTag, waiting.eTag, 'its own progress is no change')
  assert.deepEqual(batch.bugs, [])
})

test('no task makes way for equals, for less, without leave, or where there is room', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'low', yields)
  await aJob(batch, 'same', { priority: 0 })
  await aJob(batch, 'less', { priority: -1 })
  await aTask(batch, 'runs', {}, 'low')
  await aTask(batch, 'same', {}, 'same')
  await aTask(batch, 'less', {}, 'less')
  assert.equal(await stateOf(batch, 'runs', 'low'), 'running')
  await batch.call('PATCH', '/jobs/low', { body: { allowTaskPreemption: false } })
  await aJob(batch, 'high', { priority: 1 })
  await aTask(batch, 'urgent', {}, 'high')
  assert.equal(await stateOf(batch, 'runs', 'low'), 'running')
  assert.match(await reasonsOf(batch, 'urgent', 'high'), /None of 1 nodes has 1 free slots\.$/)
  await aPool(batch, { id: 'pool2', slots: 2 })
  await aJob(batch, 'low2', { ...yields, poolInfo: { poolId: 'pool2' } })
  await aJob(batch, 'high2', { priority: 1, poolInfo: { poolId: 'pool2' } })
  await aTask(batch, 'runs', {}, 'low2')
  await aTask(batch, 'urgent', {}, 'high2')
  assert.equal(await stateOf(batch, 'runs', 'low2'), 'running')
  assert.equal(await stateOf(batch, 'urgent', 'high2'), 'running')
})

test('a change of priority or leave counts for tasks that run already', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch, 'low', { priority: 5 })
  await aJob(batch, 'high', { priority: 1 })
  await aTask(batch, 'runs', {}, 'low')
  await aTask(batch, 'urgent', {}, 'high')
  await batch.call('PATCH', '/jobs/low', { body: { allowTaskPreemption: true } })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'runs', 'low'), 'running')
  await batch.call('PATCH', '/jobs/high', { body: { priority: 6 } })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'urgent', 'high'), 'running')
  assert.equal(await stateOf(batch, 'runs', 'low'), 'active')
})

test('what was ended for a task is kept for it, and not given away while it ends', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch, 'low', yields)
  await aJob(batch, 'high', { priority: 1 })
  for (const id of ['a', 'b', 'c']) await aTask(batch, id, {}, 'low')
  const held = new Set<string>()
  batch.nodes.stop = async (id) => void held.add(id)
  await aTask(batch, 'wide', { requiredSlots: 2 }, 'high')
  assert.equal(held.size, 2)
  assert.match(await reasonsOf(batch, 'wide', 'high'), /place of tasks that are being ended/)
  const [first, second] = held
  batch.nodes.finish(first!, { signal: 9 })
  await batch.pass(0)
  for (const id of ['a', 'b', 'c']) assert.equal(await stateOf(batch, id, 'low'), 'active')
  batch.nodes.finish(second!, { signal: 9 })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'wide', 'high'), 'running')
  assert.equal(held.size, 2, 'no other was ended')
})

test('a job that may run no more does not end others in vain', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch, 'low', yields)
  await aJob(batch, 'high', { priority: 1, maxParallelTasks: 1 })
  await aTask(batch, 'a', {}, 'low')
  await aTask(batch, 'b', {}, 'low')
  await aTask(batch, 'u1', {}, 'high')
  await aTask(batch, 'u2', {}, 'high')
  const states = await Promise.all(['a', 'b'].map((id) => stateOf(batch, id, 'low')))
  assert.deepEqual(states.sort(), ['active', 'running'])
  assert.equal(await stateOf(batch, 'u2', 'high'), 'active')
})

test('a task of several instances makes way whole, and takes the place of as many', async () => {
  await using batch = await startBatch()
  const [first, second] = await aPool(batch, { nodes: 2, enableInterNodeCommunication: true })
  const multiInstanceSettings = { numberOfInstances: 2, coordinationCommandLine: 'true' }
  await aJob(batch, 'low', yields)
  await aJob(batch, 'middle', { ...yields, priority: 1 })
  await aJob(batch, 'high', { priority: 2 })
  await aTask(batch, 'wide', { multiInstanceSettings }, 'low')
  assert.equal(await stateOf(batch, 'wide', 'low'), 'running')
  await aTask(batch, 'wider', { multiInstanceSettings }, 'middle')
  assert.equal(await stateOf(batch, 'wider', 'middle'), 'running')
  assert.equal(await stateOf(batch, 'wide', 'low'), 'active')
  await aTask(batch, 'one', {}, 'high')
  assert.equal(await stateOf(batch, 'one', 'high'), 'running')
  assert.equal(await stateOf(batch, 'wider', 'middle'), 'active')
  const { nodeId } = (await getTask(batch, 'one', 'high')).nodeInfo!
  const other = String(nodeId) === first ? second : first
  const left = (await batch.call('GET', `/pools/pool1/nodes/${other}`)).body
  assert.equal(left.state, 'idle', 'one node is not enough for those that wait')
  await finish(batch, 'one', { exitCode: 0 }, 'high')
  assert.equal(await stateOf(batch, 'wider', 'middle'), 'running')
  const attempts = await attemptsOf(batch, 'wider', 'middle')
  for (const attempt of attempts.toReversed()) batch.nodes.finish(attempt, { exitCode: 0 })
  await batch.pass(0)
  assert.equal(await stateOf(batch, 'wide', 'low'), 'running')
  assert.deepEqual(batch.bugs, [])
})

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

interface Row {
  readonly seq: number
  readonly job: string
  readonly state: string
  readonly alive: number
  readonly stopping: number
  readonly run: string
}

const JOBS = [
  { id: 'low', priority: -1, allowTaskPreemption: true },
  { id: 'firm', priority: 0 },
  { id: 'middle', priority: 1, allowTaskPreemption: true },
  { id: 'high', priority: 2 },
]
const SLOTS = 4

/** All tasks take one slot, so who should run is plain: without a look at nodes. */
async function hold(batch: BatchServer): Promise<void> {
  const rows = await batch.ports.store.all<Row>(sql`
    select t.seq, j.id as job, t.state, t.run,
           (select count(*) from batch_attempt a where a.task = t.seq) as alive,
           (select count(*) from batch_attempt a where a.task = t.seq and a.stopping = 1) as stopping
      from batch_task t join batch_job j on j.num = t.job`)
  const used = rows.filter(({ alive }) => alive > 0).length
  assert.ok(used <= SLOTS, 'more runs than there are slots')
  for (const row of rows) {
    const { yielded } = JSON.parse(row.run) as { yielded?: boolean }
    const job = JOBS.find(({ id }) => id === row.job)!
    if (yielded) assert.ok(job.allowTaskPreemption, `a task of ${row.job} made way`)
  }
  const ending = rows.filter(({ stopping }) => stopping > 0).length
  const coming = SLOTS - used + ending
  for (const { id, priority } of JOBS) {
    const above = JOBS.filter((job) => job.priority >= priority).map((job) => job.id)
    const wait = rows.filter(
      ({ job, state, alive }) => above.includes(job) && state === 'active' && alive === 0,
    ).length
    const lower = JOBS.filter((job) => job.priority < priority && job.allowTaskPreemption)
    const inTheWay = rows.filter(
      ({ job, state }) => lower.some((one) => one.id === job) && state === 'running',
    ).length
    const ownWait = rows.some(
      ({ job, state, alive }) => job === id && state === 'active' && alive === 0,
    )
    if (ownWait && inTheWay > 0) {
      assert.ok(wait <= coming, `tasks of ${id} wait, and ${inTheWay} do not make way for them`)
    }
  }
}

for (const seed of [1, 2, 3]) {
  test(`the highest run, and those that may be ended make way, seed ${seed}`, async () => {
    const random = randomOf(seed)
    await using batch = await startBatch()
    await aPool(batch, { nodes: 2, slots: SLOTS / 2 })
    for (const job of JOBS) await aJob(batch, job.id, job)
    const toEnd = new Set<string>()
    batch.nodes.stop = async (id) => void toEnd.add(id)
    const endOne = async (): Promise<void> => {
      const [id] = toEnd
      if (id === undefined) return
      toEnd.delete(id)
      batch.nodes.finish(id, { signal: 9 })
    }
    const finishOne = async (): Promise<void> => {
      const rows = await batch.ports.store.all<{ id: string }>(
        sql`select id from batch_attempt where stopping = 0`,
      )
      const some = rows[random(rows.length)]
      if (some) batch.nodes.finish(some.id, { exitCode: 0 })
    }
    for (let step = 0; step < 80; step++) {
      const dice = random(8)
      const { id } = JOBS[random(JOBS.length)]!
      if (dice < 3) {
        const body = { id: `t${step}`, commandLine: '/bin/true' }
        await batch.call('POST', `/jobs/${id}/tasks`, { body })
      } else if (dice < 5) await finishOne()
      else await endOne()
      await batch.pass(0)
      await hold(batch)
    }
    const open = () => batch.ports.store.all(sql`select id from batch_task where result is null`)
    for (let left = 500; left > 0 && (await open()).length > 0; left--) {
      await endOne()
      await finishOne()
      await batch.pass(0)
    }
    assert.deepEqual(await open(), [], 'every task ends in the end')
    assert.deepEqual(batch.bugs, [])
  })
}
