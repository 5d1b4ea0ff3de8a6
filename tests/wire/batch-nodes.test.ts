// One file, because each operation is tried in each state: recorded answers of nodes on the wire.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNode, saveNode } from '#batch/nodes/node.queries.ts'
import { type Node, type NodeState, nodeKeyOf } from '#batch/nodes/node.ts'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import { ACCOUNT, type Answer, type BatchServer, startBatch } from './batch-server.ts'

const NEWEST = '2024-07-01.20.0'
const vm = {
  imageReference: {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
}
const POOL = '/pools/Pool1'

type Endpoints = { inboundEndpoints: { name: string; frontendPort: number }[] }
type Listed = { id: string; state: NodeState; [name: string]: unknown }

const nodes = async (batch: BatchServer): Promise<Listed[]> =>
  (await batch.call('GET', `${POOL}/nodes`, { version: NEWEST })).body.value as unknown as Listed[]

/** A pool with so many usable nodes. */
async function aPool(batch: BatchServer, count: number, change: object = {}): Promise<Listed[]> {
  const body = {
    id: 'Pool1',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: vm,
    targetDedicatedNodes: count,
    ...change,
  }
  const added = await batch.call('POST', '/pools', { body })
  assert.equal(added.status, 201, added.text)
  await batch.pass(60_000)
  return nodes(batch)
}

const onNode = (
  batch: BatchServer,
  { id }: Pick<Listed, 'id'>,
  action: string,
  body?: object,
  version = NEWEST,
): Promise<Answer> => batch.call('POST', `${POOL}/nodes/${id}/${action}`, { version, body })

const stateOf = async (batch: BatchServer, { id }: Pick<Listed, 'id'>): Promise<NodeState> =>
  (await batch.call('GET', `${POOL}/nodes/${id}`, { version: NEWEST })).body
    .state as unknown as NodeState

/** Puts the node into a state by force, as it would be there. */
const force = (batch: BatchServer, { id }: Pick<Listed, 'id'>, change: Partial<Node>) =>
  batch.ports.store.write(async (tx) => {
    const node = await findNode(tx, nodeKeyOf({ account: ACCOUNT, poolId: 'pool1', nodeId: id }))
    await saveNode(tx, { ...node!, ...change })
  })

test('a node comes into its pool as recorded', async () => {
  await using batch = await startBatch()
  await batch.call('POST', '/pools', {
    body: {
      id: 'Pool1',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: vm,
      targetDedicatedNodes: 1,
      targetLowPriorityNodes: 1,
    },
  })
  await batch.pass(28_000)
  const [first] = await nodes(batch)
  assert.equal(first!.state, 'creating')
  assert.equal(first!.lastBootTime, undefined)
  assert.equal(first!.nodeAgentInfo, undefined)
  assert.equal(first!.certificateReferences, undefined)
  await batch.pass(10_000)
  assert.equal(await stateOf(batch, first!), 'starting')
  await batch.pass(8_000)
  const all = await nodes(batch)
  assert.deepEqual(
    all.map(({ state }) => state),
    ['idle', 'idle'],
  )
  const dedicated = all.find(({ isDedicated }) => isDedicated)!
  assert.match(dedicated.id, /^tvmps_[0-9a-f]{64}_d$/)
  assert.match(all.find(({ isDedicated }) => !isDedicated)!.id, /^tvmps_[0-9a-f]{64}_p$/)
  const { endpointConfiguration, id, ...rest } = dedicated
  const rules = all.map((node) => (node.endpointConfiguration as Endpoints).inboundEndpoints[0]!)
  assert.deepEqual(rules.map(({ name, frontendPort }) => [name, frontendPort]).sort(), [
    ['SSHRule.0', 50_000],
    ['SSHRule.1', 50_001],
  ])
  assert.deepEqual(rest, {
    url: `${batch.origin}/pools/Pool1/nodes/${id}`,
    state: 'idle',
    schedulingState: 'enabled',
    stateTransitionTime: '2026-03-05T10:15:46.123Z',
    lastBootTime: '2026-03-05T10:15:46.123Z',
    allocationTime: '2026-03-05T10:15:28.123Z',
    ipAddress: '127.0.0.4',
    affinityId: `TVM:${id}`,
    vmSize: 'standard_d2s_v3',
    totalTasksRun: 0,
    totalTasksSucceeded: 0,
    runningTasksCount: 0,
    runningTaskSlotsCount: 0,
    certificateReferences: [],
    isDedicated: true,
    nodeAgentInfo: { version: '1.12.2', lastUpdateTime: '2026-03-05T10:15:46.123Z' },
    virtualMachineInfo: {
      imageReference: {
        ...vm.imageReference,
        version: 'latest',
        exactVersion: '20.04.202407010',
      },
    },
  })
  assert.deepEqual(batch.bugs, [])
})

const asked = ['reboot', 'reimage', 'deallocate', 'start'] as const
type Asked = (typeof asked)[number]

/** What each state answers; states that are not named take the operation. */
const answers: Record<Asked, (state: NodeState) => string | undefined> = {
  reboot: rebootAnswer,
  reimage: rebootAnswer,
  deallocate: (state) =>
    state === 'idle' || state === 'running' ? undefined : 'OperationInvalidForCurrentState',
  start: (state) => (state === 'deallocated' ? undefined : 'OperationInvalidForCurrentState'),
}

function rebootAnswer(state: NodeState): string | undefined {
  const codes: Partial<Record<NodeState, string>> = {
    creating: 'NodeBeingCreated',
    starting: 'NodeBeingStarted',
    waitingforstarttask: 'NodeBeingStarted',
    rebooting: 'NodeBeingRebooted',
    reimaging: 'NodeBeingReimaged',
    unusable: 'NodeStateUnusable',
  }
  if (['idle', 'running', 'starttaskfailed'].includes(state)) return undefined
  return state in codes ? codes[state] : 'OperationNotValidOnNode'
}

const states: readonly NodeState[] = [
  'creating',
  'starting',
  'waitingforstarttask',
  'starttaskfailed',
  'idle',
  'running',
  'offline',
  'rebooting',
  'reimaging',
  'leavingpool',
  'unknown',
  'unusable',
  'preempted',
  'upgradingos',
  'deallocating',
  'deallocated',
]

for (const action of asked) {
  test(`${action} is taken or refused in every state, and never twice`, async () => {
    await using batch = await startBatch()
    const all = await aPool(batch, states.length)
    for (const [i, state] of states.entries()) {
      const node = all[i]!
      await force(batch, node, { state })
      const first = await onNode(batch, node, action)
      const code = answers[action](state)
      assert.equal(first.body?.code, code, `${action} in ${state}`)
      if (code) {
        assert.equal(await stateOf(batch, node), state)
        continue
      }
      assert.equal(first.status, 202)
      assert.equal(first.headers.etag, undefined)
      assert.equal(first.headers.dataserviceid, `${batch.origin}${POOL}/nodes/${node.id}/${action}`)
      const second = await onNode(batch, node, action)
      assert.equal(second.status, 409, `${action} twice from ${state}`)
    }
    assert.deepEqual(batch.bugs, [])
  })
}

for (const option of ['requeue', 'terminate', 'taskcompletion', 'retaineddata']) {
  test(`a reimage with ${option} wipes the node and runs its start task again`, async () => {
    await using batch = await startBatch({ run: () => ({ afterMs: 1_000, exitCode: 0 }) })
    const [node] = await aPool(batch, 1, { startTask: { commandLine: 'true' } })
    assert.equal(node!.state, 'idle')
    batch.nodes.write(node!.id, 'shared/left.txt', 'x')
    const users = `${POOL}/nodes/${node!.id}/users`
    assert.equal((await batch.call('POST', users, { body: { name: 'u' } })).status, 201)
    const before = (await batch.call('GET', `${POOL}/nodes/${node!.id}`)).body
    assert.equal((await onNode(batch, node!, 'reimage', { nodeReimageOption: option })).status, 202)
    await batch.pass(0)
    assert.equal(await stateOf(batch, node!), 'reimaging')
    await batch.pass(90_000)
    assert.equal(await stateOf(batch, node!), 'starting')
    await batch.pass(8_000)
    assert.equal(await stateOf(batch, node!), 'waitingforstarttask')
    await batch.pass(1_000)
    const after = (await batch.call('GET', `${POOL}/nodes/${node!.id}`)).body
    assert.equal(after.state, 'idle')
    assert.equal(after.id, before.id)
    assert.equal(after.allocationTime, before.allocationTime)
    assert.notEqual(after.lastBootTime, before.lastBootTime)
    assert.notEqual(after.startTaskInfo!.startTime, before.startTaskInfo!.startTime)
    const file = `${POOL}/nodes/${node!.id}/files/shared%2Fleft.txt`
    assert.equal((await batch.call('GET', file)).status, 404)
    assert.equal((await batch.call('DELETE', `${users}/u`)).body.code, 'NodeUserNotFound')
    assert.deepEqual(batch.bugs, [])
  })
}

test('the endpoints of the pool come first among a node’s, and the login is last', async () => {
  await using batch = await startBatch()
  const nat = (name: string, backendPort: number, frontendPortRangeStart: number) => ({
    name,
    protocol: 'tcp',
    backendPort,
    frontendPortRangeStart,
    frontendPortRangeEnd: frontendPortRangeStart + 99,
  })
  const inboundNATPools = [nat('web', 80, 2000), nat('admin', 8080, 3000)]
  const networkConfiguration = { endpointConfiguration: { inboundNATPools } }
  const [only] = await aPool(batch, 1, { networkConfiguration })
  const { inboundEndpoints } = only!.endpointConfiguration as Endpoints
  assert.deepEqual(
    inboundEndpoints.map(({ name, frontendPort }) => [name, frontendPort]),
    [
      ['web.0', 2000],
      ['admin.0', 3000],
      ['SSHRule.0', 50_000],
    ],
  )
})

test('a reboot keeps files and users', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  batch.nodes.write(node!.id, 'shared/left.txt', 'x')
  const users = `${POOL}/nodes/${node!.id}/users`
  await batch.call('POST', users, { body: { name: 'u' } })
  assert.equal((await onNode(batch, node!, 'reboot')).status, 202)
  assert.equal(await stateOf(batch, node!), 'rebooting')
  await batch.pass(100_000)
  assert.equal(await stateOf(batch, node!), 'idle')
  const file = `${POOL}/nodes/${node!.id}/files/shared%2Fleft.txt`
  assert.equal((await batch.call('GET', file)).text, 'x')
  assert.equal((await batch.call('DELETE', `${users}/u`)).status, 200)
})

