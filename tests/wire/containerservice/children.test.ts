import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schemas } from '#containerservice/wire.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { type AksError, clusterBody, GROUP, SUBSCRIPTION, World } from './containerservice-world.ts'

const SNAPSHOTS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ContainerService/snapshots`

async function withCluster(change = {}): Promise<World> {
  const world = await World.start()
  await world.clusterAtRest('one', change)
  return world
}

test('a command runs, and its result is found under the URL that az takes apart', async () => {
  const lines: string[] = []
  const clusters = {
    ...simulatedClusters(),
    runCommand: async ({ line }: { line: string }) => {
      lines.push(line)
      return { exitCode: 3, logs: 'said so' }
    },
  }
  const world = await World.start({ clusters })
  await world.clusterAtRest('one')
  const started = await world.cluster('POST', 'one', '/runCommand', { command: 'kubectl get ns' })
  assert.equal(started.status, 202)
  assert.match(started.headers.location!, /commandResults\/(\w+)\?api-version=2024-05-01$/)
  const running = await world.poll<Schemas['RunCommandResult']>(started.headers.location!)
  assert.equal(running.status, 202)
  assert.equal(running.body.properties?.provisioningState, 'Running')
  await world.settle()
  const done = await world.poll<Schemas['RunCommandResult']>(running.headers.location!)
  assert.equal(done.status, 200)
  const { provisioningState, exitCode, logs } = done.body.properties!
  assert.deepEqual([provisioningState, exitCode, logs], ['Succeeded', 3, 'said so'])
  assert.deepEqual(lines, ['kubectl get ns'])
  const unknown = await world.cluster('GET', 'one', '/commandResults/00000000')
  assert.equal(unknown.status, 404)
  await world.close()
})

test('a command needs a cluster that runs and lets commands run', async () => {
  const world = await World.start()
  const command = { command: 'kubectl get ns' }
  await world.cluster('PUT', 'one', '', clusterBody())
  assert.equal((await world.cluster('POST', 'one', '/runCommand', command)).status, 409)
  await world.settle()
  const missing = await world.cluster<AksError>('POST', 'one', '/runCommand', {})
  assert.equal(missing.body.target, 'command')
  await world.cluster('POST', 'one', '/stop')
  await world.settle()
  assert.equal((await world.cluster('POST', 'one', '/runCommand', command)).status, 409)
  await world.clusterAtRest('two', { apiServerAccessProfile: { disableRunCommand: true } })
  assert.equal((await world.cluster('POST', 'two', '/runCommand', command)).status, 400)
  await world.close()
})

test('versions are listed under values, by minor', async () => {
  const world = await World.start()
  const { body } = await world.location<Schemas['KubernetesVersionListResult']>(
    '/locations/westeurope/kubernetesVersions',
  )
  assert.deepEqual(
    body.values?.map(({ version, isDefault }) => [version, isDefault ?? false]),
    [
      ['1.27', false],
      ['1.28', false],
      ['1.29', true],
      ['1.30', false],
    ],
  )
  assert.deepEqual(body.values?.[0]?.capabilities?.supportPlan, [
    'KubernetesOfficial',
    'AKSLongTermSupport',
  ])
  assert.equal(body.values?.[1]?.patchVersions?.['1.28.12']?.upgrades?.at(-1), '1.29.7')
  await world.close()
})

test('upgrade profiles tell where a cluster and its pools may go', async () => {
  const world = await withCluster({ kubernetesVersion: '1.28.11' })
  const profile = (
    await world.cluster<Schemas['ManagedClusterUpgradeProfile']>(
      'GET',
      'one',
      '/upgradeProfiles/default',
    )
  ).body
  assert.equal(profile.properties.controlPlaneProfile.kubernetesVersion, '1.28.11')
  assert.deepEqual(
    profile.properties.controlPlaneProfile.upgrades?.map((up) => up.kubernetesVersion).slice(0, 2),
    ['1.28.12', '1.29.0'],
  )
  assert.equal(profile.properties.agentPoolProfiles[0]?.name, 'nodepool1')
  const pool = await world.pool<Schemas['AgentPoolUpgradeProfile']>(
    'GET',
    'one',
    'nodepool1',
    '/upgradeProfiles/default',
  )
  assert.equal(pool.body.properties.upgrades, undefined, 'it has its control plane version')
  assert.match(pool.body.properties.latestNodeImageVersion!, /^AKSUbuntu-/)
  const { body } = await world.cluster<Schemas['AgentPoolAvailableVersions']>(
    'GET',
    'one',
    '/availableAgentPoolVersions',
  )
  const versions = body.properties.agentPoolVersions!
  assert.deepEqual(versions.at(-1), { default: true, kubernetesVersion: '1.28.11' })
  assert.ok(versions.some(({ kubernetesVersion }) => kubernetesVersion === '1.27.9'))
  await world.close()
})

test('maintenance configurations come, change and go at once', async () => {
  const world = await withCluster()
  const path = '/maintenanceConfigurations'
  const weekly = {
    maintenanceWindow: {
      schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Monday' } },
      durationHours: 4,
      startTime: '08:30',
    },
  }
  const put = (name: string, properties: object) =>
    world.cluster<Schemas['MaintenanceConfiguration'] & AksError>('PUT', 'one', `${path}/${name}`, {
      properties,
    })
  const made = await put('default', weekly)
  assert.equal(made.status, 200)
  assert.deepEqual(Object.keys(made.body), ['id', 'name', 'properties'])
  assert.match(made.body.id!, /\/resourceGroups\/rg1\//)
  assert.equal(made.body.properties?.maintenanceWindow?.utcOffset, '+00:00')
  assert.equal(made.body.properties?.maintenanceWindow?.startDate, '2024-08-01')
  assert.equal((await put('default', weekly)).status, 200)
  const daily = {
    maintenanceWindow: { ...weekly.maintenanceWindow, schedule: { daily: { intervalDays: 1 } } },
  }
  assert.equal((await put('default', daily)).status, 400)
  assert.equal((await put('aksManagedNodeOSUpgradeSchedule', daily)).status, 200)
  const named = (await put('mine', weekly)).body
  assert.equal(named.code, 'InvalidParameter')
  assert.match(named.message, /^Only 'default', .* are allowed configNames for maintenance/)
  const tooShort = { maintenanceWindow: { ...weekly.maintenanceWindow, durationHours: 1 } }
  assert.equal((await put('default', tooShort)).body.target, 'maintenanceWindow.durationHours')
  const list = await world.cluster<{ value: { name: string }[] }>('GET', 'one', path)
  assert.deepEqual(
    list.body.value.map(({ name }) => name),
    ['aksManagedNodeOSUpgradeSchedule', 'default'],
  )
  assert.equal((await world.cluster('DELETE', 'one', `${path}/default`)).status, 200)
  assert.equal((await world.cluster('DELETE', 'one', `${path}/default`)).status, 204)
  assert.equal((await world.cluster('GET', 'one', `${path}/default`)).status, 404)
  await world.close()
})

test('a snapshot remembers a pool, outlives its cluster, and makes others like it', async () => {
  const world = await withCluster({ kubernetesVersion: '1.28.9' })
  const source = (await world.pool('GET', 'one', 'nodepool1')).body.id
  const put = (body: object) =>
    world.call<Schemas['Snapshot'] & AksError>('PUT', `${SNAPSHOTS}/snap`, body)
  const body = {
    location: 'West Europe',
    properties: { creationData: { sourceResourceId: source } },
  }
  const nowhere = { creationData: { sourceResourceId: `${source}x` } }
  assert.equal((await put({ ...body, properties: nowhere })).status, 400)
  const made = await put(body)
  assert.equal(made.status, 201)
  assert.equal(made.body.type, 'Microsoft.ContainerService/Snapshots')
  assert.equal(made.body.location, 'westeurope')
  assert.equal(made.body.properties?.kubernetesVersion, '1.28.9')
  assert.equal((await put({ ...body, properties: nowhere })).body.code, 'PropertyChangeNotAllowed')
  const tagged = await world.call('PATCH', `${SNAPSHOTS}/snap`, { tags: { a: 'b' } })
  assert.deepEqual(tagged.body.tags, { a: 'b' })

  await world.clock.step(14 * 86_400_000)
  const after = { properties: { creationData: { sourceResourceId: made.body.id } } }
  const pool = await world.pool('PUT', 'one', 'copy', '', after)
  assert.equal(pool.body.properties?.nodeImageVersion, made.body.properties?.nodeImageVersion)
  await world.settle()
  await world.cluster('DELETE', 'one')
  await world.settle()
  assert.equal((await world.call('GET', `${SNAPSHOTS}/snap`)).status, 200)
  const list = await world.location<{ value: { name: string }[] }>('/snapshots')
  assert.deepEqual(
    list.body.value.map(({ name }) => name),
    ['snap'],
  )
  assert.equal((await world.call('DELETE', `${SNAPSHOTS}/snap`)).status, 200)
  assert.equal((await world.call('DELETE', `${SNAPSHOTS}/snap`)).status, 204)
  await world.close()
})

test('a trusted access binding takes a moment to come and to go', async () => {
  const world = await withCluster()
  const path = '/trustedAccessRoleBindings/b1'
  const sourceResourceId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/b/providers/Microsoft.MachineLearningServices/workspaces/c`
  const roles = ['Microsoft.MachineLearningServices/workspaces/mlworkload']
  const put = (properties: object) =>
    world.cluster<Schemas['TrustedAccessRoleBinding']>('PUT', 'one', path, { properties })
  const foreign = await put({ sourceResourceId, roles: ['Microsoft.Other/things/role'] })
  assert.equal(foreign.status, 400)
  const made = await put({ sourceResourceId, roles })
  assert.equal(made.status, 201)
  assert.equal(made.body.properties.provisioningState, 'Updating')
  await world.settle()
  const got = await world.cluster<Schemas['TrustedAccessRoleBinding']>('GET', 'one', path)
  assert.equal(got.body.properties.provisioningState, 'Succeeded')
  assert.equal((await put({ sourceResourceId, roles })).status, 200)
  await world.settle()
  assert.equal((await world.cluster('DELETE', 'one', path)).status, 202)
  await world.settle()
  assert.equal((await world.cluster('GET', 'one', path)).status, 404)
  assert.equal((await world.cluster('DELETE', 'one', path)).status, 204)
  const offered = await world.location<{ value: unknown[] }>(
    '/locations/westeurope/trustedAccessRoles',
  )
  assert.ok(offered.body.value.length > 0)
  await world.close()
})

