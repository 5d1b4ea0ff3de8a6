// The newest api-version, which most of today's clients send, and older ones that are answered like
// the nearest that is described.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NEWEST, startBatch, VERSIONS } from '../batch-server.ts'

const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' }
const pool = {
  id: 'p',
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: 0,
  virtualMachineConfiguration: {
    imageReference: image,
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
}
const GONE = ['certificateReferences', 'targetNodeCommunicationMode', 'resourceTags'] as const

test('what the newest api-version has no more is refused and not answered', async () => {
  await using server = await startBatch()
  const made = await server.call('POST', '/pools', {
    version: '2024-02-01.19.0',
    body: { ...pool, targetNodeCommunicationMode: 'simplified' },
  })
  assert.equal(made.status, 201, made.text)
  const { body: shown } = await server.call('GET', '/pools/p', { version: NEWEST })
  assert.equal(shown.id, 'p')
  for (const name of GONE) {
    assert.ok(!(name in shown), name)
    const value = name === 'certificateReferences' ? [] : name === 'resourceTags' ? {} : 'default'
    for (const [method, path, body] of [
      ['POST', '/pools', { ...pool, id: 'q', [name]: value }],
      ['PATCH', '/pools/p', { [name]: value }],
    ] as const) {
      const refused = await server.call(method, path, { version: NEWEST, body })
      assert.equal(refused.status, 400, `${method} ${name}`)
      assert.equal(refused.body.code, 'InvalidRequestBody')
      assert.match(refused.text, new RegExp(name))
    }
  }
  const certificates = await server.call('GET', '/certificates', { version: NEWEST })
  assert.deepEqual(
    [certificates.status, certificates.body.code],
    [400, 'UnsupportedRequestVersion'],
  )
})

test('what the newest api-version brought is kept, and older ones do not see it', async () => {
  await using server = await startBatch()
  const given = {
    ...pool,
    taskSchedulingPolicy: { nodeFillType: 'Pack', jobDefaultOrder: 'CreationTime' },
    networkConfiguration: {
      publicIPAddressConfiguration: {
        ipFamilies: ['IPv4', 'IPv6'],
        ipTags: [{ ipTagType: 'FirstPartyUsage', tag: 'SQL' }],
      },
    },
    virtualMachineConfiguration: {
      ...pool.virtualMachineConfiguration,
      dataDisks: [
        { lun: 0, diskSizeGB: 8, managedDisk: { storageAccountType: 'premium_lrs' } },
        { lun: 1, diskSizeGB: 8 },
      ],
      securityProfile: {
        securityType: 'trustedLaunch',
        proxyAgentSettings: { enabled: true, imds: { mode: 'Audit' } },
      },
    },
  }
  const made = await server.call('POST', '/pools', { version: NEWEST, body: given })
  assert.equal(made.status, 201, made.text)
  const { body: newest } = await server.call('GET', '/pools/p', { version: NEWEST })
  const machine = newest.virtualMachineConfiguration!
  assert.deepEqual(machine.dataDisks as unknown, [
    {
      lun: 0,
      caching: 'none',
      diskSizeGB: 8,
      managedDisk: { storageAccountType: 'premium_lrs' },
    },
    {
      lun: 1,
      caching: 'none',
      diskSizeGB: 8,
      managedDisk: { storageAccountType: 'standard_lrs' },
    },
  ])
  assert.deepEqual(machine.securityProfile!.proxyAgentSettings as unknown, {
    enabled: true,
    imds: { mode: 'Audit' },
  })
  assert.equal(newest.taskSchedulingPolicy!.jobDefaultOrder, 'creationtime')
  assert.deepEqual(newest.networkConfiguration!.publicIPAddressConfiguration!.ipTags as unknown, [
    { ipTagType: 'FirstPartyUsage', tag: 'SQL' },
  ])
  const { body: older } = await server.call('GET', '/pools/p', { version: VERSIONS.at(-1)! })
  assert.deepEqual(older.taskSchedulingPolicy as unknown, { nodeFillType: 'Pack' })
  const [disk] = older.virtualMachineConfiguration!.dataDisks as unknown as object[]
  assert.deepEqual(disk, {
    lun: 0,
    caching: 'none',
    diskSizeGB: 8,
    storageAccountType: 'premium_lrs',
  })
})

test('a job is replaced by what was read of it, and its end can be forced at once', async () => {
  await using server = await startBatch()
  const call: typeof server.call = (method, path, sent) =>
    server.call(method, path, { version: NEWEST, ...sent })
  assert.equal((await call('POST', '/pools', { body: pool })).status, 201)
  assert.equal(
    (await call('POST', '/jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } })).status,
    201,
  )
  const { body: job } = await call('GET', '/jobs/j')
  const replaced = await call('PUT', '/jobs/j', { body: { ...(job as object), priority: 5 } })
  assert.equal(replaced.status, 200, replaced.text)
  assert.equal((await call('GET', '/jobs/j')).body.priority as unknown, 5)
  const task = { id: 't', commandLine: 'true' }
  assert.equal((await call('POST', '/jobs/j/tasks', { body: task })).status, 201)
  const { body: read } = await call('GET', '/jobs/j/tasks/t')
  const limits = { ...(read as object), constraints: { maxTaskRetryCount: 2 } }
  assert.equal((await call('PUT', '/jobs/j/tasks/t', { body: limits })).status, 200)
  const old = await call('POST', '/jobs/j/terminate', { body: { forceAfterSeconds: 1 } })
  assert.equal(old.body.code, 'InvalidRequestBody')
  assert.equal((await call('POST', '/jobs/j/terminate?force=true')).status, 202)
  assert.equal((await call('DELETE', '/jobs/j?force=True')).status, 202)
})

test('api-versions between and before those described are answered like the nearest', async () => {
  await using server = await startBatch()
  assert.equal((await server.call('POST', '/pools', { body: pool })).status, 201)
  for (const version of [
    '2018-12-01.8.0',
    '2019-08-01.10.0',
    '2020-09-01.12.0',
    '2021-06-01.14.0',
    '2022-01-01.15.0',
    '2023-05-01.17.0',
  ]) {
    const shown = await server.call('GET', '/pools/p', { version })
    assert.equal(shown.status, 200, version)
    // These came later than all of them.
    assert.ok(!('resourceTags' in shown.body) && !('upgradePolicy' in shown.body))
    assert.equal((await server.call('GET', '/lifetimepoolstats', { version })).status, 200, version)
  }
  const unknown = await server.call('GET', '/pools', { version: '2021-06-01' })
  assert.equal(unknown.body.code, 'InvalidQueryParameterValue')
})
