// One file, because each operation is tried in each state: recorded answers of pools on the wire.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#store/sql.ts'
import { certificate } from '#testing/certificates.ts'
import {
  type Answer,
  ARM_PATH,
  type BatchServer,
  NEWEST,
  startBatch,
  userToken,
  VERSIONS,
} from './batch-server.ts'

const vm = {
  imageReference: {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
}
const POOL = '/pools/Pool1'

const add = (batch: BatchServer, change: object = {}, version?: string): Promise<Answer> =>
  batch.call('POST', '/pools', {
    version,
    body: {
      id: 'Pool1',
      vmSize: 'STANDARD_D2s_v3',
      virtualMachineConfiguration: vm,
      targetDedicatedNodes: 0,
      ...change,
    },
  })

const poolOf = async (batch: BatchServer) => (await batch.call('GET', POOL)).body

test('a pool that is added is told as recorded', async () => {
  await using batch = await startBatch()
  const added = await add(batch, { startTask: { commandLine: 'true' } })
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
  await add(batch, { targetDedicatedNodes: 2 })
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
    assert.equal((await add(batch, {}, version)).status, 201)
    const metadata = [{ name: 'a', value: 'b' }]
    const patched = await batch.call('PATCH', POOL, { version, body: { metadata } })
    assert.equal(patched.status, 200, patched.text)
    assert.deepEqual((await batch.call('GET', POOL, { version })).body.metadata, metadata)
    assert.equal((await batch.call('HEAD', POOL, { version })).status, 200)
    assert.equal((await batch.call('DELETE', POOL, { version })).status, 202)
    const again = await batch.call('DELETE', POOL, { version })
    assert.equal(again.body.code, 'PoolBeingDeleted')
    assert.equal((await add(batch, {}, version)).body.code, 'PoolBeingDeleted')
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
  const added = await add(batch, {
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
  const added = await add(batch, {})
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

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g/providers'
const IMAGE = `${GROUP}/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`
const SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/v/subnets/s`

test('what a pool cannot be is refused by the name of what is at fault', async () => {
  await using batch = await startBatch()
  const cases: [object, string, string?][] = [
    [{ virtualMachineConfiguration: undefined }, 'MissingRequiredProperty'],
    [{ cloudServiceConfiguration: { osFamily: '5' } }, 'InvalidPropertyValue'],
    [{ targetDedicatedNodes: -1 }, 'InvalidPropertyValue', 'targetDedicatedNodes'],
    [{ resizeTimeout: 'PT4M' }, 'InvalidPropertyValue', 'resizeTimeout'],
    [{ taskSlotsPerNode: 9 }, 'InvalidPropertyValue', 'taskSlotsPerNode'],
    [
      { virtualMachineConfiguration: { ...vm, nodeAgentSKUId: 'batch.node.none' } },
      'NodeAgentSKUNotFound',
    ],
    [
      { virtualMachineConfiguration: { ...vm, nodeAgentSKUId: 'batch.node.debian 12' } },
      'InvalidPropertyValue',
      'nodeAgentSKUId',
    ],
    [
      { virtualMachineConfiguration: { ...vm, imageReference: { virtualMachineImageId: '/s' } } },
      'InvalidPropertyValue',
      'virtualMachineImageId',
    ],
    [
      { virtualMachineConfiguration: { ...vm, imageReference: { virtualMachineImageId: IMAGE } } },
      'AuthenticationFailed',
    ],
    [
      {
        virtualMachineConfiguration: {
          ...vm,
          imageReference: { virtualMachineImageId: IMAGE, version: 'latest' },
        },
      },
      'InvalidPropertyValue',
      'version',
    ],
    [
      {
        virtualMachineConfiguration: {
          ...vm,
          imageReference: {
            virtualMachineImageId: `${GROUP}/Microsoft.Compute/images/managed`,
          },
        },
      },
      'InvalidPropertyValue',
      'virtualMachineImageId',
    ],
    [{ vmSize: 'STANDARD_DS64_v3' }, 'InvalidPropertyValue', 'vmSize'],
    [
      {
        virtualMachineConfiguration: {
          imageReference: {
            publisher: 'microsoft-azure-batch',
            offer: 'ubuntu-server-container',
            sku: '20.04-lts',
          },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      },
      'InvalidPropertyValue',
      'imageReference',
    ],
    [{ networkConfiguration: { subnetId: SUBNET } }, 'AuthenticationFailed'],
    [{ networkConfiguration: { subnetId: '/s' } }, 'InvalidPropertyValue', 'subnetId'],
    [
      { networkConfiguration: { subnetId: SUBNET.replace('1111', '2222') } },
      'InvalidPropertyValue',
      'subnetId',
    ],
    [
      {
        networkConfiguration: {
          publicIPAddressConfiguration: { provision: 'noPublicIPAddresses' },
        },
      },
      'InvalidPropertyValue',
      'provision',
    ],
    [
      { networkConfiguration: { publicIPAddressConfiguration: { provision: 'usermanaged' } } },
      'MissingRequiredProperty',
      'ipAddressIds',
    ],
    [{ enableAutoScale: true }, 'InvalidPropertyValue', 'targetDedicatedNodes'],
    [
      { applicationPackageReferences: [{ applicationId: 'a' }] },
      'InvalidApplicationPackageReferences',
      'applicationPackageReferences',
    ],
    [{ metadata: [{ name: '', value: 'x' }] }, 'EmptyMetadataKey'],
    [
      {
        virtualMachineConfiguration: {
          imageReference: {
            publisher: 'MicrosoftWindowsServer',
            offer: 'WindowsServer',
            sku: '2022-Datacenter',
          },
          nodeAgentSKUId: 'batch.node.windows amd64',
          windowsConfiguration: { enableAutomaticUpdates: true },
        },
        upgradePolicy: {
          mode: 'automatic',
          automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true },
        },
      },
      'InvalidPropertyValue',
      'enableAutomaticOSUpgrade',
    ],
    [
      { userAccounts: [{ name: 'a', password: 'x', linuxUserConfiguration: { uid: 1 } }] },
      'InvalidPropertyValue',
    ],
    [
      { certificateReferences: [{ thumbprint: '00'.repeat(20), thumbprintAlgorithm: 'sha1' }] },
      'InvalidCertificateReferences',
    ],
    [
      { enableInterNodeCommunication: true, targetDedicatedNodes: 101 },
      'InvalidPropertyValue',
      'targetDedicatedNodes',
    ],
  ]
  for (const [change, code, property] of cases) {
    const answer = await add(batch, change)
    assert.equal(answer.body.code, code, `${JSON.stringify(change)}: ${answer.text}`)
    if (property) {
      const values = answer.body.values as unknown as { key: string; value: string }[]
      assert.equal(values.find(({ key }) => key === 'PropertyName')?.value, property)
    }
  }
  assert.equal((await batch.call('GET', POOL)).status, 404)
})

test('inbound NAT pools keep to their ports', async () => {
  await using batch = await startBatch()
  const nat = {
    name: 'a',
    protocol: 'tcp',
    backendPort: 80,
    frontendPortRangeStart: 1000,
    frontendPortRangeEnd: 1039,
  }
  const withNat = (...inboundNATPools: object[]) =>
    add(batch, { networkConfiguration: { endpointConfiguration: { inboundNATPools } } })
  for (const bad of [
    [{ ...nat, backendPort: 29_876 }],
    [{ ...nat, frontendPortRangeEnd: 1038 }],
    [{ ...nat, frontendPortRangeStart: 49_990, frontendPortRangeEnd: 50_100 }],
    [nat, { ...nat, name: 'b', frontendPortRangeStart: 2000, frontendPortRangeEnd: 2100 }],
    [nat, { ...nat, name: 'b', backendPort: 81, frontendPortRangeEnd: 1100 }],
    [nat, { ...nat, backendPort: 81, frontendPortRangeStart: 2000, frontendPortRangeEnd: 2100 }],
  ]) {
    assert.equal((await withNat(...bad)).body.code, 'InvalidPropertyValue', JSON.stringify(bad))
  }
  assert.equal((await withNat(nat)).status, 201)
})

test('endpoints lead to SSH from the api-version on whose pools have no such way by themselves', async () => {
  await using batch = await startBatch()
  const ssh = {
    name: 'ssh',
    protocol: 'tcp',
    backendPort: 22,
    frontendPortRangeStart: 4000,
    frontendPortRangeEnd: 4100,
  }
  const network = { networkConfiguration: { endpointConfiguration: { inboundNATPools: [ssh] } } }
  const refused = await add(batch, network, '2024-02-01.19.0')
  assert.equal(refused.body.code, 'InvalidPropertyValue')
  assert.equal((await add(batch, network, '2024-07-01.20.0')).status, 201)
})

test('a resize goes on until it is stopped, and others wait for it', async () => {
  await using batch = await startBatch()
  await add(batch)
  const resize = (body: object) => batch.call('POST', `${POOL}/resize`, { body })
  assert.equal((await resize({ targetDedicatedNodes: 3 })).body.code, 'PoolBeingResized')
  await batch.pass(2_000)
  const stopped = await batch.call('POST', `${POOL}/stopresize`)
  assert.equal(stopped.body.code, 'OperationInvalidForCurrentState')
  const before = (await batch.call('GET', POOL)).headers.etag
  const begun = await resize({ targetDedicatedNodes: 3 })
  assert.equal(begun.status, 202)
  assert.notEqual(begun.headers.etag, before)
  assert.equal(begun.headers.dataserviceid, `${batch.origin}${POOL}/resize`)
  assert.equal((await batch.call('POST', `${POOL}/stopresize`)).status, 202)
  assert.equal((await poolOf(batch)).allocationState, 'stopping')
  assert.equal((await batch.call('POST', `${POOL}/stopresize`)).status, 409)
  await batch.pass(60_000)
  const pool = await poolOf(batch)
  assert.equal(pool.allocationState, 'steady')
  assert.equal(pool.currentDedicatedNodes, 0)
  assert.equal(pool.targetDedicatedNodes, 3)
  assert.equal((pool.resizeErrors as unknown as { code: string }[])[0]!.code, 'ResizeStopped')
  assert.equal((await resize({ targetDedicatedNodes: 1 })).status, 202)
  assert.equal((await poolOf(batch)).resizeErrors, undefined)
  await batch.pass(60_000)
  assert.equal((await poolOf(batch)).currentDedicatedNodes, 1)
})

test('a quota of cores leaves a pool smaller than it was to be', async () => {
  await using batch = await startBatch()
  await add(batch, {
    vmSize: 'Standard_D96s_v5',
    targetDedicatedNodes: 10,
    targetLowPriorityNodes: 2,
  })
  await batch.pass(28_000)
  const pool = await poolOf(batch)
  assert.equal(pool.currentDedicatedNodes, 9)
  assert.equal(pool.currentLowPriorityNodes, 1)
  assert.deepEqual(
    (pool.resizeErrors as unknown as { code: string }[]).map(({ code }) => code),
    ['AccountCoreQuotaReached', 'AccountLowPriorityCoreQuotaReached'],
  )
})

test('a stale ETag is refused where conditions are declared', async () => {
  await using batch = await startBatch()
  const { etag } = (await add(batch)).headers
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
  await add(batch, { startTask: { commandLine: 'true' }, metadata: [{ name: 'a', value: 'b' }] })
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
  await add(batch, { targetDedicatedNodes: 1 }, version)
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
  const refused = await add(batch, tags, newest)
  assert.deepEqual([refused.status, refused.body.code], [400, 'UnsupportedProperty'])
  assert.equal((await add(batch, { resourceTags: {} }, newest)).status, 201)
  assert.equal((await patch()).body.code, 'UnsupportedProperty')
  await batch.ports.store.write((tx) =>
    tx.run(sql`
      update arm_resource
         set body = json_set(body, '$.poolAllocationMode', 'UserSubscription')
       where id = ${ARM_PATH}`),
  )
  const patched = await patch()
  assert.equal(patched.status, 200, patched.text)
})

test('passwords of user accounts never come back', async () => {
  await using batch = await startBatch()
  const linuxUserConfiguration = { uid: 1000, gid: 1000, sshPrivateKey: 'hidden' }
  await add(batch, { userAccounts: [{ name: 'u', password: 'hidden', linuxUserConfiguration }] })
  const got = await batch.call('GET', POOL)
  assert.ok(!got.text.includes('hidden'))
  assert.equal((got.body.userAccounts as unknown as { name: string }[])[0]!.name, 'u')
})

test('lists are filtered by what the documents name', async () => {
  await using batch = await startBatch()
  for (const id of ['a1', 'a2', 'B1']) await add(batch, { id })
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
  const added = await add(batch, { certificateReferences: [reference], targetDedicatedNodes: 1 })
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
  const retired = await add(
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
  const made = await add(batch, { ...sent, targetDedicatedNodes: 0 }, version)
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
