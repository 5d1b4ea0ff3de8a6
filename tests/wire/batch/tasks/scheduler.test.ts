// Random lives of jobs on simulated nodes, held to an obvious model: it counts all rows anew after
// each step, where the scheduler keeps counts and asks indexes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#store/sql.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aPool } from './tasks-world.ts'

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

interface TaskRow {
  readonly seq: number
  readonly job: number
  readonly key: string
  readonly state: string
  readonly slots: number
  readonly result: string | null
  readonly satisfied: number
  readonly spec: string
}

interface AttemptRow {
  readonly id: string
  readonly task: number
  readonly job: number
  readonly node: string
  readonly slots: number
}

const JOBS = ['low', 'high']
const STEPS = 60

async function act(batch: BatchServer, random: (limit: number) => number, step: number) {
  const job = JOBS[random(2)]!
  const attempts = await batch.ports.store.all<AttemptRow>(sql`select * from batch_attempt`)
  const some = attempts[random(attempts.length)]
  const dice = random(12)
  if (dice < 5) {
    const value = Array.from({ length: 1 + random(4) }, (_, i) => ({
      id: `${step * 10 + i}`,
      commandLine: '/bin/true',
      requiredSlots: 1 + random(3),
      constraints: { maxTaskRetryCount: random(2) },
      ...(random(3) === 0 && step > 0 ? { dependsOn: { taskIds: [`${random(step) * 10}`] } } : {}),
    }))
    await batch.call('POST', `/jobs/${job}/addtaskcollection`, { body: { value } })
  } else if (dice < 9 && some) batch.nodes.finish(some.id, { exitCode: random(3) === 0 ? 1 : 0 })
  else if (dice === 9) {
    await batch.call('POST', `/jobs/${job}/tasks/${random(step + 1) * 10}/terminate`)
  } else if (dice === 10 && some) await batch.nodes.reboot(some.node, `boot${step}`)
  else if (random(2) === 0) {
    await batch.call('POST', `/jobs/${job}/disable`, { body: { disableTasks: 'requeue' } })
  } else await batch.call('POST', `/jobs/${job}/enable`)
}

async function hold(batch: BatchServer): Promise<void> {
  const { store } = batch.ports
  const tasks = await store.all<TaskRow>(sql`select * from batch_task order by seq`)
  const attempts = await store.all<AttemptRow>(sql`select * from batch_attempt`)
  const nodes = await store.all<{ node_key: string; slots: number; running_tasks: number }>(
    sql`select * from batch_node`,
  )
  const jobs = await store.all<{ num: number; state: string; body: string }>(
    sql`select * from batch_job`,
  )
  const freeOf = (node: (typeof nodes)[number]): number =>
    node.slots -
    attempts
      .filter((attempt) => attempt.node === node.node_key)
      .reduce((sum, { slots }) => sum + slots, 0)
  for (const node of nodes) {
    assert.ok(freeOf(node) >= 0, `${node.node_key} runs more than it has slots`)
    const there = attempts.filter((attempt) => attempt.node === node.node_key)
    assert.equal(node.running_tasks, there.length)
  }
  const running = tasks.filter(({ state }) => state === 'running')
  assert.deepEqual(
    attempts.map(({ task }) => task).sort((a, b) => a - b),
    running.map(({ seq }) => seq),
  )
  for (const job of jobs) {
    const own = tasks.filter((task) => task.job === job.num)
    const counted = await store.get<Record<string, number>>(
      sql`select * from batch_task_count where job = ${job.num}`,
    )
    const count = (isSo: (task: TaskRow) => boolean): number => own.filter(isSo).length
    assert.deepEqual(
      [counted!.active, counted!.running, counted!.succeeded, counted!.failed],
      [
        count(({ state }) => state === 'active'),
        count(({ state }) => state === 'running'),
        count(({ result }) => result === 'success'),
        count(({ result }) => result === 'failure'),
      ],
    )
    const alive = attempts.filter((attempt) => attempt.job === job.num).length
    const { maxParallelTasks } = (JSON.parse(job.body) as { spec: { maxParallelTasks: number } })
      .spec
    if (maxParallelTasks !== -1) assert.ok(alive <= maxParallelTasks)
    if (job.state !== 'active' || alive === maxParallelTasks) continue
    const satisfied = new Set(own.filter((task) => task.satisfied).map(({ key }) => key))
    const left = own.filter(({ state, slots, spec }) => {
      const { dependsOn } = JSON.parse(spec) as { dependsOn?: { taskIds: string[] } }
      const mayRun = (dependsOn?.taskIds ?? []).every((id) => satisfied.has(id))
      return state === 'active' && mayRun && nodes.some((node) => freeOf(node) >= slots)
    })
    assert.deepEqual(left, [], 'a task waits though there is room for it')
  }
}

for (const seed of [1, 2, 3, 4]) {
  test(`no slot is given twice and none is left idle for a task that fits, seed ${seed}`, async () => {
    const random = randomOf(seed)
    await using batch = await startBatch()
    await aPool(batch, { nodes: 2, slots: 3 })
    for (const [i, id] of JOBS.entries()) {
      const body = {
        id,
        priority: i * 10,
        poolInfo: { poolId: 'pool1' },
        usesTaskDependencies: true,
        ...(id === 'high' && { maxParallelTasks: 3 }),
      }
      await batch.call('POST', '/jobs', { body })
    }
    for (let step = 0; step < STEPS; step++) {
      await act(batch, random, step)
      await batch.pass(0)
      await hold(batch)
    }
    assert.deepEqual(batch.bugs, [])
  })
}
