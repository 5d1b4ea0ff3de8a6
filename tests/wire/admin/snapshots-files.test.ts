// Files of nodes of this machine go along with a snapshot, byte for byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { startLazuli } from '#library/start-lazuli.ts'

const isLinux = process.platform === 'linux'

test('the files of a task are there again, and what ran runs anew', {
  skip: !isLinux,
}, async () => {
  await using lazuli = await startLazuli({ timeScale: 1000, nodes: 'local', separation: 'none' })
  const { name, key, endpoint } = lazuli.batch
  const credentials = new BatchSharedKeyCredentials(name, key)
  const client = new BatchServiceClient(credentials, endpoint, lazuli.batchOptions)
  await client.pool.add({
    id: 'pool',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 1,
    taskSlotsPerNode: 2,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  const commandLine = "/bin/sh -c 'head -c 100000 /dev/urandom > random; echo said'"
  await client.task.add('job', { id: 'done', commandLine })
  await client.task.add('job', { id: 'long', commandLine: 'sleep 1000' })
  const until = async (id: string, wanted: string): Promise<void> => {
    for (let i = 0; i < 1000; i++) {
      if ((await client.task.get('job', id)).state === wanted) return
      await sleep(20)
    }
    assert.fail(`${id} is never ${wanted}`)
  }
  const bytes = async (): Promise<Buffer> => {
    const { readableStreamBody } = await client.file.getFromTask('job', 'done', 'wd/random')
    const parts: Buffer[] = []
    for await (const part of readableStreamBody!) parts.push(Buffer.from(part))
    return Buffer.concat(parts)
  }
  await until('done', 'completed')
  await until('long', 'running')
  const before = await bytes()
  assert.equal(before.length, 100_000)
  const snapshot = await lazuli.snapshot({ files: true })
  assert.deepEqual([snapshot.files, snapshot.leftOut], [['compute', 'hypervisor'], []])
  await client.job.deleteMethod('job')
  await client.pool.deleteMethod('pool')
  for (let i = 0; i < 2; i++) {
    await snapshot.restore()
    await until('long', 'running')
    assert.ok(before.equals(await bytes()))
    await client.task.terminate('job', 'long')
    await until('long', 'completed')
  }
  const without = await lazuli.snapshot()
  assert.deepEqual(without.leftOut, ['files of nodes'])
  await without.restore()
  await assert.rejects(bytes(), { statusCode: 404 })
})

test('files that are outside of the data directory are named as left out', {
  skip: !isLinux || process.getuid?.() !== 0,
}, async () => {
  await using lazuli = await startLazuli({ timeScale: 1000, nodes: 'local', separation: 'uid' })
  await lazuli.seed(
    'pools:\n  - { id: pool, vmSize: small, targetDedicatedNodes: 1, ' +
      "cloudServiceConfiguration: { osFamily: '6' } }\n",
  )
  const leftOut = async (files: boolean) => (await lazuli.snapshot({ files })).leftOut
  const until = performance.now() + 20_000
  while ((await leftOut(false)).length === 0 && performance.now() < until) await sleep(50)
  assert.deepEqual(await leftOut(false), ['files of nodes'])
  assert.deepEqual(await leftOut(true), ['files of nodes, which are outside of the data directory'])
})
