import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AksError, clusterBody, systemPool, World } from '../containerservice-world.ts'

test('an abort of a create: 202 still Creating, then Canceling, then Canceled with its pools', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const aborted = await world.cluster('POST', 'one', '/abort')
  assert.equal(aborted.status, 202)
  assert.equal(aborted.body.properties?.provisioningState, 'Creating')
  assert.ok(aborted.headers.location && aborted.headers['azure-asyncoperation'])
  const during = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(during.provisioningState, 'Canceling')
  assert.equal(during.agentPoolProfiles?.[0]?.provisioningState, 'Canceling')
  await world.breathe()
  await world.clock.step(5_000)
  await world.breathe()
  const after = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(after.provisioningState, 'Canceled')
  assert.equal(after.agentPoolProfiles?.[0]?.provisioningState, 'Canceled')
  assert.deepEqual(after.powerState, { code: 'Running' })
  assert.ok(after.fqdn)
  assert.equal((await world.operationOf(aborted)).status, 'Succeeded')
  const target = await world.operationOf(created)
  assert.equal(target.status, 'Canceled')
  assert.equal(target.error?.code, 'NotLatestOperation')
  await world.settle()
  assert.equal(await world.stateOf('one'), 'Canceled')
  await world.close()
})

test('a second abort is refused while the first is at work, and finds nothing left after it', async () => {
  const world = await World.start()
  await world.cluster('PUT', 'one', '', clusterBody())
  assert.equal((await world.cluster('POST', 'one', '/abort')).status, 202)
  const second = await world.cluster<AksError>('POST', 'one', '/abort')
  assert.equal(second.status, 409)
  assert.equal(second.body.code, 'OperationNotAllowed')
  await world.settle()
  assert.equal((await world.cluster('POST', 'one', '/abort')).status, 204)
  await world.close()
})

test('an abort of nothing is a 409, or a 204 where the user chose so', async () => {
  const strict = await World.start()
  await strict.clusterAtRest('one')
  const refused = await strict.cluster<AksError>('POST', 'one', '/abort')
  assert.equal(refused.status, 409)
  assert.match(refused.body.message, /no operation to abort/)
  await strict.close()
  const mild = await World.start({ options: { aksAbortIdle: '204' } })
  await mild.clusterAtRest('one')
  assert.equal((await mild.cluster('POST', 'one', '/abort')).status, 204)
  await mild.close()
})

test('an abort of a cluster that is not there is a 404 of the gateway', async () => {
  const world = await World.start()
  const missing = await world.cluster<{ error: AksError }>('POST', 'one', '/abort')
  assert.equal(missing.status, 404)
  assert.equal(missing.body.error.code, 'ResourceNotFound')
  await world.close()
})

test('a PUT after an abort reconciles the cluster and its pools to Succeeded', async () => {
  const world = await World.start()
  await world.cluster('PUT', 'one', '', clusterBody())
  await world.cluster('POST', 'one', '/abort')
  const busy = await world.cluster<AksError>('PUT', 'one', '', clusterBody())
  assert.equal(busy.status, 409)
  assert.match(busy.body.message, /\(Canceling\) is in progress/)
  await world.settle()
  const again = await world.cluster('PUT', 'one', '', clusterBody())
  assert.equal(again.status, 200)
  assert.equal(again.body.properties?.agentPoolProfiles?.[0]?.provisioningState, 'Updating')
  await world.settle()
  const { body } = await world.cluster('GET', 'one')
  assert.equal(body.properties?.agentPoolProfiles?.[0]?.provisioningState, 'Succeeded')
  assert.equal(body.properties?.provisioningState, 'Succeeded')
  assert.ok(body.properties?.identityProfile)
  await world.close()
})

test('an upgrade that was aborted can be asked for again, wherever it had come', async () => {
  for (const step of [0, 1]) {
    const world = await World.start()
    await world.clusterAtRest('one', { kubernetesVersion: '1.28.12' })
    const pools = [{ ...systemPool, orchestratorVersion: '1.29.7' }]
    const body = clusterBody({ kubernetesVersion: '1.29.7', agentPoolProfiles: pools })
    const upgrade = () => world.cluster('PUT', 'one', '', body)
    await world.reachStep(await world.operationOf(await upgrade()), step)
    assert.equal((await world.cluster('POST', 'one', '/abort')).status, 202)
    await world.settle()
    assert.equal((await upgrade()).body.properties?.provisioningState, 'Upgrading')
    await world.settle()
    const { properties } = (await world.cluster('GET', 'one')).body
    assert.equal(properties?.provisioningState, 'Succeeded')
    assert.equal(properties?.currentKubernetesVersion, '1.29.7')
    assert.equal(properties?.agentPoolProfiles?.[0]?.currentOrchestratorVersion, '1.29.7')
    await world.close()
  }
})