test('before 2024-07-01.20.0 only nodes of cloud services are reimaged', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const version = '2024-02-01.19.0'
  const refused = await onNode(batch, node!, 'reimage', {}, version)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'OperationNotValidOnNode')
  assert.match(refused.text, /cloudServiceConfiguration/)
  await batch.call('DELETE', POOL)
  await batch.pass(60_000)
  const [other] = await aPool(batch, 1, {
    virtualMachineConfiguration: undefined,
    cloudServiceConfiguration: { osFamily: '5' },
  })
  const [endpoint] = (other!.endpointConfiguration as Endpoints).inboundEndpoints
  assert.equal(endpoint!.name, 'Microsoft.WindowsAzure.Plugins.RemoteForwarder.RdpInput')
  assert.equal(endpoint!.frontendPort, 3389)
  assert.equal((await onNode(batch, other!, 'reimage', undefined, version)).status, 202)
})

test('a pool that is deleted or shrunk takes a node out of its reimage', async () => {
  await using batch = await startBatch()
  const all = await aPool(batch, 2)
  for (const node of all) assert.equal((await onNode(batch, node, 'reimage')).status, 202)
  const body = { nodeList: [all[0]!.id] }
  assert.equal((await batch.call('POST', `${POOL}/removenodes`, { body })).status, 202)
  await batch.pass(2_000)
  assert.equal(await stateOf(batch, all[0]!), 'leavingpool')
  assert.equal((await onNode(batch, all[0]!, 'reimage')).body.code, 'OperationNotValidOnNode')
  await batch.pass(20_000)
  assert.equal((await onNode(batch, all[0]!, 'reimage')).body.code, 'NodeNotFound')
  const pool = (await batch.call('GET', POOL)).body
  assert.equal(pool.allocationState, 'steady')
  assert.equal(pool.targetDedicatedNodes, 1)
  await batch.call('DELETE', POOL)
  assert.equal(await stateOf(batch, all[1]!), 'leavingpool')
  await batch.pass(120_000)
  assert.equal((await batch.call('GET', POOL)).body.code, 'PoolNotFound')
  assert.deepEqual(batch.bugs, [])
})

