// Pools that come and go with a job or a job schedule, on simulated nodes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, type Body, startBatch } from '../batch-server.ts'
import { jobOf } from '../jobs/job-nodes-world.ts'
import { aTask, finish, stateOf } from '../tasks/tasks-world.ts'

const MINUTE = 60_000
const pool = {
  vmSize: 'standard_d2s_v3',
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
    },
  },
}
const GUID = '[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}'

const auto = (more: object = {}, settings: object = {}) => ({
  autoPoolSpecification: {
    poolLifetimeOption: 'job',
    pool: { ...pool, ...settings },
    ...more,
  },
})

const add = (batch: BatchServer, poolInfo: object, id = 'job1') =>
  batch.call('POST', '/jobs', { body: { id, poolInfo } })

const pools = async (batch: BatchServer): Promise<string[]> => {
  const { body } = await batch.call('GET', '/pools?$select=id,state')
  return (body.value as unknown as Body[]).map(({ id, state }) => `${id} ${state}`)
}

const poolOf = async (batch: BatchServer, job = 'job1'): Promise<string> =>
  String((await batch.call('GET', `/jobs/${job}`)).body.executionInfo!.poolId)

test('a job has a pool of its own, which goes when it ends', async () => {
  await using batch = await startBatch()
  const added = await add(batch, auto({ autoPoolIdPrefix: 'Mine' }, { targetDedicatedNodes: 1 }))
  assert.equal(added.status, 201, added.text)
  const job = await jobOf(batch)
  const id = await poolOf(batch)
  assert.match(id, new RegExp(`^Mine_${GUID}$`))
  // The defaults are recorded.
  assert.deepEqual(job.poolInfo, {
    autoPoolSpecification: {
      autoPoolIdPrefix: 'Mine',
      poolLifetimeOption: 'job',
      keepAlive: false,
      pool: {
        ...pool,
        resizeTimeout: 'PT15M',
        targetDedicatedNodes: 1,
        targetLowPriorityNodes: 0,
      },
    },
  })
  const shown = (await batch.call('GET', `/pools/${id}`)).body
  assert.equal(shown.state, 'active')
  assert.equal(shown.targetDedicatedNodes as unknown, 1)
  const filter = encodeURIComponent(`executionInfo/poolId eq '${id}'`)
  const found = await batch.call('GET', `/jobs?$filter=${filter}`)
  assert.equal((found.body.value as unknown as Body[]).length, 1)
  await batch.pass(2 * MINUTE)
  await aTask(batch)
  assert.equal(await stateOf(batch), 'running')
  await finish(batch)
  await batch.call('POST', '/jobs/job1/terminate')
  await batch.pass(0)
  assert.equal((await jobOf(batch)).state, 'completed')
  assert.deepEqual(await pools(batch), [`${id} deleting`])
  await batch.pass(2 * MINUTE)
  assert.deepEqual(await pools(batch), [])
  assert.equal(await poolOf(batch), id, 'the job still tells of it')
  assert.deepEqual(batch.bugs, [])
})

test('the pool of a job that is deleted goes too, unless it is to be kept alive', async () => {
  await using batch = await startBatch()
  for (const id of ['kept', 'later', 'gone']) {
    await add(batch, auto({ keepAlive: id === 'kept', autoPoolIdPrefix: id }), id)
  }
  const patch = (poolInfo: object, job = 'later') =>
    batch.call('PATCH', `/jobs/${job}`, { body: { poolInfo } })
  for (const [other, why] of [
    [auto({ autoPoolIdPrefix: 'other' }), 'another prefix'],
    [auto({ autoPoolIdPrefix: 'later' }, { targetDedicatedNodes: 1 }), 'another pool'],
    [{ poolId: 'pool1' }, 'a pool by its name'],
  ] as const) {
    const refused = await patch(other)
    assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidPropertyValue'], why)
  }
  const changed = await patch(auto({ keepAlive: true, autoPoolIdPrefix: 'later' }))
  assert.equal(changed.status, 200, changed.text)
  for (const id of ['kept', 'later', 'gone']) await batch.call('DELETE', `/jobs/${id}`)
  await batch.pass(2 * MINUTE)
  const left = (await pools(batch)).map((one) => one.replace(/_.* /, ' '))
  assert.deepEqual(left.sort(), ['kept active', 'later active'])
  assert.deepEqual(batch.bugs, [])
})

