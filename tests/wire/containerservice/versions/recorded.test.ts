// Answers of the real service as they were recorded in the tests of Azure's command line (azure-cli,
// acs module, 2023-06 to 2025-05): what a client gets back of what it sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterBody, systemPool, World } from '../containerservice-world.ts'

interface Body {
  readonly properties: Readonly<Record<string, unknown>> & {
    readonly agentPoolProfiles: readonly Readonly<Record<string, unknown>>[]
  }
}

test('test_aks_create_again_should_fail: a storage profile gets the drivers it does not name', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const on = { enabled: true }
  const all = { diskCSIDriver: on, fileCSIDriver: on, snapshotController: on }
  const put = async (name: string, storageProfile: object) =>
    (await world.cluster<Body>('PUT', name, '', clusterBody({ storageProfile }))).body.properties
      .storageProfile
  assert.deepEqual(await put('one', {}), all)
  const off = { fileCSIDriver: { enabled: false } }
  assert.deepEqual(await put('two', off), { ...all, ...off })
})

test('what says nothing comes back absent', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const pool = {
    ...systemPool,
    scaleSetPriority: 'Regular' as const,
    scaleSetEvictionPolicy: 'Delete' as const,
    spotMaxPrice: -1,
    nodeTaints: [],
  }
  const sent = clusterBody({ agentPoolProfiles: [pool], addonProfiles: {} })
  const { body } = await world.cluster<Body>('PUT', 'one', '', { ...sent, tags: {} })
  const profile = body.properties.agentPoolProfiles[0]!
  for (const name of ['scaleSetPriority', 'scaleSetEvictionPolicy', 'spotMaxPrice', 'nodeTaints']) {
    assert.equal(name in profile, false, name)
  }
  assert.equal(profile.enableFIPS, false)
  const flags = [
    'enableAutoScaling',
    'enableNodePublicIP',
    'enableEncryptionAtHost',
    'enableUltraSSD',
  ]
  for (const name of flags) assert.equal(name in profile, false, name)
  for (const name of ['addonProfiles', 'disableLocalAccounts']) {
    assert.equal(name in body.properties, false, name)
  }
  for (const name of ['tags', 'systemData']) assert.equal(name in body, false, name)
})

test('a version that was not sent shows as its alias, and the surge of upgrades as 10%', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const { body } = await world.cluster<Body>('PUT', 'one', '', clusterBody())
  const profile = body.properties.agentPoolProfiles[0]!
  assert.deepEqual(
    [body.properties.kubernetesVersion, body.properties.currentKubernetesVersion],
    ['1.29', '1.29.7'],
  )
  assert.deepEqual(
    [profile.orchestratorVersion, profile.currentOrchestratorVersion],
    ['1.29', '1.29.7'],
  )
  assert.deepEqual(profile.upgradeSettings, { maxSurge: '10%' })
  await world.settle()
  const again = await world.cluster<Body>(
    'PUT',
    'one',
    '',
    clusterBody({ kubernetesVersion: '1.29' }),
  )
  assert.equal(again.status, 200, again.text)
})

test('pools are listed by their names, whatever the order in which they came', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  await world.clusterAtRest('one')
  for (const name of ['zeta', 'alpha']) {
    await world.pool('PUT', 'one', name, '', { properties: { count: 1 } })
    await world.settle()
  }
  const { body } = await world.cluster<{ value: { name: string }[] }>('GET', 'one', '/agentPools')
  assert.deepEqual(
    body.value.map(({ name }) => name),
    ['alpha', 'nodepool1', 'zeta'],
  )
})

test('test_aks_nodepool_abort: the answer to the abort of a stop shows no nodes', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'more', '', { properties: { count: 2 } })
  await world.settle()
  await world.pool('PUT', 'one', 'more', '', { properties: { powerState: { code: 'Stopped' } } })
  const aborted = await world.pool<Body>('POST', 'one', 'more', '/abort')
  assert.deepEqual([aborted.status, aborted.body.properties.count], [202, 0])
  const shown = await world.pool<Body>('GET', 'one', 'more')
  assert.equal(shown.body.properties.count, 2)
})

test("a PUT's request id is its operation's, and the monitor's times have seven decimals", async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const { id } = await world.operationOf(created)
  assert.equal(created.headers['x-ms-request-id'], id)
  const monitor = await world.poll<{ startTime: string }>(created.headers['azure-asyncoperation']!)
  assert.match(monitor.body.startTime, /\.\d{7}Z$/)
})

