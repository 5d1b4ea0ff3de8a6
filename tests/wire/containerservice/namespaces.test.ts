// Namespaces that are managed from Resource Manager.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import type { Schemas } from '#containerservice/wire.ts'
import { type AksError, World } from './containerservice-world.ts'

type NamespaceWire = Schemas['ManagedNamespace']

const NEWER = '?api-version=2026-08-01'
const path = (name: string, rest = '') => `/managedNamespaces/${name}${rest}${NEWER}`

const put = <Body = NamespaceWire>(
  world: World,
  name: string,
  properties: NamespaceWire['properties'] = {},
  tags?: Record<string, string>,
) =>
  world.cluster<Body>('PUT', 'one', path(name), {
    location: 'westeurope',
    properties,
    ...(tags ? { tags } : {}),
  })

const get = (world: World, name: string) => world.cluster<NamespaceWire>('GET', 'one', path(name))

async function withCluster(): Promise<World> {
  const world = await World.start()
  await world.clusterAtRest('one')
  return world
}

test('a namespace is made with what Azure fills in, changed, and listed', async () => {
  const world = await withCluster()
  const made = await put(world, 'team', { labels: { team: 'blue' } }, { cost: '1' })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.properties?.provisioningState, 'Creating')
  assert.ok(made.headers['azure-asyncoperation'])
  await world.settle()
  const { body } = await get(world, 'team')
  assert.equal(body.type, 'Microsoft.ContainerService/managedClusters/managedNamespaces')
  assert.deepEqual([body.location, body.tags], ['westeurope', { cost: '1' }])
  const { portalFqdn, ...properties } = body.properties!
  assert.match(portalFqdn!, /\.portal\.hcp\.westeurope\.azmk8s\.io$/)
  assert.deepEqual(properties, {
    labels: { team: 'blue' },
    defaultNetworkPolicy: { ingress: 'AllowSameNamespace', egress: 'AllowAll' },
    adoptionPolicy: 'Never',
    deletePolicy: 'Keep',
    provisioningState: 'Succeeded',
  })
  const changed = await put(world, 'team', {
    defaultResourceQuota: { cpuLimit: '500m', memoryLimit: '1Gi' },
    defaultNetworkPolicy: { egress: 'DenyAll' },
  })
  assert.equal(changed.status, 200)
  assert.equal(changed.body.properties?.provisioningState, 'Updating')
  assert.deepEqual(changed.body.tags, { cost: '1' })
  assert.equal(changed.body.properties?.defaultNetworkPolicy?.egress, 'DenyAll')
  await world.settle()
  const list = await world.cluster<{ value: NamespaceWire[] }>(
    'GET',
    'one',
    path('').replace('/?', '?'),
  )
  assert.deepEqual(
    list.body.value.map(({ name }) => name),
    ['team'],
  )
  await world.close()
})

test('tags are changed by themselves', async () => {
  const world = await withCluster()
  await put(world, 'team')
  await world.settle()
  const tagged = await world.cluster<NamespaceWire>('PATCH', 'one', path('team'), {
    tags: { a: 'b' },
  })
  assert.deepEqual([tagged.status, tagged.body.tags], [200, { a: 'b' }])
  assert.equal(tagged.body.properties?.provisioningState, 'Succeeded')
  await world.close()
})

test('a namespace is deleted, and goes with its cluster', async () => {
  const world = await withCluster()
  await put(world, 'team')
  await put(world, 'other')
  await world.settle()
  assert.equal((await world.cluster('DELETE', 'one', path('team'))).status, 202)
  assert.equal((await get(world, 'team')).body.properties?.provisioningState, 'Deleting')
  await world.settle()
  assert.equal((await get(world, 'team')).status, 404)
  assert.equal((await world.cluster('DELETE', 'one', path('team'))).status, 204)
  await world.cluster('DELETE', 'one')
  await world.settle()
  await world.clusterAtRest('one')
  assert.equal((await get(world, 'other')).status, 404)
  await world.close()
})

test('what no namespace can have is refused', async () => {
  const world = await withCluster()
  const faults: readonly [name: string, NamespaceWire['properties'], target?: string][] = [
    ['kube-system', {}, 'managedNamespaceName'],
    ['default', {}, 'managedNamespaceName'],
    ['Team', {}],
    ['team-', {}],
    ['a'.repeat(64), {}],
    ['team', { defaultResourceQuota: { cpuLimit: '2' } }],
    ['team', { defaultResourceQuota: { memoryLimit: '1G' } }],
    ['team', { labels: { 'kubernetes.azure.com/managedByArm': 'false' } }, 'labels'],
    ['team', { defaultNetworkPolicy: { ingress: 'AllowSome' as 'AllowAll' } }],
  ]
  for (const [name, properties, target] of faults) {
    const { status, body, text } = await put<AksError>(world, name, properties)
    assert.deepEqual([status, body.code], [400, 'InvalidParameter'], text)
    if (target) assert.equal(body.target, target)
  }
  await world.cluster('POST', 'one', '/stop')
  await world.settle()
  const stopped = await put<AksError>(world, 'team')
  assert.equal(stopped.status, 409, stopped.text)
  await world.close()
})

test('a change of what another has changed since is refused', async () => {
  const world = await withCluster()
  const { body } = await put(world, 'team')
  await world.settle()
  const call = { method: 'PUT', version: '2026-08-01', headers: { 'if-match': body.eTag! } }
  const late = await world.clusterCall<AksError>(
    { ...call, body: { location: 'westeurope', properties: {} } },
    'one',
    '/managedNamespaces/team',
  )
  assert.equal(late.status, 412, late.text)
  await world.close()
})

test('the kubeconfig of a namespace is about it', async () => {
  const world = await withCluster()
  await put(world, 'team')
  await world.settle()
  const { body } = await world.cluster<Schemas['CredentialResults']>(
    'POST',
    'one',
    path('team', '/listCredential'),
  )
  const [config] = body.kubeconfigs!
  const { contexts } = parse(Buffer.from(config!.value!, 'base64').toString())
  assert.equal(contexts[0].context.namespace, 'team')
  await world.close()
})