test('a job whose pool cannot be made is completed, and says why', async () => {
  await using batch = await startBatch({ options: { poolQuota: 1 } })
  await add(batch, auto())
  await add(batch, auto(), 'job2')
  const { body } = await batch.call('GET', '/jobs/job2')
  assert.equal(body.state, 'completed')
  assert.equal(body.executionInfo!.schedulingError!.code, 'AutoPoolCreationFailedWithQuotaReached')
  assert.equal(body.executionInfo!.schedulingError!.category, 'UserError')
  assert.ok(body.executionInfo!.endTime)
  const task = { id: 't', commandLine: 'x' }
  const refused = await batch.call('POST', '/jobs/job2/tasks', { body: task })
  assert.equal(refused.body.code, 'JobCompleted')
})

for (const lifetime of ['job', 'jobschedule'] as const) {
  test(`jobs of a schedule with a pool that lives as long as the ${lifetime}`, async () => {
    await using batch = await startBatch()
    const sent = await batch.call('POST', '/jobschedules', {
      body: {
        id: 'Nightly',
        schedule: { recurrenceInterval: 'PT10M' },
        jobSpecification: { poolInfo: auto({ poolLifetimeOption: lifetime }) },
      },
    })
    assert.equal(sent.status, 201, sent.text)
    const first = await poolOf(batch, 'nightly:job-1')
    assert.match(first, new RegExp(`^${GUID}$`))
    await batch.call('POST', '/jobs/nightly:job-1/terminate')
    await batch.pass(10 * MINUTE)
    const second = await poolOf(batch, 'nightly:job-2')
    assert.equal(second === first, lifetime === 'jobschedule')
    assert.deepEqual(await pools(batch), [`${second} active`])
    await batch.call('POST', '/jobschedules/nightly/terminate')
    await batch.pass(2 * MINUTE)
    assert.equal((await batch.call('GET', '/jobschedules/nightly')).body.state, 'completed')
    assert.deepEqual(await pools(batch), [])
    assert.deepEqual(batch.bugs, [])
  })
}

test("a schedule's jobs get another pool where theirs was deleted, and none is left", async () => {
  await using batch = await startBatch()
  await batch.call('POST', '/jobschedules', {
    body: {
      id: 'Nightly',
      schedule: { recurrenceInterval: 'PT10M' },
      jobSpecification: { poolInfo: auto({ poolLifetimeOption: 'jobschedule' }) },
    },
  })
  const first = await poolOf(batch, 'nightly:job-1')
  await batch.call('DELETE', `/pools/${first}`)
  await batch.call('POST', '/jobs/nightly:job-1/terminate')
  await batch.pass(10 * MINUTE)
  const second = await poolOf(batch, 'nightly:job-2')
  assert.notEqual(second, first)
  await batch.call('DELETE', '/jobschedules/nightly')
  await batch.pass(2 * MINUTE)
  assert.equal((await batch.call('GET', '/jobschedules/nightly')).body.code, 'JobScheduleNotFound')
  assert.deepEqual(await pools(batch), [])
  assert.deepEqual(batch.bugs, [])
})

test('a pool that scales by a formula comes with its job', async () => {
  await using batch = await startBatch()
  const scaling = { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 2' }
  const added = await add(batch, auto({}, scaling))
  assert.equal(added.status, 201, added.text)
  await batch.pass(2 * MINUTE)
  const shown = (await batch.call('GET', `/pools/${await poolOf(batch)}`)).body
  assert.equal(shown.currentDedicatedNodes as unknown, 2)
  assert.deepEqual(batch.bugs, [])
})

test('a manager runs as a user that its pool will have, and nothing is made for another', async () => {
  await using batch = await startBatch()
  const addBoth = async (username: string): Promise<readonly (readonly unknown[])[]> => {
    const jobManagerTask = { id: 'm', commandLine: 'x', userIdentity: { username } }
    const poolInfo = auto({}, { userAccounts: [{ name: 'Kim', password: 'secret' }] })
    const job = { id: 'job1', poolInfo, jobManagerTask }
    const schedule = { id: 's', schedule: {}, jobSpecification: { poolInfo, jobManagerTask } }
    const answers = [
      await batch.call('POST', '/jobs', { body: job }),
      await batch.call('POST', '/jobschedules', { body: schedule }),
    ]
    return answers.map(({ status, body }) => [status, body?.code])
  }
  const refused = [400, 'InvalidPropertyValue']
  assert.deepEqual(await addBoth('stranger'), [refused, refused])
  for (const path of ['/jobs', '/jobschedules', '/pools']) {
    assert.deepEqual((await batch.call('GET', path)).body.value, [], path)
  }
  assert.deepEqual(await addBoth('kim'), [
    [201, undefined],
    [201, undefined],
  ])
  assert.equal((await pools(batch)).length, 2)
  assert.equal(await stateOf(batch, 'm', 's:job-1'), 'active')
  assert.deepEqual(batch.bugs, [])
})
