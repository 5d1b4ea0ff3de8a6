// Nodes that are rebooted, reimaged, switched off and on: from which states, and what it leaves of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeMoves } from '#batch/nodes/node.machine.ts'
import type { NodeState } from '#batch/nodes/node.ts'
import { startBatch } from '../batch-server.ts'
import { POOL } from '../pools/pools-world.ts'
import { aPool, type Endpoints, force, onNode, stateOf, VERSION } from './nodes-world.ts'

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

const states = Object.keys(nodeMoves) as readonly NodeState[]

for (const action of asked) {
  test(`${action} is taken or refused in every state, and never twice`, async () => {
    await using batch = await startBatch()
    const all = await aPool(batch, states.length)
    // Refusals first: what is taken lets the provider report on all nodes, the unknown one too.
    const refusedFirst = states.toSorted(
      (a, b) => Number(!answers[action](a)) - Number(!answers[action](b)),
    )
    for (const [i, state] of refusedFirst.entries()) {
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

test('of calls at the same time one reimages the node and the others are told so', async () => {
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

test('conditions are not for nodes: a reimage takes no notice of an ETag', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const headers = { 'if-match': '0x8D0000000000000', 'if-none-match': '*' }
  const path = `${POOL}/nodes/${node!.id}/reimage`
  assert.equal((await batch.call('POST', path, { version: VERSION, headers })).status, 202)
})
