import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createJobSchedule } from '#batch/job-schedules/job-schedule.commands.ts'
import { jobScheduleSpecOf } from '#batch/job-schedules/job-schedule.rules.ts'
import { ACCOUNT, type BatchServer, type Body, startBatch } from '../batch-server.ts'
import { aPool, aTask, attemptsOf, stateOf } from '../tasks/tasks-world.ts'

const MINUTE = 60_000
const jobSpecification = { poolInfo: { poolId: 'pool1' } }

const add = (batch: BatchServer, schedule: object = {}, more: object = {}) =>
  batch.call('POST', '/jobschedules', {
    body: { id: 'Nightly', schedule, jobSpecification, ...more },
  })

const get = async (batch: BatchServer, query = ''): Promise<Body> =>
  (await batch.call('GET', `/jobschedules/nightly${query}`)).body

const jobs = async (batch: BatchServer): Promise<string[]> => {
  const { body } = await batch.call('GET', '/jobschedules/nightly/jobs')
  return (body.value as unknown as Body[]).map(({ id, state }) => `${id} ${state}`)
}

const end = (batch: BatchServer, n: number) =>
  batch.call('POST', `/jobs/Nightly:job-${n}/terminate`, { body: {} })

const after = (batch: BatchServer, minutes: number): string =>
  new Date(batch.clock.now() + minutes * MINUTE).toISOString()

