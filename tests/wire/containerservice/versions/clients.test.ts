// What clients send that is not what the contract says, and what they cannot do without.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterWire, PoolWire } from '#containerservice/wire.ts'
import { clusterBody, World } from '../containerservice-world.ts'

test('older words, other cases and nulls are taken for what they mean', async () => {
  const world = await World.start()
  const wire = clusterBody({
    servicePrincipalProfile: null as never,
    agentPoolProfiles: [{ name: 'nodepool1', mode: 'SYSTEM' as 'System', minCount: null as never }],
  })
  const created = await world.cluster('PUT', 'one', '', {
    ...wire,
    sku: { name: 'Basic', tier: 'free' },
  })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  assert.deepEqual(created.body.sku, { name: 'Base', tier: 'Free' })
  assert.equal(created.body.properties?.agentPoolProfiles?.[0]?.mode, 'System')
  assert.deepEqual(created.body.properties?.servicePrincipalProfile, { clientId: 'msi' })
  await world.close()
})

test('what a client leaves to the service it may send as empty text or as 0', async () => {
  const world = await World.start()
  const wire = clusterBody({
    nodeResourceGroup: '',
    kubernetesVersion: '',
    supportPlan: '' as 'KubernetesOfficial',
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', kubeletDiskType: '' as 'OS', orchestratorVersion: '' },
    ],
  })
  const created = await world.cluster('PUT', 'one', '', { ...wire, tags: { empty: '' } })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  const { properties, tags } = created.body
  assert.deepEqual(tags, { empty: '' })
  assert.equal(properties?.nodeResourceGroup, 'MC_rg1_one_westeurope')
  assert.equal(properties?.supportPlan, 'KubernetesOfficial')
  assert.equal(properties?.agentPoolProfiles?.[0]?.kubeletDiskType, 'OS')
  await world.settle()
  const upgradeSettings = { maxSurge: '10%', drainTimeoutInMinutes: 0 }
  const pool = await world.pool('PUT', 'one', 'more', '', { properties: { upgradeSettings } })
  assert.equal(pool.status, 201, JSON.stringify(pool.body))
  assert.deepEqual(pool.body.properties?.upgradeSettings, { maxSurge: '10%' })
  const other = await world.cluster('PUT', 'two', '', clusterBody({ supportPlan: 'Gold' as never }))
  assert.equal(other.status, 400, 'another word is still none')
  await world.close()
})

test('who provisions nodes is shown from the api-version on that has a word for it', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const seen = async (version: string) =>
    (await world.cluster('GET', 'one', `?api-version=${version}`)).body.properties
      ?.nodeProvisioningProfile
  const manual = { mode: 'Manual', defaultNodePools: 'Auto' }
  assert.equal(await seen('2024-05-01'), undefined)
  assert.equal(await seen('2025-04-01'), undefined)
  assert.deepEqual(await seen('2025-05-01'), manual)
  assert.deepEqual(await seen('2025-10-01'), manual)
  const changed = clusterBody({ nodeProvisioningProfile: { mode: 'Auto' } })
  await world.cluster('PUT', 'one', '?api-version=2025-10-01', changed)
  const aborted = await world.cluster('POST', 'one', '/abort')
  assert.equal(aborted.status, 202)
  assert.equal(aborted.body.properties?.nodeProvisioningProfile, undefined)
  await world.settle()
  await world.cluster('PUT', 'one', '?api-version=2025-10-01', changed)
  await world.settle()
  assert.deepEqual(await seen('2025-10-01'), { ...manual, mode: 'Auto' })
  const stopped = await world.cluster<{ code: string }>('POST', 'one', '/stop')
  assert.deepEqual([stopped.status, stopped.body.code], [409, 'OperationNotAllowed'])
  await world.close()
})

