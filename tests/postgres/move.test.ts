// A data directory that moves from SQLite to PostgreSQL: every row, and tasks that run meanwhile.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { Connection } from '#store/postgres/connection.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

const migrate = (from: string, to: string) =>
  new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
    const args = [cli, 'migrate', '--from', from, '--to', to]
    const child = execFile(process.execPath, args, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    )
  })

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-move-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** All rows of all tables of SQLite, as texts. */
function rowsOf(file: string): Map<string, readonly string[]> {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
    .all()
    .map(({ name }) => String(name))
  const rows = tables.map(
    (name) => [name, texts(db.prepare(`select * from ${name}`).all())] as const,
  )
  db.close()
  return new Map(rows)
}

const texts = (rows: readonly object[]): readonly string[] =>
  rows
    .map((row) =>
      JSON.stringify(Object.entries(row).toSorted(), (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ),
    )
    .toSorted()

const POOL = { vmSize: 'standard_d2_v3', cloudServiceConfiguration: { osFamily: '5' } }

/** The first of them runs while its server is stopped. */
const tasksOf = (count: number, prefix = 'task') =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}${i}`,
    commandLine: i === 0 ? "/bin/sh -c 'sleep 20'" : `/bin/sh -c 'echo "it\u00e9 \u{1f600} ${i}"'`,
  }))

test('a directory moves whole, its running tasks go on, and so do the numbers of new ones', async (t) => {
  const data = folderOf(t)
  const config = await aDatabase()
  const url = urlOf(config)
  const before = await spawnLazuli({ data, timeScale: 1000, hypervisor: 'simulated' })
  t.after(() => before.kill())
  const { credential, options } = azureFor(before.ready)
  const { subscriptionId, resourceGroup } = before.ready
  const aks = new ContainerServiceClient(credential, subscriptionId, options)
  await aks.managedClusters.beginCreateOrUpdateAndWait(resourceGroup, 'cluster', {
    location: 'westeurope',
    dnsPrefix: 'a',
    identity: { type: 'SystemAssigned' },
    agentPoolProfiles: [{ name: 'p', mode: 'System', count: 1, vmSize: 'Standard_D4s_v5' }],
  })
  const client = batchClientFor(before.ready)
  await client.pool.add({ ...POOL, id: 'pool1', targetDedicatedNodes: 1, taskSlotsPerNode: 2 })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await client.task.addCollection('job1', tasksOf(40))
  // More rows than go at once, of tasks that wait for a node.
  await client.pool.add({ ...POOL, id: 'pool2', targetDedicatedNodes: 0 })
  await client.job.add({ id: 'job2', poolInfo: { poolId: 'pool2' } })
  for (let i = 0; i < 6; i++) await client.task.addCollection('job2', tasksOf(100, `more${i}-`))
  while ((await client.job.getTaskCounts('job1')).taskCounts.completed < 10) await wait(50)
  assert.match((await migrate(data, url)).said, /is in use by another server/)
  await before.stop()

  const done = await migrate(data, url)
  assert.equal(done.code, 0, done.said)
  assert.match(done.said, /^\d+ rows of \d+ tables are in the database\./)
  assert.ok(!existsSync(join(data, 'store.db')))
  const connection = await Connection.open(config)
  let rows = 0
  for (const [name, wanted] of rowsOf(join(data, 'store.db.moved'))) {
    if (name === 'migration') continue
    assert.deepEqual(texts((await connection.say(`select * from ${name}`)).rows), wanted, name)
    rows += wanted.length
  }
  assert.ok(rows > 600)

  // Without the database there is nothing to start from, and no other one will do.
  await assert.rejects(
    spawnLazuli({ data }),
    /its rows were moved to a database\. Name that by --store/,
  )
  const after = await spawnLazuli({ data, store: url, timeScale: 1000, hypervisor: 'simulated' })
  t.after(() => after.kill())
  const next = batchClientFor(after.ready)
  await next.task.add('job1', { id: 'new', commandLine: 'true' })
  while ((await next.job.getTaskCounts('job1')).taskCounts.completed < 41) await wait(50)
  assert.equal((await next.job.getTaskCounts('job2')).taskCounts.active, 600)
  const first = await next.task.get('job1', 'task0')
  assert.deepEqual(
    [first.executionInfo?.exitCode, first.executionInfo?.retryCount],
    [0, 0],
    'the task that ran meanwhile',
  )
  await next.pool.deleteMethod('pool1')
  await after.stop()
  await connection.close()
})

test('a move that was cut short is finished, and one to a store that went on is refused', async (t) => {
  const data = folderOf(t)
  const url = urlOf(await aDatabase())
  await (await spawnLazuli({ data })).stop()
  assert.equal((await migrate(data, url)).code, 0)
  // As if the program had ended before the old store got its new name.
  renameSync(join(data, 'store.db.moved'), join(data, 'store.db'))
  assert.equal((await migrate(data, url)).code, 0)
  renameSync(join(data, 'store.db.moved'), join(data, 'store.db'))
  await (await spawnLazuli({ data })).stop()
  const refused = await migrate(data, url)
  assert.deepEqual([refused.code, /has a store already/.test(refused.said)], [1, true])
  assert.ok(existsSync(join(data, 'store.db')))
  assert.match((await migrate(folderOf(t), url)).said, /there is no store\.db in/)
  assert.match((await migrate(data, 'mysql://x')).said, /takes the URL of a database/)
})
