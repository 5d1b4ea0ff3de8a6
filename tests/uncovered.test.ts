// Operations of a contract without a handler, and properties that are refused, stand in uncovered.txt,
// each with its reason: what is left out is left out on purpose.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { unservedParts } from '#storage/front/access/unserved.rules.ts'
import { ABSENT, uncovered } from '../scripts/docs-not-here.ts'
import { ARM_PATH, type BatchServer, NEWEST, startBatch } from './wire/batch/batch-server.ts'

test('every operation is served, or listed with the reason why not', async () => {
  const server = await createLazuli()
  const lacking: string[] = []
  for (const { name, routes, handlers } of server.services) {
    const served = await handlers()
    const unserved = routes.filter((route) => !(route.operationId in served))
    lacking.push(...unserved.map((route) => `${name} ${route.operationId}`))
  }
  await server.stop()
  const listed = uncovered().filter(({ isProperty }) => !isProperty)
  for (const { what, reason } of listed) assert.ok(reason, `${what}: a reason is missing`)
  const names = listed.map(({ service, what }) => `${service} ${what}`)
  assert.deepEqual(names.sort(), [...new Set(lacking)].sort())
})

test('no property is refused as not served', () => {
  assert.deepEqual(
    uncovered().filter(({ isProperty }) => isProperty),
    [],
  )
})

