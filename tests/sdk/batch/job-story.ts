// A whole job by Microsoft's own client, with real processes: an automatic pool that a formula sizes,
// packages of the pool and of the manager, a preparation and a release on each node. What is to be killed
// is killed within each part.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { BatchServiceClient, BatchServiceModels } from '@azure/batch'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { zipOf } from '#testing/zip.ts'
import { progress } from '../../watchdog.ts'
import { addPackage, linkStorage } from './add-packages.ts'

const sh = (script: string): string => `/bin/sh -c '${script}'`

/** Polls as a user would, until what is asked for is so. */
async function until<T>(ask: () => Promise<T> | T, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) {
      progress()
      return answer
    }
    await wait(20)
  }
}

/** So many files that unpacking them takes a moment. */
const FILES = 300

const tool = (says: string): Buffer =>
  zipOf([
    { name: 'bin/tool', content: `#!/bin/sh\necho ${says}\n`, mode: 0o100755 },
    ...Array.from({ length: FILES }, (_, i) => ({ name: `files/${i}`, content: `${i}` })),
  ])

type Victim = 'server' | 'agent'

/** A server that is killed as often as it is asked to be, and the gates at which its tasks wait. */
class Stage {
  readonly #data: string
  readonly #gates: string
  readonly #victim: Victim | undefined
  #lazuli: SpawnedLazuli
  client: BatchServiceClient

  private constructor(
    data: string,
    gates: string,
    victim: Victim | undefined,
    lazuli: SpawnedLazuli,
  ) {
    this.#data = data
    this.#gates = gates
    this.#victim = victim
    this.#lazuli = lazuli
    this.client = batchClientFor(lazuli.ready)
  }

