// Pools on a real control plane: what clients of Batch do there as on this machine, what interrupts it, and
// what a cluster does to it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { PodsServer } from './pods-server.ts'

let server: PodsServer
before(async () => {
  server = await PodsServer.start()
})
after(() => server?.[Symbol.asyncDispose]())

test('tasks run on pods, and their files are read through the agents', async () => {
  await server.addPool('tasks', { targetDedicatedNodes: 2 })
  await server.client.job.add({ id: 'tasks', poolInfo: { poolId: 'tasks' } })
  const tasks = Array.from({ length: 6 }, (_, index) => ({
    id: `t${index}`,
    commandLine: `/bin/sh -c 'echo here ${index}; exit ${index % 3}'`,
  }))
  await server.client.task.addCollection('tasks', tasks)
  for (const [index, { id }] of tasks.entries()) {
    const { executionInfo } = await server.untilTask('tasks', id, 'completed')
    assert.equal(executionInfo!.exitCode, index % 3)
  }
  assert.equal(await server.stdout('tasks', 't4'), 'here 4\n')
})

test('kubectl shows the nodes, what they say and what is in them, but no token', async () => {
  const [pod] = await server.cluster.podsOf('tasks')
  const { name } = pod!.metadata!
  assert.equal(pod!.metadata!.labels!['app.kubernetes.io/name'], 'lazuli-node')
  assert.match(pod!.spec!.nodeName!, /^n[12]$/)
  const said = await server.cluster.kubectl('exec', name!, '--', 'ls', '/mnt/lazuli/agent')
  assert.match(said, /lazuli-agent\.mjs/)
  await server.cluster.kubectl('logs', name!)
  const shown = await server.cluster.kubectl('get', 'pod', name!, '-o', 'yaml')
  assert.doesNotMatch(shown, /"token"|BEGIN CERTIFICATE/)
})

test('a task is terminated while it runs', async () => {
  await server.client.task.add('tasks', { id: 'long', commandLine: '/bin/sleep 4711.5' })
  await server.untilTask('tasks', 'long', 'running')
  await server.client.task.terminate('tasks', 'long')
  const { executionInfo } = await server.untilTask('tasks', 'long', 'completed')
  assert.equal(executionInfo!.failureInfo?.code, 'TaskEnded')
})

test('a server that is killed finds its pods again, and learns how tasks ended', async () => {
  const uids = async () => (await server.cluster.podsOf('tasks')).map((pod) => pod.metadata!.uid)
  const before = (await uids()).sort()
  await server.client.task.add('tasks', {
    id: 'orphan',
    commandLine: "/bin/sh -c 'sleep 6; echo done; exit 5'",
    constraints: { maxTaskRetryCount: 0 },
  })
  await server.untilTask('tasks', 'orphan', 'running')
  await server.kill()
  await wait(1_000)
  await server.begin()
  const { executionInfo } = await server.untilTask('tasks', 'orphan', 'completed')
  assert.equal(executionInfo!.exitCode, 5)
  assert.equal(executionInfo!.requeueCount, 0)
  assert.deepEqual((await uids()).sort(), before)
})

test('a machine that is drained gives its tasks to another node', async () => {
  await server.client.task.add('tasks', { id: 'moved', commandLine: '/bin/sleep 3600' })
  const { nodeInfo } = await server.untilTask('tasks', 'moved', 'running')
  const pods = await server.cluster.podsOf('tasks')
  const pod = pods.find(
    ({ metadata }) => metadata!.annotations!['lazuli.localhost/node'] === nodeInfo!.nodeId,
  )
  const machine = pod!.spec!.nodeName!
  await server.cluster.kubectl('drain', machine, '--force', '--delete-emptydir-data')
  await server.until(async () => {
    const task = await server.client.task.get('tasks', 'moved')
    const isElsewhere = task.state === 'running' && task.nodeInfo!.nodeId !== nodeInfo!.nodeId
    const again = (task.executionInfo?.requeueCount ?? 0) > 0
    return isElsewhere || (task.state === 'running' && again) ? true : undefined
  }, 'the task runs again elsewhere')
  for (const { spec } of await server.cluster.podsOf('tasks')) {
    assert.notEqual(spec!.nodeName, machine)
  }
  await server.cluster.kubectl('uncordon', machine)
  await server.client.job.deleteMethod('tasks')
  await server.endPool('tasks')
})

