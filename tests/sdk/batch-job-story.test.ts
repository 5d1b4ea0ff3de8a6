// A whole job by Microsoft's own client, with real processes: an automatic pool that a formula sizes, a
// manager, a preparation and a release on each node; and again with the server killed within each.
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'

const clientOf = ({ ready }: SpawnedLazuli): BatchServiceClient => {
  const { account, endpoint, key } = ready.batch!
  const url = endpoint.replace('https:', 'http:')
  return new BatchServiceClient(new BatchSharedKeyCredentials(account, key), url)
}

const sh = (script: string): string => `/bin/sh -c '${script}'`

/** Polls as a user would, until what is asked for is so. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await wait(30)
  }
}

async function fileOn(
  client: BatchServiceClient,
  pool: string,
  node: string,
  path: string,
): Promise<string> {
  const { readableStreamBody } = await client.file.getFromComputeNode(pool, node, path)
  const chunks: Buffer[] = []
  for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

for (const isKilled of [false, true]) {
  const how = isKilled ? ', though the server is killed within each' : ''
  test(`a job is prepared, steered and released from start to end${how}`, async (t) => {
    const data = await mkdtemp(join(tmpdir(), 'lazuli-story-'))
    const gates = await mkdtemp(join(tmpdir(), 'lazuli-gates-'))
    await chmod(gates, 0o755)
    t.after(async () => {
      const [pool] = await client.pool.list()
      if (pool?.state === 'active') await client.pool.deleteMethod(pool.id!)
      await until(
        () => client.pool.list(),
        (pools) => pools.length === 0,
      )
      await lazuli.stop()
      for (const path of [data, gates]) {
        await rm(path, { recursive: true, force: true, maxRetries: 10 })
      }
    })
    const options = { data, timeScale: 1000, args: ['--separation', 'none'] }
    let lazuli = await spawnLazuli(options)
    let client = clientOf(lazuli)
    const killed = async (): Promise<void> => {
      if (!isKilled) return
      await lazuli.kill()
      lazuli = await spawnLazuli(options)
      client = clientOf(lazuli)
    }
    const open = (gate: string): Promise<void> => writeFile(join(gates, gate), '')
    const passes = (gate: string): string =>
      `until test -e ${join(gates, gate)}; do sleep 0.05; done`
    await client.job.add({
      id: 'story',
      poolInfo: {
        autoPoolSpecification: {
          poolLifetimeOption: 'job',
          autoPoolIdPrefix: 'story',
          keepAlive: true,
          pool: {
            vmSize: 'standard_d2s_v3',
            virtualMachineConfiguration: {
              imageReference: {
                publisher: 'canonical',
                offer: '0001-com-ubuntu-server-jammy',
                sku: '22_04-lts',
              },
              nodeAgentSKUId: 'batch.node.ubuntu 22.04',
            },
            enableAutoScale: true,
            autoScaleFormula: '$TargetDedicatedNodes = 2',
          },
        },
      },
      commonEnvironmentSettings: [{ name: 'GREETING', value: 'hello' }],
      jobPreparationTask: {
        commandLine: sh(`echo $GREETING $AZ_BATCH_TASK_ID >> prepared.txt; ${passes('prepare')}`),
      },
      jobReleaseTask: {
        commandLine: sh(
          `cat $AZ_BATCH_JOB_PREP_WORKING_DIR/prepared.txt >> released.txt; ${passes('release')}`,
        ),
      },
      jobManagerTask: {
        id: 'manager',
        commandLine: sh(`echo $GREETING; ${passes('manage')}`),
        authenticationTokenSettings: { access: ['job'] },
      },
    })
    const read = 'cat $AZ_BATCH_JOB_PREP_WORKING_DIR/prepared.txt'
    await client.task.add('story', { id: 'work', commandLine: sh(read) })
    const statuses = async () => {
      const all = await client.job.listPreparationAndReleaseTaskStatus('story')
      return all.map(({ jobPreparationTaskExecutionInfo: prepared, ...one }) => ({
        node: one.nodeId!,
        pool: one.poolId!,
        prepared,
        released: one.jobReleaseTaskExecutionInfo,
      }))
    }
    await until(statuses, (all) => all.length === 2)
    assert.equal((await client.task.get('story', 'manager')).state, 'preparing')
    await killed()
    await open('prepare')
    await until(
      () => client.task.get('story', 'work'),
      ({ state }) => state === 'completed',
    )
    assert.equal((await client.task.get('story', 'work')).executionInfo!.exitCode, 0)
    // Its own node may be prepared a moment later than the other.
    await until(
      () => client.task.get('story', 'manager'),
      ({ state }) => state === 'running',
    )
    await killed()
    await open('manage')
    await until(statuses, (all) => all.every(({ released }) => released !== undefined))
    assert.equal((await client.job.get('story')).state, 'terminating')
    await killed()
    await open('release')
    const job = await until(
      () => client.job.get('story'),
      ({ state }) => state === 'completed',
    )
    assert.equal(job.executionInfo!.terminateReason, 'JMComplete')
    const all = await statuses()
    assert.equal(new Set(all.map(({ node }) => node)).size, 2)
    for (const { node, pool, prepared, released } of all) {
      assert.equal(pool, job.executionInfo!.poolId)
      assert.deepEqual([prepared!.result, released!.result], ['success', 'success'])
      assert.deepEqual([prepared!.exitCode, released!.exitCode], [0, 0])
      // Each ran once, whatever became of the server.
      for (const [run, name] of [
        [prepared, 'prepared.txt'],
        [released, 'released.txt'],
      ] as const) {
        const path = `${run!.taskRootDirectory}/wd/${name}`
        assert.equal(await fileOn(client, pool, node, path), 'hello jobpreparation\n', name)
      }
    }
    assert.equal((await client.pool.get(job.executionInfo!.poolId!)).state, 'active')
  })
}
