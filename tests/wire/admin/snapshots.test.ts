// All that a server holds is kept under a name while work goes on, and brought back.
import assert from 'node:assert/strict'
import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { BatchAccount, TestLazuli } from '#library/handles.ts'
import { startLazuli } from '#library/start-lazuli.ts'

const aksOf = (lazuli: TestLazuli): ContainerServiceClient =>
  new ContainerServiceClient(lazuli.credential, lazuli.subscriptionId, lazuli.clientOptions)
const batchOf = (lazuli: TestLazuli, { name, key, endpoint }: BatchAccount = lazuli.batch) =>
  new BatchServiceClient(new BatchSharedKeyCredentials(name, key), endpoint, lazuli.batchOptions)

const cluster = (lazuli: TestLazuli) => ({
  location: lazuli.location,
  dnsPrefix: 'demo',
  identity: { type: 'SystemAssigned' as const },
  agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
})
const pool = (id: string, nodes: number) => ({
  id,
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: nodes,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
    nodeAgentSKUId: 'batch.node.debian 12',
  },
})

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (await isSo()) return
    await sleep(5)
  }
  assert.fail(`it never came: ${what}`)
}

test('clusters, operations under way, faults, lengths and time come back, and what came since goes', async () => {
  await using lazuli = await startLazuli({ frozen: true, nodes: 'simulated' })
  const { managedClusters } = aksOf(lazuli)
  const names = async () => {
    const found = []
    for await (const { name } of managedClusters.listByResourceGroup('lazuli')) found.push(name)
    return found.sort()
  }
  await managedClusters.beginCreateOrUpdate('lazuli', 'first', cluster(lazuli))
  await lazuli.clock.step(600_000)
  await managedClusters.beginCreateOrUpdate('lazuli', 'second', cluster(lazuli))
  const held = await lazuli.hold('ManagedClusters_Delete')
  const fault = await lazuli.fault({ operationId: 'ManagedClusters_Stop', drop: 'after' })
  const then = await lazuli.clock.now()
  const snapshot = await lazuli.snapshot({ name: 'one' })
  assert.deepEqual(snapshot.leftOut, [])
  await lazuli.clock.step(600_000)
  await managedClusters.beginDelete('lazuli', 'first')
  await managedClusters.beginCreateOrUpdate('lazuli', 'third', cluster(lazuli))
  const later = await lazuli.account('later')
  await held.release()
  await fault.remove()
  for (let i = 0; i < 2; i++) {
    await snapshot.restore()
    assert.deepEqual(await lazuli.clock.now(), then)
    assert.deepEqual(await names(), ['first', 'second'])
    assert.equal((await managedClusters.get('lazuli', 'second')).provisioningState, 'Creating')
    assert.deepEqual(await fault.counts(), { seen: 0, hits: 0 })
    await lazuli.clock.step(600_000)
    assert.equal((await managedClusters.get('lazuli', 'second')).provisioningState, 'Succeeded')
    await managedClusters.beginDelete('lazuli', 'first')
    const [operation] = await lazuli.operations({ kind: 'ManagedClusters_Delete' })
    assert.equal(operation?.held, true, 'the hold is back')
  }
  await assert.rejects(fetch(later.endpoint.replace('https', 'http')), 'its endpoint is closed')
  await lazuli.account('later')
})

test('tasks that ran are active again with a new attempt, and those that were done stay done', async () => {
  await using lazuli = await startLazuli({ timeScale: 1000, nodes: 'simulated' })
  const client = batchOf(lazuli)
  await client.pool.add(pool('pool', 1))
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  await client.task.add('job', { id: 'done', commandLine: '/bin/true' })
  const state = async (id: string) => (await client.task.get('job', id)).state
  await until('done', async () => (await state('done')) === 'completed')
  await lazuli.clock.scale(1)
  await client.task.add('job', { id: 'long', commandLine: 'sleep 3600' })
  await until('runs', async () => (await state('long')) === 'running')
  const snapshot = await lazuli.snapshot()
  assert.deepEqual(snapshot.leftOut, ['files of simulated nodes'])
  await client.task.terminate('job', 'long')
  await client.task.add('job', { id: 'after', commandLine: '/bin/true' })
  await client.job.deleteMethod('job')
  for (let i = 0; i < 3; i++) {
    await snapshot.restore()
    assert.equal(await state('done'), 'completed')
    await assert.rejects(state('after'), { statusCode: 404 })
    await until('runs again', async () => (await state('long')) === 'running')
    await client.task.terminate('job', 'long')
    assert.equal(await state('long'), 'completed')
    await client.task.reactivate('job', 'long')
    await until('runs a third time', async () => (await state('long')) === 'running')
  }
  const nodes = await client.computeNode.list('pool')
  assert.deepEqual(
    nodes.map((node) => node.state),
    ['running'],
  )
})

