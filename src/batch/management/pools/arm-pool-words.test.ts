import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Contract, type ContractDocument } from '#server/contract.ts'
import { Samples } from '#testing/sample.ts'
import { type ArmProperties, sentSettings } from './arm-pool.wire.ts'
import { armWord, armWords, dataWords } from './arm-pool-words.ts'

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
  assert.equal(armWord('unknown', 'Task'), 'Task')
})

const documentOf = (file: string): ContractDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../../contract/generated/${file}.json`, import.meta.url), 'utf8'),
  ) as ContractDocument

/** What ARM alone has. */
const ON_ARM_ALONE = /\.managedDisk\.securityProfile\.diskEncryptionSet|^applicationLicenses/

const CERTIFICATE = '/subscriptions/s/certificates/sha1-0a0e'
/** Texts of a form that ARM's contract does not say. */
const TEXTS: Readonly<Record<string, string>> = { pauseTimeBetweenBatches: 'PT1S' }

/** An api-version of each plane that have the same settings. */
const PAIRS = [
  ['2024-02-01', '2024-02-01.19.0'],
  ['2024-07-01', '2024-07-01.20.0'],
  ['2025-06-01', '2025-06-01'],
] as const

for (const [arm, data] of PAIRS) {
  test(`every setting and word of ${arm} is one of ${data} on the data plane, and comes back`, (t) => {
    const document = documentOf(`batch-management/${arm}`)
    const dataPlane = new Contract(documentOf(`batch/${data}`), `batch/${data}`, { closed: true })
    const add = dataPlane.operation('Pool_Add')
    const samples = new Samples(document)
    const schema = { $ref: '#/components/schemas/PoolProperties' }
    let words = 0
    let reached = 0
    const members = samples.members(schema)
    for (const member of members) {
      if (ON_ARM_ALONE.test(member.path.join('.'))) continue
      reached += 1
      const { enum: listed = [], ...rest } = member.schema as { enum?: string[]; $ref?: string }
      const named = rest.$ref && document.components?.schemas?.[rest.$ref.split('/').at(-1)!]?.enum
      for (const word of [...listed, ...((named as string[] | undefined) ?? []), undefined]) {
        if (word !== undefined) words += 1
        const name = String(member.path.at(-1))
        const value = word ?? TEXTS[name] ?? samples.smallest(member.schema)
        const properties = samples.withMember(schema, member.path, value) as ArmProperties
        assert.deepEqual(armWords(dataWords(properties)), properties, member.path.join('.'))
        const certificates = properties.certificates?.map((each) => ({
          ...each,
          id: CERTIFICATE,
        }))
        const sent = sentSettings({ ...properties, ...(certificates && { certificates }) })
        const startTask = sent.startTask && { ...sent.startTask, commandLine: 'true' }
        const body = { id: 'a', vmSize: 'a', ...sent, ...(startTask && { startTask }) }
        const fault = add.checkBody(add.normalise(body))
        assert.equal(fault, undefined, `${member.path.join('.')} ${JSON.stringify([value, fault])}`)
      }
    }
    t.diagnostic(`${reached} of ${members.length} members, ${words} words`)
    assert.ok(words > 10, String(words))
  })
}
