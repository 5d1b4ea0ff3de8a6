// Backups of a server that is busy, and what a restored one knows.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import { backup } from '#cli/commands/keeping/backup.ts'
import { restoreBackup } from '#library/keeping/restore.ts'
import { createLazuli } from '#library/lazuli.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const BACKUPS = 50
/** Of these restored servers all tasks are awaited, too: one in ten. */
const AWAITED = 10
const TIME_SCALE = 1000
const LAZULI = new URL('../../bin/lazuli.js', import.meta.url).pathname

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The same numbers for the same seed: of each run's own moments. */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lazuli-backup-'))
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

const lazuli = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LAZULI, ...words], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

async function makeJob(client: BatchServiceClient): Promise<void> {
  await client.pool.add({
    id: 'pool',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 2,
    taskSlotsPerNode: 4,
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
}

async function statesIn(client: BatchServiceClient): Promise<Map<string, string>> {
  const states = new Map<string, string>()
  let page = await client.task.list('job')
  for (;;) {
    for (const { id, state } of page) states.set(id!, state!)
    if (page.odatanextLink === undefined) return states
    page = await client.task.listNext(page.odatanextLink)
  }
}

test('each of 50 backups of a busy server knows every task added before it', async (t) => {
  const folder = await scratch(t)
  const server = await spawnLazuli({ data: join(folder, 'server'), timeScale: TIME_SCALE })
  t.after(() => server.kill())
  const client = batchClientFor(server.ready)
  await makeJob(client)
  const added: string[] = []
  let isOver = false
  const adding = (async () => {
    while (!isOver) {
      const id = `task${added.length}`
      const commandLine = `/bin/sh -c 'sleep 0.${added.length % 3}; exit ${added.length % 2}'`
      await client.task.add('job', { id, commandLine })
      added.push(id)
      await sleep(20)
    }
  })()
  const draw = drawn(7)
  const known: string[][] = []
  for (let i = 0; i < BACKUPS; i++) {
    await sleep(draw() * 100)
    known.push([...added])
    await backup({ readyFile: server.ready.readyFile }, join(folder, `${i}.tar.gz`))
  }
  isOver = true
  await adding
  await server.kill()

  for (const [i, ids] of known.entries()) {
    const data = join(folder, `restored-${i}`)
    await restoreBackup(join(folder, `${i}.tar.gz`), data)
    await using restored = await createLazuli({
      data,
      port: 0,
      batchPort: 0,
      timeScale: TIME_SCALE,
    })
    const again = batchClientFor(restored.ready)
    const states = await statesIn(again)
    assert.deepEqual(
      ids.filter((id) => !states.has(id)),
      [],
      `backup ${i}`,
    )
    if (i % AWAITED !== 0) continue
    const left = async () =>
      [...(await statesIn(again)).values()].filter((state) => state !== 'completed').length
    while ((await left()) > 0) await sleep(100)
    for (const [n, id] of ids.entries()) {
      const { executionInfo } = await again.task.get('job', id)
      assert.equal(executionInfo!.exitCode, n % 2, id)
    }
  }
})

test('a backup of a server that is stopped, and of one that was killed', async (t) => {
  const folder = await scratch(t)
  const data = join(folder, 'server')
  for (const end of ['stop', 'kill'] as const) {
    const server = await spawnLazuli({ data, timeScale: TIME_SCALE })
    const client = batchClientFor(server.ready)
    if (end === 'stop') await makeJob(client)
    await client.task.add('job', { id: end, commandLine: '/bin/true' })
    await server[end]()
    const before = (await readdir(data)).sort()
    const file = join(folder, `${end}.tar.gz`)
    assert.equal(lazuli('backup', file, '--data', data).status, 0)
    assert.deepEqual((await readdir(data)).sort(), before, 'nothing is left in it')
    const restored = join(folder, `after-${end}`)
    const { status, said } = lazuli('restore', file, '--data', restored)
    assert.equal(status, 0, said)
    assert.match(lazuli('check', '--data', restored).said, /is sound/)
    await using again = await createLazuli({ data: restored, port: 0, batchPort: 0 })
    assert.ok((await statesIn(batchClientFor(again.ready))).has(end))
  }
})

test('the files of nodes come along where they are wanted', async (t) => {
  const folder = await scratch(t)
  const options = { timeScale: TIME_SCALE, separation: 'none' } as const
  const server = await spawnLazuli({ data: join(folder, 'server'), ...options })
  t.after(() => server.kill())
  const client = batchClientFor(server.ready)
  await makeJob(client)
  await client.task.add('job', { id: 'written', commandLine: "/bin/sh -c 'echo kept'" })
  while ((await client.task.get('job', 'written')).state !== 'completed') await sleep(50)
  await client.task.add('job', { id: 'running', commandLine: "/bin/sh -c 'sleep 600'" })
  while ((await client.task.get('job', 'running')).state !== 'running') await sleep(50)
  const file = join(folder, 'with-files.tar.gz')
  const { status, said } = lazuli('backup', file, '--files', '--ready-file', server.ready.readyFile)
  assert.equal(status, 0, said)
  assert.match(said, /compute/)
  const data = join(folder, 'restored')
  await restoreBackup(file, data)
  const again = await spawnLazuli({ data, ...options })
  t.after(() => again.kill())
  const restored = batchClientFor(again.ready)
  // The agent, and with it the node, has yet to come.
  const read = () => restored.file.getFromTask('job', 'written', 'stdout.txt')
  let answer = await read().catch(() => undefined)
  for (const end = performance.now() + 30_000; !answer && performance.now() < end; ) {
    await sleep(100)
    answer = await read().catch(() => undefined)
  }
  const chunks: Buffer[] = []
  for await (const chunk of answer!.readableStreamBody!) chunks.push(Buffer.from(chunk))
  assert.equal(Buffer.concat(chunks).toString(), 'kept\n')
  // Run by the new server's own agent, and ended by it alone.
  await restored.task.terminate('job', 'running')
  while ((await restored.task.get('job', 'running')).state !== 'completed') await sleep(50)
  assert.equal((await client.task.get('job', 'running')).state, 'running')
})

test('what is no whole backup restores nothing, and nothing is written over', async (t) => {
  const folder = await scratch(t)
  const data = join(folder, 'server')
  const server = await spawnLazuli({ data })
  t.after(() => server.kill())
  const file = join(folder, 'a.tar.gz')
  assert.equal(lazuli('backup', file, '--data', data).status, 0)
  const whole = await readFile(file)
  const refused = (words: RegExp, ...command: string[]) => {
    const { status, said } = lazuli(...command)
    assert.equal(status, 1, said)
    assert.match(said, words)
  }
  const target = join(folder, 'restored')
  refused(/is there already/, 'backup', file, '--data', data)
  refused(/a server has/, 'check', '--data', data)
  refused(/is not empty/, 'restore', file, '--data', data)
  refused(/does not exist/, 'restore', join(folder, 'none'), '--data', target)
  await truncate(file, Math.floor(whole.length / 2))
  refused(/cut short/, 'restore', file, '--data', target)
  await writeFile(file, 'no archive')
  refused(/no backup/, 'restore', file, '--data', target)
  assert.equal(spawnSync('tar', ['-czf', file, '-C', folder, 'server/ca.pem']).status, 0)
  refused(/no backup of Lazuli/, 'restore', file, '--data', target)
  assert.deepEqual([existsSync(target), existsSync(`${target}.restoring`)], [false, false])
  await writeFile(file, whole)
  await mkdir(`${target}.restoring`)
  refused(/cut off/, 'restore', file, '--data', target)
  await rm(`${target}.restoring`, { recursive: true })
  // A page in its middle is written over: the directory starts, and is not sound.
  assert.equal(lazuli('restore', file, '--data', target).status, 0)
  const store = join(target, 'store.db')
  const bytes = await readFile(store)
  bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096)
  await writeFile(store, bytes)
  refused(/is damaged/, 'check', '--data', target)
  await rm(join(target, 'token-signing.pem'))
  await writeFile(join(target, 'token-signing.pem'), 'half')
  refused(/token-signing\.pem is damaged/, 'check', '--data', target)
})