test('of calls at the same time one reimages the node and the others hear so', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const all = await Promise.all([1, 2, 3, 4].map(() => onNode(batch, node!, 'reimage')))
  assert.equal(all.filter(({ status }) => status === 202).length, 1)
  const others = all.filter(({ status }) => status !== 202)
  assert.deepEqual(
    others.map(({ body }) => body.code),
    Array(3).fill('NodeBeingReimaged'),
  )
})

test('a node is switched off and on again in 2024-07-01.20.0', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  assert.equal((await onNode(batch, node!, 'deallocate')).status, 202)
  assert.equal(await stateOf(batch, node!), 'deallocating')
  await batch.pass(30_000)
  assert.equal(await stateOf(batch, node!), 'deallocated')
  const file = await batch.call('GET', `${POOL}/nodes/${node!.id}/files`)
  assert.equal(file.body.code, 'NodeNotReady')
  assert.equal((await onNode(batch, node!, 'start')).status, 202)
  assert.equal(await stateOf(batch, node!), 'starting')
  await batch.pass(60_000)
  assert.equal(await stateOf(batch, node!), 'idle')
  assert.equal((await onNode(batch, node!, 'start', undefined, '2024-02-01.19.0')).status, 400)
})

test('a start task is tried again as often as it may, and then fails the node', async () => {
  const codes = [3, 0, 5, 5, 5]
  await using batch = await startBatch({
    run: () => ({ afterMs: 1_000, exitCode: codes.shift() ?? 9 }),
  })
  const startTask = { commandLine: 'false', maxTaskRetryCount: 1 }
  const [node] = await aPool(batch, 1, { startTask })
  const info = async () => (await batch.call('GET', `${POOL}/nodes/${node!.id}`)).body
  const good = await info()
  assert.equal(good.state, 'idle')
  assert.equal(good.startTaskInfo!.retryCount, 1)
  assert.equal(good.startTaskInfo!.exitCode, 0)
  assert.equal(good.startTaskInfo!.result, 'success')
  await onNode(batch, node!, 'reboot')
  await batch.pass(100_000)
  const failed = await info()
  assert.equal(failed.state, 'starttaskfailed')
  assert.equal(failed.startTaskInfo!.exitCode, 5)
  assert.equal(failed.startTaskInfo!.result, 'failure')
  assert.equal(failed.startTaskInfo!.failureInfo!.code, 'FailureExitCode')
  const filter = encodeURIComponent(
    "startTaskInfo/result eq 'failure' and startTaskInfo/exitCode ge 5",
  )
  const listed = await batch.call('GET', `${POOL}/nodes?$filter=${filter}`)
  assert.equal((listed.body.value as unknown as unknown[]).length, 1)
})

