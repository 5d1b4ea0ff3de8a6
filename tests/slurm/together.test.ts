// Nodes that come together: one allocation, and tasks that run on all of its machines.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SlurmServer } from './slurm-server.ts'

let slurm: SlurmServer
before(async () => {
  slurm = await SlurmServer.start()
})
after(() => slurm[Symbol.asyncDispose]())

test('nodes that communicate are one allocation, and each has an agent of its own', async () => {
  await slurm.addPoolWithJob('together', {
    targetDedicatedNodes: 3,
    enableInterNodeCommunication: true,
    taskSlotsPerNode: 1,
  })
  await slurm.untilIdle('together', 3)
  const [job, ...others] = await slurm.cluster.jobs()
  assert.deepEqual(others, [])
  assert.equal(await slurm.cluster.machineOf(job!.id), 'n[1-3]')
})

test('a task of several instances coordinates on all machines before its command runs', async () => {
  await slurm.client.task.add('together', {
    id: 'several',
    commandLine: `/bin/sh -c 'echo $AZ_BATCH_HOST_LIST | tr , "\\n" | wc -l; cat ../said'`,
    multiInstanceSettings: {
      numberOfInstances: 3,
      coordinationCommandLine: `/bin/sh -c 'echo coordinated on $AZ_BATCH_NODE_ID > "$AZ_BATCH_TASK_DIR/said"'`,
    },
  })
  const { executionInfo } = await slurm.untilTask('together', 'several', 'completed')
  assert.equal(executionInfo!.exitCode, 0, JSON.stringify(executionInfo))
  assert.match(await slurm.stdout('together', 'several'), /^3\ncoordinated on /)
  // They end after it, each on its machine.
  const subtasks = await slurm.until(async () => {
    const { value = [] } = await slurm.client.task.listSubtasks('together', 'several')
    return value.every(({ state }) => state === 'completed') ? value : undefined
  }, 'all instances have ended')
  assert.equal(new Set(subtasks.map(({ nodeInfo }) => nodeInfo!.nodeId)).size, 2)
  assert.ok(subtasks.every(({ exitCode }) => exitCode === 0))
})

test('the allocation stays while one of its nodes does, and ends with the last', async () => {
  const [first] = await slurm.nodes('together')
  await slurm.client.pool.removeNodes('together', { nodeList: [first!.id!] })
  await slurm.untilIdle('together', 2)
  assert.equal((await slurm.cluster.jobs()).length, 1)
  await slurm.remove('together')
})