test('application routing is shown as Azure completes it, and its controller to newer clients', async () => {
  const world = await World.start()
  const routing = (webAppRouting: object) => clusterBody({ ingressProfile: { webAppRouting } })
  const put = async (body: ClusterWire, version = '2025-10-01') => {
    const { status } = await world.cluster('PUT', 'one', `?api-version=${version}`, body)
    assert.ok(status === 200 || status === 201)
    await world.settle()
  }
  const seen = async (version: string) =>
    (await world.cluster('GET', 'one', `?api-version=${version}`)).body.properties?.ingressProfile
      ?.webAppRouting
  await put(routing({ enabled: true, dnsZoneResourceIds: [] }))
  const { identity, ...first } = (await seen('2025-02-01')) ?? {}
  assert.match(identity?.resourceId ?? '', /userAssignedIdentities\/webapprouting-one$/)
  const nginx = { defaultIngressControllerType: 'AnnotationControlled' }
  assert.deepEqual(first, { enabled: true, dnsZoneResourceIds: [], nginx })
  const internal = { defaultIngressControllerType: 'Internal' }
  await put(routing({ enabled: true, nginx: internal }))
  await put(routing({ enabled: true }), '2024-05-01')
  assert.deepEqual(await seen('2025-10-01'), { ...first, identity, nginx: internal })
  assert.equal((await seen('2025-01-01'))?.nginx, undefined)
  await world.cluster('PUT', 'one', '?api-version=2025-10-01', routing({ enabled: true }))
  const aborted = await world.cluster('POST', 'one', '/abort')
  assert.deepEqual(aborted.body.properties?.ingressProfile?.webAppRouting, {
    enabled: true,
    dnsZoneResourceIds: [],
    identity,
  })
  await world.settle()
  await put(routing({ enabled: false }))
  assert.deepEqual(await seen('2025-10-01'), { enabled: false })
  await world.close()
})

test('what newer api-versions have is kept and shown to their clients alone', async () => {
  const world = await World.start()
  const upgradeSettings = { maxSurge: '10%', undrainableNodeBehavior: 'Cordon' as const }
  const gpuProfile = { driver: 'None' as const }
  const advancedNetworking = { enabled: true, observability: { enabled: true } }
  const body = clusterBody({
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 1, gpuProfile, upgradeSettings },
    ],
    networkProfile: { networkPlugin: 'azure', advancedNetworking },
    securityProfile: { customCATrustCertificates: ['Zm9v'] },
    aiToolchainOperatorProfile: { enabled: true },
    apiServerAccessProfile: { enableVnetIntegration: false, authorizedIPRanges: ['192.0.2.0/24'] },
  })
  await world.cluster('PUT', 'one', '?api-version=2025-10-01', body)
  await world.settle()
  const seen = async (version: string) => {
    const { properties = {} } = (await world.cluster('GET', 'one', `?api-version=${version}`)).body
    const [pool] = properties.agentPoolProfiles ?? []
    const alone = await world.pool('GET', 'one', 'nodepool1', `?api-version=${version}`)
    assert.deepEqual(alone.body.properties?.upgradeSettings, pool?.upgradeSettings)
    return {
      settings: pool?.upgradeSettings,
      gpu: pool?.gpuProfile,
      network: properties.networkProfile?.advancedNetworking,
      trusted: properties.securityProfile?.customCATrustCertificates,
      bootstrap: properties.bootstrapProfile?.artifactSource,
      toolchain: properties.aiToolchainOperatorProfile?.enabled,
      access: properties.apiServerAccessProfile?.enableVnetIntegration,
    }
  }
  const none = {
    settings: { maxSurge: '10%' },
    gpu: undefined,
    network: undefined,
    trusted: undefined,
    bootstrap: undefined,
    toolchain: undefined,
    access: undefined,
  }
  const february = {
    ...none,
    gpu: gpuProfile,
    network: advancedNetworking,
    trusted: ['Zm9v'],
    bootstrap: 'Direct',
  }
  const all = { ...february, settings: upgradeSettings, toolchain: true, access: false }
  assert.deepEqual(await seen('2024-05-01'), none)
  assert.deepEqual(await seen('2025-02-01'), february)
  assert.deepEqual(await seen('2025-10-01'), all)
  // An older client changes what it knows, and leaves alone what it does not.
  await world.cluster('PUT', 'one', '', clusterBody({ disableLocalAccounts: false }))
  await world.settle()
  assert.deepEqual(await seen('2025-10-01'), all)
  const cleared = clusterBody({ apiServerAccessProfile: { disableRunCommand: false } })
  await world.cluster('PUT', 'one', '?api-version=2025-10-01', cleared)
  await world.settle()
  assert.equal((await seen('2025-10-01')).access, undefined)
  const more = (properties: PoolWire['properties']) =>
    world.pool('PUT', 'one', 'more', '?api-version=2025-02-01', { properties })
  await more({ vmSize: 'Standard_NC6s_v3', gpuProfile })
  await world.settle()
  const begun = await more({ powerState: { code: 'Stopped' } })
  assert.deepEqual(begun.body.properties?.gpuProfile, gpuProfile)
  const aborted = await world.pool('POST', 'one', 'more', '/abort')
  assert.equal(aborted.status, 202, aborted.text)
  assert.equal(aborted.body.properties?.gpuProfile, undefined)
  await world.close()
})

