import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { BatchAccount, TestLazuli } from './handles.ts'
import { startLazuli } from './start-lazuli.ts'

let lazuli: TestLazuli
before(async () => {
  lazuli = await startLazuli({ timeScale: 1000, nodes: 'simulated' })
})
after(() => lazuli.stop())

const aks = (): ContainerServiceClient =>
  new ContainerServiceClient(lazuli.credential, lazuli.subscriptionId, lazuli.clientOptions)
const cluster = {
  location: 'westeurope',
  dnsPrefix: 'demo',
  identity: { type: 'SystemAssigned' as const },
  agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
}
const batch = ({ name, key, endpoint }: BatchAccount): BatchServiceClient =>
  new BatchServiceClient(new BatchSharedKeyCredentials(name, key), endpoint, lazuli.batchOptions)

test('a held operation waits until it is released', async () => {
  const held = await lazuli.hold('ManagedClusters_Create')
  const poller = await aks().managedClusters.beginCreateOrUpdate('lazuli', 'held', cluster)
  assert.match(await held.reached(), /\/managedclusters\/held$/)
  assert.equal((await aks().managedClusters.get('lazuli', 'held')).provisioningState, 'Creating')
  await held.release()
  assert.equal((await poller.pollUntilDone()).provisioningState, 'Succeeded')
})

test('a hold is of one resource and step, and no test waits for it without end', async () => {
  await using frozen = await startLazuli({ frozen: true, nodes: 'simulated' })
  const group = `/subscriptions/${frozen.subscriptionId}/resourceGroups`
  const elsewhere = await frozen.hold('ManagedClusters_Create', 'finish', `${group}/other`)
  await assert.rejects(elsewhere.reached(1), {
    name: 'LazuliError',
    code: 'NotReached',
    message: 'no ManagedClusters_Create was held at finish within 1 ms. None was begun.',
  })
  const held = await frozen.hold('ManagedClusters_Create', 'finish', `${group}/LAZULI/`)
  await frozen.seed(CLUSTER)
  await frozen.clock.step(3_600_000)
  assert.match(await held.reached(), /\/managedclusters\/demo$/)
  await assert.rejects(elsewhere.reached(1), /demo: InProgress at finish$/)
  await elsewhere.release()
  assert.ok((await frozen.operations({ running: true }))[0]!.held)
  await held.release()
  await held.release()
  await frozen.clock.step(3_600_000)
  assert.deepEqual(await frozen.operations({ running: true, top: 5 }), [])
})

const CLUSTER = `clusters:
  - name: demo
    group: lazuli
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: demo
      agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
`
const POOL = `pools:
  - id: pool
    vmSize: small
    targetDedicatedNodes: 2
    cloudServiceConfiguration: { osFamily: '6' }
`

test('a test begins with a file, loses a node, and goes back', async () => {
  await using frozen = await startLazuli({ frozen: true, nodes: 'simulated' })
  const start = await frozen.clock.now()
  const seeded = await frozen.seed(POOL, { directory: '/tmp' })
  assert.deepEqual([seeded.created, seeded.value[0]?.path], [1, 'pools[0]'])
  await frozen.clock.step(3_600_000)
  const { name, key, endpoint } = frozen.batch
  const { computeNode } = new BatchServiceClient(
    new BatchSharedKeyCredentials(name, key),
    endpoint,
    frozen.batchOptions,
  )
  const [node] = await computeNode.list('pool')
  const kept = await frozen.snapshot({ name: 'kept', files: true })
  assert.deepEqual(kept.leftOut, ['files of simulated nodes'])
  const error = { code: 'DiskFull', message: 'It is full.' }
  const failed = await frozen.provoke({
    what: 'fail',
    account: name,
    pool: 'pool',
    node: node!.id!,
    error,
  })
  assert.deepEqual(failed, [node!.id])
  assert.equal((await computeNode.get('pool', node!.id!)).errors?.[0]?.code, 'DiskFull')
  await kept.restore()
  assert.equal((await computeNode.get('pool', node!.id!)).state, 'idle')
  await kept.remove()
  await kept.remove()
  await frozen.reset()
  assert.deepEqual(await frozen.clock.now(), start)
  assert.equal((await frozen.seed(POOL)).created, 1)
})