test('a schedule makes its first job at once and the next ones on time, never two at a time', async () => {
  await using batch = await startBatch()
  const added = await add(batch, { recurrenceInterval: 'PT10M' }, { displayName: 'every night' })
  assert.equal(added.status, 201)
  assert.match(added.headers.location!, /\/jobschedules\/Nightly$/)
  const next = after(batch, 10)
  const schedule = await get(batch)
  assert.equal(schedule.state, 'active')
  assert.equal(schedule.displayName, 'every night')
  assert.equal(added.headers.etag, schedule.eTag)
  assert.equal(new Date(schedule.executionInfo!.nextRunTime!).toISOString(), next)
  assert.deepEqual(schedule.executionInfo!.recentJob, {
    id: 'Nightly:job-1',
    url: `${batch.origin}/jobs/Nightly:job-1`,
  })
  assert.deepEqual(schedule.schedule, { recurrenceInterval: 'PT10M' })
  assert.equal((schedule.jobSpecification as Body).onAllTasksComplete, 'noaction')
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 active'])
  await batch.pass(25 * MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 active'], 'it waits for the first to end')
  assert.equal((await end(batch, 1)).status, 202)
  await batch.pass(0)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed', 'Nightly:job-2 active'])
  await end(batch, 2)
  await batch.pass(4 * MINUTE)
  assert.equal((await jobs(batch)).length, 2)
  await batch.pass(MINUTE)
  assert.equal((await jobs(batch))[2], 'Nightly:job-3 active', 'the grid of ten minutes stays')
  assert.equal((await get(batch)).eTag, schedule.eTag, 'jobs that come and go change no ETag')
})

test('without an interval there is one job, and the schedule ends with it', async () => {
  await using batch = await startBatch()
  await add(batch, { doNotRunUntil: after(batch, 5) })
  assert.deepEqual(await jobs(batch), [])
  assert.equal((await get(batch)).executionInfo!.recentJob, undefined)
  await batch.pass(5 * MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 active'])
  assert.equal((await get(batch)).executionInfo!.nextRunTime, undefined)
  await end(batch, 1)
  await batch.pass(0)
  const over = await get(batch)
  assert.equal(over.state, 'completed')
  assert.equal(over.previousState, 'active')
  assert.ok(over.executionInfo!.endTime)
  for (const [method, path, code] of [
    ['POST', '/disable', 'JobScheduleCompleted'],
    ['POST', '/enable', 'JobScheduleCompleted'],
    ['POST', '/terminate', 'JobScheduleCompleted'],
  ] as const) {
    const refused = await batch.call(method, `/jobschedules/nightly${path}`)
    assert.equal(refused.status, 409)
    assert.equal(refused.body.code, code)
  }
})

test('a window that closes loses its job, and the schedule is over when its time is', async () => {
  await using batch = await startBatch()
  await add(batch, {
    recurrenceInterval: 'PT10M',
    startWindow: 'PT2M',
    doNotRunAfter: after(batch, 25),
  })
  await batch.pass(13 * MINUTE)
  await end(batch, 1)
  await batch.pass(0)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed'], 'the job of minute 10 is lost')
  await batch.pass(7 * MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed', 'Nightly:job-2 active'])
  await batch.pass(6 * MINUTE)
  assert.equal((await get(batch)).state, 'active', 'its job still runs')
  await end(batch, 2)
  await batch.pass(0)
  assert.equal((await get(batch)).state, 'completed')
})

test('a disabled schedule makes no jobs, and makes the one that is due when it is enabled', async () => {
  await using batch = await startBatch()
  await add(batch, { recurrenceInterval: 'PT10M' })
  await end(batch, 1)
  const disabled = await batch.call('POST', '/jobschedules/nightly/disable')
  assert.equal(disabled.status, 204)
  assert.equal((await get(batch)).state, 'disabled')
  assert.equal(disabled.headers.etag, (await get(batch)).eTag)
  await batch.pass(34 * MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed'])
  assert.equal((await batch.call('POST', '/jobschedules/nightly/enable')).status, 204)
  await batch.pass(0)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed', 'Nightly:job-2 active'])
  const { executionInfo } = await get(batch)
  assert.equal(new Date(executionInfo!.nextRunTime!).toISOString(), after(batch, 6))
})

test('a patch replaces what it names for jobs to come, and a put takes away what it leaves out', async () => {
  await using batch = await startBatch()
  const metadata = [{ name: 'a', value: 'b' }]
  await add(batch, { recurrenceInterval: 'PT10M' }, { metadata })
  const body = {
    jobSpecification: { ...jobSpecification, priority: 7, displayName: 'later' },
  }
  assert.equal((await batch.call('PATCH', '/jobschedules/nightly', { body })).status, 200)
  assert.deepEqual((await get(batch)).metadata, metadata)
  assert.equal((await batch.call('GET', '/jobs/nightly:job-1')).body.priority, 0)
  await end(batch, 1)
  await batch.pass(10 * MINUTE)
  const second = (await batch.call('GET', '/jobs/nightly:job-2')).body
  assert.equal(second.priority, 7)
  assert.equal(second.displayName, 'later')
  const put = { schedule: { recurrenceInterval: 'PT3M' }, jobSpecification }
  assert.equal((await batch.call('PUT', '/jobschedules/nightly', { body: put })).status, 200)
  const schedule = await get(batch)
  assert.equal(schedule.metadata, undefined)
  assert.equal(new Date(schedule.executionInfo!.nextRunTime!).toISOString(), after(batch, 2))
  const stale = await batch.call('PATCH', '/jobschedules/nightly', {
    body,
    headers: { 'if-match': '0x1' },
  })
  assert.equal(stale.status, 412)
})

test('a job that is due stays due whatever else of its schedule is changed', async () => {
  const schedule = { recurrenceInterval: 'PT10M' }
  const metadata = [{ name: 'a', value: 'b' }]
  for (const [method, body, isAtOnce] of [
    ['PATCH', { metadata }, true],
    ['PATCH', { metadata, schedule }, true],
    ['PUT', { schedule, jobSpecification }, true],
    ['PATCH', { schedule: { ...schedule, startWindow: 'PT9M' } }, false],
  ] as const) {
    await using batch = await startBatch()
    await add(batch, schedule)
    await batch.pass(13 * MINUTE)
    assert.equal((await batch.call(method, '/jobschedules/nightly', { body })).status, 200)
    await end(batch, 1)
    await batch.pass(0)
    const due = isAtOnce ? ['Nightly:job-2 active'] : []
    assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed', ...due], JSON.stringify(body))
    const { nextRunTime } = (await get(batch)).executionInfo!
    assert.equal(new Date(nextRunTime!).toISOString(), after(batch, 7))
  }
})

test('a termination ends the running job and then the schedule', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await add(batch, { recurrenceInterval: 'PT10M' })
  await aTask(batch, 'task1', {}, 'Nightly:job-1')
  const [attempt] = await attemptsOf(batch, 'task1', 'nightly:job-1')
  batch.nodes.stop = async () => undefined
  assert.equal((await batch.call('POST', '/jobschedules/nightly/terminate')).status, 202)
  assert.equal((await get(batch)).state, 'terminating')
  const job = (await batch.call('GET', '/jobs/nightly:job-1')).body
  assert.equal(job.state, 'terminating')
  assert.equal(job.executionInfo!.terminateReason, 'TerminateWorkitem')
  const again = await batch.call('POST', '/jobschedules/nightly/terminate')
  assert.equal(again.body.code, 'JobScheduleBeingTerminated')
  batch.nodes.finish(attempt!, { signal: 9 })
  await batch.pass(0)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed'])
  assert.equal((await get(batch)).state, 'completed')
  await batch.pass(30 * MINUTE)
  assert.equal((await jobs(batch)).length, 1)
})

test('a deletion takes all jobs along, and what their tasks have used stays with the schedule until then', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await add(batch, { recurrenceInterval: 'PT1M' })
  await aTask(batch, 'task1', {}, 'Nightly:job-1')
  const task = (await batch.call('GET', '/jobs/nightly:job-1/tasks/task1')).body
  assert.equal((task.nodeInfo as Body).taskRootDirectory, 'workitems/Nightly/job-1/task1')
  await batch.pass(5_000)
  batch.nodes.finish((await attemptsOf(batch, 'task1', 'nightly:job-1'))[0]!, { exitCode: 0 })
  await batch.pass(0)
  const stats = async () => (await get(batch, '?$expand=stats')).stats as Body
  assert.equal((await stats()).wallClockTime, 'PT5S')
  assert.equal(String((await stats()).numSucceededTasks), '1')
  await batch.call('DELETE', '/jobs/nightly:job-1')
  await batch.pass(MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-2 active'])
  assert.equal((await stats()).wallClockTime, 'PT5S')
  assert.equal((await batch.call('DELETE', '/jobschedules/nightly')).status, 202)
  await batch.pass(0)
  assert.equal((await batch.call('GET', '/jobs/nightly:job-2')).status, 404)
  const gone = await batch.call('GET', '/jobschedules/nightly')
  assert.equal(gone.status, 404)
  assert.equal(gone.body.code, 'JobScheduleNotFound')
  assert.equal((await batch.call('HEAD', '/jobschedules/nightly')).status, 404)
})

test('what is wrong with a schedule is refused, and nothing of it is there', async () => {
  await using batch = await startBatch()
  const past = after(batch, -1)
  const later = after(batch, 10)
  for (const [schedule, name] of [
    [{ recurrenceInterval: 'PT59S' }, 'recurrenceInterval'],
    [{ startWindow: 'PT59S' }, 'startWindow'],
    [{ recurrenceInterval: '-PT5M' }, 'recurrenceInterval'],
    [{ doNotRunAfter: past }, 'doNotRunAfter'],
    [{ doNotRunUntil: later, doNotRunAfter: after(batch, 5) }, 'doNotRunAfter'],
  ] as const) {
    const refused = await add(batch, schedule)
    assert.equal(refused.status, 400, JSON.stringify(schedule))
    assert.equal(refused.body.code, 'InvalidPropertyValue')
    assert.ok(refused.text.includes(name), name)
  }
  const jobManagerTask = { id: 'm', commandLine: ' ' }
  const refused = await add(
    batch,
    {},
    { jobSpecification: { ...jobSpecification, jobManagerTask } },
  )
  assert.deepEqual([refused.status, refused.body.code], [400, 'MissingRequiredProperty'])
  const { body } = await batch.call('GET', '/jobschedules')
  assert.deepEqual(body.value, [])
  assert.deepEqual((await batch.call('GET', '/jobs')).body.value, [])
})

test('a change of a schedule is refused as the schedule itself would have been', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await add(batch, { doNotRunUntil: after(batch, 10) })
  const before = await get(batch)
  const userIdentity = { username: 'stranger' }
  const task = { commandLine: 'x' }
  for (const own of [
    { jobManagerTask: { id: 'm', ...task, userIdentity } },
    { jobPreparationTask: { ...task, userIdentity } },
    { jobReleaseTask: task },
    { jobManagerTask: { id: 'same', ...task }, jobPreparationTask: { id: 'SAME', ...task } },
    { jobManagerTask: { id: 'm', commandLine: ' ' } },
    { priority: 1001 },
    { constraints: { maxTaskRetryCount: -2 } },
    { commonEnvironmentSettings: [{ name: '', value: 'x' }] },
  ]) {
    const body = { jobSpecification: { ...jobSpecification, ...own } }
    const added = await add(batch, {}, { id: 'other', ...body })
    assert.ok(added.status >= 400, JSON.stringify(own))
    for (const method of ['PATCH', 'PUT'] as const) {
      const put = method === 'PUT' ? { schedule: {} } : {}
      const changed = await batch.call(method, '/jobschedules/nightly', {
        body: { ...body, ...put },
      })
      assert.equal(changed.status, added.status, JSON.stringify(own))
      assert.equal(changed.body.code, added.body.code, JSON.stringify(own))
    }
  }
  assert.deepEqual(await get(batch), before)
  // A manager that asks for a token gets one, though no task before it did.
  const authenticationTokenSettings = { access: ['job'] }
  const jobManagerTask = { id: 'm', ...task, authenticationTokenSettings }
  await batch.call('PATCH', '/jobschedules/nightly', {
    body: { jobSpecification: { ...jobSpecification, jobManagerTask } },
  })
  await batch.pass(10 * MINUTE)
  assert.equal(await stateOf(batch, 'm', 'Nightly:job-1'.toLowerCase()), 'running')
  assert.deepEqual(batch.bugs, [])
})

test('jobs and schedules share ids and the quota', async () => {
  await using batch = await startBatch({ options: { activeJobAndJobScheduleQuota: 3 } })
  await add(batch, {})
  assert.equal((await add(batch, {})).body.code, 'JobScheduleExists')
  const job = (id: string) => batch.call('POST', '/jobs', { body: { id, ...jobSpecification } })
  assert.equal((await job('nightly')).body.code, 'JobScheduleWithSameIdExists')
  assert.equal((await job('other')).status, 201)
  assert.equal((await job('third')).body.code, 'ActiveJobAndScheduleQuotaReached')
  assert.equal((await add(batch, {}, { id: 'other' })).body.code, 'JobWithSameIdExists')
})

test('a job that the quota has no room for starts as soon as it has', async () => {
  await using batch = await startBatch({ options: { activeJobAndJobScheduleQuota: 3 } })
  await add(batch, { doNotRunUntil: after(batch, 1), startWindow: 'PT5M' })
  for (const id of ['a', 'b']) {
    await batch.call('POST', '/jobs', { body: { id, ...jobSpecification } })
  }
  await batch.pass(2 * MINUTE)
  assert.deepEqual(await jobs(batch), [])
  await batch.call('POST', '/jobs/a/terminate', { body: {} })
  await batch.pass(20_000)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 active'])
  assert.deepEqual(batch.bugs, [])
})

test('a job whose manager its pool has no user for is not made, and starts once it has', async () => {
  await using batch = await startBatch()
  const userAccounts = [{ name: 'kim', password: 'secret' }]
  await aPool(batch, { nodes: 0, userAccounts })
  const patchPool = async (users: readonly object[]) => {
    const body = { userAccounts: users }
    const call = { body, version: '2024-07-01.20.0' }
    assert.equal((await batch.call('PATCH', '/pools/pool1', call)).status, 200)
  }
  const jobManagerTask = { id: 'm', commandLine: 'x', userIdentity: { username: 'kim' } }
  const added = await add(
    batch,
    { recurrenceInterval: 'PT10M' },
    { jobSpecification: { ...jobSpecification, jobManagerTask } },
  )
  assert.equal(added.status, 201, added.text)
  await end(batch, 1)
  await patchPool([])
  await batch.pass(11 * MINUTE)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed'])
  await patchPool(userAccounts)
  await batch.pass(20_000)
  assert.deepEqual(await jobs(batch), ['Nightly:job-1 completed', 'Nightly:job-2 active'])
  assert.equal((await get(batch)).executionInfo!.recentJob!.id, 'Nightly:job-2')
  assert.equal(await stateOf(batch, 'm', 'nightly:job-2'), 'active')
  await end(batch, 2)
  await batch.pass(10 * MINUTE)
  assert.equal((await jobs(batch))[2], 'Nightly:job-3 active')
  assert.deepEqual(batch.bugs, [])
})

test('a thousand schedules that are due in the same second start their jobs within a second', async () => {
  const quota = 10_000
  await using batch = await startBatch({
    options: { activeJobAndJobScheduleQuota: quota },
  })
  const now = batch.clock.now()
  const schedule = { doNotRunUntil: after(batch, 10), recurrenceInterval: 'PT10M' }
  const spec = jobScheduleSpecOf({ schedule, jobSpecification }, now)
  await batch.ports.store.write(async (tx) => {
    for (let i = 0; i < 1_000; i++) {
      await createJobSchedule(
        tx,
        { account: ACCOUNT, id: `s${i}`, spec },
        { now, ports: batch.ports },
      )
    }
  })
  batch.ports.wake.schedules()
  await batch.pass(9 * MINUTE)
  const before = process.cpuUsage()
  await batch.pass(MINUTE)
  const { user, system } = process.cpuUsage(before)
  let count = 0
  for (let at = '/jobs?$select=id'; at; ) {
    const { body } = await batch.call('GET', at)
    count += (body.value as unknown as unknown[]).length
    at = String(body['odata.nextLink'] ?? '').replace(batch.origin, '')
  }
  assert.equal(count, 1_000)
  // On a database beside the server each statement costs a way there and back.
  const limit = process.env['LAZULI_TEST_STORE'] === 'postgres' ? 2_000 : 1_000
  assert.ok((user + system) / 1000 < limit, `${(user + system) / 1000} ms of processor time`)
})

test('a year of a daily schedule passes quickly: time stops where something is due, and nowhere else', async () => {
  await using batch = await startBatch()
  let alarms = 0
  const { at } = batch.clock
  batch.clock.at = (moment, ring) =>
    at(moment, () => {
      alarms += 1
      ring()
    })
  await add(
    batch,
    { recurrenceInterval: 'P1D' },
    { jobSpecification: { ...jobSpecification, onAllTasksComplete: 'terminatejob' } },
  )
  await batch.pass(364.5 * 24 * 60 * MINUTE)
  const { executionInfo } = await get(batch)
  assert.equal(executionInfo!.recentJob!.id, 'Nightly:job-365')
  // An hour each of what goes by the hour, and a few for each job.
  assert.ok(alarms < 365 * (24 + 6), `${alarms} alarms`)
})
