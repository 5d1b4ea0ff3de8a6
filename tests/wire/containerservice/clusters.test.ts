import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterWire } from '#containerservice/wire.ts'
import { type AksError, clusterBody, GROUP, SUBSCRIPTION, World } from './containerservice-world.ts'

test('a create answers 201 Creating with all defaults, and ends Succeeded', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'One', '', clusterBody())
  assert.equal(created.status, 201)
  assert.match(
    created.headers['azure-asyncoperation']!,
    /^https:\/\/127\.0\.0\.1:4510\/subscriptions\/[-0-9]+\/providers\/Microsoft\.ContainerService\/locations\/westeurope\/operations\/[-0-9a-f]{36}\?api-version=2016-03-30/,
  )
  assert.equal(created.headers.location, undefined)
  assert.equal(
    created.body.id,
    `/subscriptions/${SUBSCRIPTION}/resourcegroups/${GROUP}/providers/Microsoft.ContainerService/managedClusters/One`,
  )
  assert.equal(created.body.type, 'Microsoft.ContainerService/ManagedClusters')
  assert.deepEqual(created.body.sku, { name: 'Base', tier: 'Free' })
  const properties = created.body.properties!
  assert.equal(properties.provisioningState, 'Creating')
  assert.deepEqual(properties.powerState, { code: 'Running' })
  assert.equal(properties.currentKubernetesVersion, '1.29.7')
  assert.equal(properties.nodeResourceGroup, 'MC_rg1_One_westeurope')
  assert.match(properties.fqdn!, /^demo-[a-z0-9]{8}\.hcp\.westeurope\.azmk8s\.io$/)
  assert.deepEqual(properties.servicePrincipalProfile, { clientId: 'msi' })
  assert.equal(properties.identityProfile, undefined)
  assert.equal(properties.networkProfile?.podCidr, '10.244.0.0/16')
  assert.equal(properties.networkProfile?.loadBalancerSku, 'standard')
  const pool = properties.agentPoolProfiles![0]!
  assert.equal(pool.provisioningState, 'Creating')
  assert.equal(pool.maxPods, 110)
  assert.equal(pool.nodeImageVersion, 'AKSUbuntu-2204gen2containerd-202407.29.0')

  await world.settle()
  const { body } = await world.cluster('GET', 'one')
  assert.equal(body.properties?.provisioningState, 'Succeeded')
  assert.equal(body.properties?.agentPoolProfiles?.[0]?.provisioningState, 'Succeeded')
  assert.match(
    body.properties!.identityProfile!.kubeletidentity!.resourceId!,
    /\/MC_rg1_One_westeurope\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/One-agentpool$/,
  )
  assert.equal(
    body.properties?.networkProfile?.loadBalancerProfile?.effectiveOutboundIPs?.length,
    1,
  )
  assert.equal(body.properties?.networkProfile?.loadBalancerSku, 'Standard')
  const repeated = await world.cluster('PUT', 'one', '', clusterBody())
  assert.equal(repeated.body.properties?.networkProfile?.loadBalancerSku, 'Standard')
  assert.equal((await world.operationOf(created)).status, 'Succeeded')
  await world.close()
})

test('a create takes five minutes of the clock', async () => {
  const world = await World.start()
  await world.cluster('PUT', 'one', '', clusterBody())
  await world.breathe()
  await world.clock.step(299_000)
  assert.equal(await world.stateOf('one'), 'Creating')
  await world.clock.step(2_000)
  await world.breathe()
  assert.equal(await world.stateOf('one'), 'Succeeded')
  await world.close()
})

test('a PUT while the cluster works is refused in unwrapped words without Retry-After', async () => {
  const world = await World.start()
  await world.cluster('PUT', 'one', '', clusterBody())
  const refused = await world.cluster<AksError>('PUT', 'one', '', clusterBody())
  assert.equal(refused.status, 409)
  assert.deepEqual(refused.body, {
    code: 'OperationNotAllowed',
    details: null,
    message:
      'Operation is not allowed: Another operation (Creating) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details',
    subcode: '',
    target: '',
  })
  assert.equal(refused.headers['retry-after'], undefined)
  await world.close()
})

