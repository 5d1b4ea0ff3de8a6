import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ArmServer, CLUSTER_VERSIONS, SUBSCRIPTION, startArm } from './arm-server.ts'

const ROOT = `/subscriptions/${SUBSCRIPTION}`
const V = '?api-version=2021-04-01'
let arm: ArmServer
before(async () => {
  arm = await startArm()
})
after(() => arm[Symbol.asyncDispose]())

test('an answer carries the ids by which calls are traced', async () => {
  const correlation = '77777777-7777-7777-7777-777777777777'
  const { headers } = await arm.call('GET', `${ROOT}${V}`, {
    headers: { 'x-ms-correlation-request-id': correlation },
  })
  assert.equal(headers['x-ms-correlation-request-id'], correlation)
  assert.equal(headers['x-ms-request-id'], correlation, "ARM's own answers have one id for both")
  const time = `${new Date(arm.now()).toISOString().slice(0, 19)}Z`
  const compact = time.replaceAll(/[-:]/g, '')
  assert.equal(headers['x-ms-routing-request-id'], `WESTEUROPE:${compact}:${correlation}`)
  assert.equal(
    headers['x-msedge-ref'],
    `Ref A: ${correlation} Ref B: LAZULIEDGE0001 Ref C: ${time}`,
  )
  assert.equal(headers['cache-control'], 'no-cache')
  assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains')
  const provider = `${ROOT}/resourceGroups/none/providers/Microsoft.ContainerService/managedClusters`
  const other = await arm.call('GET', `${provider}?api-version=never`, {
    headers: { 'x-ms-correlation-request-id': 'not a GUID' },
  })
  assert.match(String(other.headers['x-ms-correlation-request-id']), /^[0-9a-f-]{36}$/)
})

test('a client gets its own id back only when it asks for that', async () => {
  const id = { 'x-ms-client-request-id': 'mine' }
  const silent = await arm.call('GET', `${ROOT}${V}`, { headers: id })
  assert.equal(silent.headers['x-ms-client-request-id'], undefined)
  const headers = { ...id, 'x-ms-return-client-request-id': 'true' }
  const asked = await arm.call('GET', `${ROOT}${V}`, { headers })
  assert.equal(asked.headers['x-ms-client-request-id'], 'mine')
})

test('the headers say how many calls are left, and time brings them back', async () => {
  await using fresh = await startArm()
  const left = async (method: string, kind: string) => {
    const { headers } = await fresh.call(method, `${ROOT}/resourcegroups/none${V}`)
    const prefix = 'x-ms-ratelimit-remaining-subscription'
    return [headers[`${prefix}-${kind}`], headers[`${prefix}-global-${kind}`]]
  }
  assert.deepEqual(await left('GET', 'reads'), ['249', '3749'])
  assert.deepEqual(await left('GET', 'reads'), ['248', '3748'])
  assert.deepEqual(await left('DELETE', 'deletes'), ['199', '2999'])
  assert.deepEqual(await left('PATCH', 'writes'), ['199', '2999'])
  await fresh.pass(1000)
  assert.deepEqual(await left('GET', 'reads'), ['249', '3749'])
  const tenant = await fresh.call('GET', `/tenants${V}`)
  assert.equal(tenant.headers['x-ms-ratelimit-remaining-tenant-reads'], '249')
})

test('who has none left is told when to come again, if limits are enforced', async () => {
  await using strict = await startArm({ throttle: true })
  const call = () => strict.call('DELETE', `${ROOT}/resourcegroups/none${V}`)
  for (let i = 0; i < 200; i++) assert.equal((await call()).status, 404)
  const refused = await call()
  assert.equal(refused.status, 429)
  assert.equal(refused.body.error?.code, 'SubscriptionRequestsThrottled')
  assert.equal(refused.headers['retry-after'], '1')
  assert.equal(refused.headers['x-ms-ratelimit-remaining-subscription-deletes'], '0')
  await strict.pass(1000)
  assert.equal((await call()).status, 404)
})

test('the journal has the call with its operation', async () => {
  await arm.call('GET', `${ROOT}${V}`)
  const [line] = arm.lazuli.inside.journal.list(1)
  assert.equal(line?.operationId, 'Subscriptions_Get')
  assert.equal(line?.status, 200)
  assert.ok(
    !JSON.stringify(arm.lazuli.inside.journal.find(line?.id ?? 0)).includes(
      await arm.lazuli.token(),
    ),
  )
})

test('subscriptions, tenants, regions and providers are there for those who sign in', async () => {
  const list = await arm.call('GET', `/subscriptions${V}`)
  assert.deepEqual(list.body.count, { type: 'Total', value: 1 })
  assert.equal(list.body.value?.[0]?.state, 'Enabled')
  assert.equal((await arm.call('GET', `/tenants${V}`)).body.value?.[0]?.tenantType, 'AAD')
  const regions = await arm.call('GET', `${ROOT}/locations${V}`)
  const west = regions.body.value?.find((region) => region.name === 'westeurope')
  assert.equal(west?.metadata?.pairedRegion?.[0]?.name, 'northeurope')
  const providers = await arm.call('GET', `${ROOT}/providers${V}`)
  const names = providers.body.value?.map((provider) => provider.namespace)
  assert.deepEqual(names, [
    'Microsoft.Authorization',
    'Microsoft.Batch',
    'Microsoft.ContainerService',
    'Microsoft.HybridCompute',
    'Microsoft.Resources',
    'Microsoft.ScVmm',
    'Microsoft.Storage',
  ])
  const one = await arm.call('GET', `/providers/microsoft.containerservice${V}`)
  const types = one.body.resourceTypes?.find((type) => type.resourceType === 'managedClusters')
  assert.deepEqual(types?.apiVersions, CLUSTER_VERSIONS)
  assert.equal(types?.locations?.[0], 'East US')
  const absent = await arm.call('GET', `${ROOT}/providers/Microsoft.Nothing${V}`)
  assert.deepEqual([absent.status, absent.body.error?.code], [404, 'InvalidResourceNamespace'])
})
