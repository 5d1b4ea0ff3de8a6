// What recordings of Batch show of values on the wire, whatever they are about (azure-batch for Python).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { aPool } from '../tasks/tasks-world.ts'

test('durations come back in days and less, without zeros', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  for (const [sent, shown] of [
    ['P3Y6M4DT12H30M5S', 'P1279DT12H30M5S'],
    ['PT01H00M00S', 'PT1H'],
  ] as const) {
    const id = sent.toLowerCase()
    const body = { id, poolInfo: { poolId: 'pool1' }, constraints: { maxWallClockTime: sent } }
    assert.equal((await batch.call('POST', '/jobs', { body })).status, 201)
    const { constraints } = (await batch.call('GET', `/jobs/${id}`)).body as unknown as {
      readonly constraints: { readonly maxWallClockTime: string }
    }
    assert.equal(constraints.maxWallClockTime, shown)
  }
  const body = { id: 'endless', poolInfo: { poolId: 'pool1' } }
  await batch.call('POST', '/jobs', { body })
  const { text } = await batch.call('GET', '/jobs/endless')
  assert.match(text, /"maxWallClockTime":"P10675199DT2H48M5\.4775807S"/)
})

test('bodies are printed on lines that end as on Windows, and times have no zeros at their end', async () => {
  await using batch = await startBatch()
  const body = { id: 'job', poolInfo: { poolId: 'pool1' } }
  await batch.call('POST', '/jobs', { body })
  const { text } = await batch.call('GET', '/jobs/job')
  assert.match(text, /^\{\r\n {2}"odata\.metadata":/)
  const [, time] = /"creationTime":"([^"]+)"/.exec(text) ?? []
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$/)
})