test("the kubelet's identity is below resourcegroups in lower case", async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  await world.clusterAtRest('one')
  const { body } = await world.cluster<Body>('GET', 'one')
  const identities = body.properties.identityProfile as Record<string, { resourceId: string }>
  assert.match(identities.kubeletidentity!.resourceId, /\/resourcegroups\/MC_/)
})

test('newer versions list the machines of a pool, from its row, and the images of nodes', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const availabilityZones = ['1', '2']
  await world.clusterAtRest('one', { agentPoolProfiles: [{ ...systemPool, availabilityZones }] })
  const at = async <T>(rest: string) => {
    const path = (await world.cluster<{ id: string }>('GET', 'one')).body.id
    return await world.call<T>('GET', `${path}${rest}`, undefined, '2026-04-01')
  }
  interface Machine {
    readonly id: string
    readonly name: string
    readonly zones: readonly string[]
    readonly properties: { readonly resourceId: string }
  }
  const { body } = await at<{ value: Machine[] }>('/agentPools/nodepool1/machines')
  assert.equal(body.value.length, 3)
  assert.deepEqual(
    body.value.map(({ zones }) => zones[0]),
    ['1', '2', '1'],
  )
  const [first] = body.value
  assert.match(first!.name, /^aks-nodepool1-\d{8}-vmss000000$/)
  assert.match(first!.properties.resourceId, /virtualMachineScaleSets\/.*\/virtualMachines\/0$/)
  const read = await at<Machine>(`/agentPools/nodepool1/machines/${first!.name}`)
  assert.deepEqual(read.body, first)
  assert.equal((await at('/agentPools/nodepool1/machines/none')).status, 404)
  assert.equal((await at('/agentPools/none/machines')).status, 404)
  for (const collection of ['managedNamespaces', 'identityBindings']) {
    assert.deepEqual((await at(`/${collection}`)).body, { value: [] })
    assert.equal((await at(`/${collection}/x`)).status, 404)
  }
  const images = await world.location<{ value: { fullName: string }[] }>(
    '/locations/westeurope/nodeImageVersions?api-version=2026-01-01',
  )
  assert.equal(images.status, 200, images.text)
  assert.ok(images.body.value.some(({ fullName }) => fullName.startsWith('AKSUbuntu-2204')))
})

test('a new cluster has the names and numbers that were recorded', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const made = await world.cluster<Body>('PUT', 'one', '', clusterBody())
  const { id, type } = made.body as unknown as { readonly id: string; readonly type: string }
  assert.match(
    id,
    /\/resourcegroups\/[^/]+\/providers\/Microsoft\.ContainerService\/managedClusters\/one$/,
  )
  assert.equal(type, 'Microsoft.ContainerService/ManagedClusters')
  await world.settle()
  const { properties } = (await world.cluster<Body>('GET', 'one')).body
  assert.match(String(properties.fqdn), /^[\w-]+-[a-z0-9]{8}\.hcp\.[a-z0-9]+\.azmk8s\.io$/)
  assert.equal(properties.azurePortalFQDN, String(properties.fqdn).replace('.hcp.', '.portal.hcp.'))
  assert.match(String(properties.resourceUID), /^[0-9a-f]{24}$/)
  assert.equal(properties.maxAgentPools, 100)
  assert.equal(properties.supportPlan, 'KubernetesOfficial')
  assert.equal(properties.enableRBAC, true)
  assert.deepEqual(properties.servicePrincipalProfile, { clientId: 'msi' })
  assert.equal(
    (properties.autoUpgradeProfile as Readonly<Record<string, unknown>>).nodeOSUpgradeChannel,
    'NodeImage',
  )
  const { loadBalancerSku, loadBalancerProfile } = properties.networkProfile as {
    readonly loadBalancerSku: string
    readonly loadBalancerProfile: Readonly<Record<string, unknown>>
  }
  assert.match(loadBalancerSku, /^standard$/i)
  assert.equal(loadBalancerProfile.backendPoolType, 'nodeIPConfiguration')
  assert.deepEqual(loadBalancerProfile.managedOutboundIPs, { count: 1 })
  const [pool] = properties.agentPoolProfiles
  assert.equal(pool!.osDiskSizeGB, 128)
  assert.equal(pool!.kubeletDiskType, 'OS')
})
