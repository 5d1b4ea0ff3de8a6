// A server whose store is in PostgreSQL, as users start it: what was acknowledged is there after
// `kill -9`, and running tasks go on.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-postgres-story-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

const storeUrl = async (): Promise<string> => urlOf(await aDatabase())

test('tasks and jobs survive kill -9 of their server', async (t) => {
  const data = folderOf(t)
  const store = await storeUrl()
  const start = () => spawnLazuli({ data, timeScale: 1000, store })
  let lazuli = await start()
  t.after(() => lazuli.kill())
  let client = batchClientFor(lazuli.ready)
  await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2_v3',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 2,
    taskSlotsPerNode: 2,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  const added: string[] = []
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 10; i++) {
      const id = `task${round}-${i}`
      await client.task.add('job1', { id, commandLine: "/bin/sh -c 'sleep 0.2'" })
      added.push(id)
    }
    await lazuli.kill()
    lazuli = await start()
    client = batchClientFor(lazuli.ready)
  }
  const done = async () => (await client.job.getTaskCounts('job1')).taskCounts.completed
  while ((await done()) < added.length) await wait(100)
  const listed = await client.task.list('job1')
  assert.deepEqual(listed.map(({ id }) => id).sort(), added.toSorted())
  for (const { id, executionInfo } of listed) {
    assert.deepEqual([executionInfo?.exitCode, executionInfo?.result], [0, 'success'], id)
  }
  await client.pool.deleteMethod('pool1')
  await lazuli.stop()
})

test('another server is refused the database, and a directory another database', async (t) => {
  const [data, other, url] = [folderOf(t), folderOf(t), await storeUrl()]
  const first = await spawnLazuli({ data, store: url })
  t.after(() => first.kill())
  await assert.rejects(
    spawnLazuli({ data: other, store: url }),
    /in use by another server\. Stop that one, name another database, or wait/,
  )
  await first.stop()
  await assert.rejects(
    spawnLazuli({ data, store: await storeUrl() }),
    /the store is empty, but .*credentials\.json beside it is not/,
  )
  await (await spawnLazuli({ data, store: url })).stop()
})
