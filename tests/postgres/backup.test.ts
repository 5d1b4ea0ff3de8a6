// Backups and snapshots of a server whose store is a database.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { admin } from '#cli/client.ts'
import { backup } from '#cli/commands/keeping/backup.ts'
import type { TestLazuli } from '#library/handles.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { startLazuli } from '#library/start-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { aDatabase, urlOf } from '#testing/postgres.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const options = { timeScale: 1000, nodes: 'simulated', hypervisor: 'simulated' } as const
const BACKUPS = 4

const lazuli = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-kept-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

async function makeJob(client: BatchServiceClient): Promise<void> {
  await client.pool.add({
    ...{ id: 'pool', vmSize: 'small', targetDedicatedNodes: 2, taskSlotsPerNode: 4 },
    cloudServiceConfiguration: { osFamily: '5' },
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
}

async function idsIn(client: BatchServiceClient): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  let page = await client.task.list('job')
  for (;;) {
    for (const { id } of page) ids.add(id!)
    if (page.odatanextLink === undefined) return ids
    page = await client.task.listNext(page.odatanextLink)
  }
}

async function spawned(options: Parameters<typeof spawnLazuli>[0]) {
  const server = await spawnLazuli(options)
  return { ready: server.ready, [Symbol.asyncDispose]: () => server.stop() }
}

const jobsIn = async ({ batch, batchOptions }: TestLazuli) => {
  const credentials = new BatchSharedKeyCredentials(batch.name, batch.key)
  return await new BatchServiceClient(credentials, batch.endpoint, batchOptions).job.list()
}

test('backups of a busy server are of one moment each, and restored to a file or a database', async (t) => {
  const folder = folderOf(t)
  const store = urlOf(await aDatabase())
  const data = join(folder, 'server')
  const server = await spawnLazuli({ data, store, ...options })
  t.after(() => server.kill())
  const client = batchClientFor(server.ready)
  await makeJob(client)
  const added: string[] = []
  let isOver = false
  const adding = (async () => {
    while (!isOver) {
      const id = `task${added.length}`
      await client.task.add('job', { id, commandLine: `/bin/sh -c 'exit ${added.length % 2}'` })
      added.push(id)
    }
  })()
  const known: (readonly string[])[] = []
  for (let i = 0; i < BACKUPS; i++) {
    await sleep(i * 20)
    known.push([...added])
    const file = join(folder, `${i}.tar.gz`)
    await backup({ readyFile: server.ready.readyFile }, file)
  }
  isOver = true
  await adding
  await server.kill()

  for (const [i, ids] of known.entries()) {
    const restored = join(folder, `restored-${i}`)
    const database = i % 2 === 0 ? { store: urlOf(await aDatabase()) } : {}
    const to = database.store === undefined ? [] : ['--store', database.store]
    const file = join(folder, `${i}.tar.gz`)
    const { status, said } = lazuli('restore', file, '--data', restored, ...to)
    assert.equal(status, 0, said)
    assert.equal(existsSync(join(restored, 'store.db')), to.length === 0)
    const again = await spawnLazuli({ data: restored, ...database, ...options })
    const reading = batchClientFor(again.ready)
    const found = await idsIn(reading)
    assert.deepEqual(
      ids.filter((id) => !found.has(id)),
      [],
      `backup ${i}`,
    )
    // What is new has a number of its own, and all of it ends.
    await reading.task.add('job', { id: 'new', commandLine: '/bin/true' })
    const left = async () => (await reading.job.getTaskCounts('job')).taskCounts
    for (let counts = await left(); counts.active + counts.running > 0; counts = await left()) {
      await sleep(50)
    }
    await again.stop()
  }
})

test('a server that is stopped is backed up by the name of its database', async (t) => {
  const folder = folderOf(t)
  const config = await aDatabase()
  const store = urlOf(config)
  const data = join(folder, 'server')
  const server = await spawnLazuli({ data, store, ...options })
  await makeJob(batchClientFor(server.ready))
  await server.stop()
  const file = join(folder, 'a.tar.gz')
  const refused = (words: RegExp, ...command: string[]) => {
    const { status, said } = lazuli(...command)
    assert.equal(status, 1, said)
    assert.match(said, words)
    assert.ok(!existsSync(file))
  }
  const other = urlOf(await aDatabase())
  refused(/its store is a database, which --store has to name/, 'backup', file, '--data', data)
  refused(/takes the URL of a database/, 'backup', file, '--data', data, '--store', 'mysql://x')
  refused(/cannot use the database/, 'backup', file, '--data', data, '--store', other)
  await (await spawnLazuli({ data: join(folder, 'other'), store: other, ...options })).stop()
  refused(/another one/, 'backup', file, '--data', data, '--store', other)
  assert.equal(lazuli('backup', file, '--data', data, '--store', store).status, 0)
  // As the nightly unit does, where the server's configuration is.
  writeFileSync(join(folder, 'lazuli.yaml'), `store: ${store}\n`)
  const words = [cli, 'backup', join(folder, 'b.tar.gz'), '--data', data]
  const nightly = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  assert.equal(nightly.status, 0, nightly.stderr)
  // The database is left as it was.
  await (await spawnLazuli({ data, store, ...options })).stop()

  const restored = join(folder, 'restored')
  const { said } = lazuli('restore', file, '--data', restored, '--store', other)
  assert.match(said, /has a store already/)
  assert.ok(!existsSync(restored), 'all or nothing')
  assert.equal(lazuli('restore', file, '--data', restored).status, 0)
  assert.match(lazuli('check', '--data', restored).said, /is sound/)
})

test('a snapshot goes back, and a reset to the start', async (t) => {
  const config = await aDatabase()
  const kept = { data: folderOf(t), store: urlOf(config), ...options }
  const server = await startLazuli(kept)
  t.after(() => server.stop())
  const jobs = async () => (await jobsIn(server)).length
  const snapshot = await server.snapshot({ name: 'early' })
  await server.account()
  await server.seed('jobs:\n  - { id: one, poolInfo: { poolId: pool } }\n')
  const second = await server.snapshot()
  assert.equal(await jobs(), 1)
  await snapshot.restore()
  assert.equal(await jobs(), 0)
  await second.restore()
  await server.seed('jobs:\n  - { id: two, poolInfo: { poolId: pool } }\n')
  assert.equal(await jobs(), 2)
  await server.reset()
  assert.equal(await jobs(), 0)
  await server.stop()

  // A snapshot of an earlier run brings no older mark along: the next start is not refused.
  for (let i = 0; i < 2; i++) {
    await using next = await spawned(kept)
    await admin(next.ready, '/lazuli/snapshots/early/restore', { method: 'POST' })
  }
})
