// Server and agent are killed while containers run: what ran is found again, told once and cleaned up.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { agentName } from '#agent/containers/find-runtime.ts'
import { pidsNaming } from '#agent/processes/process-table.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { DockerDaemon } from '#testing/containers/docker-daemon.ts'
import { busyboxImage } from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import { assertNothingLeft, containerMachine, sh, until, type Way } from './scene.ts'

const SLOTS = 4

/** A server with a pool whose tasks wait to be let go. */
async function world(t: TestContext, way: Way) {
  const data = mkdtempSync('/var/tmp/lazuli-containers-')
  const docker = way === 'docker' ? await DockerDaemon.start() : undefined
  if (docker) process.env.DOCKER_HOST = docker.host
  const registry = await Registry.start()
  const image = await registry.push('busybox:1', busyboxImage())
  const start = () => spawnLazuli({ data, timeScale: 1000, containers: way })
  let lazuli = await start()
  let client = batchClientFor(lazuli.ready)
  const isIdle = () =>
    until(
      async () => [...(await client.computeNode.list('pool'))],
      ([node]) => /^(idle|running|unusable)$/.test(node?.state ?? ''),
    )
  t.after(async () => {
    await client.pool.deleteMethod('pool')
    await until(
      async () => (await client.pool.exists('pool')).body,
      (isThere) => !isThere,
    )
    await lazuli.stop()
    await until(async () => pidsNaming(`"${data}/compute"`).length === 0, Boolean)
    await registry.stop()
    await docker?.stop()
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    assertNothingLeft(data)
  })
  await client.pool.add({
    ...{ id: 'pool', vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1, taskSlotsPerNode: SLOTS },
    virtualMachineConfiguration: containerMachine({ containerImageNames: [image] }),
  })
  await client.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
  const [node] = await isIdle()
  assert.equal(node!.state, 'idle', JSON.stringify(node!.errors))
  const nodes = `/var/lib/lazuli/nodes-${agentName(`${data}/compute`)}`
  const shared = `${nodes}/${readdirSync(nodes).find((name) => !name.startsWith('.') && name !== 'owner.json')}/root/shared`
  const began = new Map<string, number>()
  return {
    /** Starts a task and waits until its program runs. It ends with the code once it is let go. */
    async begin(id: string, exitCode: number): Promise<void> {
      const place = '$AZ_BATCH_NODE_SHARED_DIR'
      const script = `echo began; touch ${place}/began-${id}; until test -e ${place}/go-${id}; do sleep 0.1; done; exit ${exitCode}`
      await client.task.add('job', {
        id,
        commandLine: sh(script),
        containerSettings: { imageName: image },
      })
      await until(async () => existsSync(`${shared}/began-${id}`), Boolean)
      began.set(id, Date.now())
    },
    letGo: (id: string): void => writeFileSync(`${shared}/go-${id}`, ''),
    async end(id: string) {
      const task = await until(
        () => client.task.get('job', id),
        ({ state }) => state === 'completed',
      )
      const { readableStreamBody } = await client.file.getFromTask('job', id, 'stdout.txt')
      let said = ''
      for await (const part of readableStreamBody!) said += part
      const { exitCode, retryCount, requeueCount, containerInfo, startTime } = task.executionInfo!
      assert.match(containerInfo!.containerId!, /^[0-9a-f]{64}$/)
      assert.ok(startTime!.getTime() <= began.get(id)!, `${id} is the run that was begun`)
      return { exitCode, retryCount, requeueCount, said }
    },
    killAgent(): void {
      const [pid] = pidsNaming(`{"directory":"${data}/compute"`)
      process.kill(pid!, 'SIGKILL')
    },
    killServer: () => lazuli.kill(),
    async startAgain(): Promise<void> {
      lazuli = await start()
      client = batchClientFor(lazuli.ready)
      await isIdle()
    },
    runs: (): string[] => readdirSync(`${data}/compute/containers/runs`),
  }
}

const once = (exitCode: number) => ({ exitCode, retryCount: 0, requeueCount: 0, said: 'began\n' })

export const crashTests = (way: Way): void => {
  test(`containers by ${way} are found again by the next agent and the next server`, async (t) => {
    const { begin, letGo, end, killAgent, killServer, startAgain, runs } = await world(t, way)
    await begin('agent', 5)
    await begin('server', 6)
    await begin('both', 7)
    killAgent()
    letGo('agent')
    assert.deepEqual(await end('agent'), once(5))
    await killServer()
    await startAgain()
    letGo('server')
    assert.deepEqual(await end('server'), once(6))
    // It ends while there is no one to see it.
    killAgent()
    await killServer()
    letGo('both')
    await until(async () => pidsNaming('go-both').length === 0, Boolean)
    await startAgain()
    assert.deepEqual(await end('both'), once(7))
    await until(async () => runs().length === 0, Boolean)
  })
}
