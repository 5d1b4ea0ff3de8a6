// Pools on the wire: what is recorded of them when they are added, shown, changed and listed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificate } from '#testing/certificates.ts'
import { changeAccount, NEWEST, startBatch, userToken, VERSIONS } from '../batch-server.ts'
import { addPool, POOL, poolOf, vm } from './pools-world.ts'

test('a pool that is added is told as recorded', async () => {
  await using batch = await startBatch()
  const added = await addPool(batch, { startTask: { commandLine: 'true' } })
  assert.equal(added.status, 201, added.text)
  assert.equal(added.headers.location, `${batch.origin}/pools/Pool1`)
  assert.equal(added.headers.dataserviceid, added.headers.location)
  const got = await batch.call('GET', '/pools/POOL1')
  assert.equal(got.status, 200)
  assert.equal(got.headers.etag, added.headers.etag)
  const { eTag, lastModified, ...body } = { ...(got.body as object) } as Record<string, unknown>
  assert.equal(eTag, added.headers.etag)
  assert.ok(lastModified)
  assert.deepEqual(body, {
    'odata.metadata': `${batch.origin}/$metadata#pools/@Element`,
    id: 'Pool1',
    url: `${batch.origin}/pools/Pool1`,
    creationTime: '2026-03-05T10:15:00.123Z',
    state: 'active',
    stateTransitionTime: '2026-03-05T10:15:00.123Z',
    allocationState: 'resizing',
    allocationStateTransitionTime: '2026-03-05T10:15:00.123Z',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { ...vm.imageReference, version: 'latest' },
      nodeAgentSKUId: vm.nodeAgentSKUId,
    },
    resizeTimeout: 'PT15M',
    currentDedicatedNodes: 0,
    currentLowPriorityNodes: 0,
    targetDedicatedNodes: 0,
    targetLowPriorityNodes: 0,
    enableAutoScale: false,
    enableInterNodeCommunication: false,
    taskSlotsPerNode: 1,
    taskSchedulingPolicy: { nodeFillType: 'Spread' },
    startTask: {
      commandLine: 'true',
      userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } },
      maxTaskRetryCount: 0,
      waitForSuccess: true,
    },
  })
  await batch.pass(2_000)
  const steady = await batch.call('GET', POOL)
  assert.equal(steady.body.allocationState, 'steady')
  // Recorded: the end of a resize is no change that an ETag tells of.
  assert.equal(steady.headers.etag, added.headers.etag)
  assert.deepEqual(batch.bugs, [])
})

test('a pool of two gets its nodes at the pace that was recorded', async () => {
  await using batch = await startBatch()
  await addPool(batch, { targetDedicatedNodes: 2 })
  await batch.pass(27_999)
  assert.equal((await poolOf(batch)).allocationState, 'resizing')
  await batch.pass(1)
  const steady = await poolOf(batch)
  assert.equal(steady.allocationState, 'steady')
  assert.equal(steady.currentDedicatedNodes, 2)
  assert.equal(steady.currentNodeCommunicationMode, 'classic')
  assert.deepEqual(batch.bugs, [])
})

for (const version of [...VERSIONS, NEWEST]) {
  test(`a pool is added, patched and deleted in ${version}`, async () => {
    await using batch = await startBatch()
    assert.equal((await addPool(batch, {}, version)).status, 201)
    const metadata = [{ name: 'a', value: 'b' }]
    const patched = await batch.call('PATCH', POOL, { version, body: { metadata } })
    assert.equal(patched.status, 200, patched.text)
    assert.deepEqual((await batch.call('GET', POOL, { version })).body.metadata, metadata)
    assert.equal((await batch.call('HEAD', POOL, { version })).status, 200)
    assert.equal((await batch.call('DELETE', POOL, { version })).status, 202)
    const again = await batch.call('DELETE', POOL, { version })
    assert.equal(again.body.code, 'PoolBeingDeleted')
    assert.equal((await addPool(batch, {}, version)).body.code, 'PoolBeingDeleted')
    await batch.pass(6_000)
    assert.equal((await batch.call('GET', POOL, { version })).body.code, 'PoolNotFound')
    assert.equal((await batch.call('HEAD', POOL, { version })).status, 404)
  })
}

