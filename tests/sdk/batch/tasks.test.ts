// Jobs and tasks driven by Microsoft's own Batch client against a server of its own process, whose
// tasks are real processes of this machine.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'

function clientOf({ ready }: SpawnedLazuli): BatchServiceClient {
  const { account, key, endpoint } = ready.batch!
  const https = new Agent({ ca: readFileSync(ready.caFile), keepAlive: false })
  return new BatchServiceClient(new BatchSharedKeyCredentials(account, key), endpoint, {
    agentSettings: { http: https, https },
    noRetryPolicy: true,
  })
}

/** Polls as a user would, until what is asked for is so. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await wait(20)
  }
}

async function aPool(client: BatchServiceClient, nodes: number, slots: number): Promise<void> {
  await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: nodes,
    taskSlotsPerNode: slots,
  })
}

const counts = async (client: BatchServiceClient, job = 'job1') =>
  (await client.job.getTaskCounts(job)).taskCounts

async function textOf(client: BatchServiceClient, task: string, path: string): Promise<string> {
  const { readableStreamBody } = await client.file.getFromTask('job1', task, path)
  const chunks: Buffer[] = []
  for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

/** What `lazuli explain` prints. */
async function explained({ ready }: SpawnedLazuli, ...args: readonly string[]): Promise<string> {
  const cli = fileURLToPath(new URL('../../../src/cli/lazuli.ts', import.meta.url))
  const words = [cli, 'explain', ...args, '--ready-file', ready.readyFile]
  return (await promisify(execFile)(process.execPath, words)).stdout
}

const sh = (script: string): string => `/bin/sh -c '${script}'`

