import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import {
  type Answer,
  type ArmServer,
  CLUSTER_VERSIONS,
  SUBSCRIPTION,
  startArm,
} from './arm-server.ts'

const ROOT = `/subscriptions/${SUBSCRIPTION}`
const GROUP = `${ROOT}/resourceGroups/gateway`
const CLUSTERS = `${GROUP}/providers/Microsoft.ContainerService/managedClusters`
const V = '?api-version=2021-04-01'
const AKS = '?api-version=2024-05-01'
let arm: ArmServer
before(async () => {
  arm = await startArm()
  await arm.call('PUT', `${GROUP}${V}`, { body: { location: 'westeurope' } })
})
after(async () => {
  assert.deepEqual(arm.bugs, [])
  await arm[Symbol.asyncDispose]()
})

const codeOf = (answer: Answer) => [answer.status, answer.body?.error?.code]
const get = async (path: string) => codeOf(await arm.call('GET', path))
const put = async (name: string, body: unknown) =>
  codeOf(await arm.call('PUT', `${CLUSTERS}/${name}${AKS}`, { body }))

test('a call without an api-version is refused before it is asked who calls', async () => {
  assert.deepEqual(await get('/subscriptions'), [400, 'MissingApiVersionParameter'])
  assert.deepEqual(await get(`${CLUSTERS}?API-Version=`), [400, 'MissingApiVersionParameter'])
  assert.deepEqual(await get(`${CLUSTERS}?API-Version=2024-05-01`), [200, undefined])
})

test('what ARM owns takes every well-formed version, a provider only its own', async () => {
  assert.deepEqual(await get('/subscriptions?api-version=2016-06-01'), [200, undefined])
  assert.deepEqual(await get('/subscriptions?api-version=2030-01-01-preview'), [200, undefined])
  assert.deepEqual(await get('/subscriptions?api-version=tomorrow'), [
    400,
    'InvalidApiVersionParameter',
  ])
  assert.deepEqual(await get(`${CLUSTERS}?api-version=2024-07-01`), [200, undefined])
  const wrong = await arm.call('PUT', `${CLUSTERS}/x?api-version=2001-01-01`, {
    body: { location: 'North Europe' },
  })
  assert.deepEqual(codeOf(wrong), [400, 'NoRegisteredProviderFound'])
  const said = String(wrong.body.error?.message)
  const asked =
    "for location 'North Europe' and API version '2001-01-01' for type 'managedClusters'."
  const served = `The supported api-versions are '${CLUSTER_VERSIONS.join(', ')}'.`
  assert.ok(said.includes(`${asked} ${served} The supported locations are 'eastus, `), said)
})

test('a subscription is a GUID, and there', async () => {
  assert.deepEqual(await get(`/subscriptions/mine${V}`), [400, 'InvalidSubscriptionId'])
  const other = SUBSCRIPTION.replaceAll('1', '4')
  assert.deepEqual(await get(`/subscriptions/${other}${V}`), [404, 'SubscriptionNotFound'])
  assert.deepEqual(await get(`/Subscriptions/${SUBSCRIPTION.toUpperCase()}${V}`), [200, undefined])
})

test('unknown namespaces and types are told apart', async () => {
  const at = (path: string) => `${GROUP}/providers/${path}${AKS}`
  assert.deepEqual(await get(at('Microsoft.Nothing/things/a')), [404, 'InvalidResourceNamespace'])
  assert.deepEqual(await get(at('Microsoft.ContainerService/boats/a')), [
    404,
    'InvalidResourceType',
  ])
  assert.deepEqual(await get(`${ROOT}/nothing${V}`), [404, 'NotFound'])
  assert.deepEqual(await get(at('Microsoft.Resources/boats/a')), [404, 'InvalidResourceType'])
  assert.deepEqual(await get(`/nothing${V}`), [404, 'MissingSubscription'])
  const wrongMethod = await arm.call('PATCH', `${ROOT}/providers${V}`, { body: {} })
  assert.deepEqual(codeOf(wrongMethod), [405, 'MethodNotAllowed'])
})

test('what Azure has of ARM itself and this server has not is named as such, for every method', async () => {
  const deployment = 'Microsoft.Resources/deployments/d'
  const policy = 'microsoft.authorization/PolicyAssignments/p'
  for (const scope of [ROOT, GROUP]) {
    for (const path of [
      deployment,
      `${deployment}/validate`,
      `${deployment}/operations/o`,
      policy,
    ]) {
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']) {
        const body = method === 'GET' || method === 'DELETE' ? {} : { body: { properties: {} } }
        const answer = await arm.call(method, `${scope}/providers/${path}${V}`, body)
        const told = `${method} ${scope} ${path} ${answer.text}`
        assert.deepEqual(codeOf(answer), [501, 'NotImplemented'], told)
        assert.match(String(answer.body.error?.message), /(deployments|PolicyAssignments)/, told)
      }
    }
  }
})