test('what is not said of a pool is filled in as recorded', async () => {
  await using batch = await startBatch()
  const rule = { priority: 150, access: 'allow', sourceAddressPrefix: '*' }
  const nat = {
    name: 'nat',
    protocol: 'udp',
    backendPort: 64_444,
    frontendPortRangeStart: 60_000,
    frontendPortRangeEnd: 61_000,
  }
  const added = await addPool(batch, {
    targetDedicatedNodes: undefined,
    virtualMachineConfiguration: { ...vm, dataDisks: [{ lun: 1, diskSizeGB: 50 }] },
    networkConfiguration: {
      endpointConfiguration: { inboundNATPools: [{ ...nat, networkSecurityGroupRules: [rule] }] },
    },
  })
  assert.equal(added.status, 201, added.text)
  const pool = (await batch.call('GET', POOL)).body
  assert.equal(pool.allocationState, 'resizing')
  assert.equal(pool.targetDedicatedNodes as unknown, 0)
  assert.deepEqual(pool.virtualMachineConfiguration!.dataDisks as unknown, [
    { lun: 1, caching: 'none', diskSizeGB: 50, storageAccountType: 'standard_lrs' },
  ])
  assert.deepEqual(pool.networkConfiguration as unknown, {
    dynamicVNetAssignmentScope: 'none',
    enableAcceleratedNetworking: false,
    endpointConfiguration: {
      inboundNATPools: [
        { ...nat, networkSecurityGroupRules: [{ ...rule, sourcePortRanges: ['*'] }] },
      ],
    },
  })
})

test('success without a body comes in chunks, but for a 204', async () => {
  await using batch = await startBatch()
  const added = await addPool(batch, {})
  await batch.pass(60_000)
  const removed = await batch.call('POST', `${POOL}/updateproperties`, {
    body: { metadata: [], certificateReferences: [], applicationPackageReferences: [] },
  })
  const deleted = await batch.call('DELETE', POOL)
  const framing = [added, removed, deleted].map(({ status, headers }) => [
    status,
    headers['transfer-encoding'],
    headers['content-length'],
  ])
  assert.deepEqual(framing, [
    [201, 'chunked', undefined],
    [204, undefined, '0'],
    [202, 'chunked', undefined],
  ])
})

test('a stale ETag is refused where conditions are declared', async () => {
  await using batch = await startBatch()
  const { etag } = (await addPool(batch)).headers
  await batch.pass(2_000)
  await batch.call('PATCH', POOL, { body: { metadata: [] } })
  const headers = { 'if-match': String(etag) }
  for (const [method, path, body] of [
    ['PATCH', POOL, { metadata: [] }],
    ['DELETE', POOL, undefined],
    ['POST', `${POOL}/resize`, { targetDedicatedNodes: 1 }],
    ['POST', `${POOL}/stopresize`, undefined],
    ['POST', `${POOL}/removenodes`, { nodeList: ['a'] }],
  ] as const) {
    const answer = await batch.call(method, path, { headers, body })
    assert.equal(answer.status, 412, `${method} ${path}`)
  }
  const unchanged = await batch.call('GET', POOL, {
    headers: { 'if-none-match': String((await batch.call('GET', POOL)).headers.etag) },
  })
  assert.equal(unchanged.status, 304)
})

test('updateproperties replaces what it names and removes a start task it leaves out', async () => {
  await using batch = await startBatch()
  await addPool(batch, {
    startTask: { commandLine: 'true' },
    metadata: [{ name: 'a', value: 'b' }],
  })
  const body = { certificateReferences: [], applicationPackageReferences: [], metadata: [] }
  const updated = await batch.call('POST', `${POOL}/updateproperties`, { body })
  assert.equal(updated.status, 204, updated.text)
  const pool = await poolOf(batch)
  assert.equal(pool.startTask, undefined)
  // Recorded: an empty list leaves nothing here.
  assert.equal(pool.metadata, undefined)
  assert.equal(pool.targetNodeCommunicationMode, 'default')
})

