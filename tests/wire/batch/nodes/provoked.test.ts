// What goes wrong by itself in Azure, provoked: what clients see of nodes, tasks and resizes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, NODE_FAULTS } from '#batch/faults/faults.ts'
import { type Provocation, type Provoked, provoke } from '#batch/faults/provoke.ts'
import type { NodeState } from '#batch/nodes/node.ts'
import { explain } from '#batch/scheduler/explanation.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch-server.ts'

const POOL = '/pools/Pool1'
const MINUTE = 60_000

type Listed = { id: string; state: NodeState; [name: string]: unknown }

const nodesOf = async (batch: BatchServer): Promise<Listed[]> =>
  (await batch.call('GET', `${POOL}/nodes`)).body.value as unknown as Listed[]

async function aPool(
  batch: BatchServer,
  { dedicated = 0, lowPriority = 0, ...change }: Record<string, unknown> = {},
): Promise<Listed[]> {
  const added = await batch.call('POST', '/pools', {
    body: {
      id: 'Pool1',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-focal',
          sku: '20_04-lts',
        },
        nodeAgentSKUId: 'batch.node.ubuntu 20.04',
      },
      targetDedicatedNodes: dedicated,
      targetLowPriorityNodes: lowPriority,
      ...change,
    },
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(MINUTE)
  return nodesOf(batch)
}

async function happened(
  batch: BatchServer,
  asked: Omit<Provocation, 'account' | 'pool'>,
): Promise<readonly Provoked[]> {
  const outcome = await provoke(batch.ports, {
    account: ACCOUNT,
    pool: 'Pool1',
    ...asked,
  })
  assert.ok('done' in outcome, JSON.stringify(outcome))
  await batch.pass(0)
  return outcome.done
}

async function refused(
  batch: BatchServer,
  asked: Omit<Provocation, 'account' | 'pool'>,
): Promise<string> {
  const outcome = await provoke(batch.ports, {
    account: ACCOUNT,
    pool: 'Pool1',
    ...asked,
  })
  assert.ok('refused' in outcome, JSON.stringify(outcome))
  return outcome.refused
}

const node = async (batch: BatchServer, { id }: { id: string }) =>
  (await batch.call('GET', `${POOL}/nodes/${id}`)).body

/** A task that runs on the pool's only usable node, until a test ends it. */
async function aTask(batch: BatchServer): Promise<void> {
  await batch.call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'Pool1' } } })
  await batch.call('POST', '/jobs/j/tasks', { body: { id: 't', commandLine: 'sleep 9' } })
  await batch.pass(0)
  assert.equal((await task(batch)).state, 'running')
}

const task = async (batch: BatchServer) => (await batch.call('GET', '/jobs/j/tasks/t')).body

test('a preempted node loses all, is still counted, and comes back under its id', async () => {
  await using batch = await startBatch()
  const [spot] = await aPool(batch, { lowPriority: 1 })
  batch.nodes.write(spot!.id, 'shared/left.txt', 'x')
  await aTask(batch)
  const before = await node(batch, spot!)
  await happened(batch, { what: 'preempt' })
  assert.equal((await node(batch, spot!)).state, 'preempted')
  const waiting = await task(batch)
  assert.equal(waiting.state, 'active')
  assert.equal(waiting.executionInfo!.requeueCount as unknown, 0)
  const why = await explain(batch.ports.store, ACCOUNT, batch.clock.now(), 'j', 't')
  assert.deepEqual(why?.reasons, ['No node of the pool takes tasks (1 preempted).'])
  const pool = (await batch.call('GET', POOL)).body
  assert.equal(pool.currentLowPriorityNodes as unknown, 1)
  assert.equal(pool.targetLowPriorityNodes as unknown, 1)
  assert.equal(pool.allocationState, 'steady')
  const counts = (await batch.call('GET', '/nodecounts')).body.value as unknown as {
    lowPriority: Record<string, number>
  }[]
  assert.equal(counts[0]!.lowPriority.preempted, 1)
  const files = await batch.call('GET', `${POOL}/nodes/${spot!.id}/files`)
  assert.equal(files.status, 409)

  await batch.pass(10 * MINUTE)
  const coming = await node(batch, spot!)
  assert.equal(coming.state, 'creating')
  assert.equal(coming.lastBootTime, undefined)
  await batch.pass(10_000)
  assert.equal((await node(batch, spot!)).state, 'starting')
  await batch.pass(8_000)
  const after = await node(batch, spot!)
  assert.equal(after.state, 'running')
  assert.equal(after.allocationTime, before.allocationTime)
  assert.equal((await task(batch)).state, 'running')
  const left = await batch.call('GET', `${POOL}/nodes/${spot!.id}/files/shared%2Fleft.txt`)
  assert.equal(left.status, 404)
  assert.deepEqual(batch.bugs, [])
})