  static async set(t: TestContext, victim?: Victim): Promise<Stage> {
    const data = await mkdtemp(join(tmpdir(), 'lazuli-story-'))
    const gates = await mkdtemp(join(tmpdir(), 'lazuli-gates-'))
    await chmod(gates, 0o755)
    const stage = new Stage(data, gates, victim, await spawnLazuli(optionsOf(data, victim)))
    t.after(() => stage.#clear())
    const { ready } = stage.#lazuli
    await linkStorage(ready)
    for (const name of ['common', 'own']) await addPackage(ready, name, tool(name))
    return stage
  }

  async #clear(): Promise<void> {
    const [pool] = await this.client.pool.list()
    if (pool?.state === 'active') await this.client.pool.deleteMethod(pool.id!)
    await until(
      () => this.client.pool.list(),
      (pools) => pools.length === 0,
    )
    await this.#lazuli.stop()
    for (const path of [this.#data, this.#gates]) {
      await rm(path, { recursive: true, force: true, maxRetries: 10 })
    }
  }

  /** `kill -9`; what was killed is there again after it. */
  async kill(): Promise<void> {
    if (this.#victim === 'server') {
      await this.#lazuli.kill()
      this.#lazuli = await spawnLazuli(optionsOf(this.#data, this.#victim))
      this.client = batchClientFor(this.#lazuli.ready)
    } else if (this.#victim === 'agent') {
      const pid = await until(
        () => this.#agentPid(),
        (now) => now !== undefined,
      )
      process.kill(pid!, 'SIGKILL')
      await until(
        () => this.#agentPid(),
        (now) => now !== undefined && now !== pid,
      )
    }
  }

  /** Undefined: an agent has begun, and is still to write it. */
  #agentPid(): number | undefined {
    try {
      const written = readFileSync(join(this.#data, 'compute/agent.pid'), 'utf8')
      return Number(written.split(' ')[0]) || undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  /** Whether a node has begun to unpack a package, and is not done. */
  isUnpacking(): boolean {
    const nodes = join(this.#data, 'compute/nodes')
    const names = existsSync(nodes) ? readdirSync(nodes) : []
    return names
      .map((name) => join(nodes, name, 'fetching'))
      .filter(existsSync)
      .flatMap((fetching) => readdirSync(fetching).map((name) => join(fetching, name, 'tree')))
      .some((tree) => existsSync(join(tree, 'files')))
  }

  open(gate: string): Promise<void> {
    return writeFile(join(this.#gates, gate), '')
  }

  /** In a command: waits until the gate is open. */
  passes(gate: string): string {
    return `until test -e ${join(this.#gates, gate)}; do sleep 0.05; done`
  }

  async fileOn(pool: string, node: string, path: string): Promise<string> {
    const { readableStreamBody } = await this.client.file.getFromComputeNode(pool, node, path)
    const chunks: Buffer[] = []
    for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  }

  async statuses() {
    const all = await this.client.job.listPreparationAndReleaseTaskStatus('story')
    return all.map(({ jobPreparationTaskExecutionInfo: prepared, ...one }) => ({
      node: one.nodeId!,
      pool: one.poolId!,
      prepared,
      released: one.jobReleaseTaskExecutionInfo,
    }))
  }
}

const optionsOf = (data: string, victim: Victim | undefined) => ({
  data,
  // A node that is silent for ten minutes is given up: a new agent needs some seconds, not of those.
  timeScale: victim === 'agent' ? 50 : 1000,
  // Tasks of the agent's own user: nodes are beside the agent, where the test finds them.
  storage: true,
  separation: 'none' as const,
})

const packageOf = (applicationId: string) => [{ applicationId, version: '1' }]

const poolOf = (formula: string): BatchServiceModels.PoolSpecification => ({
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
  autoScaleFormula: formula,
  applicationPackageReferences: packageOf('common'),
})

const jobOf = (stage: Stage): BatchServiceModels.JobAddParameter => ({
  id: 'story',
  poolInfo: {
    autoPoolSpecification: {
      poolLifetimeOption: 'job',
      autoPoolIdPrefix: 'story',
      keepAlive: true,
      pool: poolOf('$TargetDedicatedNodes = 2'),
    },
  },
  commonEnvironmentSettings: [{ name: 'GREETING', value: 'hello' }],
  jobPreparationTask: {
    commandLine: sh(
      `echo $GREETING $AZ_BATCH_TASK_ID $($AZ_BATCH_APP_PACKAGE_common_1/bin/tool) >> prepared.txt; ${stage.passes('prepare')}`,
    ),
  },
  jobReleaseTask: {
    commandLine: sh(
      `cat $AZ_BATCH_JOB_PREP_WORKING_DIR/prepared.txt >> released.txt; ${stage.passes('release')}`,
    ),
  },
  jobManagerTask: {
    id: 'manager',
    commandLine: sh(
      `echo $GREETING $($AZ_BATCH_APP_PACKAGE_own_1/bin/tool) >> managed.txt; ${stage.passes('manage')}`,
    ),
    applicationPackageReferences: packageOf('own'),
    authenticationTokenSettings: { access: ['job'] },
  },
})

/** Plays the story from start to end, with kills of the victim where there is one. */
export async function playStory(t: TestContext, victim?: Victim): Promise<void> {
  const stage = await Stage.set(t, victim)
  await stage.client.job.add(jobOf(stage))
  const read = 'cat $AZ_BATCH_JOB_PREP_WORKING_DIR/prepared.txt'
  await stage.client.task.add('story', { id: 'work', commandLine: sh(read) })

  // The formula has sized the pool, and its nodes get their packages.
  await until(
    async () => stage.isUnpacking() || (await stage.statuses()).length > 0,
    (is) => is,
  )
  await stage.kill()
  await until(
    () => stage.statuses(),
    (all) => all.length === 2,
  )
  assert.equal((await stage.client.task.get('story', 'manager')).state, 'preparing')
  await stage.kill()
  await stage.open('prepare')

  // The manager gets a package of its own.
  await until(
    async () => stage.isUnpacking() || (await isRunning(stage, 'manager')),
    (is) => is,
  )
  await stage.kill()
  await until(
    () => stage.client.task.get('story', 'work'),
    ({ state }) => state === 'completed',
  )
  assert.equal((await stage.client.task.get('story', 'work')).executionInfo!.exitCode, 0)
  await until(
    () => isRunning(stage, 'manager'),
    (is) => is,
  )
  await stage.kill()
  await stage.open('manage')
  await until(
    () => stage.statuses(),
    (all) => all.every(({ released }) => released !== undefined),
  )
  assert.equal((await stage.client.job.get('story')).state, 'terminating')
  await stage.kill()
  await stage.open('release')
  const job = await until(
    () => stage.client.job.get('story'),
    ({ state }) => state === 'completed',
  )
  assert.equal(job.executionInfo!.terminateReason, 'JMComplete')
  await checkRuns(stage, job.executionInfo!.poolId!)
}

const isRunning = async ({ client }: Stage, task: string): Promise<boolean> =>
  (await client.task.get('story', task)).state === 'running'

/** Each ran once, whatever was killed. */
async function checkRuns(stage: Stage, pool: string): Promise<void> {
  const all = await stage.statuses()
  assert.equal(new Set(all.map(({ node }) => node)).size, 2)
  for (const { node, prepared, released, ...one } of all) {
    assert.equal(one.pool, pool)
    for (const [run, name] of [
      [prepared, 'prepared.txt'],
      [released, 'released.txt'],
    ] as const) {
      assert.deepEqual([run!.result, run!.exitCode], ['success', 0])
      const path = `${run!.taskRootDirectory}/wd/${name}`
      assert.equal(await stage.fileOn(pool, node, path), 'hello jobpreparation common\n', name)
    }
  }
  const { nodeInfo, executionInfo } = await stage.client.task.get('story', 'manager')
  const { exitCode, retryCount, failureInfo } = executionInfo!
  assert.deepEqual(
    { exitCode, retryCount, failureInfo },
    { exitCode: 0, retryCount: 0, failureInfo: undefined },
  )
  const managed = `${nodeInfo!.taskRootDirectory}/wd/managed.txt`
  assert.equal(await stage.fileOn(pool, nodeInfo!.nodeId!, managed), 'hello own\n')
  const { state, autoScaleRun } = await stage.client.pool.get(pool)
  assert.deepEqual([state, autoScaleRun!.error], ['active', undefined])
}