test('what 2024-07-01.20.0 lets be patched changes only while the pool is empty', async () => {
  await using batch = await startBatch()
  const version = '2024-07-01.20.0'
  await addPool(batch, { targetDedicatedNodes: 1 }, version)
  const patch = () => batch.call('PATCH', POOL, { version, body: { vmSize: 'standard_d4s_v3' } })
  const patched = await patch()
  assert.equal(patched.status, 200, patched.text)
  await batch.pass(28_000)
  assert.equal((await patch()).body.code, 'InvalidPropertyValue')
  const old = await batch.call('PATCH', POOL, { body: { vmSize: 'standard_d4s_v3' } })
  assert.equal(old.body.code, 'InvalidRequestBody')
})

test('pools have resource tags only in accounts whose nodes are in the user’s subscription', async () => {
  await using batch = await startBatch()
  const newest = '2024-07-01.20.0'
  const tags = { resourceTags: { stage: 'test' } }
  const headers = { authorization: `Bearer ${await userToken(batch)}` }
  const patch = () =>
    batch.call('PATCH', POOL, { version: newest, body: tags, unsigned: true, headers })
  const refused = await addPool(batch, tags, newest)
  assert.deepEqual([refused.status, refused.body.code], [400, 'UnsupportedProperty'])
  assert.equal((await addPool(batch, { resourceTags: {} }, newest)).status, 201)
  assert.equal((await patch()).body.code, 'UnsupportedProperty')
  await changeAccount(batch, { poolAllocationMode: 'UserSubscription' })
  const patched = await patch()
  assert.equal(patched.status, 200, patched.text)
})

test('nodes that talk are fewer where they are in the user’s subscription', async () => {
  await using batch = await startBatch()
  const sized = (targetDedicatedNodes: number) => ({
    id: 'Pool1',
    vmSize: 'STANDARD_D2s_v3',
    virtualMachineConfiguration: vm,
    enableInterNodeCommunication: true,
    targetDedicatedNodes,
  })
  await changeAccount(batch, { poolAllocationMode: 'UserSubscription' })
  const headers = { authorization: `Bearer ${await userToken(batch)}` }
  const post = (path: string, body: object) =>
    batch.call('POST', path, { body, unsigned: true, headers })
  assert.equal((await post('/pools', sized(81))).body.code, 'InvalidPropertyValue')
  assert.equal((await post('/pools', sized(0))).status, 201)
  await batch.pass(60_000)
  const resize = await post(`${POOL}/resize`, { targetDedicatedNodes: 81 })
  assert.equal(resize.body.code, 'InvalidPropertyValue')
  assert.equal((await post(`${POOL}/resize`, { targetDedicatedNodes: 80 })).status, 202)
})

test('passwords of user accounts never come back', async () => {
  await using batch = await startBatch()
  const linuxUserConfiguration = { uid: 1000, gid: 1000, sshPrivateKey: 'hidden' }
  await addPool(batch, {
    userAccounts: [{ name: 'u', password: 'hidden', linuxUserConfiguration }],
  })
  const got = await batch.call('GET', POOL)
  assert.ok(!got.text.includes('hidden'))
  assert.equal((got.body.userAccounts as unknown as { name: string }[])[0]!.name, 'u')
})

test('lists are filtered by what the documents name', async () => {
  await using batch = await startBatch()
  for (const id of ['a1', 'a2', 'B1']) await addPool(batch, { id })
  const ids = async (filter: string) => {
    const answer = await batch.call('GET', `/pools?$filter=${encodeURIComponent(filter)}`)
    return (answer.body.value as unknown as { id: string }[] | undefined)?.map(({ id }) => id)
  }
  assert.deepEqual(await ids("startswith(id,'A')"), ['a1', 'a2'])
  assert.deepEqual(await ids("id gt 'a1' and state eq 'active'"), ['a2', 'B1'])
  assert.deepEqual(await ids("allocationState eq 'steady'"), [])
  assert.deepEqual(await ids("vmSize eq 'Standard_D2s_v3'"), ['a1', 'a2', 'B1'])
  assert.deepEqual(await ids('enableAutoScale eq true'), [])
  assert.equal(await ids("displayName eq 'x'"), undefined)
})

