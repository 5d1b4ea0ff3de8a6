// A real server whose tasks run in containers of one runtime, with storage and a registry beside it.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { after, before, describe } from 'node:test'
import type { BatchServiceClient, BatchServiceModels } from '@azure/batch'
import { agentName } from '#agent/containers/find-runtime.ts'
import { runDirectoryOf } from '#agent/containers/run-directories.ts'
import { pidsNaming } from '#agent/processes/process-table.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { DockerDaemon } from '#testing/containers/docker-daemon.ts'
import { busyboxImage } from '#testing/containers/image.ts'
import { LOGIN, Registry } from '#testing/containers/registry.ts'
import { FilesScene, sh, type Task, type TaskToAdd, until } from '../sdk/batch/files-scene.ts'

export { failureOf, until } from '../sdk/batch/files-scene.ts'
export { sh, type Task }

/** What runs containers. It must be there: nothing is skipped. */
export type Way = 'podman' | 'docker' | 'runc'

const NEWEST = '2025-06-01'
const BATCH = 'https://batch.core.windows.net/.default'

type PoolToAdd = BatchServiceModels.PoolAddParameter
type Containers = BatchServiceModels.ContainerConfiguration
type Settings = BatchServiceModels.TaskContainerSettings

/** What the tests of one runtime find. */
export interface ContainerScene {
  readonly way: Way
  readonly files: FilesScene
  readonly batch: BatchServiceClient
  readonly registry: Registry
  /** Of busybox. */
  readonly image: string
  /** What `run` puts into every task that says nothing else. */
  readonly containerSettings: Settings
  /** A pool that has fetched the image, and a job of the same name for it. */
  pool(id: string, more?: Partial<PoolToAdd>, containers?: Containers): Promise<void>
  /** Adds a task and waits for its end. */
  run(task: Omit<TaskToAdd, 'id'>, job?: string): Promise<Task>
  add(task: Omit<TaskToAdd, 'id'>, job?: string): Promise<string>
  /** Runs a shell's script to its success, and answers what it printed. */
  printed(script: string, more?: Partial<TaskToAdd>, job?: string): Promise<string>
  nodes(pool: string, count?: number): Promise<BatchServiceModels.ComputeNode[]>
  /** A call as the newest clients send it. */
  post(path: string, body: object): Promise<void>
}

const login = (registry: Registry) => ({
  registryServer: registry.server,
  userName: LOGIN.username,
  password: LOGIN.password,
})

/** What a pool of containers is made of. */
export const containerMachine = (containerConfiguration: Containers) => ({
  imageReference: {
    publisher: 'microsoft-azure-batch',
    offer: 'ubuntu-server-container',
    sku: '20-04-lts',
    version: 'latest',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
  containerConfiguration,
})

/** Settled: whatever becomes of them, they wait for nothing. */
export const isSettled = ({ state }: BatchServiceModels.ComputeNode): boolean =>
  /^(idle|running|unusable|starttaskfailed|offline)$/.test(state!)

/** What the tests of one runtime begin with, and how its server is started. */
interface Opening {
  setUp(scene: ContainerScene): Promise<void>
  readonly options?: Parameters<typeof FilesScene.start>[0]
}

/** Groups tests of a runtime. What they find is made before the first and gone after the last. */
export function describeWay(
  title: string,
  way: Way,
  { setUp, options = {} }: Opening,
  tests: (scene: () => ContainerScene) => void,
): void {
  describe(`${title} by ${way}`, () => {
    let scene: ContainerScene | undefined
    let end = async (): Promise<void> => {}
    before(async () => {
      ;({ scene, end } = await open(way, options))
      await setUp(scene)
    })
    after(() => end())
    tests(() => scene!)
  })
}

async function open(way: Way, options: Parameters<typeof FilesScene.start>[0]) {
  const docker = way === 'docker' ? await DockerDaemon.start() : undefined
  if (docker) process.env.DOCKER_HOST = docker.host
  const registry = await Registry.start({ asks: true })
  const image = await registry.push('busybox:1', busyboxImage())
  const files = await FilesScene.start({ containers: way, ...options })
  const { batch } = files
  const pools = new Set(['pool1'])
  const containerSettings = { imageName: image }
  const withContainer = <T extends object>(task: T) => ({ containerSettings, ...task })
  const run: ContainerScene['run'] = async (task, job) => files.run(withContainer(task), job)
  const scene: ContainerScene = {
    way,
    files,
    batch,
    registry,
    image,
    containerSettings,
    async pool(id, more = {}, containers = {}) {
      pools.add(id)
      await batch.pool.add({
        ...{ id, vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1, taskSlotsPerNode: 4 },
        virtualMachineConfiguration: containerMachine({
          containerImageNames: [image],
          containerRegistries: [login(registry)],
          ...containers,
        }),
        ...more,
      })
      await batch.job.add({ id, poolInfo: { poolId: id } })
    },
    run,
    add: async (task, job) => files.add(withContainer(task), job),
    async printed(script, more = {}, job) {
      const task = await run({ commandLine: sh(script), ...more }, job)
      const said = await files.read(task.id!, 'stderr.txt', job).catch(() => '')
      assert.equal(task.executionInfo!.exitCode, 0, `${JSON.stringify(task.executionInfo)} ${said}`)
      return await files.read(task.id!, 'stdout.txt', job)
    },
    async post(path, body) {
      const { ready } = files.lazuli
      const { token } = await azureFor(ready).credential.getToken(BATCH)
      const url = ready.batch!.endpoint.replace('https:', 'http:')
      const answer = await fetch(`${url}${path}?api-version=${NEWEST}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json; odata=minimalmetadata',
        },
        body: JSON.stringify(body),
      })
      assert.ok(answer.ok, await answer.text())
    },
    nodes: (pool, count = 1) =>
      until(
        async () => [...(await batch.computeNode.list(pool))],
        (nodes) => nodes.length === count && nodes.every(isSettled),
      ),
  }
  const end = async (): Promise<void> => {
    for (const pool of pools) await batch.pool.deleteMethod(pool).catch(() => {})
    for (const pool of pools) {
      await until(
        async () => (await batch.pool.exists(pool)).body,
        (isThere) => !isThere,
      )
    }
    await files.stop()
    await registry.stop()
    await docker?.stop()
    assertNothingLeft(dirname(files.lazuli.ready.caFile))
  }
  return { scene, end }
}

/** That a server that kept its data here has left nothing on the machine. */
export function assertNothingLeft(data: string): void {
  const compute = `${data}/compute`
  const left = [
    data,
    runDirectoryOf(agentName(`${compute}/containers`)),
    `/var/lib/lazuli/nodes-${agentName(compute)}`,
  ]
  assert.deepEqual(left.filter(existsSync), [])
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
  for (const path of left) {
    assert.ok(!mounts.includes(path), path)
    assert.deepEqual(pidsNaming(path), [], path)
  }
}
