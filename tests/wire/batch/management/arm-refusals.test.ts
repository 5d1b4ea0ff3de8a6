// What Microsoft.Batch refuses of bodies and names: its code, its target, and the property in details.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'

const VERSION = '2024-02-01'
const image = {
  publisher: 'canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku: '22_04-lts',
  version: 'latest',
}
const machine = { imageReference: image, nodeAgentSkuId: 'batch.node.ubuntu 22.04' }
const MACHINE = 'properties.deploymentConfiguration.virtualMachineConfiguration'
const poolOf = (virtualMachineConfiguration: object, more: object = {}) => ({
  properties: {
    vmSize: 'STANDARD_D2S_V3',
    deploymentConfiguration: { virtualMachineConfiguration },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } },
    ...more,
  },
})

const put = (batch: BatchServer, body: unknown, { version = VERSION, path = 'pools/p' } = {}) =>
  batch.call('PUT', `${ARM_PATH}/${path}`, { version, body })

interface Refused {
  readonly error: {
    readonly code: string
    readonly target: string
    readonly details?: readonly { readonly code: string; readonly message: string }[]
  }
}

/** The code and the details by their codes; the target is always the account. */
function refusalIn(answer: Answer): readonly [string, Readonly<Record<string, string>>] {
  assert.equal(answer.status, 400, answer.text)
  const { error } = answer.body as unknown as Refused
  assert.equal(error.target, 'BatchAccount', answer.text)
  return [error.code, Object.fromEntries((error.details ?? []).map((d) => [d.code, d.message]))]
}

test('a member that a body does not have is refused, and where it stands', async () => {
  await using batch = await startBatch()
  assert.deepEqual(refusalIn(await put(batch, { location: 'westus2', ...poolOf(machine) })), [
    'InvalidRequestBody',
    {
      Reason:
        "Could not find member 'location' on object of type 'Pool'. Path 'location', line 1, position 12.",
      PropertyPath: 'location',
    },
  ])
  const deep = poolOf({ ...machine, osDisk: { size: 1 } })
  const [code, details] = refusalIn(await put(batch, deep))
  assert.equal(code, 'InvalidRequestBody')
  assert.equal(details.PropertyPath, `${MACHINE}.osDisk.size`)
  assert.match(details.Reason!, /^Could not find member 'size' on object of type 'OSDisk'\. Path /)
  // It comes before what is missing, as a reader meets it first.
  assert.equal(refusalIn(await put(batch, { kind: 'x', properties: {} }))[0], 'InvalidRequestBody')
  const account = await batch.call('PATCH', ARM_PATH, { version: VERSION, body: { kind: 'x' } })
  assert.equal(refusalIn(account)[0], 'InvalidRequestBody')
})

test('what is missing or wrong within a body is named with the way to it', async () => {
  await using batch = await startBatch()
  assert.deepEqual(refusalIn(await put(batch, poolOf({ imageReference: image }))), [
    'MissingRequiredProperty',
    { PropertyName: 'nodeAgentSkuId', PropertyPath: `${MACHINE}.nodeAgentSkuId` },
  ])
  assert.deepEqual(refusalIn(await put(batch, poolOf(machine, { vmSize: null }))), [
    'MissingRequiredProperty',
    { PropertyName: 'vmSize', PropertyPath: 'properties.vmSize' },
  ])
  const galleryImage = {
    id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/g1/images/i1/versions/1.0.0',
    version: 'latest',
  }
  const beside = await put(batch, poolOf({ ...machine, imageReference: galleryImage }))
  assert.deepEqual(refusalIn(beside), [
    'InvalidPropertyValue',
    {
      PropertyName: 'version',
      PropertyPath: `${MACHINE}.imageReference.version`,
      PropertyValue: 'latest',
      Reason: 'Specified property version can only have a value when publisher is set.',
    },
  ])
  const slots = refusalIn(await put(batch, poolOf(machine, { taskSlotsPerNode: 257 })))
  assert.equal(slots[0], 'InvalidPropertyValue')
  assert.equal(slots[1].PropertyPath, 'properties.taskSlotsPerNode')
  const ip = { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } }
  const network = refusalIn(await put(batch, poolOf(machine, { networkConfiguration: ip })))
  assert.equal(network[0], 'InvalidPropertyValue')
  assert.equal(
    network[1].PropertyPath,
    'properties.networkConfiguration.publicIPAddressConfiguration.provision',
  )
  const elsewhere = {
    subnetId:
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s',
  }
  const foreign = refusalIn(await put(batch, poolOf(machine, { networkConfiguration: elsewhere })))
  assert.equal(foreign[1].PropertyName, 'subnetId')
})

test('what a pool keeps for good is refused, until the api-version that can change an empty one', async () => {
  await using batch = await startBatch()
  assert.equal((await put(batch, poolOf(machine))).status, 200)
  const ipAddressIds = [
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/ip1',
  ]
  const networkConfiguration = {
    publicIPAddressConfiguration: { provision: 'UserManaged', ipAddressIds },
  }
  const [code, details] = refusalIn(await put(batch, poolOf(machine, { networkConfiguration })))
  assert.equal(code, 'PropertyCannotBeUpdated')
  assert.equal(details.PropertyName, 'networkConfiguration')
  assert.equal(details.PropertyPath, 'properties.networkConfiguration')
  for (const [name, value] of Object.entries({
    displayName: 'x',
    taskSlotsPerNode: 2,
    vmSize: 'STANDARD_D4S_V3',
    interNodeCommunication: 'Enabled',
    userAccounts: [{ name: 'u', password: 'p' }],
  })) {
    const refused = refusalIn(await put(batch, poolOf(machine, { [name]: value })))
    assert.deepEqual([refused[0], refused[1].PropertyName], ['PropertyCannotBeUpdated', name])
  }
  // The same again, in any order and spelling, is no change.
  const { nodeAgentSkuId, imageReference } = machine
  const same = await put(
    batch,
    poolOf({ nodeAgentSkuId, imageReference }, { vmSize: 'standard_d2s_v3' }),
  )
  assert.equal(same.status, 200, same.text)
  const metadata = await put(batch, poolOf(machine, { metadata: [{ name: 'a', value: 'b' }] }))
  assert.equal(metadata.status, 200)
  const newer = await put(batch, poolOf(machine, { networkConfiguration }), {
    version: '2024-07-01',
  })
  assert.equal(newer.status, 200, newer.text)
})

test('a name that nothing within an account can have represents no resource', async () => {
  await using batch = await startBatch()
  for (const path of ['applications/My%20Application', 'pools/a%20b', 'pools/a$']) {
    const [code] = refusalIn(
      await put(batch, path.startsWith('pools') ? poolOf(machine) : {}, { path }),
    )
    assert.equal(code, 'InvalidUri', path)
  }
})

test('an account tells its version in headers', async () => {
  await using batch = await startBatch()
  const { headers } = await batch.call('GET', ARM_PATH, { version: VERSION })
  assert.match(headers.etag ?? '', /^"0x[0-9A-F]+"$/)
  assert.ok(Date.parse(headers['last-modified'] ?? '') > 0)
})
