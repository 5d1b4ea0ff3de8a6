// Servers that share a database, as users start them: one serves, the others stand by and go on where
// it ends.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { LazuliOptions } from '#library/options.ts'
import type { Ready } from '#library/ready/ready.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { freePort } from '#testing/free-ports.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'
import { standsBy } from './stands-by.ts'

const TAKEOVER_MS = 10_000

const storeUrl = async (): Promise<string> => urlOf(await aDatabase())

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-several-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

const SHARED = {
  standby: true,
  nodes: 'simulated',
  hypervisor: 'simulated',
  timeScale: 1000,
} as const satisfies LazuliOptions

/** Starts servers of one database, each with a directory of its own. */
function starter(t: TestContext, store: string) {
  return async (more: LazuliOptions = {}): Promise<SpawnedLazuli> => {
    const lazuli = await spawnLazuli({ ...SHARED, store, data: folderOf(t), ...more })
    t.after(() => lazuli.kill())
    return lazuli
  }
}

/** A client that does not try again what failed. */
function onceOnly({ batch }: Ready): BatchServiceClient {
  const { account, endpoint, key } = batch!
  return new BatchServiceClient(
    new BatchSharedKeyCredentials(account, key),
    endpoint.replace('https:', 'http:'),
    { noRetryPolicy: true },
  )
}

const get = (port: number, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`)

test('a server that stands by answers health, and all else with 503', async (t) => {
  const start = starter(t, await storeUrl())
  const first = await start()
  const port = await freePort()
  const waiting = start({ port })
  await standsBy(port)
  const ready = await get(port, '/readyz')
  assert.deepEqual([ready.status, await ready.text()], [503, 'standing by\n'])
  const refused = await get(
    port,
    `/subscriptions/${first.ready.subscriptionId}?api-version=2022-12-01`,
  )
  const { error } = (await refused.json()) as { readonly error: { readonly code: string } }
  assert.deepEqual(
    [refused.status, refused.headers.get('retry-after'), error.code],
    [503, '2', 'ServiceUnavailable'],
  )
  // To stop one that stands by is no takeover.
  await first.stop()
  const second = await waiting
  assert.equal((await get(port, '/readyz')).status, 200)
  await second.stop()
})

test('who they are, what they sign with and which authority clients trust is the same for all', async (t) => {
  const start = starter(t, await storeUrl())
  const first = await start()
  const { credential } = azureFor(first.ready)
  const { token } = await credential.getToken('https://management.azure.com/.default')
  const waiting = start()
  await first.kill()
  const second = await waiting
  for (const name of ['tenantId', 'clientId', 'clientSecret', 'subscriptionId'] as const) {
    assert.equal(second.ready[name], first.ready[name], name)
  }
  assert.equal(second.ready.batch?.key, first.ready.batch?.key)
  assert.equal(readFileSync(second.ready.caFile, 'utf8'), readFileSync(first.ready.caFile, 'utf8'))
  const { arm, subscriptionId } = second.ready
  const answer = await fetch(
    `${arm.replace('https:', 'http:')}/subscriptions/${subscriptionId}?api-version=2022-12-01`,
    { headers: { authorization: `Bearer ${token}` } },
  )
  assert.equal(answer.status, 200)
})

test('work goes on where a server died, again and again, and nothing told is lost', async (t) => {
  const start = starter(t, await storeUrl())
  let active = await start()
  const added: string[] = []
  const client = batchClientFor(active.ready)
  await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2_v3',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 2,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  for (let round = 0; round < 3; round++) {
    const next = start()
    const { task } = onceOnly(active.ready)
    const adding = assert.rejects(async () => {
      for (let i = 0; ; i++) {
        const id = `task${round}-${i}`
        await task.add('job1', { id, commandLine: 'true' })
        added.push(id)
      }
    })
    await wait(500)
    await active.kill()
    const killedAt = performance.now()
    await adding
    active = await next
    assert.ok(performance.now() - killedAt < TAKEOVER_MS)
  }
  const { job, task } = batchClientFor(active.ready)
  const counts = async () => (await job.getTaskCounts('job1')).taskCounts
  while ((await counts()).active + (await counts()).running > 0) await wait(100)
  const listed = new Map<string, number | undefined>()
  for (let page = await task.list('job1'); ; ) {
    for (const { id, executionInfo } of page) listed.set(id!, executionInfo?.exitCode)
    if (page.odatanextLink === undefined) break
    page = (await task.listNext(page.odatanextLink)) as typeof page
  }
  for (const id of added) assert.equal(listed.get(id), 0, id)
})

test('a server that is stopped past its lease is another’s, and ends when it goes on', async (t) => {
  const start = starter(t, await storeUrl())
  const first = await start()
  const gone = first.gone
  const waiting = start()
  await wait(1_000)
  process.kill(first.pid, 'SIGSTOP')
  const stoppedAt = performance.now()
  const second = await waiting
  assert.ok(performance.now() - stoppedAt < TAKEOVER_MS)
  process.kill(first.pid, 'SIGCONT')
  // What reaches it before it notices is refused as well.
  await assert.rejects(onceOnly(first.ready).job.add({ id: 'late', poolInfo: { poolId: 'pool1' } }))
  assert.match(await gone, /another server has taken over the database/)
  const jobs = await batchClientFor(second.ready).job.list()
  assert.deepEqual(
    jobs.map(({ id }) => id),
    [],
  )
})

test('what would stay on one machine is refused', async (t) => {
  const [store, data] = ['postgres://localhost/never-reached', folderOf(t)]
  const refused = (options: LazuliOptions, words: RegExp) =>
    assert.rejects(spawnLazuli({ ...SHARED, store, data, ...options }), words)
  await refused({ nodes: 'local' }, /--standby cannot be with nodes that one server looks after/)
  await refused(
    { nodes: 'nodes.yaml' },
    /--standby cannot be with nodes that one server looks after/,
  )
  await refused({ cluster: 'kubernetes' }, /--standby cannot be with clusters on this machine/)
  await refused({ hypervisor: 'qemu' }, /--standby cannot be with machines in QEMU/)
  await refused({ storage: true }, /--standby cannot be with blobs on this machine/)
  await assert.rejects(spawnLazuli({ ...SHARED, data }), /--standby needs --store/)
})
