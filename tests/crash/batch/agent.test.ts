// The agent that runs the nodes of this machine is killed: its nodes are out of touch and come back,
// and what ran there is found again or run anew.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { serverClock } from '#engine/clock.ts'
import { Machine } from '#testing/machine.ts'
import { type BatchServer, startBatch } from '../../wire/batch/batch-server.ts'

type Listed = {
  id: string
  state: string
  stateTransitionTime: string
  startTaskInfo?: { state: string; result?: string; retryCount: number }
}

async function until(batch: BatchServer, isSo: (node: Listed) => boolean): Promise<Listed> {
  for (;;) {
    const { body } = await batch.call('GET', '/pools/p/nodes')
    const [node] = body.value as unknown as Listed[]
    if (node && isSo(node)) return node
    await wait(20)
  }
}

const add = (batch: BatchServer, commandLine: string) =>
  batch.call('POST', '/pools', {
    body: {
      id: 'p',
      vmSize: 'small',
      cloudServiceConfiguration: { osFamily: '5' },
      targetDedicatedNodes: 1,
      startTask: { commandLine },
    },
  })

test('a node whose agent is killed is out of touch and comes back as it was', async (t) => {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  t.after(() => machine.end(...nodeIds))
  const nodes = machine.driver()
  await using batch = await startBatch({ clock: serverClock({ scale: 300 }), nodes })
  assert.equal((await add(batch, 'true')).status, 201)
  const before = await until(batch, ({ state }) => state === 'idle')
  nodeIds.push(before.id)
  await machine.killAgent(nodes)
  const after = await until(
    batch,
    (node) => node.state === 'idle' && node.stateTransitionTime !== before.stateTransitionTime,
  )
  assert.equal(after.id, before.id)
  assert.deepEqual(after.startTaskInfo, before.startTaskInfo)
  assert.deepEqual(batch.bugs, [])
})

test('a start task goes on, or runs again, when the agent is killed under it', async (t) => {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  t.after(() => machine.end(...nodeIds))
  const nodes = machine.driver()
  await using batch = await startBatch({ clock: serverClock({ scale: 300 }), nodes })
  assert.equal((await add(batch, 'sleep 1')).status, 201)
  const waiting = await until(batch, ({ state }) => state === 'waitingforstarttask')
  nodeIds.push(waiting.id)
  await machine.killAgent(nodes)
  const idle = await until(batch, ({ state }) => state === 'idle')
  assert.equal(idle.startTaskInfo!.result, 'success')
  assert.equal(idle.startTaskInfo!.retryCount, 0, 'the task is not to blame, so it is no retry')
  assert.deepEqual(batch.bugs, [])
})

test('however short time is made, an agent that is started again has lost nothing', async (t) => {
  const machine = new Machine('none')
  const nodeIds: string[] = []
  t.after(() => machine.end(...nodeIds))
  const nodes = machine.driver()
  // By this the node would be given up before the next agent has begun to speak.
  await using batch = await startBatch({ clock: serverClock({ scale: 1_000_000 }), nodes })
  assert.equal((await add(batch, 'true')).status, 201)
  nodeIds.push((await until(batch, ({ state }) => state === 'idle')).id)
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'sleep 600' } })
  const running = await until(batch, ({ state }) => state === 'running')
  const startOf = async () => {
    const { body } = await batch.call('GET', '/jobs/j/tasks/t')
    return (body.executionInfo as unknown as { startTime: string }).startTime
  }
  const began = await startOf()
  await machine.killAgent(nodes)
  await until(
    batch,
    (node) => node.state === 'running' && node.stateTransitionTime !== running.stateTransitionTime,
  )
  assert.equal(await startOf(), began)
  assert.deepEqual(batch.bugs, [])
})
