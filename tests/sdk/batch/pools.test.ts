// Pools and nodes driven by Microsoft's own Batch client, on nodes where programs really run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { serverClock } from '#engine/clock.ts'
import { Machine } from '#testing/machine.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../../wire/batch/batch-server.ts'

const clientOf = ({ origin, key }: BatchServer): BatchServiceClient =>
  new BatchServiceClient(new BatchSharedKeyCredentials(ACCOUNT, key), origin)

const virtualMachineConfiguration = {
  imageReference: {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
    version: 'latest',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
}

/** Polls as a user would, until what is asked for is so. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await wait(20)
  }
}

async function textOf(client: BatchServiceClient, nodeId: string, path: string): Promise<string> {
  const { readableStreamBody } = await client.file.getFromComputeNode('pool1', nodeId, path)
  const chunks: Buffer[] = []
  for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

test('a pool is made, its nodes run a start task, are reimaged and go', async (t) => {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  t.after(() => machine.end(...nodeIds))
  // A minute of the real service lasts a fifth of a second.
  await using batch = await startBatch({
    clock: serverClock({ scale: 300 }),
    nodes: machine.driver(),
  })
  const client = clientOf(batch)
  const added = await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration,
    targetDedicatedNodes: 2,
    startTask: {
      commandLine: "/bin/sh -c 'echo started; echo kept > $AZ_BATCH_NODE_SHARED_DIR/kept.txt'",
      waitForSuccess: true,
    },
  })
  assert.equal(added._response.status, 201)
  assert.equal((await client.pool.exists('pool1')).body, true)
  const pool = await until(
    () => client.pool.get('pool1'),
    ({ allocationState }) => allocationState === 'steady',
  )
  assert.equal(pool.currentDedicatedNodes, 2)
  assert.equal(pool.eTag, added.eTag)

  const idle = () =>
    until(
      () => client.computeNode.list('pool1'),
      (nodes) => nodes.every(({ state }) => state === 'idle'),
    )
  const [node] = await idle()
  nodeIds.push(...(await idle()).map(({ id }) => id!))
  assert.equal(node!.startTaskInfo?.exitCode, 0)
  assert.equal(await textOf(client, node!.id!, 'startup/stdout.txt'), 'started\n')
  const files = await client.file.listFromComputeNode('pool1', node!.id!)
  assert.ok(files.some(({ name, isDirectory }) => name === 'shared' && isDirectory))
  const properties = await client.file.getPropertiesFromComputeNode(
    'pool1',
    node!.id!,
    'startup/stdout.txt',
  )
  assert.equal(properties.contentLength, 8)
  // The client does not make a boolean of it: the service writes a capital letter.
  assert.equal(String(properties.ocpBatchFileIsdirectory), 'False')

  await client.file.deleteFromComputeNode('pool1', node!.id!, 'shared/kept.txt')
  await assert.rejects(textOf(client, node!.id!, 'shared/kept.txt'), { statusCode: 404 })
  await client.computeNode.reboot('pool1', node!.id!)
  await idle()
  assert.equal(await textOf(client, node!.id!, 'shared/kept.txt'), 'kept\n')

  await assert.rejects(client.computeNode.reimage('pool1', node!.id!), {
    code: 'OperationNotValidOnNode',
    statusCode: 409,
  })
  await client.computeNode.addUser('pool1', node!.id!, { name: 'ann', password: 'secret' })
  await client.computeNode.disableScheduling('pool1', node!.id!)
  const offline = await client.computeNode.get('pool1', node!.id!)
  assert.equal(offline.state, 'offline')
  await client.computeNode.enableScheduling('pool1', node!.id!)
  const login = await client.computeNode.getRemoteLoginSettings('pool1', node!.id!)
  assert.match(login.remoteLoginIPAddress, /^127\./)

  await client.pool.removeNodes('pool1', { nodeList: [node!.id!] })
  await until(
    () => client.pool.get('pool1'),
    ({ allocationState }) => allocationState === 'steady',
  )
  const left = await client.computeNode.list('pool1')
  assert.deepEqual(
    left.map(({ id }) => id),
    nodeIds.filter((id) => id !== node!.id),
  )
  const [counts] = await client.account.listPoolNodeCounts()
  assert.equal(counts!.dedicated?.total, 1)
  await client.pool.deleteMethod('pool1')
  await assert.rejects(client.pool.deleteMethod('pool1'), { code: 'PoolBeingDeleted' })
  await until(
    () => client.pool.exists('pool1').then(({ body }) => body),
    (exists) => !exists,
  )
  assert.deepEqual(batch.bugs, [])
})

test('a node of a cloud service is reimaged and has nothing of what was there', async (t) => {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  t.after(() => machine.end(...nodeIds))
  await using batch = await startBatch({
    clock: serverClock({ scale: 300 }),
    nodes: machine.driver(),
  })
  const client = clientOf(batch)
  await client.pool.add({
    id: 'pool1',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
  })
  const idle = () =>
    until(
      () => client.computeNode.list('pool1'),
      (nodes) => nodes.length > 0 && nodes.every(({ state }) => state === 'idle'),
    )
  const [node] = await idle()
  nodeIds.push(node!.id!)
  machine.write(node!.id!, 'shared/left.txt', 'left')
  assert.equal(await textOf(client, node!.id!, 'shared/left.txt'), 'left')
  const reimaged = await client.computeNode.reimage('pool1', node!.id!, {
    nodeReimageOption: 'terminate',
  })
  assert.equal(reimaged._response.status, 202)
  await idle()
  await assert.rejects(textOf(client, node!.id!, 'shared/left.txt'), { statusCode: 404 })
  await client.pool.deleteMethod('pool1')
  await until(
    () => client.pool.exists('pool1').then(({ body }) => body),
    (exists) => !exists,
  )
})