test('only a private cluster has private links and connections', async () => {
  const world = await withCluster({ apiServerAccessProfile: { enablePrivateCluster: true } })
  const cluster = (await world.cluster('GET', 'one')).body.properties!
  assert.equal(cluster.fqdn, undefined)
  assert.match(cluster.privateFQDN!, /^demo-.{8}\..*\.privatelink\.westeurope\.azmk8s\.io$/)
  const links = await world.cluster<Schemas['PrivateLinkResourcesListResult']>(
    'GET',
    'one',
    '/privateLinkResources',
  )
  const id = links.body.value?.[0]?.privateLinkServiceID
  assert.ok(id)
  const asked = { name: 'management', groupId: 'management' }
  const resolved = await world.cluster<Schemas['PrivateLinkResource']>(
    'POST',
    'one',
    '/resolvePrivateLinkServiceId',
    asked,
  )
  assert.equal(resolved.body.privateLinkServiceID, id)

  const path = '/privateEndpointConnections/pe1'
  const put = (status: string) =>
    world.cluster<Schemas['PrivateEndpointConnection']>('PUT', 'one', path, {
      properties: { privateLinkServiceConnectionState: { status } },
    })
  assert.equal((await put('Approved')).status, 201)
  const rejected = await put('Rejected')
  assert.equal(rejected.status, 200)
  assert.equal(rejected.body.properties?.privateLinkServiceConnectionState.status, 'Rejected')
  assert.equal((await world.cluster('DELETE', 'one', path)).status, 200)
  await world.settle()
  const list = await world.cluster<{ value: unknown[] }>(
    'GET',
    'one',
    '/privateEndpointConnections',
  )
  assert.deepEqual(list.body.value, [])
  assert.equal((await world.cluster('DELETE', 'one', path)).status, 204)

  await world.clusterAtRest('two')
  const none = await world.cluster<{ value: unknown[] }>('GET', 'two', '/privateLinkResources')
  assert.deepEqual(none.body.value, [])
  const refused = await world.cluster('POST', 'two', '/resolvePrivateLinkServiceId', asked)
  assert.equal(refused.status, 400)
  await world.close()
})

