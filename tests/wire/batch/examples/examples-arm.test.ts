// Every request of the published examples of Microsoft.Batch, with the resources that it takes for granted
// made first: each gets a documented status, or a refusal that stands here with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificate } from '#testing/certificates.ts'
import {
  checkExplained,
  type Example,
  isThere,
  type Outcome,
  publishedExamples,
} from '../../arm/published-examples.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch-server.ts'
import { addPackage, uploadPackage } from '../package-world.ts'
import { outcomesOf, SUBSCRIPTION } from './examples-world.ts'

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli`
const VERSION = '2024-02-01'
const accounts = `${GROUP}/providers/Microsoft.Batch/batchAccounts`
const STORAGE_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/default-azurebatch-japaneast`
const storageAccountId = `${STORAGE_GROUP}/providers/Microsoft.Storage/storageAccounts/samplestorage`

const poolFor = ({ operationId }: Example) => ({
  properties: {
    vmSize: 'STANDARD_D2S_V3',
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'canonical',
          offer: '0001-com-ubuntu-server-focal',
          sku: '20_04-lts',
        },
        nodeAgentSkuId: 'batch.node.ubuntu 20.04',
      },
    },
    ...(operationId === 'Pool_DisableAutoScale' && {
      scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes=0;' } },
    }),
    ...(operationId === 'Pool_StopResize' && {
      scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
    }),
  },
})

type Names = Readonly<Record<string, string>>

/** Operations on the account itself have one each; the others share the first. */
const ownsAccount = ({ operationId }: Example) =>
  /^BatchAccount_(Create|Update|Delete|SynchronizeAutoStorageKeys)$/.test(operationId)

const namesOf = (example: Example, index: number): Names => ({
  subscriptionId: SUBSCRIPTION,
  resourceGroupName: 'lazuli',
  accountName: ownsAccount(example) ? `account${index}` : ACCOUNT,
  ...(example.operationId.startsWith('Certificate_') && {
    certificateName: `sha1-${certificate.thumbprint}`,
  }),
  ...Object.fromEntries(
    ['poolName', 'applicationName']
      .filter((name) => name in example.parameters)
      .map((name) => [name, `${name}-${index}`]),
  ),
})

/** Makes what an example takes for granted, by the calls of clients. */
async function prepare(batch: BatchServer, example: Example, names: Names): Promise<undefined> {
  const { template, operationId, method } = example
  const make = async (verb: string, path: string, body?: unknown) => {
    const answer = await batch.call(verb, path, { version: VERSION, ...(body ? { body } : {}) })
    assert.ok(answer.status < 300, `${verb} ${path}: ${answer.status} ${answer.text}`)
  }
  const account = `${accounts}/${names.accountName}`
  if (ownsAccount(example) && operationId !== 'BatchAccount_Create') {
    const properties = { autoStorage: { storageAccountId } }
    await make('PUT', account, { location: 'japaneast', properties })
    await batch.pass(60_000)
  }
  if (template.endsWith('{poolName}') ? method !== 'PUT' : template.includes('{poolName}')) {
    await make('PUT', `${account}/pools/${names.poolName}`, poolFor(example))
    if (operationId !== 'Pool_StopResize') await batch.pass(60_000)
  }
  if (template.includes('{applicationName}') && operationId !== 'Application_Create') {
    await make('PUT', `${account}/applications/${names.applicationName}`, {})
  }
  const versionName = String(example.parameters.versionName)
  if (/^ApplicationPackage_(Activate|Get|Delete)$/.test(operationId)) {
    const add = operationId === 'ApplicationPackage_Activate' ? uploadPackage : addPackage
    await add(batch, names.applicationName!, versionName)
  }
  if (operationId === 'Application_Update') await addPackage(batch, names.applicationName!, '2')
  if (!template.includes('{certificateName}') || operationId === 'Certificate_Create') return
  const { cer: data } = certificate
  const path = `${account}/certificates/${names.certificateName}`
  await make('PUT', path, { properties: { format: 'Cer', data } })
  if (operationId !== 'Certificate_CancelDeletion') return
  const pool = poolFor(example)
  await make('PUT', `${account}/pools/holds`, {
    properties: { ...pool.properties, certificates: [{ id: path }] },
  })
  await make('DELETE', path)
  await batch.pass(120_000)
}

/** The storage account that the examples name. */
async function withStorage(): Promise<BatchServer> {
  const batch = await startBatch({ options: { storage: true } })
  const version = '2023-05-01'
  await batch.call('PUT', STORAGE_GROUP, { version: '2021-04-01', body: { location: 'japaneast' } })
  const sku = { name: 'Standard_LRS' }
  const body = { location: 'japaneast', kind: 'StorageV2', sku }
  const made = await batch.call('PUT', storageAccountId, { version, body })
  assert.equal(made.status, 202, made.text)
  await batch.pass(60_000)
  const properties = { autoStorage: { storageAccountId } }
  const changed = await batch.call('PATCH', `${accounts}/${ACCOUNT}`, {
    version: VERSION,
    body: { properties },
  })
  assert.equal(changed.status, 200, changed.text)
  return batch
}

const NO_PACKAGE = 'it names packages below a pool of another account, where there are none'
const NO_CERTIFICATE = 'a few words stand for the certificate'
const NO_TAGS = 'tags need an account of the mode UserSubscription'
const NO_NETWORK = 'there is no network service to connect with'
const EXPLAINED: Names = {
  CertificateCreate_Full: NO_CERTIFICATE,
  CertificateCreate_Minimal: NO_CERTIFICATE,
  CertificateCreate_MinimalCer: NO_CERTIFICATE,
  CertificateUpdate: NO_CERTIFICATE,
  DetectorGet: 'no detector has found anything',
  PoolCreate_CloudServiceConfiguration: NO_PACKAGE,
  PoolCreate_ResourceTags: NO_TAGS,
  PoolUpdate_OtherProperties: NO_PACKAGE,
  PrivateEndpointConnectionGet: NO_NETWORK,
  PrivateEndpointConnectionUpdate: NO_NETWORK,
}

const runIn = (batch: BatchServer, examples: readonly Example[]): Promise<Outcome[]> =>
  outcomesOf(batch, { examples, namesOf, prepare: (...of) => prepare(batch, ...of) })

test(
  'every published example of Microsoft.Batch is answered as documented or as explained',
  isThere,
  async (t) => {
    const examples = publishedExamples('batch-management')
    const explained = Object.fromEntries(
      Object.entries(EXPLAINED).map(([file, why]) => [`${VERSION}/${file}`, why]),
    )
    /** Names a certificate, which cannot be had under several names. */
    const isAlone = ({ operationId }: Example) => operationId.startsWith('Certificate_')
    await using batch = await withStorage()
    const wrong = await runIn(
      batch,
      examples.filter((one) => !isAlone(one)),
    )
    for (const example of examples.filter(isAlone)) {
      await using fresh = await startBatch()
      wrong.push(...(await runIn(fresh, [example])))
    }
    checkExplained({ examples, explained }, wrong)
    t.diagnostic(`${examples.length} examples run, ${Object.keys(explained).length} explained`)
  },
)
