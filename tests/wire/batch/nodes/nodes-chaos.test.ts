// Nodes are rebooted, reimaged, removed, preempted and more while tasks run on them: after every step what nodes
// count agrees with what tasks say, and in the end every task has been accounted for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_FAULTS } from '#batch/faults/faults.ts'
import { provoke } from '#batch/faults/provoke.ts'
import { ACCOUNT, startBatch } from '../batch-server.ts'

const version = '2024-07-01.20.0'
const TASKS = 30
const STEPS = 40
const SEEDS = 8

function dice(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Listed {
  readonly id: string
  readonly state: string
  readonly runningTasksCount: number
  readonly runningTaskSlotsCount: number
}

interface Task {
  readonly id: string
  readonly state: string
  readonly nodeInfo?: { readonly nodeId: string }
  readonly executionInfo?: { readonly result?: string }
}

const options = ['requeue', 'terminate', 'taskcompletion', 'retaineddata']
const waits = [0, 500, 3_000, 20_000, 60_000]

async function live(seed: number): Promise<void> {
  const roll = dice(seed)
  await using batch = await startBatch({
    run: () => ({ afterMs: 1_000 + roll(60_000), exitCode: 0 }),
  })
  const call = (method: string, path: string, body?: object) =>
    batch.call(method, path, { version, body })
  const listed = async <T>(path: string): Promise<T[]> =>
    (await call('GET', path)).body.value as unknown as T[]
  const nodes = () => listed<Listed>('/pools/p/nodes')
  const tasks = () => listed<Task>('/jobs/j/tasks')

  await call('POST', '/pools', {
    id: 'p',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-focal',
        sku: '20_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 20.04',
    },
    taskSlotsPerNode: 2,
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 2,
  })
  await call('POST', '/jobs', { id: 'j', poolInfo: { poolId: 'p' } })
  const value = Array.from({ length: TASKS }, (_, i) => ({
    id: `t${i}`,
    commandLine: 'x',
    constraints: { retentionTime: 'PT1M' },
  }))
  const added = await call('POST', '/jobs/j/addtaskcollection', { value })
  assert.equal(added.status, 200, added.text)
  await batch.pass(50_000)
  const history: string[] = []

  for (let step = 0; step < STEPS; step++) {
    const present = await nodes()
    const node = present[roll(Math.max(1, present.length))]
    await disturb(node)
    const ms = waits[roll(waits.length)]!
    history.push(`+${ms}`)
    await batch.pass(ms)
    await agree()
  }

  async function disturb(node: Listed | undefined): Promise<void> {
    const option = options[roll(options.length)]!
    const choice = roll(8 + NODE_FAULTS.length)
    const path = `/pools/p/nodes/${node?.id}`
    history.push(`${choice} ${option} ${node?.id.slice(6, 14)}`)
    if (choice === 0) {
      const body = {
        targetDedicatedNodes: 1 + roll(3),
        targetLowPriorityNodes: roll(3),
        nodeDeallocationOption: option,
      }
      await call('POST', '/pools/p/resize', body)
    } else if (choice === 1) await call('POST', '/pools/p/stopresize')
    else if (!node) return
    else if (choice === 2) {
      const body = { nodeList: [node.id], nodeDeallocationOption: option }
      await call('POST', '/pools/p/removenodes', body)
    } else if (choice === 3) await call('POST', `${path}/reboot`, { nodeRebootOption: option })
    else if (choice === 4) await call('POST', `${path}/reimage`, { nodeReimageOption: option })
    else if (choice === 5) {
      await call('POST', `${path}/deallocate`, { nodeDeallocateOption: option })
    } else if (choice === 6) await call('POST', `${path}/start`)
    else if (choice > 7) {
      const error = roll(2) === 0 ? undefined : { code: 'DiskFull' }
      const what = NODE_FAULTS[choice - 8]!
      const at = { account: ACCOUNT, pool: 'p', node: node.id }
      await provoke(batch.ports, { what, ...at, ...(error && { error }) })
    } else {
      const body = { nodeDisableSchedulingOption: options[roll(3)]! }
      const answer = await call('POST', `${path}/disablescheduling`, body)
      if (answer.status === 409) await call('POST', `${path}/enablescheduling`)
    }
  }

  async function agree(): Promise<void> {
    const say = `seed ${seed}: ${history.slice(-10).join(', ')}`
    const running = (await tasks()).filter(({ state }) => state === 'running')
    for (const node of await nodes()) {
      const here = running.filter(({ nodeInfo }) => nodeInfo?.nodeId === node.id).length
      assert.equal(node.runningTasksCount, here, say)
      assert.equal(node.runningTaskSlotsCount, here, say)
      assert.ok(here <= 2, say)
      // What a silent node still runs is unknown.
      if (node.state === 'unknown') continue
      if (here > 0) assert.equal(node.state, 'running', say)
      else assert.notEqual(node.state, 'running', say)
    }
    const there = new Set((await nodes()).map(({ id }) => id))
    assert.ok(
      running.every(({ nodeInfo }) => there.has(nodeInfo!.nodeId)),
      say,
    )
    assert.deepEqual(batch.bugs, [], say)
  }

  // What stands still is set going again, and then every task comes to its end.
  await batch.pass(1_000_000)
  for (const { id } of await nodes()) {
    await provoke(batch.ports, {
      what: 'recover',
      account: ACCOUNT,
      pool: 'p',
      node: id,
    })
    await call('POST', `/pools/p/nodes/${id}/start`)
    await call('POST', `/pools/p/nodes/${id}/enablescheduling`)
  }
  await call('POST', '/pools/p/resize', { targetDedicatedNodes: 3 })
  await batch.pass(3_000_000)
  const ended = await tasks()
  assert.equal(ended.length, TASKS)
  for (const task of ended) {
    assert.equal(task.state, 'completed', `seed ${seed}: ${task.id}`)
    assert.ok(task.executionInfo?.result, `seed ${seed}: ${task.id}`)
  }
  await agree()
}

for (let seed = 1; seed <= SEEDS; seed++) {
  test(`tasks outlive what is done to their nodes: seed ${seed}`, () => live(seed))
}