test('a certificate is needed by the pools that name it and the nodes that have it', async () => {
  await using batch = await startBatch()
  const { thumbprint } = certificate
  const reference = { thumbprint: thumbprint.toUpperCase(), thumbprintAlgorithm: 'sha1' }
  const path = `/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`
  const sent = { thumbprint, thumbprintAlgorithm: 'sha1', data: certificate.cer }
  const body = { ...sent, certificateFormat: 'cer' }
  assert.equal((await batch.call('POST', '/certificates', { body })).status, 201)
  const added = await addPool(batch, {
    certificateReferences: [reference],
    targetDedicatedNodes: 1,
  })
  assert.equal(added.status, 201, added.text)
  await batch.pass(60_000)
  assert.deepEqual((await poolOf(batch)).certificateReferences, [
    {
      thumbprint,
      thumbprintAlgorithm: 'sha1',
      storeLocation: 'currentuser',
      storeName: 'My',
      visibility: ['starttask', 'task', 'remoteuser'],
    },
  ])
  const refusedWith = async () => {
    await batch.call('DELETE', path)
    await batch.pass(60_000)
    const error = (await batch.call('GET', path)).body.deleteCertificateError
    if (error) assert.equal((await batch.call('POST', `${path}/canceldelete`)).status, 204)
    return error?.code
  }
  assert.equal(await refusedWith(), 'PoolsReferencingCertificate')
  const patched = await batch.call('PATCH', POOL, { body: { certificateReferences: [] } })
  assert.equal(patched.status, 200)
  assert.equal(await refusedWith(), 'NodesReferencingCertificate')
  const nodes = (await batch.call('GET', `${POOL}/nodes`)).body.value as unknown as { id: string }[]
  await batch.call('POST', `${POOL}/nodes/${nodes[0]!.id}/reboot`)
  await batch.pass(60_000)
  assert.equal(await refusedWith(), undefined)
  const retired = await addPool(
    batch,
    { id: 'p2', certificateReferences: [reference] },
    '2024-07-01.20.0',
  )
  assert.equal(retired.body.code, 'CertificateRetired')
})

test('what was recorded otherwise than documented comes back so', async () => {
  await using batch = await startBatch()
  const machine = {
    ...vm,
    osDisk: { caching: 'readWrite', managedDisk: { storageAccountType: 'standard_lrs' } },
    securityProfile: { securityType: 'trustedLaunch' },
  }
  const version = '2024-07-01.20.0'
  const sent = { virtualMachineConfiguration: machine, networkConfiguration: {} }
  const made = await addPool(batch, { ...sent, targetDedicatedNodes: 0 }, version)
  assert.equal(made.status, 201, made.text)
  const { body: pool } = await batch.call('GET', POOL, { version })
  const { osDisk, securityProfile } = pool.virtualMachineConfiguration!
  assert.deepEqual(osDisk as unknown, {
    ephemeralOSDiskSettings: {},
    caching: 'ReadWrite',
    managedDisk: { storageAccountType: 'standard_lrs' },
  })
  assert.equal(securityProfile!.securityType, 'trustedlaunch')
  assert.equal(pool.networkConfiguration!.enableAcceleratedNetworking as unknown, false)
  assert.deepEqual(pool.certificateReferences as unknown, [])
  const older = await batch.call('GET', POOL, { version: '2024-02-01.19.0' })
  assert.equal(older.body.certificateReferences, undefined)
  const { body: part } = await batch.call('GET', `${POOL}?$select=id,state&$expand=stats`, {
    version,
  })
  assert.deepEqual(Object.keys(part).sort(), ['id', 'odata.metadata', 'state'])
})