test('a node that is rebooted or reimaged comes back, and what ran there runs again', async () => {
  // Azure reimages nodes of cloud services alone.
  await server.addPool('cloud', {
    vmSize: 'small',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
  })
  const { id: nodeId } = await server.untilNode('cloud', 'idle')
  await server.client.job.add({ id: 'cloud', poolInfo: { poolId: 'cloud' } })
  await server.client.task.add('cloud', { id: 'again', commandLine: '/bin/sleep 3600' })
  const { computeNode } = server.client
  for (const option of ['reboot', 'reimage'] as const) {
    await server.untilNode('cloud', 'running')
    if (option === 'reboot') await computeNode.reboot('cloud', nodeId!)
    else await computeNode.reimage('cloud', nodeId!)
    await server.untilNode('cloud', option === 'reboot' ? 'rebooting' : 'reimaging')
  }
  await server.untilNode('cloud', 'running')
  await server.client.job.deleteMethod('cloud')
  await server.endPool('cloud')
})

test('pools of different rules are on different machines', async () => {
  await server.addPool('spare-one')
  await server.addPool('common-one')
  await server.untilNode('spare-one', 'idle')
  await server.untilNode('common-one', 'idle')
  const [spare] = await server.cluster.podsOf('spare-one')
  const [common] = await server.cluster.podsOf('common-one')
  assert.equal(spare!.spec!.nodeName, 'n3')
  assert.equal(spare!.metadata!.labels!.team, 'blue')
  assert.match(common!.spec!.nodeName!, /^n[12]$/)
  await server.endPool('spare-one')
  await server.endPool('common-one')
})

test('a low-priority node that the scheduler takes away is preempted, and its task runs on another one', async () => {
  await server.addPool('spot', { targetLowPriorityNodes: 1 })
  const node = await server.untilNode('spot', 'idle')
  assert.equal(node.isDedicated, false)
  const [pod] = await server.cluster.podsOf('spot')
  assert.equal(pod!.spec!.priorityClassName, 'low')
  assert.equal(pod!.spec!.containers[0]!.resources!.requests!.cpu, '2')
  await server.client.job.add({ id: 'spot', poolInfo: { poolId: 'spot' } })
  await server.client.task.add('spot', { id: 'moved', commandLine: '/bin/sleep 3600' })
  await server.untilTask('spot', 'moved', 'running')
  await server.client.pool.resize('spot', { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 })
  const other = await server.untilNode('spot', 'idle')
  await server.cluster.addUrgent()
  await server.untilNode('spot', 'preempted')
  // While it is: the task does not wait for its node.
  const moved = await server.untilTask('spot', 'moved', 'running')
  assert.equal(moved.nodeInfo!.nodeId, other.id)
  await server.cluster.removeUrgent()
  await server.untilNode('spot', 'idle')
  await server.client.job.deleteMethod('spot')
  await server.endPool('spot')
})

test('what a quota refuses is an error of the resize, with the words of the cluster', async () => {
  await server.addPool('limited', { targetDedicatedNodes: 1 })
  const errors = await server.until(async () => {
    const { resizeErrors = [] } = await server.client.pool.get('limited')
    return resizeErrors.length > 0 ? resizeErrors : undefined
  }, 'the resize has an error')
  assert.equal(errors[0]!.code, 'AccountCoreQuotaReached')
  assert.match(errors[0]!.message!, /Kubernetes refused: .*exceeded quota.*nodes\.yaml:\d+/s)
  await server.client.pool.deleteMethod('limited')
})

test('a node that no machine takes is creating, and is given up with its resize', async () => {
  await server.addPool('nowhere', { targetDedicatedNodes: 1, resizeTimeout: 'PT5M' })
  await server.untilNode('nowhere', 'creating')
  await server.until(
    async () =>
      (await server.cluster.podsOf('nowhere')).some(({ status }) =>
        status?.conditions?.some(({ reason }) => reason === 'Unschedulable'),
      )
        ? true
        : undefined,
    'the pod is unschedulable',
  )
  assert.equal((await server.nodes('nowhere'))[0]!.state, 'creating')
  await server.client.pool.stopResize('nowhere')
  await server.until(
    async () => ((await server.cluster.podsOf('nowhere')).length === 0 ? true : undefined),
    'its pod is gone',
  )
  await server.client.pool.deleteMethod('nowhere')
})
