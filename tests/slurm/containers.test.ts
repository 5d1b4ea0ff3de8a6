// Containers on nodes of Slurm: the agent there runs them with what its machine has.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { busyboxImage } from '#testing/containers/image.ts'
import { Registry } from '#testing/containers/registry.ts'
import { containerMachine } from '../clusters/pools-server.ts'
import { SlurmServer } from './slurm-server.ts'

let slurm: SlurmServer
let registry: Registry
before(async () => {
  registry = await Registry.start()
  slurm = await SlurmServer.start()
})
after(async () => {
  await slurm[Symbol.asyncDispose]()
  await registry.stop()
})

test('a task runs in a container on an allocation', async () => {
  const imageName = await registry.push('busybox:1', busyboxImage())
  await slurm.addPoolWithJob('contained', {
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: containerMachine(imageName),
  })
  await slurm.client.task.add('contained', {
    id: 'task',
    commandLine: "/bin/sh -c 'busybox | head -n 1; exit 3'",
    containerSettings: { imageName },
  })
  const { executionInfo } = await slurm.untilTask('contained', 'task', 'completed')
  assert.equal(executionInfo!.exitCode, 3, JSON.stringify(executionInfo))
  assert.ok(executionInfo!.containerInfo?.containerId)
  assert.match(await slurm.stdout('contained', 'task'), /^BusyBox/)
  await slurm.remove('contained')
})