test('a repeated PUT reconciles: 200, Updating, then Succeeded with nothing lost', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const before = (await world.cluster('GET', 'one')).body
  const again = await world.cluster('PUT', 'one', '', before)
  assert.equal(again.status, 200, JSON.stringify(again.body))
  assert.equal(again.body.properties?.provisioningState, 'Updating')
  assert.equal(again.body.properties?.agentPoolProfiles?.[0]?.provisioningState, 'Succeeded')
  await world.settle()
  const { systemData: _1, ...after } = (await world.cluster('GET', 'one')).body
  const { systemData: _2, ...was } = before
  assert.deepEqual(after, was)
  await world.close()
})

test('a PUT can scale a pool, but not add one or change what is fixed', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const scaled = await world.cluster(
    'PUT',
    'one',
    '',
    clusterBody({ agentPoolProfiles: [{ name: 'nodepool1', count: 5, mode: 'System' }] }),
  )
  assert.equal(scaled.body.properties?.agentPoolProfiles?.[0]?.provisioningState, 'Updating')
  await world.settle()
  const refusals: readonly [Partial<ClusterWire['properties']>, string, string][] = [
    [{ dnsPrefix: 'other' }, 'PropertyChangeNotAllowed', 'dnsPrefix'],
    [{ agentPoolProfiles: [{ name: 'second' }] }, 'BadRequest', 'agentPoolProfiles'],
    [
      { agentPoolProfiles: [{ name: 'nodepool1', vmSize: 'Standard_B2s' }] },
      'PropertyChangeNotAllowed',
      'agentPoolProfile.vmSize',
    ],
    [{ kubernetesVersion: '1.27.9' }, 'OperationNotAllowed', ''],
    [{ kubernetesVersion: '1.99' }, 'K8sVersionNotSupported', ''],
  ]
  for (const [change, code, target] of refusals) {
    const refused = await world.cluster<AksError>('PUT', 'one', '', clusterBody(change))
    assert.equal(refused.status, 400)
    assert.equal(refused.body.code, code)
    assert.equal(refused.body.target, target)
  }
  const { body } = await world.cluster('GET', 'one')
  assert.equal(body.properties?.agentPoolProfiles?.[0]?.count, 5)
  await world.close()
})

test('what a create lacks or has wrong is named', async () => {
  const world = await World.start()
  const pool = (change: object) => ({
    agentPoolProfiles: [{ name: 'np', mode: 'System' as const, ...change }],
  })
  const cases: readonly [object, string, string][] = [
    [{ agentPoolProfiles: undefined }, 'InvalidParameter', 'agentPoolProfiles'],
    [{ dnsPrefix: undefined }, 'InvalidParameter', 'dnsPrefix'],
    [{ kubernetesVersion: '1.2' }, 'K8sVersionNotSupported', ''],
    [pool({ name: 'Upper' }), 'InvalidParameter', 'agentPoolProfile.name'],
    [pool({ count: 0 }), 'InvalidParameter', 'agentPoolProfile.count'],
    [pool({ mode: 'User' }), 'BadRequest', ''],
    [pool({ count: 0, mode: undefined }), 'InvalidParameter', 'agentPoolProfile.count'],
    [
      pool({ orchestratorVersion: '1.28' }),
      'InvalidParameter',
      'agentPoolProfile.orchestratorVersion',
    ],
    [pool({ orchestratorVersion: '1.30' }), 'NodePoolMcVersionIncompatible', ''],
    [pool({ mode: 'Half' }), 'InvalidParameter', 'agentPoolProfile.mode'],
  ]
  for (const [change, code, target] of cases) {
    const refused = await world.cluster<AksError>('PUT', 'one', '', clusterBody(change))
    assert.equal(refused.status, 400, JSON.stringify(change))
    assert.equal(refused.body.code, code, refused.body.message)
    assert.equal(refused.body.target, target)
  }
  const { location: _, ...nowhere } = clusterBody()
  const refused = await world.cluster<{ error: AksError }>('PUT', 'one', '', nowhere)
  assert.equal(refused.body.error.code, 'LocationRequired')
  assert.equal(await world.stateOf('one'), undefined)
  await world.close()
})

