// Ids of other resources within a body: each that is none, or one of another type, is refused by name.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import type { Schema } from '#server/prune.ts'
import { type Member, Samples } from '../../../src/testing/sample.ts'
import { contracts, operationsOf } from '../../security/parts/contracts.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000, hypervisor: 'simulated' })
const owner = await ownerOf(lazuli.ready)
after(async () => {
  owner.close()
  await lazuli.stop()
})
const { subscriptionId, resourceGroup } = lazuli.ready
const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
const machine = `${group}/providers/Microsoft.HybridCompute/machines/m`

const isId = ({ schema }: Member): boolean => 'format' in schema && schema.format === 'arm-id'
/** Members of a list, and of what `allOf` takes in. */
const isIdOrList = (member: Member): boolean => {
  const { items } = member.schema as { readonly items?: Schema }
  return isId(member) || (items !== undefined && isId({ ...member, schema: items }))
}

/** The later takes the place of the earlier where both say something. */
function merged(base: unknown, over: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(over)) return [merged(base[0], over[0])]
  if (typeof base !== 'object' || typeof over !== 'object' || !base || !over) return over
  const names = new Set([...Object.keys(base), ...Object.keys(over)])
  const [a, b] = [base as Record<string, unknown>, over as Record<string, unknown>]
  return Object.fromEntries([...names].map((n) => [n, n in b ? merged(a[n], b[n]) : a[n]]))
}

const pool = { name: 'np', mode: 'System', count: 1, vmSize: 'Standard_D2s_v3' }
const location = 'westeurope'
/** What else must be right for a body to be looked at to its end. */
const BESIDE: Readonly<Record<string, object>> = {
  ManagedClusters_CreateOrUpdate: {
    location,
    identity: { type: 'SystemAssigned' },
    properties: { dnsPrefix: 'd', agentPoolProfiles: [pool] },
  },
  AgentPools_CreateOrUpdate: { properties: { mode: 'User', count: 1, vmSize: pool.vmSize } },
}

/** What was made from the contract alone, with what makes the rest of it right. */
const besides = (id: string, sent: unknown): unknown =>
  merged(sent, BESIDE[id] ?? ('location' in (sent as object) ? { location } : {}))

const newest = ['containerservice', 'scvmm', 'batch-management'].map((service) => {
  const { name, document } = contracts.findLast((one) => one.name.startsWith(`${service}/`))!
  return { service, version: name.split('/')[1]!, document }
})

test('an id that is none is refused by its name in every body of Resource Manager', async (t) => {
  let reached = 0
  for (const [path, version, body] of [
    [
      `${group}/providers/Microsoft.ContainerService/managedClusters/c`,
      '2024-05-01',
      BESIDE.ManagedClusters_CreateOrUpdate,
    ],
    [machine, '2023-04-25-preview', { location, kind: 'scvmm' }],
  ] as const) {
    const made = await owner.send('PUT', `${path}?api-version=${version}`, JSON.stringify(body))
    assert.ok(made.status < 300, made.text)
  }
  for (const { service, version, document } of newest) {
    const samples = new Samples(document)
    for (const { id, method, path, body } of operationsOf(document)) {
      if (!body || !['PUT', 'PATCH'].includes(method)) continue
      const url = path
        .replace('{resourceUri}', machine.slice(1))
        .replace('{subscriptionId}', subscriptionId)
        .replace('{resourceGroupName}', resourceGroup)
        .replace('{accountName}', 'lazuli')
        .replace(/\{resourceName\}/, 'c')
        .replace(/\{\w+\}/g, 'abc')
      for (const member of samples.members(body).filter(isIdOrList)) {
        const isList = !isId(member)
        for (const value of ['x', 'subscriptions/s/resourceGroups/g', '/subscriptions/s/a b']) {
          const sent = samples.withMember(body, member.path, isList ? [value] : value)
          const text = JSON.stringify(besides(id, sent))
          const answer = await owner.send(method, `${url}?api-version=${version}`, text)
          const told = `${service} ${id} ${member.path.join('.')}=${value}: ${answer.text}`
          assert.equal(answer.status, 400, told)
          assert.match(
            answer.text,
            /"(LinkedInvalidPropertyId|InvalidParameter|InvalidPropertyValue)"/,
            told,
          )
          const name = String(member.path.findLast((step) => typeof step === 'string'))
          assert.ok(answer.text.includes(name), told)
          reached++
        }
      }
    }
  }
  t.diagnostic(`${reached} values`)
  assert.ok(reached > 100)
})

test('AKS takes no id of another type', async (t) => {
  const { version, document } = newest[0]!
  const samples = new Samples(document)
  const wrong = `${group}/providers/Microsoft.Network/networkSecurityGroups/n`
  const taken: string[] = []
  let reached = 0
  for (const { id, path, body } of operationsOf(document)) {
    if (!body || !(id in BESIDE)) continue
    const url = path
      .replace('{subscriptionId}', subscriptionId)
      .replace('{resourceGroupName}', resourceGroup)
      .replace('{resourceName}', id.startsWith('AgentPools') ? 'c' : 'new')
      .replace('{agentPoolName}', 'more')
    for (const member of samples.members(body).filter(isIdOrList)) {
      const sent = samples.withMember(body, member.path, isId(member) ? wrong : [wrong])
      const text = JSON.stringify(besides(id, sent))
      const answer = await owner.send('PUT', `${url}?api-version=${version}`, text)
      const name = String(member.path.findLast((step) => typeof step === 'string'))
      reached++
      const isRefused = answer.status === 400 && answer.text.includes('InvalidParameter')
      if (!isRefused || !answer.text.includes(name))
        taken.push(`${id} ${member.path.join('.')} ${answer.text}`)
    }
  }
  t.diagnostic(`${reached} members`)
  assert.deepEqual(taken, [])
})

test('what a resource runs as is the id of an identity', async () => {
  const identity = (id: string, type = 'UserAssigned') => ({
    type,
    userAssignedIdentities: { [id]: {} },
  })
  const strays = ['x', `${group}/providers/Microsoft.ManagedIdentity/systemAssignedIdentities/i`]
  const things: readonly [path: string, version: string, body: object][] = [
    ['Microsoft.Batch/batchAccounts/withids', '2024-02-01', { location }],
    [
      'Microsoft.ContainerService/managedClusters/withids',
      '2024-05-01',
      BESIDE.ManagedClusters_CreateOrUpdate!,
    ],
    [
      'Microsoft.Storage/storageAccounts/withids',
      '2023-01-01',
      { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
    ],
  ]
  for (const [path, version, body] of things) {
    for (const id of strays) {
      const text = JSON.stringify({ ...body, identity: identity(id) })
      const url = `${group}/providers/${path}?api-version=${version}`
      const answer = await owner.send('PUT', url, text)
      assert.equal(answer.status, 400, answer.text)
      assert.match(answer.text, /identity\.userAssignedIdentities/)
    }
  }
})
