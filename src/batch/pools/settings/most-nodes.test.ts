import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aPool } from '../pool.fixture.ts'
import type { PoolSettings } from '../pool.ts'
import { cappedSize, checkSize } from './most-nodes.ts'

const plain = aPool().settings
const talking: PoolSettings = { ...plain, enableInterNodeCommunication: true }
const managed: PoolSettings = {
  ...plain,
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    imageReference: {
      virtualMachineImageId:
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i',
    },
  },
}
const addressed: PoolSettings = {
  ...plain,
  networkConfiguration: {
    publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: ['a', 'b', 'c'] },
  },
}

const size = (targetDedicatedNodes: number, targetLowPriorityNodes = 0) => ({
  targetDedicatedNodes,
  targetLowPriorityNodes,
})

const isTaken = (settings: PoolSettings, dedicated: number, others = 0, isOfUser = false) => {
  try {
    checkSize(settings, size(dedicated, others), isOfUser)
    return true
  } catch {
    return false
  }
}

test('a pool has as many nodes as its kind may have', () => {
  assert.ok(isTaken(plain, 100_000, 100_000))
  assert.deepEqual([isTaken(talking, 60, 40), isTaken(talking, 60, 41)], [true, false])
  assert.deepEqual([isTaken(talking, 80, 0, true), isTaken(talking, 80, 1, true)], [true, false])
  assert.deepEqual([isTaken(managed, 2_000, 1_000), isTaken(managed, 2_001)], [true, false])
  assert.equal(isTaken(managed, 0, 1_001), false)
  assert.deepEqual([isTaken(addressed, 300, 300), isTaken(addressed, 301)], [true, false])
  assert.equal(isTaken(addressed, 0, 301), false)
})

test('what a formula wants is cut to that, dedicated nodes first', () => {
  assert.deepEqual(cappedSize(plain, size(7, 9)), size(7, 9))
  assert.deepEqual(cappedSize(talking, size(70, 70)), size(70, 30))
  assert.deepEqual(cappedSize(talking, size(500, 1)), size(100, 0))
  assert.deepEqual(cappedSize(talking, size(500), true), size(80))
  assert.deepEqual(cappedSize(managed, size(9_999, 9_999)), size(2_000, 1_000))
  assert.deepEqual(cappedSize(addressed, size(9_999, 5)), size(300, 5))
})