test('secrets are taken and never given back', async () => {
  const world = await World.start()
  await world.cluster(
    'PUT',
    'one',
    '',
    clusterBody({
      servicePrincipalProfile: { clientId: 'app', secret: 'hush1' },
      windowsProfile: { adminUsername: 'azureuser', adminPassword: 'hush2-P@ssw0rd' },
    }),
  )
  const { body } = await world.cluster('GET', 'one')
  assert.deepEqual(body.properties?.servicePrincipalProfile, { clientId: 'app' })
  assert.doesNotMatch(JSON.stringify(body), /hush/)
  await world.close()
})

test('an upgrade goes through control plane and pools, one minor at a time', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { kubernetesVersion: '1.28.9' })
  const skip = await world.cluster<AksError>(
    'PUT',
    'one',
    '',
    clusterBody({ kubernetesVersion: '1.30.2' }),
  )
  assert.equal(skip.status, 400)
  assert.match(
    skip.body.message,
    /Upgrading Kubernetes version 1\.28\.9 to 1\.30\.2 is not allowed/,
  )
  const pools = [{ name: 'nodepool1', count: 3, mode: 'System', orchestratorVersion: '1.29.7' }]
  const up = await world.cluster(
    'PUT',
    'one',
    '',
    clusterBody({ kubernetesVersion: '1.29.7', agentPoolProfiles: pools as never }),
  )
  assert.equal(up.status, 200, JSON.stringify(up.body))
  assert.equal(up.body.properties?.provisioningState, 'Upgrading')
  assert.equal(up.body.properties?.currentKubernetesVersion, '1.28.9')
  await world.breathe()
  await world.clock.step(7 * 60_000)
  await world.breathe()
  const half = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(half.currentKubernetesVersion, '1.29.7')
  assert.equal(half.agentPoolProfiles?.[0]?.provisioningState, 'Upgrading')
  assert.equal(half.agentPoolProfiles?.[0]?.currentOrchestratorVersion, '1.28.9')
  await world.settle()
  const done = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(done.provisioningState, 'Succeeded')
  assert.equal(done.agentPoolProfiles?.[0]?.currentOrchestratorVersion, '1.29.7')
  await world.close()
})

test('tags change by PATCH, which answers Updating', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const patched = await world.cluster('PATCH', 'one', '', { tags: { a: 'b' } })
  assert.equal(patched.status, 200)
  assert.equal(patched.body.properties?.provisioningState, 'Updating')
  await world.settle()
  assert.deepEqual((await world.cluster('GET', 'one')).body.tags, { a: 'b' })
  await world.close()
})

test('a GET shows what changed just before it, of the cluster and of its pools', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const shown = async () => (await world.cluster('GET', 'one')).body
  const first = await shown()
  assert.deepEqual(await shown(), first)
  await world.cluster('PATCH', 'one', '', { tags: { round: '1' } })
  assert.deepEqual((await shown()).tags, { round: '1' })
  assert.equal((await shown()).properties?.provisioningState, 'Updating')
  await world.settle()
  const scaled = { ...(await shown()), tags: { round: '2' } }
  scaled.properties!.agentPoolProfiles![0]!.count = 3
  await world.cluster('PUT', 'one', '', scaled)
  await world.settle()
  const last = await shown()
  assert.deepEqual(last.tags, { round: '2' })
  assert.equal(last.properties?.agentPoolProfiles?.[0]?.count, 3)
  await world.close()
})

