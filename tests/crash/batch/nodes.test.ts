// The server is killed while nodes come, are rebooted, reimaged and removed: what it had begun goes
// on at the next start, and is done once.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { pidsOfCommand } from '#testing/machine.ts'

/** Each state lasts long enough to be seen, and a reimage to be killed within, on a busy machine. */
const timeScale = 20

async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a reimage, a reboot and a removal go on after kill -9, each once', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-nodes-'))
  t.after(() => rm(data, { recursive: true, force: true, maxRetries: 10 }))
  let lazuli = await spawnLazuli({ data, timeScale })
  t.after(() => lazuli.kill())
  let client = batchClientFor(lazuli.ready)
  const killed = async (): Promise<void> => {
    await lazuli.kill()
    lazuli = await spawnLazuli({ data, timeScale })
    client = batchClientFor(lazuli.ready)
  }
  const inState = (state: string) =>
    until(
      () => client.computeNode.list('pool1'),
      (nodes) => nodes.length === 1 && nodes[0]!.state === state,
    )
  const boots = async (nodeId: string): Promise<number> => {
    const path = 'shared/boots.txt'
    const { readableStreamBody } = await client.file.getFromComputeNode('pool1', nodeId, path)
    const chunks: Buffer[] = []
    for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString().trim().split('\n').length
  }

  await client.pool.add({
    id: 'pool1',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
    startTask: {
      commandLine: "/bin/sh -c 'echo boot >> $AZ_BATCH_NODE_SHARED_DIR/boots.txt'",
      waitForSuccess: true,
    },
  })
  await killed()
  await inState('creating')
  await killed()
  const [node] = await inState('idle')
  const id = node!.id!
  assert.equal(await boots(id), 1)

  await client.computeNode.reboot('pool1', id)
  await killed()
  await inState('idle')
  assert.equal(await boots(id), 2, 'a reboot keeps files and runs the start task once')

  await client.computeNode.reimage('pool1', id)
  await killed()
  await inState('reimaging')
  await assert.rejects(client.computeNode.reimage('pool1', id), { code: 'NodeBeingReimaged' })
  await killed()
  await inState('starting')
  await killed()
  await inState('idle')
  assert.equal(await boots(id), 1, 'a reimage leaves nothing behind')

  await killed()
  await inState('idle')
  assert.equal(await boots(id), 1, 'a start of the server is no boot of its nodes')

  await client.pool.removeNodes('pool1', { nodeList: [id] })
  await killed()
  await until(
    () => client.computeNode.list('pool1'),
    (nodes) => nodes.length === 0,
  )
  await client.pool.deleteMethod('pool1')
  await killed()
  await until(
    () => client.pool.exists('pool1').then(({ body }) => body),
    (exists) => !exists,
  )
})

test('a server that keeps nothing takes its nodes and their tasks with it', async (t) => {
  const lazuli = await spawnLazuli({ timeScale })
  t.after(() => lazuli.kill())
  const client = batchClientFor(lazuli.ready)
  // Nothing else on this machine sleeps so long.
  const nap = `3600.${process.pid}`
  const naps = () => pidsOfCommand('sleep', nap).length
  await client.pool.add({
    id: 'pool1',
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await client.task.add('job1', { id: 'nap', commandLine: `/bin/sh -c 'exec sleep ${nap}'` })
  await until(
    async () => naps(),
    (count) => count === 1,
  )
  await lazuli.stop()
  assert.equal(naps(), 0)
})