test('a node out of touch is unknown until it is heard of', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  await force(batch, node!, { state: 'unknown', stateBefore: 'idle' })
  await batch.nodes.reboot(node!.id, 'somebody')
  await batch.pass(0)
  assert.equal(await stateOf(batch, node!), 'idle')
})

test('scheduling is switched off and on', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const off = await onNode(batch, node!, 'disablescheduling')
  assert.equal(off.status, 200)
  assert.equal(await stateOf(batch, node!), 'offline')
  const again = await onNode(batch, node!, 'disablescheduling')
  assert.equal(again.body.code, 'NodeAlreadyInTargetSchedulingState')
  assert.equal((await onNode(batch, node!, 'enablescheduling')).status, 200)
  assert.equal(await stateOf(batch, node!), 'idle')
  const twice = await onNode(batch, node!, 'enablescheduling')
  assert.equal(twice.body.code, 'NodeAlreadyInTargetSchedulingState')
  await force(batch, node!, { state: 'starting' })
  assert.equal((await onNode(batch, node!, 'disablescheduling')).body.code, 'NodeNotReady')
})

test('parents are looked for first', async () => {
  await using batch = await startBatch()
  const missing = await batch.call('GET', '/pools/none/nodes/x')
  assert.equal(missing.body.code, 'PoolNotFound')
  await aPool(batch, 0)
  assert.equal((await batch.call('GET', `${POOL}/nodes/x`)).body.code, 'NodeNotFound')
})

