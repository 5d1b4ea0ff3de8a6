// Operations of a contract without a handler, and properties that are refused, stand in uncovered.txt,
// each with its reason: what is left out is left out on purpose.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { ABSENT, uncovered } from '../scripts/docs-not-here.ts'
import { ARM_PATH, type BatchServer, startBatch } from './wire/batch/batch-server.ts'

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
  'Batches of blob or table calls': async (batch) => {
    await is(changeStorage(batch, { supportsHttpsTrafficOnly: false }), 200)
    const { blob, table } = batch.lazuli.ready.storage!
    for (const address of [`${blob}?comp=batch`, `${table}/$batch`]) {
      const { status } = await fetch(address.replace('https:', 'http:'), { method: 'POST' })
      assert.equal(status, 501, address)
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
