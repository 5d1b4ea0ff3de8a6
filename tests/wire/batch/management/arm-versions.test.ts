// Microsoft.Batch in its newer api-versions: what came and what went, what null means in a change, and
// what has no counterpart here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, type BatchServer, NEWEST, startBatch } from '../batch-server.ts'

const PATH = `${ARM_PATH}/pools/pool1`
const machine = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSkuId: 'batch.node.ubuntu 20.04',
}
const properties = {
  vmSize: 'STANDARD_D2S_V3',
  deploymentConfiguration: { virtualMachineConfiguration: machine },
}

const arm = (batch: BatchServer, method: string, path: string, body?: object, version = NEWEST) =>
  batch.call(method, path, { version, ...(body && { body }) })

type Json = Record<string, unknown>
const propertiesOf = ({ body }: Answer) => body.properties as unknown as Json
const machineOf = (answer: Answer): Json => {
  const { deploymentConfiguration } = propertiesOf(answer) as {
    deploymentConfiguration: { virtualMachineConfiguration: Json }
  }
  return deploymentConfiguration.virtualMachineConfiguration
}

test('the settings that came with 2025-06-01 are kept, and shown on both planes', async () => {
  await using batch = await startBatch()
  const settings = {
    dataDisks: [{ lun: 0, diskSizeGB: 10, managedDisk: { storageAccountType: 'Premium_LRS' } }],
    securityProfile: {
      securityType: 'confidentialVM',
      proxyAgentSettings: {
        enabled: true,
        imds: { mode: 'Audit' },
        wireServer: { mode: 'Enforce' },
      },
    },
    osDisk: {
      managedDisk: { securityProfile: { securityEncryptionType: 'DiskWithVMGuestState' } },
    },
  }
  const made = await arm(batch, 'PUT', PATH, {
    tags: { Team: 'Blue' },
    properties: {
      ...properties,
      deploymentConfiguration: { virtualMachineConfiguration: { ...machine, ...settings } },
      taskSchedulingPolicy: { nodeFillType: 'Spread', jobDefaultOrder: 'CreationTime' },
      networkConfiguration: {
        publicIPAddressConfiguration: {
          provision: 'BatchManaged',
          ipFamilies: ['IPv4', 'IPv6'],
          ipTags: [{ ipTagType: 'FirstPartyUsage', tag: '/a' }],
        },
      },
    },
  })
  assert.equal(made.status, 200, made.text)
  const shown = await arm(batch, 'GET', PATH)
  assert.deepEqual(shown.body, made.body)
  assert.deepEqual(shown.body.tags, { Team: 'Blue' })
  const { dataDisks, securityProfile, osDisk } = machineOf(shown)
  assert.deepEqual(dataDisks, [{ ...settings.dataDisks[0], caching: 'None' }])
  assert.deepEqual(securityProfile, settings.securityProfile)
  assert.deepEqual((osDisk as Json).managedDisk, settings.osDisk.managedDisk)
  assert.deepEqual(propertiesOf(shown).taskSchedulingPolicy, {
    nodeFillType: 'Spread',
    jobDefaultOrder: 'CreationTime',
  })
  const data = await batch.call('GET', '/pools/pool1', { version: NEWEST })
  assert.equal(data.body.taskSchedulingPolicy!.jobDefaultOrder, 'creationtime')
  assert.deepEqual(data.body.tags, undefined)
  // An older api-version has the disk's kind of storage beside it, and no word of what came later.
  const older = machineOf(await arm(batch, 'GET', PATH, undefined, '2024-02-01'))
  assert.equal((older.dataDisks as Json[])[0]!.storageAccountType, 'Premium_LRS')
  assert.equal((older.dataDisks as Json[])[0]!.managedDisk, undefined)
  assert.equal((older.securityProfile as Json).proxyAgentSettings, undefined)
  assert.deepEqual(batch.bugs, [])
})

test('what went with 2025-06-01 is refused by its name, and never answered', async () => {
  await using batch = await startBatch()
  const put = (more: object, version: string) =>
    arm(batch, 'PUT', PATH, { properties: { ...properties, ...more } }, version)
  for (const [name, value] of Object.entries({
    certificates: [],
    targetNodeCommunicationMode: 'Classic',
    resourceTags: {},
    applicationLicenses: [],
  })) {
    const refused = await put({ [name]: value }, NEWEST)
    assert.deepEqual([refused.status, refused.body.error!.code], [400, 'InvalidRequestBody'], name)
    assert.match(refused.text, new RegExp(name))
    const older = await put({ [name]: value }, '2024-07-01')
    assert.equal(older.status, 200, older.text)
  }
  const shown = propertiesOf(await arm(batch, 'GET', PATH))
  assert.ok(!('targetNodeCommunicationMode' in shown) && !('applicationLicenses' in shown))
  for (const path of ['certificates', `certificates/sha1-${'0a'.repeat(20)}`]) {
    const gone = await arm(batch, 'GET', `${ARM_PATH}/${path}`)
    assert.equal(gone.status, 400, gone.text)
    const older = await arm(batch, 'GET', `${ARM_PATH}/${path}`, undefined, '2024-07-01')
    assert.ok([200, 404].includes(older.status), older.text)
  }
  const service = { cloudServiceConfiguration: { osFamily: '6' } }
  const cloud = await put({ vmSize: 'SMALL', deploymentConfiguration: service }, '2024-07-01')
  assert.deepEqual([cloud.status, cloud.body.error!.code], [400, 'InvalidRequestBody'])
})