test('a preempted node comes back at once when it is asked to, or goes for good', async () => {
  await using batch = await startBatch()
  const [first, second] = await aPool(batch, { lowPriority: 2 })
  await happened(batch, { what: 'preempt' })
  assert.match(await refused(batch, { what: 'preempt' }), /preempted/)
  await happened(batch, { what: 'recover', node: first!.id })
  assert.equal((await node(batch, first!)).state, 'creating')
  await batch.pass(18_000)
  assert.equal((await node(batch, first!)).state, 'idle')
  const body = { nodeList: [second!.id] }
  assert.equal((await batch.call('POST', `${POOL}/removenodes`, { body })).status, 202)
  await batch.pass(MINUTE)
  assert.equal((await node(batch, second!)).code, 'NodeNotFound')
  await batch.pass(20 * MINUTE)
  assert.deepEqual(
    (await nodesOf(batch)).map(({ state }) => state),
    ['idle'],
  )
  assert.deepEqual(batch.bugs, [])
})

test('a resize takes preempted nodes first', async () => {
  await using batch = await startBatch()
  const [first, second] = await aPool(batch, { lowPriority: 2 })
  await happened(batch, { what: 'preempt', node: first!.id })
  await batch.call('POST', `${POOL}/resize`, { body: { targetLowPriorityNodes: 1 } })
  await batch.pass(MINUTE)
  const left = await nodesOf(batch)
  assert.deepEqual(
    left.map(({ id }) => id),
    [second!.id],
  )
})

test('dedicated nodes are not preempted', async () => {
  await using batch = await startBatch()
  await aPool(batch, { dedicated: 1 })
  assert.match(await refused(batch, { what: 'preempt' }), /low-priority/)
})

test('a node that is preempted while it boots does not boot on', async () => {
  await using batch = await startBatch()
  const [spot] = await aPool(batch, { lowPriority: 1 })
  assert.equal((await batch.call('POST', `${POOL}/nodes/${spot!.id}/reboot`)).status, 202)
  await happened(batch, { what: 'preempt' })
  await batch.pass(MINUTE)
  assert.equal((await node(batch, spot!)).state, 'preempted')
  assert.deepEqual(batch.bugs, [])
})

test('a node with a full disk says so, takes no tasks, and is mended by a reboot', async () => {
  await using batch = await startBatch()
  const [only] = await aPool(batch, { dedicated: 1 })
  await aTask(batch)
  const error = { code: 'DiskFull', message: 'There is not enough disk space on the node.' }
  await happened(batch, { what: 'fail', error })
  const broken = await node(batch, only!)
  assert.equal(broken.state, 'unusable')
  assert.deepEqual(broken.errors as unknown, [error])
  assert.equal((await task(batch)).state, 'active')
  await batch.pass(60 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'unusable', 'it does not mend itself')
  assert.equal((await batch.call('POST', `${POOL}/nodes/${only!.id}/reboot`)).status, 202)
  await batch.pass(2 * MINUTE)
  const mended = await node(batch, only!)
  assert.equal(mended.state, 'running')
  assert.equal(mended.errors, undefined)
  assert.equal((await task(batch)).state, 'running')
  assert.deepEqual(batch.bugs, [])
})

test('a node that cannot be reached says nothing, refuses, and is recovered', async () => {
  await using batch = await startBatch()
  const [only] = await aPool(batch, { dedicated: 1 })
  await happened(batch, { what: 'fail' })
  const broken = await node(batch, only!)
  assert.equal(broken.state, 'unusable')
  assert.equal(broken.errors, undefined)
  const reboot = await batch.call('POST', `${POOL}/nodes/${only!.id}/reboot`)
  assert.equal(reboot.body.code, 'NodeStateUnusable')
  await batch.pass(15 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'starting')
  await batch.pass(2 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'idle')
  assert.deepEqual(batch.bugs, [])
})

test('a node that falls silent is unknown with its tasks, then given up, then found again', async () => {
  await using batch = await startBatch()
  const [only] = await aPool(batch, { dedicated: 1 })
  await aTask(batch)
  await happened(batch, { what: 'lose' })
  assert.equal((await node(batch, only!)).state, 'unknown')
  assert.equal((await task(batch)).state, 'running')
  await batch.pass(10 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'unusable')
  assert.equal((await task(batch)).state, 'active')
  await batch.pass(15 * MINUTE)
  await batch.pass(2 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'running')
  assert.deepEqual(batch.bugs, [])
})

test('a silent node that speaks again in time goes on where it was', async () => {
  await using batch = await startBatch()
  const [only] = await aPool(batch, { dedicated: 1 })
  await aTask(batch)
  await happened(batch, { what: 'lose' })
  await happened(batch, { what: 'recover' })
  assert.equal((await node(batch, only!)).state, 'running')
  assert.equal((await task(batch)).state, 'running')
  await batch.pass(60 * MINUTE)
  assert.equal((await node(batch, only!)).state, 'running')
})