test('a delete answers 202, shows Deleting, and leaves 404, then 204', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const deleted = await world.cluster('DELETE', 'one')
  assert.equal(deleted.status, 202)
  assert.ok(deleted.headers.location && deleted.headers['azure-asyncoperation'])
  assert.equal(await world.stateOf('one'), 'Deleting')
  const again = await world.cluster('DELETE', 'one')
  assert.equal(
    (await world.operationOf(again)).id,
    (await world.operationOf(deleted)).id,
    'a second delete joins the first',
  )
  await world.settle()
  const gone = await world.cluster<{ error: AksError }>('GET', 'one')
  assert.equal(gone.status, 404)
  assert.equal(gone.body.error.code, 'ResourceNotFound')
  assert.equal(gone.headers['x-ms-failure-cause'], 'gateway')
  assert.equal((await world.cluster('DELETE', 'one')).status, 204)
  await world.close()
})

test('a delete preempts a create, whose monitor then says Canceled', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const deleted = await world.cluster('DELETE', 'one')
  assert.equal(deleted.status, 202)
  const preempted = await world.operationOf(created)
  assert.equal(preempted.status, 'Canceled')
  const later = await world.operationOf(deleted)
  assert.deepEqual(preempted.error, {
    code: 'Canceled',
    message: `The operation was overriden and canceled by a later operation ${later.id}.`,
  })
  assert.equal(await world.stateOf('one'), 'Deleting')
  await world.settle()
  assert.equal(await world.stateOf('one'), undefined)
  await world.close()
})

test('lists hold the clusters of their scope with their pools', async () => {
  const world = await World.start()
  const base = `/subscriptions/${SUBSCRIPTION}`
  const list = async (scope: string) =>
    (
      await world.call<{ value: ClusterWire[] }>(
        'GET',
        `${base}${scope}/providers/Microsoft.ContainerService/managedClusters`,
      )
    ).body.value
  assert.deepEqual(await list(''), [])
  await world.cluster('PUT', 'one', '', clusterBody())
  await world.cluster('PUT', 'two', '', clusterBody())
  assert.deepEqual(
    (await list('/resourcegroups/RG1')).map(({ name }) => name),
    ['one', 'two'],
  )
  assert.equal((await list(''))[1]?.properties?.agentPoolProfiles?.[0]?.name, 'nodepool1')
  await world.makeGroup('other')
  assert.deepEqual(await list('/resourceGroups/other'), [])
  await world.close()
})

test('the group of the nodes comes and goes with the cluster', async () => {
  const world = await World.start()
  const group = async () =>
    await world.call<{ managedBy: string }>(
      'GET',
      `/subscriptions/${SUBSCRIPTION}/resourcegroups/MC_rg1_one_westeurope`,
      undefined,
      '2021-04-01',
    )
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  assert.equal((await group()).body.managedBy, created.body.id)
  const taken = await world.cluster<AksError>(
    'PUT',
    'two',
    '',
    clusterBody({ nodeResourceGroup: 'mc_RG1_one_westeurope' }),
  )
  assert.equal(taken.status, 400)
  assert.equal(taken.body.target, 'nodeResourceGroup')
  await world.settle()
  await world.cluster('DELETE', 'one')
  await world.settle()
  assert.equal((await group()).status, 404)
  await world.close()
})

test('deleting a group deletes its clusters first', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const group = `/subscriptions/${SUBSCRIPTION}/resourcegroups/${GROUP}`
  const deleted = await world.call('DELETE', group, undefined, '2021-04-01')
  assert.equal(deleted.status, 202)
  await world.breathe()
  assert.equal(await world.stateOf('one'), 'Deleting')
  await world.settle()
  assert.equal((await world.call('GET', group, undefined, '2021-04-01')).status, 404)
  await world.close()
})

test('the monitor and the result tell how a delete goes', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const deleted = await world.cluster('DELETE', 'one')
  const [monitor, result] = [deleted.headers['azure-asyncoperation']!, deleted.headers.location!]
  assert.equal((await world.poll<{ status: string }>(monitor)).body.status, 'InProgress')
  assert.equal((await world.poll(result)).status, 202)
  await world.settle()
  assert.equal((await world.poll<{ status: string }>(monitor)).body.status, 'Succeeded')
  assert.ok([200, 204].includes((await world.poll(result)).status))
  await world.close()
})
