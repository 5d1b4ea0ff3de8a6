import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { accountKeyOf, nodeIdOf, poolKeyOf } from '../keys.ts'
import type { Node } from '../nodes/node.ts'
import { surplus } from './surplus.ts'

const aNode = (number: number, change: Partial<Node> = {}): Node => ({
  account: accountKeyOf('lazuli'),
  poolKey: poolKeyOf('pool1'),
  poolId: 'pool1',
  key: nodeIdOf(`n${number}`),
  id: `n${number}`,
  state: 'idle',
  stateTransitionTime: instant(0),
  schedulingState: 'enabled',
  change: '',
  isDedicated: true,
  number,
  allocationTime: instant(0),
  slots: 1,
  runningSlots: 0,
  runningTasks: 0,
  totalTasksRun: 0,
  totalTasksSucceeded: 0,
  vmSize: 'small',
  ...change,
})

const numbers = (
  nodes: readonly Node[],
  targetDedicatedNodes: number,
  targetLowPriorityNodes = 0,
  managers: readonly number[] = [],
): number[] => {
  const size = { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeoutMs: 0 }
  const on = new Set(managers.map((number) => nodeIdOf(`n${number}`)))
  return surplus(nodes, size, on).map(({ number }) => number)
}

test('those go first that lose least, and among equals the newest', () => {
  const nodes = [
    aNode(0, { state: 'running', runningTasks: 1 }),
    aNode(1),
    aNode(2),
    aNode(3, { state: 'running', runningTasks: 1 }),
    aNode(4, { state: 'starttaskfailed' }),
  ]
  assert.deepEqual(numbers(nodes, 4), [4])
  assert.deepEqual(numbers(nodes, 2), [4, 2, 1])
  assert.deepEqual(numbers(nodes, 0), [4, 2, 1, 3, 0])
  assert.deepEqual(numbers(nodes, 5), [])
})

test('each sort is counted by itself, without those that are leaving', () => {
  const nodes = [
    aNode(0, { change: 'op', changeKind: 'remove' }),
    aNode(1),
    aNode(2, { isDedicated: false }),
    aNode(3, { isDedicated: false }),
  ]
  assert.deepEqual(numbers(nodes, 1, 1), [3])
  assert.deepEqual(numbers(nodes, 0, 2), [1])
})

test('those where job managers run go last of their sort', () => {
  const running = { state: 'running', runningTasks: 1 } as const
  const nodes = [aNode(0, running), aNode(1, running), aNode(2, running), aNode(3)]
  assert.deepEqual(numbers(nodes, 0, 0, [2, 0]), [3, 1, 2, 0])
  assert.deepEqual(numbers(nodes, 2, 0, [2, 0]), [3, 1])
})
