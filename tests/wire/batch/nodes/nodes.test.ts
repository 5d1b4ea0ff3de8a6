// Nodes on the wire: how they come, what is shown of them, and what goes on while they are there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAll } from '#drivers/nodes/conformance/conformance-files.ts'
import type { TaskUser } from '#drivers/nodes/port.ts'
import { startBatch } from '../batch-server.ts'
import { addPool, POOL, vm } from '../pools/pools-world.ts'
import { aPool, type Endpoints, force, nodes, onNode, stateOf } from './nodes-world.ts'

test('a node comes into its pool as recorded', async () => {
  await using batch = await startBatch()
  await addPool(batch, { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 })
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

test('a start task runs as the account that it names, whatever the case', async () => {
  const told: TaskUser[] = []
  await using batch = await startBatch({
    run: ({ user }) => {
      told.push(user)
      return { afterMs: 1, exitCode: 0 }
    },
  })
  const userAccounts = [
    { name: 'Boss', password: 'Secret-12345', elevationLevel: 'admin' },
    { name: 'Kim', password: 'Secret-12345' },
  ]
  for (const [id, username] of [
    ['one', 'boss'],
    ['two', 'KIM'],
  ]) {
    const startTask = { commandLine: 'true', userIdentity: { username } }
    const settings = { id, userAccounts, startTask, targetDedicatedNodes: 1 }
    assert.equal((await addPool(batch, settings)).status, 201)
    await batch.pass(60_000)
  }
  assert.deepEqual(told, [
    { name: 'Boss', admin: true },
    { name: 'Kim', admin: false },
  ])
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

test('a node out of touch is unknown until it reports', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  await force(batch, node!, { state: 'unknown', stateBefore: 'idle' })
  await batch.nodes.reboot(node!.id, 'another')
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

test('what no account of a node can have is refused, and told without the secret', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch, 1)
  const users = `${POOL}/nodes/${node!.id}/users`
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH kim'
  const day = 86_400_000
  const at = (ms: number) => new Date(batch.clock.now() + ms).toISOString()
  for (const [given, property] of [
    [{ sshPublicKey: 'SECRET' }, 'sshPublicKey'],
    [{ sshPublicKey: `${key}\n${key}` }, 'sshPublicKey'],
    [{ sshPublicKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nSECRET' }, 'sshPublicKey'],
    [{ password: '' }, 'password'],
    [{ password: 'SECRET\nroot:x' }, 'password'],
    [{ expiryTime: at(0) }, 'expiryTime'],
    [{ expiryTime: at(-day) }, 'expiryTime'],
    [{ expiryTime: 'next week' }, 'expiryTime'],
  ] as const) {
    await batch.call('POST', users, { body: { name: 'kim', sshPublicKey: key } })
    for (const [method, path, body] of [
      ['POST', users, { name: 'new', ...given }],
      ['PUT', `${users}/kim`, given],
    ] as const) {
      const refused = await batch.call(method, path, { body })
      const what = `${method} ${JSON.stringify(given)}`
      assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidPropertyValue'], what)
      assert.match(refused.text, new RegExp(`"${property}"`), what)
      assert.ok(!refused.text.includes('SECRET'), what)
    }
  }
  const taken = { name: 'new', password: '12345', sshPublicKey: `${key}\n`, expiryTime: at(day) }
  assert.equal((await batch.call('POST', users, { body: taken })).status, 201)
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

test('an unknown node is taken away from the driver', async () => {
  await using batch = await startBatch()
  const stranger = { nodeId: 'stranger', poolId: 'p', slots: 1, environment: {} }
  await batch.nodes.setUp(stranger)
  await batch.pass(0)
  await assert.rejects(listAll(batch.nodes.files, 'stranger', '', false))
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