test('a profile of access without ranges lifts the limit, a PUT without the profile keeps it', async () => {
  const world = await World.start()
  const access = { enablePrivateCluster: false, authorizedIPRanges: ['198.51.100.0/24'] }
  await world.clusterAtRest('one', { apiServerAccessProfile: access })
  const after = async (body: ClusterWire) => {
    await world.cluster('PUT', 'one', '', body)
    await world.settle()
    return (await world.cluster('GET', 'one')).body.properties?.apiServerAccessProfile
  }
  assert.deepEqual(await after(clusterBody()), access)
  const asked = { enablePrivateCluster: false, disableRunCommand: false }
  assert.deepEqual(await after(clusterBody({ apiServerAccessProfile: asked })), asked)
  await world.close()
})

test('all bodies of the service are plain JSON, and what has none has no type', async () => {
  const world = await World.start()
  const typeOf = async (answer: Promise<{ headers: Readonly<Record<string, unknown>> }>) =>
    (await answer).headers['content-type']
  const created = await world.cluster('PUT', 'one', '', clusterBody())
  const monitor = created.headers['azure-asyncoperation']!
  const plain = 'application/json'
  assert.equal(created.headers['content-type'], plain)
  assert.equal(await typeOf(world.poll(monitor)), plain)
  assert.equal(await typeOf(world.cluster('GET', 'one')), plain)
  assert.equal(await typeOf(world.cluster('PUT', 'one', '', clusterBody())), plain)
  assert.equal(await typeOf(world.cluster('DELETE', 'unknown')), undefined)
  const gateway = 'application/json; charset=utf-8'
  assert.equal(await typeOf(world.cluster('GET', 'unknown')), gateway)
  await world.close()
})

test('what nodes or services cannot have is refused at once', async () => {
  const world = await World.start()
  const targetOf = async (change: Parameters<typeof clusterBody>[0]) => {
    const { status, body } = await world.cluster<{ target: string }>(
      'PUT',
      'one',
      '',
      clusterBody(change),
    )
    return [status, body.target]
  }
  const pool = (change: Record<string, unknown>) => ({
    agentPoolProfiles: [{ name: 'nodepool1', mode: 'System' as const, ...change }],
  })
  assert.deepEqual(await targetOf({ networkProfile: { dnsServiceIP: '10.9.0.10' } }), [
    400,
    'networkProfile.dnsServiceIP',
  ])
  assert.deepEqual(await targetOf(pool({ nodeTaints: ['x'] })), [
    400,
    'agentPoolProfile.nodeTaints',
  ])
  await world.clusterAtRest('two')
  const properties = { nodeLabels: { 'kubernetes.azure.com/mode': 'x' } }
  const changed = await world.pool<{ code: string }>('PUT', 'two', 'nodepool1', '', {
    properties,
  })
  assert.deepEqual([changed.status, changed.body.code], [400, 'BadRequest'])
  await world.close()
})

test('versions are listed patch by patch for who asks an api-version of 2019', async () => {
  const world = await World.start()
  const { status, body } = await world.location<{
    readonly properties: { readonly orchestrators: readonly Record<string, unknown>[] }
  }>('/locations/westeurope/orchestrators?resource-type=managedClusters&api-version=2019-08-01')
  assert.equal(status, 200)
  const { orchestrators } = body.properties
  const defaults = orchestrators.filter((each) => each.default)
  assert.deepEqual(
    defaults.map((each) => each.orchestratorVersion),
    ['1.29.7'],
  )
  const upgrades = defaults[0]?.upgrades as { orchestratorVersion: string }[]
  assert.ok(upgrades.some((each) => each.orchestratorVersion === '1.30.1'))
  const old = await world.location('/locations/westeurope/orchestrators?api-version=2024-05-01')
  assert.equal(old.status, 400, 'no operation of that api-version')
  await world.close()
})