async function aServer(t: TestContext): Promise<{ data: string; start(): Promise<SpawnedLazuli> }> {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-tasks-'))
  let last: SpawnedLazuli | undefined
  t.after(async () => {
    if (last) {
      const client = clientOf(last)
      await client.pool.deleteMethod('pool1')
      await until(
        async () => (await client.pool.exists('pool1')).body,
        (isThere) => !isThere,
      )
      await last.stop()
    }
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  return {
    data,
    async start() {
      // A minute of the real service's own work lasts 60 milliseconds.
      last = await spawnLazuli({ data, timeScale: 1000 })
      return last
    },
  }
}

test('tasks run as processes, their output is read, and one is terminated', async (t) => {
  const server = await aServer(t)
  const lazuli = await server.start()
  const client = clientOf(lazuli)
  await aPool(client, 2, 2)
  await client.job.add({
    id: 'job1',
    poolInfo: { poolId: 'pool1' },
    commonEnvironmentSettings: [{ name: 'GREETING', value: 'hello' }],
  })
  const value = Array.from({ length: 100 }, (_, i) => ({
    id: `task${i}`,
    commandLine: sh(`echo $GREETING $AZ_BATCH_TASK_ID; exit ${i % 10 === 0 ? 3 : 0}`),
  }))
  const added = await client.task.addCollection('job1', value)
  assert.ok(added.value?.every(({ status }) => status === 'success'))
  const done = await until(
    () => counts(client),
    ({ completed }) => completed === 100,
  )
  assert.deepEqual([done.succeeded, done.failed], [90, 10])
  assert.equal(await textOf(client, 'task7', 'stdout.txt'), 'hello task7\n')
  const failed = await client.task.get('job1', 'task20')
  assert.equal(failed.executionInfo?.exitCode, 3)
  assert.equal(failed.executionInfo?.failureInfo?.code, 'FailureExitCode')
  assert.ok(failed.nodeInfo?.nodeId?.startsWith('tvmps_'))
  const files = await client.file.listFromTask('job1', 'task7')
  const names = files.map(({ name }) => name).sort()
  assert.deepEqual(names, ['certs', 'stderr.txt', 'stdout.txt', 'wd'])

  await client.task.add('job1', { id: 'long', commandLine: sh('sleep 600 & sleep 600') })
  await until(
    () => client.task.get('job1', 'long'),
    ({ state }) => state === 'running',
  )
  assert.equal((await client.task.terminate('job1', 'long'))._response.status, 204)
  assert.equal((await client.task.get('job1', 'long')).state, 'completed')
  const ended = await until(
    () => client.task.get('job1', 'long'),
    ({ executionInfo }) => executionInfo?.exitCode !== undefined,
  )
  assert.equal(ended.executionInfo?.exitCode, -9)
  assert.equal(ended.executionInfo?.failureInfo?.code, 'TaskEnded')
  await assert.rejects(client.task.terminate('job1', 'long'), { code: 'TaskCompleted' })

  await client.task.add('job1', { id: 'missing', commandLine: '/no/such/program' })
  const missing = await until(
    () => client.task.get('job1', 'missing'),
    ({ state }) => state === 'completed',
  )
  assert.equal(missing.executionInfo?.failureInfo?.code, 'CommandProgramNotFound')
  assert.equal(missing.executionInfo?.exitCode, undefined)

  await client.job.add({ id: 'job2', poolInfo: { poolId: 'nowhere' } })
  await client.task.add('job2', { id: 'stuck', commandLine: '/bin/true' })
  assert.match(await explained(lazuli, 'task', 'job2', 'stuck'), /There is no pool nowhere/)
  assert.match(await explained(lazuli, 'job', 'job2'), /stuck: There is no pool nowhere/)

  await client.job.deleteMethod('job1')
  await until(
    async () =>
      client.job.get('job1').then(
        () => 'there',
        (error: { code: string }) => error.code,
      ),
    (answer) => answer === 'JobNotFound',
  )
})

test('a server that is killed loses no task, and a terminated one stays so', async (t) => {
  const server = await aServer(t)
  const first = await server.start()
  let client = clientOf(first)
  await aPool(client, 1, 4)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  const value = Array.from({ length: 40 }, (_, i) => ({
    id: `t${i}`,
    commandLine: sh('sleep 0.1; echo once'),
  }))
  await client.task.add('job1', { id: 'doomed', commandLine: sh('sleep 600') })
  await client.task.addCollection('job1', value)
  await until(
    () => client.task.get('job1', 'doomed'),
    ({ state }) => state === 'running',
  )
  await until(
    () => counts(client),
    ({ completed }) => completed > 4,
  )
  await client.task.terminate('job1', 'doomed')
  await client.job.add({ id: 'job2', poolInfo: { poolId: 'nowhere' } })
  await client.task.add('job2', { id: 'waiting', commandLine: '/bin/true' })
  await client.task.terminate('job2', 'waiting')
  const before = await client.task.get('job1', 'doomed')
  // One whose answer is lost with the server: it was done, or it was not.
  const racing = client.task.terminate('job1', 't39').catch(() => undefined)
  await first.kill()
  const answered = (await racing) !== undefined

  client = clientOf(await server.start())
  const doomed = await client.task.get('job1', 'doomed')
  assert.equal(doomed.state, 'completed')
  assert.equal(doomed.eTag, before.eTag)
  assert.equal(doomed.executionInfo?.failureInfo?.code, 'TaskEnded')
  const done = await until(
    () => counts(client),
    ({ active, running }) => active + running === 0,
  )
  const { executionInfo } = await client.task.get('job1', 't39')
  const isEnded = executionInfo?.failureInfo?.code === 'TaskEnded'
  assert.ok(isEnded || !answered)
  assert.deepEqual([done.succeeded, done.failed], isEnded ? [39, 2] : [40, 1])
  const waiting = await client.task.get('job2', 'waiting')
  assert.equal(waiting.previousState, 'active')
  assert.equal(waiting.executionInfo?.failureInfo?.code, 'TaskEnded')
  for (const [job, id] of [
    ['job1', 'doomed'],
    ['job2', 'waiting'],
  ] as const) {
    await assert.rejects(client.task.terminate(job, id), { code: 'TaskCompleted' })
  }
  for (const { id } of value.slice(0, 8)) {
    assert.equal(await textOf(client, id, 'stdout.txt'), 'once\n')
  }
})

/** The official client, for a holder of a task's token. */
function clientWith(token: string, { ready }: SpawnedLazuli): BatchServiceClient {
  const https = new Agent({ ca: readFileSync(ready.caFile), keepAlive: false })
  const credentials = {
    signRequest: async (request: Parameters<BatchSharedKeyCredentials['signRequest']>[0]) => {
      request.headers.set('authorization', `Bearer ${token}`)
      return request
    },
  }
  return new BatchServiceClient(credentials, ready.batch!.endpoint, {
    agentSettings: { http: https, https },
    noRetryPolicy: true,
  })
}

const hasStatus = (status: number) => (error: unknown) =>
  (error as { statusCode?: number }).statusCode === status

test('a task works on its job with its token, makes way for others, and tells what it used', async (t) => {
  const lazuli = await (await aServer(t)).start()
  const client = clientOf(lazuli)
  await aPool(client, 1, 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' }, allowTaskPreemption: true })
  await client.job.add({ id: 'urgent', poolInfo: { poolId: 'pool1' }, priority: 10 })
  await client.task.add('job1', {
    id: 'low',
    commandLine: sh('printf %s "$AZ_BATCH_AUTHENTICATION_TOKEN" >token; sleep 1000'),
    authenticationTokenSettings: { access: ['job'] },
  })
  const token = await until(
    () => textOf(client, 'low', 'wd/token').catch(() => ''),
    (text) => text !== '',
  )
  const own = clientWith(token, lazuli)
  await own.task.add('job1', { id: 'child', commandLine: '/bin/true' })
  assert.equal((await own.job.get('job1')).id, 'job1')
  await assert.rejects(own.job.get('urgent'), hasStatus(403))
  await assert.rejects(own.pool.list(), hasStatus(403))

  await client.task.add('urgent', { id: 'high', commandLine: '/bin/true' })
  const high = await until(
    () => client.task.get('urgent', 'high'),
    ({ state }) => state === 'completed',
  )
  assert.equal(high.executionInfo?.result, 'success')
  const again = await until(
    () => client.task.get('job1', 'low'),
    ({ state, previousStateTransitionTime, creationTime }) =>
      state === 'running' && previousStateTransitionTime! > creationTime!,
  )
  assert.equal(again.executionInfo?.requeueCount, 0)
  await assert.rejects(own.job.get('job1'), hasStatus(401), 'its attempt is over')

  await client.task.terminate('job1', 'low')
  await until(
    () => client.task.get('job1', 'child'),
    ({ state }) => state === 'completed',
  )
  const { stats } = await client.job.get('job1', { jobGetOptions: { expand: 'stats' } })
  assert.equal(Number(stats?.numSucceededTasks), 1)
  assert.equal(Number(stats?.numFailedTasks), 1)
  assert.match(stats!.wallClockTime, /^PT/)
  const one = await client.task.get('job1', 'low', { taskGetOptions: { expand: 'stats' } })
  assert.match(one.stats!.wallClockTime, /^PT/)
  const pool = await client.pool.get('pool1', { poolGetOptions: { expand: 'stats' } })
  assert.match(pool.stats!.usageStats!.dedicatedCoreTime, /^P/)
})
