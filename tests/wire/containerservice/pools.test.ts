import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PoolWire } from '#containerservice/wire.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import {
  type AksError,
  clusterBody,
  clusterKey,
  World,
  type WorldOptions,
} from './containerservice-world.ts'

const body = (properties: PoolWire['properties'] = {}) => ({ properties })

async function withPool(
  properties: PoolWire['properties'] = { mode: 'User', count: 2 },
  options: WorldOptions = {},
) {
  const world = await World.start(options)
  await world.clusterAtRest('one')
  assert.equal((await world.pool('PUT', 'one', 'user1', '', body(properties))).status, 201)
  await world.settle()
  return world
}

test('a pool is made while its cluster stays Succeeded and shows it at once', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const created = await world.pool('PUT', 'one', 'user1', '', body({ count: 2 }))
  assert.equal(created.status, 201)
  assert.equal(created.body.type, 'Microsoft.ContainerService/managedClusters/agentPools')
  assert.equal(created.body.properties?.provisioningState, 'Creating')
  assert.equal(created.body.properties?.currentOrchestratorVersion, '1.29.7')
  assert.equal(created.headers.location, undefined)
  const cluster = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(cluster.provisioningState, 'Succeeded')
  assert.deepEqual(
    cluster.agentPoolProfiles?.map(({ name, provisioningState }) => [name, provisioningState]),
    [
      ['nodepool1', 'Succeeded'],
      ['user1', 'Creating'],
    ],
  )
  await world.settle()
  const list = await world.cluster<{ value: PoolWire[] }>('GET', 'one', '/agentPools')
  assert.deepEqual(
    list.body.value.map(({ name, properties }) => [name, properties?.provisioningState]),
    [
      ['nodepool1', 'Succeeded'],
      ['user1', 'Succeeded'],
    ],
  )
  await world.close()
})

test('pools work side by side, but not with their cluster', async () => {
  const world = await withPool()
  const scaled = await world.pool('PUT', 'one', 'user1', '', body({ count: 4 }))
  assert.equal(scaled.status, 200)
  assert.equal(scaled.body.properties?.provisioningState, 'Scaling')
  const same = await world.pool<AksError>('PUT', 'one', 'user1', '', body({ count: 5 }))
  assert.match(same.body.message, /Another operation \(user1 - Scaling\) is in progress/)
  assert.equal((await world.pool('PUT', 'one', 'nodepool1', '', body({ count: 4 }))).status, 200)
  const cluster = await world.cluster<AksError>('POST', 'one', '/stop')
  assert.equal(cluster.status, 409)
  assert.match(cluster.body.message, /Another agentpool operation \(nodepool1 - Scaling\)/)
  await world.settle()
  assert.equal((await world.cluster('POST', 'one', '/stop')).status, 202)
  const pool = await world.pool<AksError>('PUT', 'one', 'user1', '', body({ count: 5 }))
  assert.equal(pool.status, 409)
  assert.match(pool.body.message, /Another operation \(Stopping\) is in progress/)
  await world.close()
})

test('one pool at a time where the user wants that', async () => {
  const world = await World.start({ options: { aksSerialPools: true } })
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'user1', '', body())
  const second = await world.pool<AksError>('PUT', 'one', 'user2', '', body())
  assert.equal(second.status, 409)
  assert.match(second.body.message, /Another agentpool operation \(user1 - Creating\)/)
  await world.close()
})

test('a stop answers no nodes, shows the old number, and keeps it for the start', async () => {
  const world = await withPool()
  const stop = body({ powerState: { code: 'Stopped' } })
  const stopped = await world.pool('PUT', 'one', 'user1', '', stop)
  assert.equal(stopped.body.properties?.provisioningState, 'Stopping')
  assert.equal(stopped.body.properties?.count, 0)
  assert.deepEqual(stopped.body.properties?.powerState, { code: 'Stopped' })
  const during = (await world.pool('GET', 'one', 'user1')).body.properties!
  assert.equal(during.count, 2)
  assert.deepEqual(during.powerState, { code: 'Stopped' })
  await world.settle()
  const after = (await world.pool('GET', 'one', 'user1')).body.properties!
  assert.equal(after.provisioningState, 'Succeeded')
  assert.equal(after.count, 2)
  const start = body({ powerState: { code: 'Running' } })
  assert.equal(
    (await world.pool('PUT', 'one', 'user1', '', start)).body.properties?.provisioningState,
    'Starting',
  )
  await world.settle()
  const again = (await world.pool('GET', 'one', 'user1')).body.properties!
  assert.deepEqual([again.count, again.powerState], [2, { code: 'Running' }])
  await world.close()
})

