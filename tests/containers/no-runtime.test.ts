// A machine on which nothing runs containers: its nodes say so, and go on once something does.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { test } from 'node:test'
import { DockerDaemon } from '#testing/containers/docker-daemon.ts'
import { busyboxImage } from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import { FilesScene, until } from '../sdk/batch/files-scene.ts'
import { containerMachine, isSettled, sh } from './scene.ts'

test('without a runtime nodes are unusable and say why; the pool stays, and later nodes work', async (t) => {
  const place = mkdtempSync('/tmp/lazuli-no-runtime-')
  process.env.DOCKER_HOST = `unix://${place}/docker.sock`
  const registry = await Registry.start()
  const files = await FilesScene.start({ containers: 'docker' })
  const { batch } = files
  let docker: DockerDaemon | undefined
  t.after(async () => {
    await batch.pool.deleteMethod('without')
    await until(
      async () => (await batch.pool.exists('without')).body,
      (isThere) => !isThere,
    )
    await files.stop()
    await registry.stop()
    await docker?.stop()
    rmSync(place, { recursive: true })
  })
  const imageName = await registry.push('busybox:1', busyboxImage())
  const nodes = (count: number) =>
    until(
      async () => [...(await batch.computeNode.list('without'))],
      (all) => all.length === count && all.every(isSettled),
    )
  await batch.pool.add({
    ...{ id: 'without', vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1 },
    virtualMachineConfiguration: containerMachine({ containerImageNames: [imageName] }),
  })
  const [node] = await nodes(1)
  assert.equal(node!.state, 'unusable')
  const [error] = node!.errors!
  assert.equal(error!.code, 'ContainerPoolNotSupported')
  assert.match(error!.message!, /runs containers was found on this machine.*docker/)
  const pool = await batch.pool.get('without')
  assert.deepEqual([pool.state, pool.allocationState], ['active', 'steady'])
  await batch.job.add({ id: 'without', poolInfo: { poolId: 'without' } })
  const id = await files.add(
    { commandLine: sh('echo ran'), containerSettings: { imageName } },
    'without',
  )
  assert.equal((await batch.task.get('without', id)).state, 'active')

  docker = await DockerDaemon.start()
  symlinkSync(docker.host.slice('unix://'.length), `${place}/docker.sock`)
  await batch.pool.resize('without', { targetDedicatedNodes: 2 })
  assert.equal((await files.ended(id, 'without')).executionInfo!.exitCode, 0)
  const states = (await nodes(2)).map(({ state }) => state)
  assert.deepEqual(states.sort(), ['idle', 'unusable'])
})