test('a fault has all members that the contract has', async () => {
  const list = () => aks().managedClusters.list().next()
  const { env, subscriptionId } = lazuli
  const call = {
    service: 'containerservice',
    operationId: 'ManagedClusters_List',
    caller: env.AZURE_CLIENT_ID!,
    resource: `/subscriptions/${subscriptionId}`,
    times: 1,
    share: 1,
    seed: 3,
    delayMs: 1,
    status: 400,
    error: { code: 'Refused', message: 'It is refused.' },
  }
  const refusal = await lazuli.fault(call)
  await assert.rejects(list(), /It is refused/)
  await refusal.remove()
  const lost = await lazuli.fault({ operationId: 'ManagedClusters_List', drop: 'before', times: 1 })
  await list()
  assert.deepEqual(await lost.counts(), { seen: 2, hits: 1 }, 'the client asked again by itself')
  await lost.remove()
  const host = await lazuli.fault({ port: 'clusters.setNodePool', error: call.error })
  const late = await lazuli.fail('ManagedClusters_Create', call.error, { step: 'finish' })
  for (const each of [host, late]) {
    assert.deepEqual(await each.counts(), { seen: 0, hits: 0 })
    await each.remove()
  }
})

test('an operation fails as it was told, and only so often', async () => {
  const fault = await lazuli.fail(
    'ManagedClusters_Create',
    { code: 'NoCapacity', message: 'None left.' },
    { times: 1 },
  )
  const client = aks()
  const create = () =>
    client.managedClusters.beginCreateOrUpdateAndWait('lazuli', 'failed', cluster)
  await assert.rejects(create(), /None left/)
  assert.equal((await create()).provisioningState, 'Succeeded')
  await fault.remove()
})

test('one operation is listed, held, released, failed and canceled by itself', async () => {
  const client = aks()
  const held = await lazuli.hold('ManagedClusters_Create', 'create-node-pools')
  const begun = await Promise.all(
    ['failing', 'canceled', 'finished'].map((name) =>
      client.managedClusters.beginCreateOrUpdate('lazuli', name, cluster),
    ),
  )
  const of = async (name: string) => {
    const operations = await lazuli.operations({ kind: 'ManagedClusters_Create', running: true })
    return operations.find(({ resource }) => resource.endsWith(`/${name}`))!
  }
  for (const name of ['failing', 'canceled', 'finished']) while (!(await of(name)).held);
  const { step, nextStep, retries, stepSince } = await of('finished')
  assert.deepEqual([step, retries], ['create-node-pools', 0])
  assert.ok(nextStep && stepSince && !Number.isNaN(Date.parse(stepSince)))
  assert.equal(
    (await (await of('failing')).fail({ code: 'Full', message: 'No.' })).status,
    'Failed',
  )
  const canceled = await (await of('canceled')).cancel()
  assert.equal(canceled.status, 'Canceled')
  await assert.rejects(canceled.cancel(), { code: 'NotNow', message: /has ended: Canceled/ })
  await assert.rejects(canceled.hold(), { code: 'NotNow' })
  await assert.rejects(canceled.release(), { code: 'NotHeld' })
  await (await of('finished')).release()
  await begun[2]!.pollUntilDone()
  await held.release()
  const states = await Promise.all(
    ['failing', 'canceled', 'finished'].map(
      async (name) => (await client.managedClusters.get('lazuli', name)).provisioningState,
    ),
  )
  assert.deepEqual(states, ['Failed', 'Canceled', 'Succeeded'])
})

test('a call is refused until the fault is removed', async () => {
  const fault = await lazuli.fault({
    operationId: 'ManagedClusters_ListByResourceGroup',
    status: 403,
    error: new (class extends Error {
      readonly code = 'Forbidden'
    })('Not today.'),
  })
  const list = () => aks().managedClusters.listByResourceGroup('lazuli').next()
  await assert.rejects(list(), /Not today/)
  await fault.remove()
  await list()
})

