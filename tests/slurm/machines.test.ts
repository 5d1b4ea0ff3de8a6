// What becomes of pools when machines of the cluster fall, are drained or marked down, and while its
// controller is away.
import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { removeLeftovers } from '#store/leftovers.ts'
import { SlurmServer } from './slurm-server.ts'

let slurm: SlurmServer
before(async () => {
  slurm = await SlurmServer.start()
})
after(() => slurm[Symbol.asyncDispose]())

/** A pool of one node with a task that runs for long. */
async function begin(pool: string) {
  await slurm.addPoolWithJob(pool)
  await slurm.client.task.add(pool, { id: 'task', commandLine: '/bin/sleep 3600' })
  await slurm.untilTask(pool, 'task', 'running')
  const [job] = await slurm.cluster.jobs()
  const began = await slurm.startOf(pool, 'task')
  return { job: job!.id, machine: await slurm.cluster.machineOf(job!.id), began }
}

test('a machine that is marked down is replaced, and its task runs again', async () => {
  const { job, machine, began } = await begin('down')
  await slurm.cluster.mark(machine, 'down')
  await slurm.untilAgain('down', 'task', job, began)
  await slurm.cluster.revive(machine)
  await slurm.remove('down')
})

test('a machine that falls with all that runs there is replaced, and its task runs again', async () => {
  const { job, machine, began } = await begin('falls')
  await slurm.cluster.fell(machine, job)
  const other = await slurm.untilAgain('falls', 'task', job, began)
  assert.notEqual(await slurm.cluster.machineOf(other), machine)
  const { executionInfo } = await slurm.client.task.get('falls', 'task')
  assert.equal(executionInfo!.retryCount, 0)
  await slurm.cluster.revive(machine)
  await slurm.remove('falls')
  await slurm.cluster.untilIdle()
})

test('a server that begins on the same machine leaves what an agent has there', async () => {
  const { job, machine } = await begin('kept')
  const { directory } = await slurm.cluster.agentOf(machine, job)
  await removeLeftovers(dirname(directory), 'store.db')
  assert.ok(existsSync(join(directory, 'bootstrap.json')))
  await slurm.remove('kept')
})

test('an agent that is killed when its directory was tidied away gives its machine back', async () => {
  const { job, machine, began } = await begin('tidied')
  const { directory, pid } = await slurm.cluster.agentOf(machine, job)
  rmSync(join(directory, 'lazuli-agent.mjs'))
  process.kill(pid, 'SIGKILL')
  await slurm.untilAgain('tidied', 'task', job, began)
  await slurm.remove('tidied')
})

test('a machine that is drained keeps what it runs, and an allocation that is killed comes elsewhere', async () => {
  const { job, machine, began } = await begin('drained')
  await slurm.cluster.mark(machine, 'drain')
  await wait(2_000)
  assert.equal((await slurm.client.task.get('drained', 'task')).state, 'running')
  await slurm.cluster.say('scancel', '--signal=KILL', '--full', job)
  const other = await slurm.untilAgain('drained', 'task', job, began)
  assert.notEqual(await slurm.cluster.machineOf(other), machine)
  await slurm.cluster.revive(machine)
  await slurm.remove('drained')
})

test('while the controller is away tasks go on, and what was asked for comes when it is back', async () => {
  await begin('away')
  await slurm.cluster.endController()
  await slurm.client.task.add('away', { id: 'short', commandLine: '/bin/true' })
  await slurm.client.task.terminate('away', 'task')
  await slurm.untilTask('away', 'short', 'completed')
  await slurm.client.pool.resize('away', { targetDedicatedNodes: 2 })
  await wait(2_000)
  assert.equal((await slurm.nodes('away')).filter(({ state }) => state === 'idle').length, 1)
  slurm.cluster.beginController()
  await slurm.untilIdle('away', 2)
  await slurm.remove('away')
})
