// What a pool cannot be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { addPool, POOL, vm } from './pools-world.ts'

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
    const answer = await addPool(batch, change)
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
    addPool(batch, { networkConfiguration: { endpointConfiguration: { inboundNATPools } } })
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
  const refused = await addPool(batch, network, '2024-02-01.19.0')
  assert.equal(refused.body.code, 'InvalidPropertyValue')
  assert.equal((await addPool(batch, network, '2024-07-01.20.0')).status, 201)
})
