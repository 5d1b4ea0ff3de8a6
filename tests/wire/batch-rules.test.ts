// Each rule of `batch-rules.ts` and `batch-rules-pools.ts` against a server that has something of everything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { jobs, lists, nodes, type Rule, schedules, tasks } from './batch-rules.ts'
import { pools } from './batch-rules-pools.ts'
import { type BatchServer, startBatch } from './batch-server.ts'
import { aJob, aPool, aTask, finish } from './batch-tasks-world.ts'

const poolInfo = { poolId: 'pool1' }
const runs = { commandLine: 'x' }

async function furnished(batch: BatchServer): Promise<readonly [string, string]> {
  const [idle, off] = (await aPool(batch, { nodes: 4 })) as [string, string]
  const post = async (path: string, body: object = {}): Promise<void> => {
    const { status, text } = await batch.call('POST', path, { body })
    assert.ok(status < 300, `${path}: ${text}`)
  }
  await aPool(batch, { id: 'scaled', enableAutoScale: true })
  await post(`/pools/pool1/nodes/${idle}/users`, { name: 'kim', password: 'x' })
  await post(`/pools/pool1/nodes/${off}/disablescheduling`)
  await aJob(batch)
  await aJob(batch, 'uses', { usesTaskDependencies: true })
  await aJob(batch, 'ends', { onAllTasksComplete: 'terminatejob', poolInfo: { poolId: 'none' } })
  await aJob(batch, 'prepared', { jobPreparationTask: runs, jobReleaseTask: runs })
  await aJob(batch, 'over')
  await post('/jobs/over/terminate')
  await aTask(batch, 'done')
  await finish(batch, 'done')
  await aTask(batch, 'runs')
  await aTask(batch, 'waits', { requiredSlots: 2 })
  for (const id of ['nightly', 'past']) {
    await post('/jobschedules', { id, schedule: {}, jobSpecification: { poolInfo } })
  }
  await post('/jobschedules/past/terminate')
  await batch.pass(60_000)
  return [idle, off]
}

describe('what Batch refuses', () => {
  let batch: BatchServer
  let known: readonly [string, string]
  before(async () => {
    batch = await startBatch()
    known = await furnished(batch)
  })
  after(() => batch[Symbol.asyncDispose]())

  const all: Record<string, readonly Rule[]> = { pools, nodes, jobs, tasks, schedules, lists }
  for (const [what, rules] of Object.entries(all)) {
    test(`of ${what}, each with its code, and nothing comes of it`, async () => {
      const wrong: string[] = []
      for (const { rule, call, body, answer } of rules) {
        const [method = '', path = ''] = call
          .replace('NODE', known[0])
          .replace('OFF', known[1])
          .split(' ')
        const sent = method === 'GET' || method === 'DELETE' ? {} : { body: body ?? {} }
        const { status, body: said } = await batch.call(method, path, sent)
        const found = `${status} ${said?.code ?? ''}`.trim()
        if (found !== answer) {
          wrong.push(`${rule} (${call}): ${found} ${JSON.stringify(said?.values ?? said) ?? ''}`)
        }
      }
      assert.deepEqual(wrong, [])
      for (const kind of ['pools', 'jobs', 'jobschedules']) {
        assert.equal((await batch.call('GET', `/${kind}/new`)).status, 404, kind)
      }
      assert.equal((await batch.call('GET', '/jobs/job1/tasks/new')).status, 404)
    })
  }
})
