import assert from 'node:assert/strict'
import { test } from 'node:test'
import { armWord, armWords, dataWords } from './arm-pool.words.ts'

const onArm = {
  virtualMachineConfiguration: {
    nodeAgentSkuId: 'batch.node.ubuntu 22.04',
    dataDisks: [{ lun: 0, caching: 'ReadWrite', storageAccountType: 'StandardSSD_LRS' }],
    diskEncryptionConfiguration: { targets: ['OsDisk', 'TemporaryDisk'] },
    nodePlacementConfiguration: { policy: 'Zonal' },
  },
  networkConfiguration: {
    dynamicVnetAssignmentScope: 'none',
    endpointConfiguration: { inboundNatPools: [{ name: 'Allow', protocol: 'TCP' }] },
  },
  startTask: {
    commandLine: 'Task',
    userIdentity: { autoUser: { scope: 'Pool', elevationLevel: 'NonAdmin' } },
    environmentSettings: [{ name: 'scope', value: 'Pool' }],
  },
  metadata: [{ name: 'policy', value: 'Zonal' }],
}

const onDataPlane = {
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    dataDisks: [{ lun: 0, caching: 'readwrite', storageAccountType: 'standardssd_lrs' }],
    diskEncryptionConfiguration: { targets: ['osdisk', 'temporarydisk'] },
    nodePlacementConfiguration: { policy: 'zonal' },
  },
  networkConfiguration: {
    dynamicVNetAssignmentScope: 'none',
    endpointConfiguration: { inboundNATPools: [{ name: 'Allow', protocol: 'tcp' }] },
  },
  startTask: {
    commandLine: 'Task',
    userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } },
    environmentSettings: [{ name: 'scope', value: 'Pool' }],
  },
  metadata: [{ name: 'policy', value: 'Zonal' }],
}

test('each plane has its own names and words, and what clients wrote stays as it is', () => {
  assert.deepEqual(dataWords(onArm), onDataPlane)
  assert.deepEqual(armWords(onDataPlane), onArm)
})

test('a word that ARM does not know is told as it is', () => {
  assert.equal(armWord('policy', 'galactic'), 'galactic')
  assert.equal(armWord('nobody', 'Task'), 'Task')
})
