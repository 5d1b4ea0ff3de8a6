// What tasks of a real server can read of what is that server's own.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Separation } from '#drivers/nodes/channel.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { separations } from '#testing/machine.ts'

interface World {
  readonly database: string
  readonly readyFile: string
  /** Runs a command as a task of the pool's user to its end, and answers its exit code. */
  run(commandLine: string): Promise<number | undefined>
}

async function world(t: TestContext, separation: Separation | undefined): Promise<World> {
  // Not under /tmp, which tasks may have one of their own of.
  const data = await mkdtemp('/var/tmp/lazuli-separation-')
  const own = separation ? { separation } : {}
  const lazuli = await spawnLazuli({ data, timeScale: 1000, ...own })
  const client = batchClientFor(lazuli.ready)
  t.after(async () => {
    await client.pool.deleteMethod('pool1')
    while ((await client.pool.exists('pool1')).body) await wait(20)
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  const cloudServiceConfiguration = { osFamily: '5' }
  await client.pool.add({
    ...{ id: 'pool1', vmSize: 'small', cloudServiceConfiguration },
    targetDedicatedNodes: 1,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  let count = 0
  const run = async (commandLine: string): Promise<number | undefined> => {
    const id = `task${++count}`
    await client.task.add('job1', { id, commandLine })
    for (;;) {
      const { state, executionInfo } = await client.task.get('job1', id)
      if (state === 'completed') return executionInfo?.exitCode
      await wait(20)
    }
  }
  const database = (await readdir(data)).find((name) => /\.(db|sqlite)$/.test(name))!
  return { database: `${data}/${database}`, readyFile: lazuli.ready.readyFile, run }
}

for (const separation of separations) {
  const may = separation === 'none' ? 'may' : 'may not'
  test(`tasks ${may} read what is the server's own (${separation})`, async (t) => {
    const { database, readyFile, run } = await world(t, separation)
    assert.equal(await run('/bin/true'), 0)
    const codes = [await run(`test -s ${database}`), await run(`test -s ${readyFile}`)]
    assert.deepEqual(codes, separation === 'none' ? [0, 0] : [1, 1])
  })
}

test('who says nothing gets the best that this machine has', async (t) => {
  const { database, run } = await world(t, undefined)
  const isKept = separations.length > 1
  assert.equal(await run(`test -s ${database}`), isKept ? 1 : 0)
})