test('users of nodes are added, changed and removed', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const users = `${POOL}/nodes/${node!.id}/users`
  const added = await batch.call('POST', users, { body: { name: 'ann', password: 'p' } })
  assert.equal(added.status, 201)
  assert.equal(added.headers.location, `${batch.origin}${users}/ann`)
  const twice = await batch.call('POST', users, { body: { name: 'ann' } })
  assert.equal(twice.body.code, 'NodeUserExists')
  assert.equal((await batch.call('PUT', `${users}/ann`, { body: {} })).status, 200)
  const past = { expiryTime: '2020-01-01T00:00:00Z' }
  const refused = await batch.call('PUT', `${users}/ann`, { body: past })
  assert.equal(refused.body.code, 'InvalidPropertyValue')
  assert.equal(
    (await batch.call('PUT', `${users}/bob`, { body: {} })).body.code,
    'NodeUserNotFound',
  )
  assert.equal((await batch.call('DELETE', `${users}/ann`)).status, 200)
  assert.equal((await batch.call('DELETE', `${users}/ann`)).body.code, 'NodeUserNotFound')
  await force(batch, node!, { state: 'offline' })
  const notReady = await batch.call('POST', users, { body: { name: 'ann' } })
  assert.equal(notReady.body.code, 'OperationNotValidOnNode')
})

test('remote login is for virtual machines and remote desktop for cloud services', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const settings = await batch.call('GET', `${POOL}/nodes/${node!.id}/remoteloginsettings`)
  assert.equal(settings.body.remoteLoginIPAddress, '127.0.0.4')
  assert.match(String(settings.body['odata.metadata']), /Entities\.RemoteLoginSettings$/)
  assert.match(String(settings.headers.dataserviceid), /\/remoteloginsettings$/)
  assert.equal(settings.body.remoteLoginPort as unknown, 50_000)
  const rdp = await batch.call('GET', `${POOL}/nodes/${node!.id}/rdp`)
  assert.equal(rdp.status, 409)
  assert.equal(rdp.body.code, 'OperationNotValidOnNode')
})

test('counts tell how many nodes are in which state', async () => {
  await using batch = await startBatch()
  const all = await aPool(batch, 2, { targetLowPriorityNodes: 1 })
  await force(batch, all.find(({ isDedicated }) => isDedicated)!, { state: 'starttaskfailed' })
  const answer = await batch.call('GET', "/nodecounts?$filter=poolId%20eq%20'POOL1'")
  const [counts] = answer.body.value as unknown as Record<string, Record<string, number>>[]
  assert.equal(counts!.poolId as unknown, 'Pool1')
  assert.equal(counts!.dedicated!.idle, 1)
  assert.equal(counts!.dedicated!.startTaskFailed, 1)
  assert.equal(counts!.dedicated!.total, 2)
  assert.equal(counts!.lowPriority!.total, 1)
  const tooMany = await batch.call('GET', '/nodecounts?maxresults=11')
  assert.equal(tooMany.body.code, 'OutOfRangeQueryParameterValue')
})

test('a node that nobody knows is taken away from the driver', async () => {
  await using batch = await startBatch()
  const stranger = { nodeId: 'stranger', poolId: 'p', slots: 1, environment: {} }
  await batch.nodes.setUp(stranger)
  await batch.pass(0)
  await assert.rejects(listAll(batch.nodes.files, 'stranger', '', false))
})

test('conditions are not for nodes: a reimage takes no notice of an ETag', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const headers = { 'if-match': '0x8D0000000000000', 'if-none-match': '*' }
  const path = `${POOL}/nodes/${node!.id}/reimage`
  assert.equal((await batch.call('POST', path, { version: NEWEST, headers })).status, 202)
})

test('a node that the driver has lost is made again', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  await batch.nodes.remove(node!.id)
  await batch.pass(0)
  assert.equal(await stateOf(batch, node!), 'idle')
  const files = await batch.call('GET', `${POOL}/nodes/${node!.id}/files`)
  assert.equal(files.status, 200)
  assert.deepEqual(batch.bugs, [])
})

test('a node that is made again while it leaves is taken away again', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  await batch.call('POST', `${POOL}/removenodes`, { body: { nodeList: [node!.id] } })
  await batch.pass(3_000)
  assert.equal(await stateOf(batch, node!), 'leavingpool')
  const spec = { nodeId: node!.id, poolId: 'Pool1', slots: 1, environment: {} }
  await batch.nodes.setUp(spec)
  await batch.pass(60_000)
  await assert.rejects(listAll(batch.nodes.files, node!.id, '', false))
})
