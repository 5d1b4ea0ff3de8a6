// A server that has something of everything, and the call of each rule against it.
import assert from 'node:assert/strict'
import { ARM_PATH, type BatchServer } from '../batch-server.ts'
import { aJob, aPool, aTask, finish } from '../tasks/tasks-world.ts'
import type { Rule } from './rules.ts'
import { cer } from './rules-certificates.ts'

const poolInfo = { poolId: 'pool1' }
const runs = { commandLine: 'x' }
const ON_ARM = '2024-02-01'

/** Answers a node that is idle, and one whose scheduling is off. */
export async function furnished(batch: BatchServer): Promise<readonly [string, string]> {
  const [idle, off] = (await aPool(batch, { nodes: 4 })) as [string, string]
  const post = async (path: string, body: object = {}): Promise<void> => {
    const { status, text } = await batch.call('POST', path, { body })
    assert.ok(status < 300, `${path}: ${text}`)
  }
  await aPool(batch, { id: 'scaled', enableAutoScale: true })
  await post('/certificates', cer)
  await batch.call('PUT', `${ARM_PATH}/applications/app`, { version: ON_ARM, body: {} })
  batch.nodes.write(idle, 'startup/file.txt', '0123456789')
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

/** What is of the account has its path. */
const inAccount = (body: object): unknown =>
  JSON.parse(JSON.stringify(body).replaceAll('ACCOUNT', ARM_PATH))

/** Each rule has its answer, and nothing that is called `new` has come of it. */
export async function refuses(
  batch: BatchServer,
  rules: readonly Rule[],
  [idle, off]: readonly [string, string] = ['', ''],
): Promise<void> {
  const make = async (call: string, body?: object, headers?: Rule['headers']) => {
    const [method = '', path = ''] = call
      .replace('NODE', idle)
      .replace('OFF', off)
      .replace('ARM', ARM_PATH)
      .split(' ')
    const sent = method === 'GET' || method === 'DELETE' ? {} : { body: inAccount(body ?? {}) }
    return await batch.call(method, path, {
      ...sent,
      ...(headers && { headers }),
      ...(path.startsWith(ARM_PATH) && { version: ON_ARM }),
    })
  }
  const wrong: string[] = []
  for (const { rule, call, body, headers, first, answer } of rules) {
    if (first) {
      const { status, text } = await make(first.call, first.body)
      assert.ok(status < 300, `${rule}: ${text}`)
    }
    const { status, body: said } = await make(call, body, headers)
    const found = `${status} ${said?.code ?? said?.error?.code ?? ''}`.trim()
    if (found !== answer) {
      wrong.push(`${rule} (${call}): ${found} ${JSON.stringify(said?.values ?? said) ?? ''}`)
    }
  }
  assert.deepEqual(wrong, [])
  for (const kind of ['pools', 'jobs', 'jobschedules']) {
    assert.equal((await batch.call('GET', `/${kind}/new`)).status, 404, kind)
  }
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/new')).status, 404)
}