test('what Azure has in namespaces and paths that are not here is told from what it has not', async () => {
  const unserved = [
    [
      'GET',
      `${ROOT}/providers/microsoft.insights/eventtypes/management/values`,
      'eventtypes/values',
    ],
    ['PUT', `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`, 'virtualNetworks'],
    ['HEAD', `${GROUP}/providers/Microsoft.KeyVault/vaults/v`, ''],
    ['GET', `${ROOT}/providers/Microsoft.Insights`, 'Microsoft.Insights'],
    ['POST', `${ROOT}/providers/Microsoft.Insights/register`, 'register'],
    [
      'PUT',
      `${CLUSTERS}/x/providers/Microsoft.Insights/diagnosticSettings/d`,
      'diagnosticSettings',
    ],
    ['POST', `${GROUP}/moveResources`, 'moveResources'],
    ['POST', `${GROUP}/validateMoveResources`, 'validateMoveResources'],
    ['GET', `${GROUP}/deployments/d/operations`, 'deployments'],
    ['POST', '/batch', 'batch'],
    ['GET', `${ROOT}/providers/Microsoft.Features/features`, 'features'],
    [
      'POST',
      `${ROOT}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/f/register`,
      'Features',
    ],
    ['POST', '/providers/Microsoft.Authorization/elevateAccess', 'elevateAccess'],
    ['GET', '/providers/Microsoft.Authorization/policyDefinitions', 'policyDefinitions'],
    ['POST', `${ROOT}/providers/Microsoft.Resources/checkZonePeers`, 'checkZonePeers'],
    ['GET', '/providers/Microsoft.Management/managementGroups', 'managementGroups'],
  ] as const
  for (const [method, path, name] of unserved) {
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: {} }
    const answer = await arm.call(method, `${path}${V}`, body)
    const told = `${method} ${path} ${answer.status} ${answer.text}`
    assert.equal(answer.status, 501, told)
    if (method === 'HEAD') continue
    assert.equal(answer.body.error?.code, 'NotImplemented', told)
    assert.ok(answer.body.error?.message?.includes(name), told)
  }
})

test('an absent group is named before an absent resource', async () => {
  const absent = CLUSTERS.replace('gateway', 'absent')
  assert.deepEqual(await get(`${absent}/x${AKS}`), [404, 'ResourceGroupNotFound'])
  const missing = await arm.call('GET', `${CLUSTERS}/x${AKS}`)
  assert.deepEqual(codeOf(missing), [404, 'ResourceNotFound'])
  assert.equal(
    missing.body.error?.message,
    "The Resource 'Microsoft.ContainerService/managedClusters/x' under resource group 'gateway' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  )
  assert.equal(missing.headers['x-ms-failure-cause'], 'gateway')
})

test("location and tags are ARM's business, whatever else the body says", async () => {
  assert.deepEqual(await put('a', { properties: 7 }), [400, 'LocationRequired'])
  assert.deepEqual(await put('a', { location: 'moon' }), [
    400,
    'LocationNotAvailableForResourceType',
  ])
  assert.deepEqual(await put('a', { location: 5 }), [400, 'InvalidRequestContent'])
  const tags = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, '']))
  assert.deepEqual(await put('a', { location: 'westeurope', tags }), [400, 'InvalidTags'])
  assert.deepEqual(await put('a', [1]), [400, 'InvalidRequestContent'])
  assert.deepEqual(await put('a', { location: 'westeurope', properties: { dnsPrefix: 1 } }), [
    400,
    'InvalidRequestContent',
  ])
  assert.deepEqual(await put('a', { location: 'West Europe' }), [201, undefined])
  assert.deepEqual(await put('a', { location: 'eastus' }), [409, 'InvalidResourceLocation'])
  const encoded = await put('%61', { location: 'eastus' })
  assert.deepEqual(encoded, [409, 'InvalidResourceLocation'], 'however its name is written')
})

test("a body that is no JSON is refused in ARM's words", async () => {
  for (const rawBody of ['{"location":', '', '\u0000', Buffer.from([0xff, 0xfe, 0x7b])]) {
    const answer = await arm.call('PUT', `${CLUSTERS}/b${AKS}`, { rawBody })
    assert.deepEqual(codeOf(answer), [400, 'InvalidRequestContent'])
  }
  const nest = '['.repeat(20_000) + ']'.repeat(20_000)
  const deep = await arm.call('PUT', `${GROUP}${V}`, { rawBody: `{"location":${nest}}` })
  assert.deepEqual(codeOf(deep), [400, 'InvalidRequestContent'])
  const rawBody = Buffer.alloc(5 * 2 ** 20, 32)
  const large = await arm.call('PUT', `${CLUSTERS}/b${AKS}`, { rawBody })
  assert.deepEqual(codeOf(large), [413, 'RequestContentTooLarge'])
})

