// Nodes that come together: one allocation, and tasks that run on all of its machines.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pidsOfCommand } from '#testing/machine.ts'
import { MPI_PROGRAM, PYTHON } from '#testing/mpi.ts'
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

const coordinationCommandLine = "/bin/sh -c 'echo there > $AZ_BATCH_TASK_DIR/there'"

test('the first instance starts commands on the other machines, in the tasks there', async () => {
  const each =
    'for host in $(echo $AZ_BATCH_HOST_LIST | tr , " "); do echo in | $HYDRA_LAUNCHER_EXEC $host "cat; cat \\$AZ_BATCH_TASK_DIR/there; echo \\$AZ_BATCH_NODE_ID; echo bad >&2; exit 7"; echo $?; done'
  await slurm.client.task.add('together', {
    id: 'shell',
    commandLine: `/bin/sh -c '${each}'`,
    multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine },
  })
  await slurm.untilTask('together', 'shell', 'completed')
  const said = await slurm.stdout('together', 'shell')
  const nodes = (await slurm.nodes('together')).map(({ id }) => id!)
  const found = [...said.matchAll(/^in\nthere\n(\S+)\n7$/gm)].map(([, node]) => node)
  assert.deepEqual(found.sort(), nodes.sort(), said)
})

test('mpiexec runs a rank on each machine of the allocation', async () => {
  const program = `base64 -d > program.py <<< ${btoa(MPI_PROGRAM)}`
  await slurm.client.task.add('together', {
    id: 'mpi',
    commandLine: `/bin/bash -c '${program}; exec mpiexec -hosts $AZ_BATCH_HOST_LIST -n 3 ${PYTHON} $PWD/program.py'`,
    multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine },
  })
  const { executionInfo } = await slurm.untilTask('together', 'mpi', 'completed')
  const said = await slurm.stdout('together', 'mpi')
  assert.equal(executionInfo!.exitCode, 0, said)
  const lines = said.trim().split('\n').sort()
  assert.deepEqual(lines, ['rank 0 sums 6', 'rank 1 sums 6', 'rank 2 sums 6'])
})

test('a launcher on another machine ends with its task', async () => {
  await slurm.client.task.add('together', {
    id: 'ended',
    commandLine: `/bin/sh -c 'mpiexec -hosts $AZ_BATCH_HOST_LIST -n 3 sleep 6161.5'`,
    multiInstanceSettings: { numberOfInstances: 3, coordinationCommandLine },
  })
  const left = (): number => pidsOfCommand('sleep', '6161.5').length
  await slurm.until(async () => (left() === 3 ? true : undefined), 'each rank runs')
  await slurm.client.task.terminate('together', 'ended')
  await slurm.untilTask('together', 'ended', 'completed')
  await slurm.until(async () => (left() === 0 ? true : undefined), 'no rank is left')
})

test('the allocation stays while one of its nodes does, and ends with the last', async () => {
  const [first] = await slurm.nodes('together')
  await slurm.client.pool.removeNodes('together', { nodeList: [first!.id!] })
  await slurm.untilIdle('together', 2)
  assert.equal((await slurm.cluster.jobs()).length, 1)
  await slurm.remove('together')
})