test('what is kept while tasks start and end is of one moment, and all of them end after it', async () => {
  await using lazuli = await startLazuli({ timeScale: 1000, nodes: 'simulated' })
  const client = batchOf(lazuli)
  await client.pool.add(pool('pool', 3))
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  const add = (from: number) =>
    client.task.addCollection(
      'job',
      Array.from({ length: 50 }, (_, i) => ({ id: `t${from + i}`, commandLine: '/bin/true' })),
    )
  await add(0)
  const completed = async () => (await client.job.getTaskCounts('job')).taskCounts.completed
  await until('some have ended', async () => (await completed()) > 0)
  // One call adds all of its tasks or, in what is kept, none.
  const added = add(50)
  const kept = [await lazuli.snapshot(), await lazuli.snapshot(), await lazuli.snapshot()]
  await added
  await until('all have ended', async () => (await completed()) === 100)
  for (const snapshot of kept.reverse()) {
    await snapshot.restore()
    const { length } = await client.task.list('job')
    assert.ok(length === 50 || length === 100, `${length} tasks`)
    await until('all have ended again', async () => (await completed()) === length)
    const { active, running, succeeded } = (await client.job.getTaskCounts('job')).taskCounts
    assert.deepEqual([active, running, succeeded], [0, 0, length])
  }
})

test('it takes no longer than a test can bear, and calls that come meanwhile wait', async () => {
  await using lazuli = await startLazuli({ timeScale: 1000, nodes: 'simulated' })
  const client = batchOf(lazuli)
  await client.pool.add(pool('pool', 2))
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  await client.task.addCollection(
    'job',
    Array.from({ length: 100 }, (_, i) => ({ id: `t${i}`, commandLine: '/bin/true' })),
  )
  const snapshot = await lazuli.snapshot()
  const times: number[] = []
  for (let i = 0; i < 10; i++) {
    const before = performance.now()
    const restored = snapshot.restore()
    const calls = Array.from({ length: 5 }, () => client.task.get('job', 't99'))
    await restored
    times.push(performance.now() - before)
    await Promise.all(calls)
  }
  const fastest = Math.min(...times)
  assert.ok(fastest < 50 * SLOWNESS, `the fastest of ten took ${fastest} ms`)
})

/** Tests run beside others, on machines of all sorts. */
const SLOWNESS = 4

test('a reset brings back the start, also its time, and names are looked at', async () => {
  await using lazuli = await startLazuli({ frozen: true, nodes: 'simulated' })
  const began = await lazuli.clock.now()
  const client = batchOf(lazuli)
  for (let i = 0; i < 2; i++) {
    await client.pool.add(pool('pool', 1))
    await lazuli.clock.step(3_600_000)
    await lazuli.reset()
    assert.deepEqual(await lazuli.clock.now(), began)
    assert.equal((await client.pool.list()).length, 0)
  }
  for (const name of ['', '../x', '.x', 'a/b', 'x'.repeat(65)]) {
    await assert.rejects(lazuli.snapshot({ name }), { status: 400 }, name)
  }
  const one = await lazuli.snapshot({ name: 'one' })
  await assert.rejects(lazuli.snapshot({ name: 'one' }), { code: 'NotNow', message: /already/ })
  await one.remove()
  await one.remove()
  await assert.rejects(one.restore(), { code: 'NotFound' })
  await lazuli.snapshot({ name: 'one' })
})

test('a save that was cut off leaves no snapshot, and the others are there', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-snapshots-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  await using lazuli = await startLazuli({ data, nodes: 'simulated' })
  const whole = await lazuli.snapshot({ name: 'whole' })
  const cut = await lazuli.snapshot({ name: 'cut' })
  await truncate(join(data, 'snapshots', 'cut', 'snapshot.json'), 20)
  await whole.restore()
  await assert.rejects(cut.restore(), { code: 'NotFound' })
  // Its name is free again.
  const again = await lazuli.snapshot({ name: 'cut' })
  await again.restore()
})