test('null in a change takes a setting away, and what no pool is without is asked for', async () => {
  await using batch = await startBatch()
  const all = {
    displayName: 'a',
    metadata: [{ name: 'a', value: 'b' }],
    startTask: { commandLine: 'true' },
    userAccounts: [{ name: 'u', password: 'p' }],
    taskSlotsPerNode: 4,
    taskSchedulingPolicy: { nodeFillType: 'Pack' },
    interNodeCommunication: 'Enabled',
    networkConfiguration: { enableAcceleratedNetworking: true },
    upgradePolicy: { mode: 'automatic' },
  }
  const tags = { a: 'b' }
  const bare = propertiesOf(await arm(batch, 'PUT', `${ARM_PATH}/pools/bare`, { properties }))
  await arm(batch, 'PUT', PATH, { tags, properties: { ...properties, ...all } })
  for (const name of Object.keys(all)) {
    const changed = await arm(batch, 'PATCH', PATH, { properties: { [name]: null } })
    assert.equal(changed.status, 200, changed.text)
    assert.deepEqual(propertiesOf(changed)[name], bare[name], name)
    assert.deepEqual(changed.body.tags, tags)
  }
  const untagged = await arm(batch, 'PATCH', PATH, { tags: null })
  assert.equal(untagged.body.tags, undefined)
  for (const name of ['vmSize', 'deploymentConfiguration']) {
    const refused = await arm(batch, 'PATCH', PATH, { properties: { [name]: null } })
    assert.equal(refused.status, 400, refused.text)
    assert.equal(refused.body.error!.code, 'MissingRequiredProperty', name)
  }
  // A size is no setting: null says nothing of it.
  const size = await arm(batch, 'PATCH', PATH, { properties: { scaleSettings: null } })
  assert.deepEqual(propertiesOf(size).scaleSettings, bare.scaleSettings)
  // A pool with nodes keeps what only an empty one may change.
  await batch.pass(60_000)
  const fixedScale = { targetDedicatedNodes: 1 }
  await arm(batch, 'PATCH', PATH, {
    properties: { displayName: 'b', scaleSettings: { fixedScale } },
  })
  await batch.pass(60_000)
  const kept = await arm(batch, 'PATCH', PATH, { properties: { displayName: null } })
  assert.equal(kept.status, 400, kept.text)
  assert.deepEqual([kept.status, kept.body.error!.code], [400, 'PropertyCannotBeUpdated'])
  assert.deepEqual(batch.bugs, [])
})

test('a start task without a command line is refused, and an empty one stands for none', async () => {
  await using batch = await startBatch()
  const put = (startTask: object) =>
    arm(batch, 'PUT', PATH, { properties: { ...properties, startTask } })
  const refused = await put({ waitForSuccess: true })
  assert.deepEqual([refused.status, refused.body.error!.code], [400, 'MissingRequiredProperty'])
  assert.match(refused.text, /properties\.startTask\.commandLine/)
  assert.equal((await put({})).status, 200)
  assert.equal(propertiesOf(await arm(batch, 'GET', PATH)).startTask, undefined)
  assert.deepEqual(batch.bugs, [])
})

test('what comes from a network service is not there: nothing is listed, nothing found', async () => {
  await using batch = await startBatch()
  const kinds = {
    privateEndpointConnections: '2024-02-01',
    networkSecurityPerimeterConfigurations: '2024-07-01',
  }
  for (const [kind, from] of Object.entries(kinds)) {
    for (const version of [from, NEWEST]) {
      const listed = await arm(batch, 'GET', `${ARM_PATH}/${kind}`, undefined, version)
      assert.deepEqual([listed.status, listed.body], [200, { value: [] }])
      const one = await arm(batch, 'GET', `${ARM_PATH}/${kind}/a.b`, undefined, version)
      assert.deepEqual([one.status, one.body.error!.code], [404, 'ResourceNotFound'])
    }
  }
  const connection = `${ARM_PATH}/privateEndpointConnections/a.b`
  const state = { privateLinkServiceConnectionState: { status: 'Approved' } }
  const approved = await arm(batch, 'PATCH', connection, { properties: state })
  assert.deepEqual([approved.status, approved.body.error!.code], [404, 'ResourceNotFound'])
  const wrong = { privateLinkServiceConnectionState: { status: 'Adored' } }
  const refused = await arm(batch, 'PATCH', connection, { properties: wrong })
  assert.equal(refused.status, 400)
  assert.equal((await arm(batch, 'DELETE', connection)).status, 204)
  const perimeter = `${ARM_PATH}/networkSecurityPerimeterConfigurations/a/reconcile`
  assert.equal((await arm(batch, 'POST', perimeter)).status, 404)
  const before = await arm(batch, 'POST', perimeter, undefined, '2024-02-01')
  assert.equal(before.status, 400, before.text)
})