test('a System pool cannot be stopped, demoted, nor deleted when it is the last', async () => {
  const world = await withPool()
  for (const properties of [
    { powerState: { code: 'Stopped' } },
    { mode: 'User' },
  ] as const satisfies PoolWire['properties'][]) {
    const refused = await world.pool<AksError>('PUT', 'one', 'nodepool1', '', body(properties))
    assert.equal(refused.status, 400)
  }
  const system = await world.pool<AksError>('DELETE', 'one', 'nodepool1')
  assert.match(system.body.message, /at least one system agent pool/)
  assert.equal((await world.pool('DELETE', 'one', 'user1')).status, 202)
  const last = await world.pool<AksError>('DELETE', 'one', 'nodepool1')
  assert.equal(last.body.message, 'There has to be at least one agent pool.')
  await world.close()
})

test('a deleted pool shows Deleting, then 404, then 204', async () => {
  const world = await withPool()
  const deleted = await world.pool('DELETE', 'one', 'user1')
  assert.equal(deleted.status, 202)
  assert.ok(deleted.headers.location)
  assert.equal(
    (await world.pool('GET', 'one', 'user1')).body.properties?.provisioningState,
    'Deleting',
  )
  await world.settle()
  const gone = await world.pool<AksError>('GET', 'one', 'user1')
  assert.equal(gone.status, 404)
  assert.equal(gone.body.code, 'NotFound')
  assert.equal((await world.pool('DELETE', 'one', 'user1')).status, 204)
  const last = await world.pool<AksError>('DELETE', 'one', 'nodepool1')
  assert.equal(last.body.message, 'There has to be at least one agent pool.')
  await world.close()
})

test('a pool of a cluster that is not there has no parent', async () => {
  const world = await World.start()
  const put = await world.pool<{ error: AksError }>('PUT', 'none', 'user1', '', body())
  assert.equal(put.body.error.code, 'ParentResourceNotFound')
  const got = await world.pool<{ error: AksError }>('GET', 'none', 'user1')
  assert.equal(got.body.error.code, 'ResourceNotFound')
  await world.close()
})

test('the autoscaler needs a count, its range, and owns the count from then on', async () => {
  const world = await withPool()
  const put = (properties: PoolWire['properties']) =>
    world.pool<AksError & PoolWire>('PUT', 'one', 'user1', '', body(properties))
  const on = { enableAutoScaling: true, minCount: 1, maxCount: 5 }
  const missing = await put(on)
  assert.equal(missing.body.message, 'Required parameter properties.count is missing (null).')
  const both = await put({ ...on, count: 3 })
  assert.match(both.body.message, /Cannot manually scale and enable cluster autoscaler/)
  assert.equal((await put({ enableAutoScaling: true, minCount: 1, count: 2 })).status, 400)
  assert.equal((await put({ ...on, minCount: 6, count: 2 })).status, 400)
  assert.equal((await put({ ...on, count: 2 })).status, 200)
  await world.settle()
  assert.equal((await put({ ...on, count: 4, maxCount: 9 })).body.properties?.count, 2)
  await world.settle()
  const off = await put({ enableAutoScaling: false, count: 4 })
  assert.equal(off.body.properties?.count, 4)
  assert.equal(off.body.properties?.minCount, undefined)
  await world.close()
})