test("so can a pool's", async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { kubernetesVersion: '1.28.12' })
  await world.cluster('PUT', 'one', '', clusterBody({ kubernetesVersion: '1.29.7' }))
  await world.settle()
  const body = { properties: { orchestratorVersion: '1.29.7' } }
  const upgrade = () => world.pool('PUT', 'one', 'nodepool1', '', body)
  assert.equal((await upgrade()).body.properties?.provisioningState, 'Upgrading')
  assert.equal((await world.pool('POST', 'one', 'nodepool1', '/abort')).status, 202)
  await world.settle()
  assert.equal((await upgrade()).body.properties?.provisioningState, 'Upgrading')
  await world.settle()
  const { properties } = (await world.pool('GET', 'one', 'nodepool1')).body
  assert.equal(properties?.currentOrchestratorVersion, '1.29.7')
  await world.close()
})

test('a delete can be aborted until its resources are gone', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  await world.cluster('DELETE', 'one')
  await world.breathe()
  await world.clock.step(3 * 60_000)
  assert.equal((await world.cluster('POST', 'one', '/abort')).status, 202)
  await world.settle()
  assert.equal(await world.stateOf('one'), 'Canceled')
  await world.cluster('DELETE', 'one')
  await world.breathe()
  await world.clock.step(5 * 60_000 + 1_000)
  const late = await world.cluster<AksError>('POST', 'one', '/abort')
  assert.equal(late.status, 409)
  assert.match(late.body.message, /can no longer be aborted/)
  await world.settle()
  assert.equal(await world.stateOf('one'), undefined)
  await world.close()
})

test('a delete preempts an abort: both monitors end Canceled and the cluster goes', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const aborted = await world.cluster('POST', 'one', '/abort')
  assert.equal((await world.cluster('DELETE', 'one')).status, 202)
  assert.equal((await world.operationOf(created)).status, 'Canceled')
  assert.equal((await world.operationOf(aborted)).status, 'Canceled')
  await world.settle()
  assert.equal(await world.stateOf('one'), undefined)
  await world.close()
})

test('a cluster and its pools each abort their own work only', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'nodepool1', '', { properties: { count: 5 } })
  const cluster = await world.cluster<AksError>('POST', 'one', '/abort')
  assert.equal(cluster.status, 409)
  await world.settle()
  const { body: pool } = await world.pool('GET', 'one', 'nodepool1')
  assert.equal(pool.properties?.provisioningState, 'Succeeded')

  await world.cluster('POST', 'one', '/stop')
  const refused = await world.pool<AksError>('POST', 'one', 'nodepool1', '/abort')
  assert.equal(refused.status, 409)
  assert.match(refused.body.message, /belongs to managed cluster operation \(Stopping\)/)
  await world.settle()
  assert.equal(await world.stateOf('one'), 'Succeeded')
  await world.close()
})

test('the pollers of both operations learn how it ended', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const aborted = await world.cluster('POST', 'one', '/abort')
  const monitor = async (answer: typeof created) =>
    (
      await world.poll<{ status: string; error?: AksError }>(
        answer.headers['azure-asyncoperation']!,
      )
    ).body
  const preempted = await monitor(created)
  assert.deepEqual([preempted.status, preempted.error?.code], ['InProgress', 'NotLatestOperation'])
  assert.equal((await monitor(aborted)).status, 'InProgress')
  assert.equal((await world.poll(aborted.headers.location!)).status, 202)
  await world.settle()
  const target = await monitor(created)
  assert.deepEqual([target.status, target.error?.code], ['Canceled', 'NotLatestOperation'])
  assert.equal((await monitor(aborted)).status, 'Succeeded')
  const ended = await world.poll(aborted.headers.location!)
  assert.deepEqual([ended.status, ended.headers['content-type']], [204, 'application/json'])
  assert.ok(ended.headers.location)
  await world.close()
})
