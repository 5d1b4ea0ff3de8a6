// Tasks in containers of a real server, as Microsoft's client sends them.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import {
  BatchServiceClient,
  type BatchServiceModels,
  BatchSharedKeyCredentials,
} from '@azure/batch'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { busyboxImage, busyboxLayer, imageOf } from '#testing/containers/image.ts'
import { LOGIN, Registry } from '#testing/containers/registry.ts'

type TaskAdd = BatchServiceModels.TaskAddParameter
type Task = BatchServiceModels.CloudTask
type ContainerConfiguration = BatchServiceModels.ContainerConfiguration

const registry = await Registry.start({ asks: true })
after(() => registry.stop())
const image = await registry.push('busybox:1', busyboxImage())
const other = await registry.push(
  'other/tool:2',
  imageOf([busyboxLayer()], { Entrypoint: ['/bin/echo', 'of', 'the', 'entrypoint'] }),
)

const imageReference = {
  publisher: 'microsoft-azure-batch',
  offer: 'ubuntu-server-container',
  sku: '20-04-lts',
  version: 'latest',
}
const login = {
  registryServer: registry.server,
  userName: LOGIN.username,
  password: LOGIN.password,
}

interface World {
  readonly client: BatchServiceClient
  readonly data: string
  pool(containers: ContainerConfiguration | undefined, more?: object): Promise<void>
  /** Adds a task and waits for its end. */
  run(more: Partial<TaskAdd>): Promise<Task>
  file(task: Task, path: string): Promise<string>
  end(task: string): Promise<Task>
}

async function world(t: TestContext, args: readonly string[] = []): Promise<World> {
  const data = await mkdtemp('/var/tmp/lazuli-containers-')
  const lazuli = await spawnLazuli({ data, timeScale: 1000, args })
  const { account, endpoint, key } = lazuli.ready.batch!
  const url = endpoint.replace('https:', 'http:')
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(account, key), url)
  t.after(async () => {
    await client.pool.deleteMethod('pool1').catch(() => {})
    while ((await client.pool.exists('pool1')).body) await wait(50)
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  let count = 0
  const end = async (id: string): Promise<Task> => {
    for (;;) {
      const task = await client.task.get('job1', id)
      if (task.state === 'completed') return task
      await wait(50)
    }
  }
  return {
    client,
    data,
    end,
    async pool(containerConfiguration, more = {}) {
      await client.pool.add({
        ...{ id: 'pool1', vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1 },
        virtualMachineConfiguration: {
          imageReference,
          nodeAgentSKUId: 'batch.node.ubuntu 20.04',
          ...(containerConfiguration && { containerConfiguration }),
        },
        ...more,
      })
      await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
    },
    async run(more) {
      const id = `task${++count}`
      await client.task.add('job1', { id, commandLine: '', ...more })
      return end(id)
    },
    async file(task, path) {
      const { readableStreamBody } = await client.file.getFromTask('job1', task.id!, path)
      const parts: Buffer[] = []
      for await (const part of readableStreamBody!) parts.push(Buffer.from(part))
      return Buffer.concat(parts).toString()
    },
  }
}

const shell = (script: string): string => `/bin/sh -c '${script}'`

test('tasks of all kinds run in containers of a pool that fetches its image in advance', async (t) => {
  const { client, pool, run, file } = await world(t)
  await pool(
    { containerImageNames: [image], containerRegistries: [login] },
    {
      taskSlotsPerNode: 4,
      startTask: {
        commandLine: shell('id -u; echo start >$AZ_BATCH_NODE_SHARED_DIR/start.txt'),
        containerSettings: { imageName: image },
        userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'admin' } },
        waitForSuccess: true,
      },
    },
  )
  const containerSettings = { imageName: image }
  const plain = await run({
    commandLine: shell(
      'pwd; cat $AZ_BATCH_NODE_SHARED_DIR/start.txt; echo $FROM_IMAGE "$MINE"; exit 7',
    ),
    environmentSettings: [{ name: 'MINE', value: 'a "b"\nc' }],
    containerSettings,
  })
  assert.equal(plain.executionInfo!.exitCode, 7)
  assert.equal(plain.executionInfo!.failureInfo!.code, 'FailureExitCode')
  assert.match(plain.executionInfo!.containerInfo!.containerId!, /^[0-9a-f]{64}$/)
  const said = await file(plain, 'stdout.txt')
  assert.match(said, /\/workitems\/job1\/job-1\/task1\/wd\nstart\nyes a "b"\nc\n$/)
  // Without a command line, what the image runs; and where the image says.
  const byDefault = await run({ containerSettings: { ...containerSettings } })
  assert.equal(await file(byDefault, 'stdout.txt'), 'default\n')
  const ofImage = { ...containerSettings, workingDirectory: 'containerImageDefault' } as const
  const there = await run({ commandLine: 'cat mark.txt', containerSettings: ofImage })
  assert.equal(await file(there, 'stdout.txt'), 'of the image\n')
  // Not in the pool's list: pulled when it is needed, with what the pool knows.
  const pulled = await run({ containerSettings: { imageName: other } })
  assert.equal(await file(pulled, 'stdout.txt'), 'of the entrypoint\n')
  const missing = await run({ commandLine: '/no/such', containerSettings })
  assert.equal(missing.executionInfo!.failureInfo!.code, 'CommandProgramNotFound')
  const node = (await client.computeNode.list('pool1'))[0]!
  assert.equal(node.startTaskInfo!.exitCode, 0)
  const shown = await client.pool.get('pool1')
  const [kept] = shown.virtualMachineConfiguration!.containerConfiguration!.containerRegistries!
  assert.equal(kept!.userName, LOGIN.username)
  assert.equal(kept!.password, undefined)
})
