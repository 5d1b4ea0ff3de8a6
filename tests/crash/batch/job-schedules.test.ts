// The server is killed around the moment at which many schedules are due: each has made one job then.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const SCHEDULES = 40

test('schedules that are due while the server is killed make one job each', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-schedules-'))
  t.after(() => rm(data, { recursive: true, force: true, maxRetries: 10 }))
  let lazuli = await spawnLazuli({ data })
  t.after(() => lazuli.kill())
  let client = batchClientFor(lazuli.ready)
  const due = new Date(Date.now() + 6_000)
  for (let i = 0; i < SCHEDULES; i++) {
    await client.jobSchedule.add({
      id: `s${i}`,
      schedule: { doNotRunUntil: due, recurrenceInterval: 'PT1H' },
      jobSpecification: { poolInfo: { poolId: 'none' } },
    })
  }
  for (const wait of [0, 30, 60]) {
    await sleep(Math.max(0, due.getTime() - Date.now()) + wait)
    await lazuli.kill()
    lazuli = await spawnLazuli({ data })
    client = batchClientFor(lazuli.ready)
  }
  for (;;) {
    const schedules = await client.jobSchedule.list()
    if (schedules.every(({ executionInfo }) => executionInfo?.recentJob)) break
    await sleep(50)
  }
  const jobs = (await client.job.list()).map(({ id }) => id)
  assert.deepEqual(
    [...jobs].sort(),
    Array.from({ length: SCHEDULES }, (_, i) => `s${i}:job-1`).sort(),
  )
  const [schedule] = await client.jobSchedule.list()
  assert.equal(schedule!.executionInfo!.nextRunTime!.getTime(), due.getTime() + 3_600_000)
})