test('a range without the present count moves it there, and so does a count outside the range', async () => {
  const on = { mode: 'User', enableAutoScaling: true, minCount: 2, maxCount: 5 } as const
  const nodes = simulatedClusters()
  const world = await withPool({ ...on, count: 3 }, { clusters: nodes })
  const put = (properties: PoolWire['properties'], pool = 'user1') =>
    world.pool<AksError & PoolWire>('PUT', 'one', pool, '', body({ ...on, ...properties }))
  const there = async () => {
    await world.settle()
    const of = { cluster: clusterKey('one'), name: 'user1' }
    const names = await nodes.nodes(of, new AbortController().signal)
    return [names!.length, (await world.pool('GET', 'one', 'user1')).body.properties?.count]
  }
  const up = await put({ count: 4, minCount: 4 })
  assert.deepEqual([up.status, up.body.properties?.provisioningState], [200, 'Scaling'])
  assert.deepEqual(await there(), [4, 4])
  // Clients send the count that they read.
  assert.equal((await put({ count: 4, minCount: 1, maxCount: 2 })).status, 200)
  assert.deepEqual(await there(), [2, 2])
  // Of a pool that is autoscaled a count is ignored, as one is in a published example of Azure's.
  for (const count of [1, 6]) {
    assert.equal((await put({ count })).status, 200)
    assert.deepEqual(await there(), [2, 2])
  }
  for (const [pool, count, has] of [
    ['user2', 1, 2],
    ['user3', 6, 5],
  ] as const) {
    const made = await put({ count }, pool)
    assert.deepEqual([made.status, made.body.properties?.count], [201, has])
    await world.settle()
  }
  // In its cluster's PUT too.
  const agentPoolProfiles = [
    { name: 'nodepool1', mode: 'System' as const, count: 1 },
    { ...on, name: 'user1', count: 2, minCount: 3 },
  ]
  const cluster = await world.cluster('PUT', 'one', '', clusterBody({ agentPoolProfiles }))
  assert.equal(cluster.status, 200)
  assert.deepEqual(await there(), [3, 3])
  // What a stop answers has no nodes, and sending it back starts the pool as it was.
  const stopped = await put({ count: 3, minCount: 3, powerState: { code: 'Stopped' } })
  assert.equal(stopped.body.properties?.count, 0)
  await world.settle()
  assert.equal((await put({ count: 0, powerState: { code: 'Running' } })).status, 200)
  assert.deepEqual(await there(), [3, 3])
  await world.close()
})

test('a pool follows its control plane, never overtakes it, and never goes back', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { kubernetesVersion: '1.28.12' })
  await world.pool('PUT', 'one', 'user1', '', body({ orchestratorVersion: '1.27.9' }))
  await world.settle()
  const put = (orchestratorVersion: string) =>
    world.pool<AksError & PoolWire>('PUT', 'one', 'user1', '', body({ orchestratorVersion }))
  assert.equal((await put('1.29.0')).body.code, 'NodePoolMcVersionIncompatible')
  assert.equal((await put('1.31')).body.code, 'AgentPoolK8sVersionNotSupported')
  const up = await put('1.28')
  assert.equal(up.body.properties?.provisioningState, 'Upgrading')
  assert.equal(up.body.properties?.currentOrchestratorVersion, '1.27.9')
  await world.settle()
  const { body: pool } = await world.pool('GET', 'one', 'user1')
  assert.equal(pool.properties?.currentOrchestratorVersion, '1.28.12')
  assert.equal((await put('1.27.13')).body.code, 'OperationNotAllowed')
  await world.close()
})

test('a node image is upgraded when a week has brought a newer one', async () => {
  const world = await withPool()
  const now = await world.pool('POST', 'one', 'user1', '/upgradeNodeImageVersion')
  assert.equal(now.status, 200)
  await world.clock.step(7 * 86_400_000)
  const later = await world.pool('POST', 'one', 'user1', '/upgradeNodeImageVersion')
  assert.equal(later.status, 202)
  assert.equal(later.body.properties?.provisioningState, 'UpgradingNodeImageVersion')
  await world.settle()
  const { body: pool } = await world.pool('GET', 'one', 'user1')
  assert.equal(pool.properties?.nodeImageVersion, 'AKSUbuntu-2204gen2containerd-202408.05.0')
  const result = await world.poll<PoolWire>(later.headers.location!)
  assert.equal(result.status, 200)
  assert.equal(result.body.name, 'user1')
  await world.close()
})

test('spot pools are marked, and never System', async () => {
  const world = await withPool({ scaleSetPriority: 'Spot' })
  const { body: pool } = await world.pool('GET', 'one', 'user1')
  assert.deepEqual(pool.properties?.nodeTaints, [
    'kubernetes.azure.com/scalesetpriority=spot:NoSchedule',
  ])
  assert.equal(pool.properties?.spotMaxPrice, -1)
  const system = body({ scaleSetPriority: 'Spot', mode: 'System' })
  assert.equal((await world.pool('PUT', 'one', 'user2', '', system)).status, 400)
  await world.close()
})