test('a client that hangs up in the middle of its call is no bug of ours', async () => {
  const socket = connect(arm.port, '127.0.0.1')
  const head = `PUT ${CLUSTERS}/gone${AKS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${await arm.lazuli.token()}\r\nContent-Length: 99\r\n\r\n{`
  await new Promise<void>((resolve) => socket.write(head, () => resolve()))
  const last = () => arm.lazuli.inside.journal.list(1)[0]
  // Another call, begun after it, shows that the first one has arrived.
  await get(CLUSTERS)
  socket.destroy()
  while (last()?.method !== 'PUT') await new Promise((resolve) => setImmediate(resolve))
  assert.equal(last()?.status, 499)
  assert.deepEqual(arm.bugs, [])
})

test('an encoded slash does not make one name look like two', async () => {
  const path = `${GROUP}%2Fproviders%2FMicrosoft.ContainerService${V}`
  assert.deepEqual(await get(path), [400, 'InvalidResourceName'])
  assert.deepEqual(await get(`${GROUP}%E0%A4${V}`), [400, 'InvalidResourceName'])
})

test('whether a resource exists is answered without a body', async () => {
  await put('head', { location: 'westeurope' })
  const there = await arm.call('HEAD', `${CLUSTERS}/HEAD${AKS}`)
  assert.deepEqual([there.status, there.text], [204, ''])
  const absent = await arm.call('HEAD', `${CLUSTERS}/absent${AKS}`)
  assert.deepEqual([absent.status, absent.text], [404, ''])
})

test('a namespace that is not registered is refused so that SDKs register it', async () => {
  await using fresh = await startArm({ unregistered: true })
  await fresh.call('PUT', `${GROUP}${V}`, { body: { location: 'westeurope' } })
  const refused = await fresh.call('GET', `${CLUSTERS}${AKS}`)
  assert.equal(refused.status, 409)
  const { code, message, details } = refused.body.error!
  assert.equal(code, 'MissingSubscriptionRegistration')
  // As azure-core reads it, and as azcore does.
  assert.equal(/.*'(.*)'/.exec(String(message))?.[1], 'Microsoft.ContainerService')
  assert.equal(details?.[0]?.target, 'Microsoft.ContainerService')
  const provider = `${ROOT}/providers/microsoft.containerservice`
  const state = async () => (await fresh.call('GET', `${provider}${V}`)).body.registrationState
  assert.equal(await state(), 'NotRegistered')
  const registering = await fresh.call('POST', `${provider}/register${V}`)
  assert.equal(registering.body.registrationState, 'Registering')
  await fresh.pass(10_000)
  assert.equal(await state(), 'Registered')
  assert.equal((await fresh.call('GET', `${CLUSTERS}${AKS}`)).status, 200)
  await fresh.call('PUT', `${CLUSTERS}/kept${AKS}`, { body: { location: 'westeurope' } })
  const kept = await fresh.call('POST', `${provider}/unregister${V}`)
  assert.deepEqual(codeOf(kept), [409, 'Conflict'])
})

test('a polling URL follows an operation to its end and beyond', async () => {
  await put('polled', { location: 'westeurope' })
  const accepted = await arm.call('DELETE', `${CLUSTERS}/polled${AKS}`)
  assert.equal(accepted.status, 202)
  const pathIn = (header: string) => String(accepted.headers[header]).slice(arm.origin.length)
  const monitor = pathIn('azure-asyncoperation')
  const running = await arm.call('GET', monitor)
  assert.deepEqual([running.status, running.body.status], [200, 'InProgress'])
  assert.equal((await arm.call('GET', pathIn('location'))).status, 202)
  await arm.pass(40_000)
  const done = await arm.call('GET', monitor)
  assert.deepEqual(Object.keys(done.body), ['name', 'status', 'startTime', 'endTime'])
  assert.equal(done.body.status, 'Succeeded')
  const result = await arm.call('GET', pathIn('location'))
  assert.deepEqual([result.status, result.text], [200, ''])
  const elsewhere = monitor.replace(/operations\/[^?]+/, `operations/${SUBSCRIPTION}`)
  assert.deepEqual(await get(elsewhere), [404, 'NotFound'])
  assert.deepEqual(await get(monitor.replace('/operations/', '/operationStatuses/')), [
    404,
    'NotFound',
  ])
})
