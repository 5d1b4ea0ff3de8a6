import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import { aCluster, aPool } from '#testing/containerservice.ts'
import { nodePoolOf, surgeOf } from './node-pool.ts'

test('a surge is a part of the nodes, rounded up, or a number of them, and never nothing', () => {
  assert.equal(surgeOf('33%', 10), 4)
  assert.equal(surgeOf('10%', 3), 1)
  assert.equal(surgeOf(undefined, 30), 3)
  assert.equal(surgeOf('5', 3), 5)
  assert.equal(surgeOf('0', 3), 1)
})

test('a node has what its size has, and pods what a kubelet of AKS leaves of it', () => {
  const cluster = aCluster()
  const pool = aPool(cluster, 'Succeeded', { vmSize: 'Standard_D4s_v3', maxPods: 30 })
  const size = new Catalogues().find('vmSizes', 'Standard_D4s_v3')
  const { shape, scaleSet } = nodePoolOf(cluster, pool, size)
  assert.equal(shape.cores, 4)
  assert.equal(shape.allocatable.milliCores, 3860)
  assert.equal(shape.memoryBytes - shape.allocatable.memoryBytes, 750 * 2 ** 20)
  assert.match(scaleSet.name, /^aks-nodepool1-\d{8}-vmss$/)
})

test('a pool that is stopped has no nodes', () => {
  const cluster = aCluster()
  const pool = aPool(cluster)
  const stopped = { ...pool, body: { ...pool.body, power: 'Stopped' as const } }
  assert.equal(nodePoolOf(cluster, stopped, undefined).count, 0)
  assert.equal(nodePoolOf(cluster, pool, undefined).count, 2)
})