const GROUP = ARM_PATH.replace(/\/providers\/.*$/, '')
const ROOT = GROUP.replace(/\/resourceGroups\/.*$/, '')
const ACCOUNTS = `${GROUP}/providers/Microsoft.Storage/storageAccounts`
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/c`
const MACHINE = `${GROUP}/providers/Microsoft.HybridCompute/machines/m`
const STORAGE_VERSION = '2023-05-01'
const image = {
  publisher: 'microsoftwindowsserver',
  offer: 'windowsserver',
  sku: '2022-datacenter',
}
const AKS = '2025-05-01'

type Shown = (batch: BatchServer) => Promise<void>

/** These calls of Resource Manager are 501, each with what it asks for in its words. */
const unserved =
  (...calls: readonly (readonly [method: string, path: string, version: string])[]): Shown =>
  async (batch) => {
    const authorization = `Bearer ${await batch.lazuli.token()}`
    const origin = batch.lazuli.ready.arm.replace('https:', 'http:')
    for (const [method, path, version] of calls) {
      const headers = { authorization, 'content-type': 'application/json' }
      const sent = method === 'GET' ? { headers } : { headers, body: '{}' }
      const answer = await fetch(`${origin}${path}?api-version=${version}`, { method, ...sent })
      const text = await answer.text()
      assert.deepEqual(
        [answer.status, /NotImplemented/.test(text)],
        [501, true],
        `${path}: ${text}`,
      )
    }
  }

const changeStorage = (batch: BatchServer, properties: object) =>
  batch.call('PATCH', `${ACCOUNTS}/${batch.lazuli.ready.storage!.account}`, {
    version: STORAGE_VERSION,
    body: { properties },
  })

const is = async (answer: Promise<{ status: number; text: string }>, status: number) => {
  const { status: found, text } = await answer
  assert.equal(found, status, text)
}

type DataCall = readonly [
  kind: 'blob' | 'queue' | 'table',
  method: string,
  path: string,
  headers?: Readonly<Record<string, string>>,
]

const blockBlob = { 'x-ms-blob-type': 'BlockBlob' }
const source = { 'x-ms-copy-source': 'https://127.0.0.1/lazuli/c/b' }
const CONTAINER = '/c?restype=container'

/** What the data planes have not, each with the calls that ask for it. */
const UNSERVED_DATA: Readonly<Record<string, readonly DataCall[]>> = {
  'a batch of calls': [
    ['blob', 'POST', '?comp=batch'],
    ['blob', 'POST', `${CONTAINER}&comp=Batch`],
    ['table', 'POST', '/$batch'],
  ],
  'versions of blobs': [
    ['blob', 'GET', '/c/b?versionid=2024-01-01T00:00:00.0000000Z'],
    ['blob', 'DELETE', '/c/b?VersionId='],
  ],
  'a query of what a blob holds': [['blob', 'POST', '/c/b?comp=query']],
  'immutability and legal hold': [
    ['blob', 'PUT', '/c/b?comp=immutabilityPolicies'],
    ['blob', 'DELETE', '/c/b?comp=immutabilityPolicies'],
    ['blob', 'PUT', '/c/b?comp=legalhold'],
    ['blob', 'PUT', '/c/b', { ...blockBlob, 'x-ms-legal-hold': 'true' }],
    ['blob', 'PUT', '/c/b', { ...blockBlob, 'x-ms-immutability-policy-mode': 'unlocked' }],
  ],
  'what was deleted': [
    ['blob', 'PUT', '/c/b?comp=undelete'],
    ['blob', 'PUT', `${CONTAINER}&comp=undelete`],
    ['blob', 'GET', `${CONTAINER}&comp=list&showonly=deleted`],
    ['blob', 'DELETE', '/c/b?deletetype=permanent'],
  ],
  'blobs that expire': [
    ['blob', 'PUT', '/c/b?comp=expiry'],
    ['blob', 'PUT', '/c/b', { ...blockBlob, 'x-ms-expiry-option': 'RelativeToNow' }],
  ],
  'sealed blobs': [
    ['blob', 'PUT', '/c/b?comp=seal'],
    ['blob', 'PUT', '/c/b', { ...source, 'x-ms-seal-blob': 'true' }],
  ],
  'a container under another name': [['blob', 'PUT', `${CONTAINER}&comp=rename`]],
  'incremental copies and differences of page blobs': [
    ['blob', 'PUT', '/c/b?comp=incrementalcopy', source],
    ['blob', 'GET', '/c/b?comp=pagelist&prevsnapshot=2024-01-01T00:00:00.0000000Z'],
  ],
  'blobs, pages and appended blocks from an address': [
    ['blob', 'PUT', '/c/b', { ...blockBlob, ...source }],
    ['blob', 'PUT', '/c/b?comp=page', source],
    ['blob', 'PUT', '/c/b?comp=appendblock', source],
  ],
  'a token for the source of a copy': [
    ['blob', 'PUT', '/c/b', { ...source, 'x-ms-copy-source-authorization': 'Bearer x' }],
  ],
  "keys of a call's own and encryption scopes": [
    ['blob', 'GET', '/c/b', { 'x-ms-encryption-key': 'AAAA' }],
    ['blob', 'PUT', '/c/b', { ...blockBlob, 'x-ms-encryption-scope': 'mine' }],
    ['blob', 'PUT', CONTAINER, { 'x-ms-default-encryption-scope': 'mine' }],
    ['blob', 'GET', '/c/b?sv=2020-12-06&ses=mine&sig=x'],
  ],
  'bodies in a structure of their own': [
    ['blob', 'GET', '/c/b', { 'x-ms-structured-body': 'XSM/1.0; properties=crc64' }],
  ],
  'a list that begins or ends at a name': [['blob', 'GET', `${CONTAINER}&comp=list&startFrom=b`]],
  'a SAS that is bound to a user': [
    ...(['saoid', 'suoid', 'skdutid', 'sduoid'] as const).map(
      (name) => ['blob', 'GET', `/c/b?sv=2025-07-05&${name}=x&sig=x`] as const,
    ),
    ['queue', 'GET', '/q/messages?sduoid=x&sig=x'],
  ],
  'delegation keys and their SAS': [
    ['queue', 'POST', '?restype=service&comp=userdelegationkey'],
    ['table', 'GET', '/t()?skoid=x&sig=x'],
  ],
  'a SAS for a range of entities': [['table', 'GET', '/t()?spk=a&sig=x']],
  'queries of entities by order, by number or with others': [
    ['table', 'GET', '/t()?$orderby=a'],
    ['table', 'GET', '/t()?$skip=1'],
  ],
}

/** By how the row begins: what shows it, or why no call can. */
const SHOWN: Readonly<Record<string, Shown | string>> = {
  'Deployments of templates': unserved(
    ['PUT', `${GROUP}/providers/Microsoft.Resources/deployments/d`, '2021-04-01'],
    ['PUT', `${GROUP}/providers/Microsoft.Authorization/policyAssignments/p`, '2022-06-01'],
  ),
  'The activity log': unserved(
    ['GET', `${ROOT}/providers/Microsoft.Insights/eventtypes/management/values`, '2015-04-01'],
    ['GET', `${ARM_PATH}/providers/Microsoft.Insights/metrics`, '2018-01-01'],
    ['PUT', `${ARM_PATH}/providers/Microsoft.Insights/diagnosticSettings/d`, '2021-05-01-preview'],
  ),
  'Networks, key vaults': async (batch) => {
    const providers = `${GROUP}/providers`
    await unserved(
      ['PUT', `${providers}/Microsoft.Network/virtualNetworks/v`, '2023-09-01'],
      ['PUT', `${providers}/Microsoft.KeyVault/vaults/v`, '2023-07-01'],
      ['PUT', `${providers}/Microsoft.Compute/virtualMachines/v`, '2023-09-01'],
    )(batch)
    const unknown = await batch.call('GET', `${providers}/Microsoft.NoSuch/boats/b`, {
      version: '2023-09-01',
    })
    assert.match(unknown.text, /InvalidResourceNamespace/)
    assert.equal(unknown.status, 404)
  },
  'Preview features': unserved(
    ['GET', `${ROOT}/providers/Microsoft.Features/features`, '2021-07-01'],
    ['POST', `${GROUP}/moveResources`, '2021-04-01'],
    ['POST', '/batch', '2020-06-01'],
  ),
  'Fleets of AKS': unserved(
    ['PUT', `${GROUP}/providers/Microsoft.ContainerService/fleets/f`, '2025-03-01'],
    ['PUT', `${MACHINE}/extensions/e`, '2024-07-10'],
    ['GET', `${GROUP}/providers/Microsoft.HybridCompute/licenses/l`, '2024-07-10'],
    ['GET', `${GROUP}/providers/Microsoft.HybridCompute/privateLinkScopes/p`, '2024-07-10'],
  ),
  'Files in shares': 'their hosts are names of their own, and these calls go to an address',
  'Blobs, queues and tables': 'this server serves them',
  'Of blobs, queues and tables': async (batch) => {
    await is(changeStorage(batch, { supportsHttpsTrafficOnly: false }), 200)
    assert.deepEqual(
      Object.keys(UNSERVED_DATA),
      unservedParts.map(({ what }) => what),
    )
    for (const [what, calls] of Object.entries(UNSERVED_DATA)) {
      for (const [kind, method, path, headers = {}] of calls) {
        const address = batch.lazuli.ready.storage![kind].replace('https:', 'http:') + path
        const answer = await fetch(address, { method, headers })
        const text = await answer.text()
        assert.equal(answer.status, 501, `${method} ${address}: ${text}`)
        assert.ok(text.includes(what), text)
      }
    }
  },
  'Versions, soft deletion': async (batch) => {
    const networkAcls = { defaultAction: 'Deny', ipRules: [] }
    const changed = await changeStorage(batch, { networkAcls })
    assert.match(changed.text, /"defaultAction":"Deny"/)
  },
  'Queues, tables, policies': unserved(
    ['GET', `${ACCOUNTS}/s/queueServices/default/queues`, STORAGE_VERSION],
    ['GET', `${ACCOUNTS}/s/tableServices/default/tables`, STORAGE_VERSION],
    ['PUT', `${ACCOUNTS}/s/managementPolicies/default`, STORAGE_VERSION],
    ['PUT', `${ACCOUNTS}/s/encryptionScopes/e`, STORAGE_VERSION],
    ['POST', `${ACCOUNTS}/s/failover`, STORAGE_VERSION],
  ),
  'Identity bindings of AKS': unserved(['PUT', `${CLUSTER}/identityBindings/b`, '2026-08-01']),
  'Kubernetes behind an AKS cluster': async (batch) => {
    const properties = {
      dnsPrefix: 'c',
      agentPoolProfiles: [{ name: 'p', mode: 'System', count: 1, vmSize: 'Standard_D2s_v3' }],
    }
    const identity = { type: 'SystemAssigned' }
    const body = { location: 'westeurope', identity, properties }
    await is(batch.call('PUT', CLUSTER, { version: AKS, body }), 201)
    await batch.pass(3_600_000)
    const path = `${CLUSTER}/listClusterAdminCredential`
    const { text } = await batch.call('POST', path, { version: AKS })
    const kubeconfig = Buffer.from(JSON.parse(text).kubeconfigs[0].value, 'base64').toString()
    const server = /server: (\S+)/.exec(kubeconfig)![1]!
    await assert.rejects(fetch(server))
  },
  'Private clusters': 'clusters with an API server have a suite of their own (tests/kubernetes)',
  'What nodes read and write': async (batch) => {
    const autoScaleFormula = 'x = $DiskReadOps;'
    await is(batch.call('POST', '/pools', { body: { ...pool('scales'), autoScaleFormula } }), 201)
    await batch.pass(60_000)
    const path = '/pools/scales/evaluateautoscale'
    for (const name of ABSENT.join().match(/\$\w+/g)!) {
      const { text } = await batch.call('POST', path, {
        body: { autoScaleFormula: `x = ${name};` },
      })
      assert.match(text, /InsufficientSampleData/, name)
    }
  },
  'Mounts of containers': 'real nodes have it shown (tests/sdk/batch/mounts.test.ts)',
  'Registries of images': 'containers have it shown (tests/containers/refusals.ts)',
  'Networks of Batch': async (batch) => {
    const body = { properties: { publicNetworkAccess: 'Disabled' } }
    await is(batch.call('PATCH', ARM_PATH, { version: '2024-07-01', body }), 200)
    await is(batch.call('GET', '/pools'), 200)
  },
  'Disks of pools': async (batch) => {
    const { virtualMachineConfiguration: machine } = pool('disks')
    const virtualMachineConfiguration = { ...machine, dataDisks: [{ lun: 0, diskSizeGB: 65_536 }] }
    const body = { ...pool('disks'), autoScaleFormula: 'x = 1;', virtualMachineConfiguration }
    await is(batch.call('POST', '/pools', { body }), 201)
  },
  'Turns of jobs': async (batch) => {
    const body = {
      ...pool('turns'),
      autoScaleFormula: 'x = 1;',
      taskSchedulingPolicy: { nodeFillType: 'pack', jobDefaultOrder: 'none' },
    }
    await is(batch.call('POST', '/pools', { version: NEWEST, body }), 201)
  },
  'Windows on the nodes': async (batch) => {
    const virtualMachineConfiguration = {
      imageReference: image,
      nodeAgentSKUId: 'batch.node.windows amd64',
    }
    const body = { id: 'windows', vmSize: 'standard_d2s_v3', virtualMachineConfiguration }
    await is(batch.call('POST', '/pools', { body }), 201)
  },
}

const pool = (id: string) => ({
  id,
  vmSize: 'standard_d2s_v3',
  enableAutoScale: true,
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-focal',
      sku: '20_04-lts',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 20.04',
  },
})

test('what stands in the list of what is not here is not here', async () => {
  await using batch = await startBatch({ options: { storage: true } })
  const begins = Object.keys(SHOWN)
  for (const [what] of ABSENT) {
    const found = begins.filter((words) => what.startsWith(words))
    assert.equal(found.length, 1, `what shows this: ${what}`)
    const shown = SHOWN[found[0]!]!
    if (typeof shown !== 'string') await shown(batch)
  }
  assert.equal(begins.length, ABSENT.length)
})
