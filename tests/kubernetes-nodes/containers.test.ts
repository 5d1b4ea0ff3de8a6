// Tasks in containers on a node whose image carries a runtime: the pod is a container of that image, and has none of
// this machine's programs.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { busyboxImage } from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import { freshAgent } from '../../scripts/agent.ts'
import { containerMachine, PoolsServer, type TestCluster } from '../clusters/pools-server.ts'
import { makeSmallBase } from '../containers/small-base.ts'
import { aCluster, Estate } from '../kubernetes/estate.ts'
import { progress } from '../watchdog.ts'

const scratch = mkdtempSync(join(tmpdir(), 'lazuli-carried-'))
const image = `localhost/${basename(scratch).toLowerCase()}`
const kubeconfig = join(scratch, 'kubeconfig')
const NODES = 'app.kubernetes.io/name=lazuli-node'
const LONG_MS = 120_000

/** `bare` pools have pods of the same image that may not make containers. */
const RULES = JSON.stringify({
  kubernetes: { kubeconfig },
  rules: [
    { match: { pool: 'bare*' }, provider: 'kubernetes', image, resources: 'none' },
    {
      provider: 'kubernetes',
      image,
      resources: 'none',
      spec: { containers: [{ name: 'agent', securityContext: { privileged: true } }] },
    },
  ],
})

class CarriedServer extends PoolsServer<TestCluster> {
  static async start(): Promise<CarriedServer> {
    const estate = await Estate.start({ clusterNodes: 'process' })
    const server = new CarriedServer(
      {
        describe: async () =>
          [
            await estate.kubectl('one', 'describe', 'pods'),
            await estate.kubectl('one', 'logs', '--tail=30', '--selector', NODES).catch(String),
          ].join('\n'),
        async [Symbol.asyncDispose]() {
          await estate.delete('one').catch(() => undefined)
          await estate.lazuli.stop()
        },
      },
      LONG_MS,
    )
    try {
      await estate.create('one', aCluster(1))
      writeFileSync(kubeconfig, await estate.kubeconfig('one'))
    } catch (error) {
      await server[Symbol.asyncDispose]()
      throw error
    }
    // JSON is YAML.
    return await server.open(RULES)
  }

  addContainerPool(id: string, imageName: string): Promise<unknown> {
    return this.addPool(id, {
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: containerMachine(imageName),
    })
  }
}

let registry: Registry
let server: CarriedServer
let imageName: string
before(async () => {
  await freshAgent()
  // Busybox has what a shell script of the agent calls.
  await makeSmallBase(image, scratch, ['/usr/sbin/runc', '/usr/bin/umoci', '/bin/busybox'])
  progress()
  registry = await Registry.start()
  imageName = await registry.push('busybox:1', busyboxImage())
  server = await CarriedServer.start()
  progress()
})
after(async () => {
  await server?.[Symbol.asyncDispose]()
  await registry?.stop()
  execFileSync('podman', ['rmi', '--force', image], { stdio: 'ignore' })
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 })
})

test('a task runs in a container that the agent makes within its pod', async () => {
  await server.addContainerPool('carried', imageName)
  await server.client.job.add({ id: 'carried', poolInfo: { poolId: 'carried' } })
  await server.client.task.add('carried', {
    id: 'task',
    commandLine: `/bin/sh -c 'busybox | head -n 1; echo $GREETING >&2; test ! -e /usr/bin/node && exit 3'`,
    environmentSettings: [{ name: 'GREETING', value: 'hello' }],
    containerSettings: { imageName },
  })
  const { executionInfo } = await server.untilTask('carried', 'task', 'completed')
  assert.equal(executionInfo!.exitCode, 3, JSON.stringify(executionInfo))
  assert.ok(executionInfo!.containerInfo?.containerId)
  assert.match(await server.stdout('carried', 'task'), /^BusyBox/)
})

test('such a task is ended when it is terminated', async () => {
  await server.client.task.add('carried', {
    id: 'long',
    commandLine: '/bin/sleep 3600',
    containerSettings: { imageName },
  })
  await server.untilTask('carried', 'long', 'running')
  await server.client.task.terminate('carried', 'long')
  const { executionInfo } = await server.untilTask('carried', 'long', 'completed')
  assert.equal(executionInfo!.failureInfo?.code, 'TaskEnded')
  await server.client.pool.deleteMethod('carried')
})

test('a pod that may make no containers says so of its node', async () => {
  await server.addContainerPool('bare', imageName)
  const node = await server.untilNode('bare', 'unusable')
  assert.deepEqual(
    node.errors?.map(({ code }) => code),
    ['ContainerPoolNotSupported'],
  )
  await server.client.pool.deleteMethod('bare')
})
