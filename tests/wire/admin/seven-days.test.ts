// A week of a server with work, stepped over in one call: what falls due in it has happened, each at its
// time, and what ages in it is old.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frozenClock, SOME_MOMENT } from '#testing/clock.ts'
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { startBatch } from '../batch/batch-server.ts'
import { aPool } from '../batch/tasks/tasks-world.ts'

const DAY = 86_400_000
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli`
/** Of processor time: alone on a machine it is half a second. */
const MOST_CPU_MS = 4_000

const day = (n: number): string => new Date(SOME_MOMENT + n * DAY).toISOString()

test('seven days pass in a second: schedules, retention, faults, tokens and operations', async () => {
  // The time of callers is the same here, so that what they hold ages as well.
  const clock = frozenClock()
  await using batch = await startBatch({
    clock,
    wall: clock,
    run: () => ({ afterMs: 60_000, exitCode: 0 }),
  })
  await aPool(batch, { nodes: 2 })
  const schedule = {
    id: 'nightly',
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: {
      poolInfo: { poolId: 'pool1' },
      jobManagerTask: {
        id: 'report',
        commandLine: '/bin/true',
        constraints: { retentionTime: 'P3D' },
      },
    },
  }
  assert.equal((await batch.call('POST', '/jobschedules', { body: schedule })).status, 201)
  const rule = {
    operationId: 'Pool_List',
    status: 503,
    error: { code: 'ServerBusy', message: 'Later.' },
    expiresAt: day(2),
  }
  const fault = await batch.call('POST', '/lazuli/faults', { body: rule, version: '' })
  assert.equal(fault.status, 200, fault.text)
  assert.equal((await batch.call('GET', '/pools')).status, 503)
  const deleted = `/subscriptions/${SUBSCRIPTION}/resourceGroups/gone`
  const version = '2021-04-01'
  const group = { location: 'westeurope' }
  assert.equal((await batch.call('PUT', deleted, { version, body: group })).status, 201)
  assert.equal((await batch.call('DELETE', deleted, { version })).status, 202)
  const operations = async (): Promise<readonly unknown[]> => {
    const path = `/lazuli/operations?running=false&resource=${encodeURIComponent(deleted)}`
    const { status, body, text } = await batch.call('GET', path, { version: '' })
    assert.equal(status, 200, text)
    return body.value as unknown as readonly unknown[]
  }
  const authorization = `Bearer ${await batch.lazuli.token()}`
  const read = (headers: Record<string, string>) =>
    batch.call('GET', GROUP, { version: '2021-04-01', headers })
  assert.equal((await read({ authorization })).status, 200)

  const before = process.cpuUsage()
  await clock.step(7 * DAY - 1)
  await batch.lazuli.inside.background.idle()
  const { user, system } = process.cpuUsage(before)
  assert.ok((user + system) / 1000 < MOST_CPU_MS, `${(user + system) / 1000} ms of processor time`)

  const { body: jobs } = await batch.call('GET', '/jobschedules/nightly/jobs')
  const told = jobs.value as unknown as readonly {
    readonly id: string
    readonly creationTime: string
    readonly executionInfo: { readonly terminateReason: string }
  }[]
  assert.deepEqual(
    told.map(({ id, creationTime, executionInfo }) => [
      id,
      new Date(creationTime).toISOString(),
      executionInfo.terminateReason,
    ]),
    Array.from({ length: 7 }, (_, n) => [`nightly:job-${n + 1}`, day(n), 'JMComplete']),
  )
  const log = async (n: number) =>
    (await batch.call('GET', `/jobs/nightly:job-${n}/tasks/report/files/stdout.txt`)).status
  assert.deepEqual(
    [await log(1), await log(3), await log(5), await log(7)],
    [409, 409, 200, 200],
    'what was kept for three days is gone',
  )
  assert.equal((await batch.call('GET', '/pools')).status, 200, 'the fault has expired')
  const old = await read({ authorization })
  assert.deepEqual([old.status, old.body.error!.code], [401, 'ExpiredAuthenticationToken'])
  assert.equal((await read({})).status, 200, 'a new token is good')
  assert.equal((await operations()).length, 1, 'what became of it can still be asked')
  await clock.step(3_600_000)
  // What goes is looked for each hour of the machine's own time, and at a start.
  await batch.restart()
  await batch.lazuli.inside.background.idle()
  assert.deepEqual(await operations(), [], 'its row is gone')
  assert.deepEqual(batch.bugs, [])
})