test('an upgrade of the system reboots the node, after its tasks where the pool defers it', async () => {
  for (const osRollingUpgradeDeferral of [false, true]) {
    await using batch = await startBatch()
    const upgradePolicy = {
      mode: 'automatic',
      automaticOSUpgradePolicy: { osRollingUpgradeDeferral },
    }
    const [only] = await aPool(batch, { dedicated: 1, upgradePolicy })
    await aTask(batch)
    await happened(batch, { what: 'upgradeOs' })
    if (osRollingUpgradeDeferral) {
      assert.equal((await node(batch, only!)).state, 'running')
      await batch.call('POST', '/jobs/j/tasks/t/terminate')
      await batch.pass(2_000)
    }
    assert.equal((await node(batch, only!)).state, 'upgradingos')
    assert.equal((await task(batch)).state, osRollingUpgradeDeferral ? 'completed' : 'active')
    await batch.pass(5 * MINUTE + 8_000)
    const state = osRollingUpgradeDeferral ? 'idle' : 'running'
    assert.equal((await node(batch, only!)).state, state)
    assert.deepEqual(batch.bugs, [])
  }
})

for (const code of ['AllocationFailed', 'AllocationTimedout', 'Unknown']) {
  test(`a resize is made to end with ${code}, and the next one is not`, async () => {
    await using batch = await startBatch()
    await aPool(batch)
    await happened(batch, { what: 'failResize', error: { code, message: 'no luck' } })
    const body = { targetDedicatedNodes: 2, resizeTimeout: 'PT5M' }
    assert.equal((await batch.call('POST', `${POOL}/resize`, { body })).status, 202)
    await batch.pass(MINUTE)
    const isSlow = code === 'AllocationTimedout'
    assert.equal(
      (await batch.call('GET', POOL)).body.allocationState,
      isSlow ? 'resizing' : 'steady',
    )
    if (isSlow) await batch.pass(5 * MINUTE)
    const failed = (await batch.call('GET', POOL)).body
    assert.equal(failed.allocationState, 'steady')
    assert.deepEqual(failed.resizeErrors as unknown, [{ code, message: 'no luck' }])
    assert.equal(failed.currentDedicatedNodes as unknown, 0)
    assert.equal(failed.targetDedicatedNodes as unknown, 2)
    assert.equal((await batch.call('POST', `${POOL}/resize`, { body })).status, 202)
    await batch.pass(MINUTE)
    const good = (await batch.call('GET', POOL)).body
    assert.equal(good.resizeErrors, undefined)
    assert.equal(good.currentDedicatedNodes as unknown, 2)
  })
}

test('nodes that cannot be removed stay', async () => {
  await using batch = await startBatch()
  await aPool(batch, { dedicated: 1 })
  await happened(batch, { what: 'failResize', error: { code: 'RemoveNodesFailed' } })
  await batch.call('POST', `${POOL}/resize`, { body: { targetDedicatedNodes: 0 } })
  await batch.pass(MINUTE)
  const pool = (await batch.call('GET', POOL)).body
  assert.equal(pool.allocationState, 'steady')
  assert.equal((pool.resizeErrors as unknown as { code: string }[])[0]!.code, 'RemoveNodesFailed')
  assert.equal(pool.currentDedicatedNodes as unknown, 1)
})

test('in no state does a fault leave a node that never comes back or cannot be removed', async () => {
  await using batch = await startBatch()
  for (const first of NODE_FAULTS) {
    for (const second of NODE_FAULTS) {
      const [spot] = await aPool(batch, { lowPriority: 1 })
      for (const what of [first, second]) {
        await provoke(batch.ports, {
          what,
          account: ACCOUNT,
          pool: 'pool1',
          node: spot!.id,
        })
        await batch.pass(2_000)
      }
      for (const minutes of [10, 15, 6, 2]) await batch.pass(minutes * MINUTE)
      assert.equal((await node(batch, spot!)).state, 'idle', `${first}, ${second}`)
      assert.equal((await batch.call('DELETE', POOL)).status, 202)
      await batch.pass(MINUTE)
      assert.equal((await batch.call('GET', POOL)).status, 404)
      assert.deepEqual(batch.bugs, [])
    }
  }
})

test('what is not there, and a resize without a reason, are refused', async () => {
  await using batch = await startBatch()
  for (const what of FAULTS) {
    const outcome = await provoke(batch.ports, {
      what,
      account: ACCOUNT,
      pool: 'none',
    })
    assert.ok('missing' in outcome)
  }
  await aPool(batch)
  const missing = await provoke(batch.ports, {
    what: 'fail',
    account: ACCOUNT,
    pool: 'pool1',
    node: 'x',
  })
  assert.ok('missing' in missing)
  assert.match(await refused(batch, { what: 'fail' }), /no nodes/)
  assert.match(await refused(batch, { what: 'failResize' }), /what/)
})