test('a fault counts what it sees and strikes so often', async () => {
  const fault = await lazuli.fault({
    operationId: 'ManagedClusters_ListByResourceGroup',
    status: 429,
    error: { code: 'TooManyRequests', message: 'Wait.' },
    retryAfter: 0,
    nth: 2,
    expiresAt: new Date(Date.now() + 60_000),
  })
  for (let i = 0; i < 3; i++) await aks().managedClusters.listByResourceGroup('lazuli').next()
  assert.deepEqual(await fault.counts(), { seen: 4, hits: 1 }, 'the client asked again by itself')
  await fault.remove()
  await fault.remove()
  await assert.rejects(fault.counts(), { name: 'LazuliError', status: 404 })
  await assert.rejects(lazuli.fault({ service: 'batch' }), { code: 'InvalidFaults' })
})

test('each test has an account of its own', async () => {
  const [first, second] = await Promise.all([lazuli.account(), lazuli.account('another')])
  assert.equal(second.name, 'another')
  const subscriptions = [lazuli.subscriptionId, first.subscriptionId, second.subscriptionId]
  assert.equal(new Set(subscriptions).size, 3)
  for (const { subscriptionId, resourceGroup } of [first, second]) {
    const own = new ContainerServiceClient(lazuli.credential, subscriptionId, lazuli.clientOptions)
    assert.equal((await own.managedClusters.list().next()).done, true)
    await own.managedClusters.beginCreateOrUpdate(resourceGroup, 'demo', cluster)
    assert.equal((await own.managedClusters.list().next()).value?.name, 'demo')
  }
  const pool = {
    id: 'pool',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 0,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'debian', offer: 'debian-12', sku: '12' },
      nodeAgentSKUId: 'batch.node.debian 12',
    },
  }
  await batch(first).pool.add(pool)
  assert.equal((await batch(first).pool.list()).length, 1)
  assert.equal((await batch(second).pool.list()).length, 0)
  const [call] = await lazuli.journal(1)
  assert.equal(call?.operationId, 'Pool_List')
  await assert.rejects(lazuli.provoke({ what: 'rust', pool: 'pool' }), {
    name: 'LazuliError',
    status: 400,
    code: 'InvalidProvocation',
  })
})

test('work that Azure does unasked begins when it is told to', async () => {
  const client = aks()
  const { id } = await client.managedClusters.beginCreateOrUpdateAndWait(
    'lazuli',
    'kept-up',
    cluster,
  )
  const operation = await lazuli.maintain(id!)
  const found = await lazuli.operations({ resource: id! })
  assert.ok(found.some((each) => each.id === operation))
  await assert.rejects(lazuli.maintain('none'), { name: 'LazuliError', status: 404 })
})

test('what there is not is refused in words, and changes nothing', async () => {
  await assert.rejects(lazuli.hold('Dance'), { code: 'InvalidPacing', status: 400 })
  await assert.rejects(lazuli.fail('Dance', { code: 'a', message: 'b' }), /Dance/)
  await assert.rejects(lazuli.clock.step(1), { code: 'ClockRuns', status: 409 })
  const fault = await lazuli.fail('ManagedClusters_Stop', { code: 'a', message: 'b' })
  await fault.remove()
})

test('time stands still where it was asked to, and runs again', async () => {
  await using frozen = await startLazuli({ frozen: true, nodes: 'simulated' })
  const before = (await frozen.clock.now()).getTime()
  assert.equal((await frozen.clock.step(86_400_000)).getTime(), before + 86_400_000)
  const moment = new Date(before + 2 * 86_400_000)
  assert.deepEqual(await frozen.clock.at(moment), moment)
  await assert.rejects(frozen.clock.at(new Date(before)), /it is over/)
  await assert.rejects(frozen.clock.at(new Date('never')), { code: 'InvalidParameter' })
  assert.ok((await frozen.clock.stepToNext()) >= moment)
  await frozen.clock.scale(1000)
  await frozen.clock.resume()
  await assert.rejects(frozen.clock.step(1), { code: 'ClockRuns' })
  assert.ok((await frozen.clock.freeze()) >= moment)
})