test('a mesh without a revision gets one, and is told where it can go', async () => {
  const world = await withCluster({
    kubernetesVersion: '1.28',
    serviceMeshProfile: { mode: 'Istio', istio: { revisions: ['asm-1-20'] } },
  })
  const profile = await world.cluster<Schemas['MeshUpgradeProfile']>(
    'GET',
    'one',
    '/meshUpgradeProfiles/istio',
  )
  assert.deepEqual(profile.body.properties?.upgrades, ['asm-1-21'])
  await world.clusterAtRest('two', { serviceMeshProfile: { mode: 'Istio' } })
  const two = (await world.cluster('GET', 'two')).body.properties!
  assert.deepEqual(two.serviceMeshProfile?.istio?.revisions, ['asm-1-22'])
  await world.clusterAtRest('three')
  const none = await world.cluster<{ value: unknown[] }>('GET', 'three', '/meshUpgradeProfiles')
  assert.deepEqual(none.body.value, [])
  assert.equal((await world.cluster('GET', 'three', '/meshUpgradeProfiles/istio')).status, 404)
  const here = '/locations/westeurope/meshRevisionProfiles'
  const all = await world.location<Schemas['MeshRevisionProfileList']>(here)
  assert.equal(all.body.value?.[0]?.name, 'istio')
  const one = await world.location<Schemas['MeshRevisionProfile']>(`${here}/istio`)
  assert.deepEqual(one.body, all.body.value?.[0])
  await world.close()
})

test('what nodes must reach is told by category', async () => {
  const world = await withCluster()
  const { body } = await world.cluster<Schemas['OutboundEnvironmentEndpointCollection']>(
    'GET',
    'one',
    '/outboundNetworkDependenciesEndpoints',
  )
  assert.ok(body.value.some(({ category }) => category === 'apiserver'))
  await world.close()
})

test('the list of actions holds the abort', async () => {
  const world = await World.start()
  const { body } = await world.call<Schemas['OperationListResult']>(
    'GET',
    '/providers/Microsoft.ContainerService/operations',
  )
  const names = body.value!.map(({ name }) => name)
  assert.ok(names.includes('Microsoft.ContainerService/managedClusters/abort/action'))
  assert.equal(new Set(names).size, names.length)
  await world.close()
})
