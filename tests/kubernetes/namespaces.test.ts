// Namespaces that are managed from Resource Manager, in the cluster itself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Schemas } from '#containerservice/wire.ts'
import { aCluster, Estate, until } from './estate.ts'

type NamespaceWire = Schemas['ManagedNamespace']

let estate: Estate
before(async () => {
  estate = await Estate.start()
  await estate.create('one', aCluster(1))
})
after(() => estate.lazuli.stop())

const call = (method: string, name: string, body?: object) =>
  estate.call<NamespaceWire>(method, `managedClusters/one/managedNamespaces/${name}`, body)

/** Answers the state in which the work ended, and why if it failed. */
async function set(name: string, properties: NamespaceWire['properties']) {
  const begun = await call('PUT', name, { location: 'westeurope', properties })
  assert.ok(begun.status < 300, JSON.stringify(begun.body))
  return await estate.monitored(begun.headers)
}

async function remove(name: string): Promise<void> {
  assert.equal((await call('DELETE', name)).status, 202)
  await until(`${name} is gone`, async () => (await call('GET', name)).status === 404)
}

test('a managed namespace is a real one, with its quota and its network policy', async () => {
  const labels = { team: 'blue', stage: 'test' }
  await set('team', { labels, defaultResourceQuota: { cpuLimit: '500m' }, deletePolicy: 'Delete' })
  const { core, networking } = await estate.kube('one')
  const of = { namespace: 'team' }
  const read = () => core.readNamespace({ name: 'team' })
  const { metadata } = await read()
  assert.equal(metadata!.labels!.team, 'blue')
  assert.equal(metadata!.labels!['kubernetes.azure.com/managedByArm'], 'true')
  const quota = await core.readNamespacedResourceQuota({ ...of, name: 'defaultresourcequota' })
  assert.deepEqual(quota.spec!.hard, { 'limits.cpu': '500m' })
  const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
  await assert.rejects(core.createNamespacedPod({ ...of, body: pod }), /must specify limits.cpu/)

  const defaultNetworkPolicy = { ingress: 'DenyAll', egress: 'AllowSameNamespace' } as const
  await set('team', { labels: { team: 'red' }, defaultNetworkPolicy, deletePolicy: 'Delete' })
  const changed = (await read()).metadata!
  assert.deepEqual([changed.labels!.team, changed.labels!.stage], ['red', undefined])
  const { spec } = await networking.readNamespacedNetworkPolicy({
    ...of,
    name: 'defaultnetworkpolicy',
  })
  assert.equal(spec!.ingress, undefined)
  assert.deepEqual(JSON.parse(JSON.stringify(spec!.egress)), [{ to: [{ podSelector: {} }] }])
  assert.equal((await core.listNamespacedResourceQuota(of)).items.length, 0)
  await core.createNamespacedPod({ ...of, body: pod })

  await core.createNamespace({ body: { metadata: { name: 'old', labels: { by: 'hand' } } } })
  const { status, error } = await set('old', {})
  assert.equal(status, 'Failed')
  assert.match(error!.message, /exists in the cluster already.*policy is Never/)
  await set('old', { adoptionPolicy: 'Always' })
  await remove('old')
  const kept = await core.readNamespace({ name: 'old' })
  assert.equal(kept.metadata!.labels!['kubernetes.azure.com/managedByArm'], undefined)
  await remove('team')
  await assert.rejects(read(), { code: 404 })
})
