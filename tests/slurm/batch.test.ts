// Pools on Slurm's real daemons: what clients of Batch do there as on this machine, what interrupts it, and
// what a cluster does to it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SlurmServer } from './slurm-server.ts'

let slurm: SlurmServer
before(async () => {
  slurm = await SlurmServer.start()
})
after(() => slurm[Symbol.asyncDispose]())

test('tasks run on allocations, and their files are read through the agents', async () => {
  await slurm.addPoolWithJob('tasks', { targetDedicatedNodes: 3 })
  await slurm.untilIdle('tasks', 3)
  assert.equal((await slurm.cluster.jobs()).length, 3)
  const tasks = Array.from({ length: 12 }, (_, index) => ({
    id: `t${index}`,
    commandLine: `/bin/sh -c 'echo here ${index}; exit ${index % 3}'`,
  }))
  await slurm.client.task.addCollection('tasks', tasks)
  for (const [index, { id }] of tasks.entries()) {
    const { executionInfo } = await slurm.untilTask('tasks', id, 'completed')
    assert.equal(executionInfo!.exitCode, index % 3)
  }
  assert.equal(await slurm.stdout('tasks', 't7'), 'here 7\n')
  const used = await Promise.all(
    tasks.map(async ({ id }) => (await slurm.client.task.get('tasks', id)).nodeInfo!.nodeId),
  )
  assert.ok(new Set(used).size > 1, 'on more than one node')
})

test('a task is terminated while it runs, and its processes are gone', async () => {
  await slurm.client.task.add('tasks', { id: 'long', commandLine: '/bin/sleep 4711.5' })
  await slurm.untilTask('tasks', 'long', 'running')
  await slurm.client.task.terminate('tasks', 'long')
  const { executionInfo } = await slurm.untilTask('tasks', 'long', 'completed')
  assert.equal(executionInfo!.failureInfo?.code, 'TaskEnded')
})

test('a server that is killed finds its allocations again, and learns how tasks ended', async () => {
  const before = (await slurm.cluster.jobs()).map(({ id }) => id).sort()
  await slurm.client.task.add('tasks', {
    id: 'orphan',
    commandLine: "/bin/sh -c 'sleep 6; echo done; exit 5'",
    constraints: { maxTaskRetryCount: 0 },
  })
  await slurm.untilTask('tasks', 'orphan', 'running')
  await slurm.kill()
  await wait(1_000)
  await slurm.begin()
  const { executionInfo } = await slurm.untilTask('tasks', 'orphan', 'completed')
  assert.equal(executionInfo!.exitCode, 5)
  assert.equal(executionInfo!.requeueCount, 0)
  assert.deepEqual((await slurm.cluster.jobs()).map(({ id }) => id).sort(), before)
  await slurm.remove('tasks')
})

test('a node that is rebooted or reimaged comes back, and what ran there runs again', async () => {
  // Azure reimages nodes of cloud services alone.
  await slurm.addPool('cloud', {
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
  })
  const { id: nodeId } = await slurm.untilNode('cloud', 'idle')
  await slurm.client.job.add({ id: 'cloud', poolInfo: { poolId: 'cloud' } })
  await slurm.client.task.add('cloud', { id: 'again', commandLine: '/bin/sleep 3600' })
  const { computeNode } = slurm.client
  for (const option of ['reboot', 'reimage'] as const) {
    await slurm.untilNode('cloud', 'running')
    if (option === 'reboot') await computeNode.reboot('cloud', nodeId!)
    else await computeNode.reimage('cloud', nodeId!)
    await slurm.untilNode('cloud', option === 'reboot' ? 'rebooting' : 'reimaging')
  }
  await slurm.untilNode('cloud', 'running')
  await slurm.remove('cloud')
})

test('a node that queues is creating until its agent is there', async () => {
  const busy = await slurm.cluster.fill()
  await slurm.addPool('queued')
  const creating = await slurm.untilNode('queued', 'creating')
  await slurm.until(
    async () => (await slurm.cluster.jobs()).find(({ state }) => state === 'PENDING'),
    'an allocation queues',
  )
  await wait(2_000)
  assert.equal((await slurm.nodes('queued'))[0]!.state, 'creating')
  await slurm.cluster.cancel(busy.slice(0, 1))
  const idle = await slurm.untilNode('queued', 'idle')
  assert.equal(idle.id, creating.id)
  await slurm.cluster.cancel(busy)
  await slurm.remove('queued')
})

test('a low-priority node that is preempted is preempted, and its task runs elsewhere later', async () => {
  await slurm.addPool('spot', { targetLowPriorityNodes: 1 })
  const node = await slurm.untilNode('spot', 'idle')
  assert.equal(node.isDedicated, false)
  const urgent = await slurm.cluster.fill('urgent')
  await slurm.untilNode('spot', 'preempted')
  await slurm.cluster.cancel(urgent)
  await slurm.untilNode('spot', 'idle')
  await slurm.remove('spot')
})

test('what Slurm refuses is an error of the resize, with its words and the line of the rule', async () => {
  await slurm.addPool('refused')
  const errors = await slurm.until(async () => {
    const { resizeErrors = [] } = await slurm.client.pool.get('refused')
    return resizeErrors.length > 0 ? resizeErrors : undefined
  }, 'the resize has an error')
  assert.equal(errors[0]!.code, 'AllocationFailed')
  assert.match(errors[0]!.message!, /Slurm refused: .*configuration.*nodes\.yaml:7/s)
  await slurm.client.pool.deleteMethod('refused')
})
