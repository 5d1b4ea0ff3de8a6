// What each stable api-version answers of the contracts, and what it makes of a body.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compatibleVersions } from '#containerservice/provider/compatible-versions.ts'
import { memberVersions } from '#containerservice/provider/member-versions.ts'
import type { ClusterWire } from '#containerservice/wire.ts'
import { olderDocument } from '#server/contract/older-document.ts'
import { prunerOf, type Schema } from '#server/prune.ts'
import { contracts } from '../../../security/parts/contracts.ts'
import { clusterBody, World } from '../containerservice-world.ts'

const FIRST = '2024-05-01'
const NEWEST = '2026-08-01'
const older = compatibleVersions.filter((version) => version < FIRST)
const newer = [...compatibleVersions.filter((version) => version > FIRST), NEWEST]
const documentOf = (version: string) =>
  contracts.find(({ name }) => name === `containerservice/${version}`)!.document
const newest = documentOf(NEWEST)
const schemas = newest.components?.schemas ?? {}
const at = (version: string) => `?api-version=${version}`

/** Each member of a value, as `Schema.member`. */
function* membersIn(schema: Schema, value: unknown, name = ''): Generator<string> {
  if (schema.$ref) {
    const target = schema.$ref.split('/').at(-1)!
    yield* membersIn(schemas[target]!, value, target)
  } else if (Array.isArray(value)) {
    for (const item of value) yield* membersIn(schema.items ?? {}, item)
  } else if (typeof value === 'object' && value !== null) {
    for (const base of schema.allOf ?? []) yield* membersIn(base, value)
    const { additionalProperties: extra } = schema
    const rest = typeof extra === 'object' ? extra : {}
    for (const [key, member] of Object.entries(value)) {
      const declared = schema.properties?.[key]
      if (declared) yield `${name}.${key}`
      yield* membersIn(declared ?? rest, member)
    }
  }
}

const sinceOf = (member: string): string => {
  const [schema, name] = member.split('.') as [string, string]
  return memberVersions.since[schema]?.[name] ?? ''
}

/** A value that has every member that the schema reaches. */
function everything(schema: Schema, above: readonly string[] = []): unknown {
  if (schema.$ref) {
    const target = schema.$ref.split('/').at(-1)!
    return above.includes(target) ? {} : everything(schemas[target]!, [...above, target])
  }
  if (schema.items) return [everything(schema.items, above)]
  const [only] = schema.allOf ?? []
  if (only && !schema.properties) return everything(only, above)
  const { properties = {}, additionalProperties: extra } = schema
  if (typeof extra === 'object') return { any: everything(extra, above) }
  if (schema.type !== 'object') return 'x'
  const members = Object.entries(properties).map(
    ([name, member]) => [name, everything(member, above)] as const,
  )
  return Object.fromEntries(members)
}

const ROOTS = [
  'ManagedCluster',
  'ManagedClusterUpgradeProfile',
  'AgentPool',
  'AgentPoolUpgradeProfile',
  'MaintenanceConfiguration',
  'Snapshot',
  'Machine',
  'PrivateEndpointConnection',
]

test('of a value with every member, each version lets out no later ones', (t) => {
  const reached = new Set<string>()
  for (const root of ROOTS) {
    const ref = { $ref: `#/${root}` }
    const all = everything(ref) as object
    for (const member of membersIn(ref, all)) if (sinceOf(member) !== '') reached.add(member)
    for (const version of [...older, ...newer]) {
      const base = version < FIRST ? documentOf(FIRST) : newest
      const document = olderDocument(base, { apiVersion: version, members: memberVersions })
      const shapes = document.components!.schemas!
      if (!shapes[root]) continue
      const answered = [...membersIn(ref, prunerOf(ref, shapes)(all))]
      assert.deepEqual(
        answered.filter((member) => sinceOf(member) > version),
        [],
        version,
      )
    }
  }
  const listed = Object.values(memberVersions.since).flatMap((members) => Object.keys(members))
  t.diagnostic(`${reached.size} of ${listed.length} members are reached`)
  assert.ok(reached.size > listed.length - 10)
})

/** With a property that no version has. */
const withColour = (change: Parameters<typeof clusterBody>[0] = {}) =>
  clusterBody({ ...change, colour: 'red' } as typeof change)

const full = (): ClusterWire =>
  clusterBody({
    kubernetesVersion: '1.29',
    supportPlan: 'KubernetesOfficial',
    oidcIssuerProfile: { enabled: true },
    disableLocalAccounts: false,
    publicNetworkAccess: 'Enabled',
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' },
    upgradeSettings: { overrideSettings: { forceUpgrade: false } },
    autoScalerProfile: { expander: 'random', 'ignore-daemonsets-utilization': true },
    apiServerAccessProfile: { disableRunCommand: false },
    securityProfile: { imageCleaner: { enabled: true, intervalHours: 48 } },
    workloadAutoScalerProfile: {
      keda: { enabled: true },
      verticalPodAutoscaler: { enabled: true },
    },
    azureMonitorProfile: { metrics: { enabled: true } },
    serviceMeshProfile: { mode: 'Disabled' },
    ingressProfile: { webAppRouting: { enabled: true } },
    metricsProfile: { costAnalysis: { enabled: false } },
    networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
    agentPoolProfiles: [
      {
        name: 'nodepool1',
        count: 1,
        mode: 'System',
        enableFIPS: true,
        upgradeSettings: { maxSurge: '1', drainTimeoutInMinutes: 9, nodeSoakDurationInMinutes: 3 },
        nodeLabels: { a: 'b' },
        tags: { a: 'b' },
        networkProfile: { allowedHostPorts: [{ portStart: 80, portEnd: 81, protocol: 'TCP' }] },
      },
    ],
  })

test('each older version answers its own members, and all of them that are set', async () => {
  const world = await World.start()
  const created = await world.cluster('PUT', 'one', '', full())
  assert.equal(created.status, 201, JSON.stringify(created.body))
  await world.settle()
  const answers = [
    ['ManagedCluster', ''],
    ['AgentPoolListResult', '/agentPools'],
    ['AgentPool', '/agentPools/nodepool1'],
    ['ManagedClusterUpgradeProfile', '/upgradeProfiles/default'],
  ] as const
  let withheld = 0
  for (const [schema, path] of answers) {
    const ref = { $ref: `#/${schema}` }
    const now = await world.cluster<object>('GET', 'one', path)
    const members = [...membersIn(ref, now.body)]
    for (const version of older) {
      const { status, body } = await world.cluster<object>('GET', 'one', path + at(version))
      assert.equal(status, 200)
      const answered = [...membersIn(ref, body)]
      const late = answered.filter((member) => sinceOf(member) > version)
      assert.deepEqual(late, [], `${schema} in ${version}`)
      withheld += members.length - answered.length
    }
  }
  assert.ok(withheld > 500, `${withheld} members were left out`)
  const { body } = await world.cluster('GET', 'one', at('2022-09-01'))
  const { oidcIssuerProfile, azureMonitorProfile, securityProfile } = body.properties ?? {}
  assert.equal(oidcIssuerProfile?.enabled, true, 'came with this version')
  assert.equal(azureMonitorProfile, undefined, 'came four months later')
  assert.equal(securityProfile?.imageCleaner, undefined)
  await world.close()
})

test('an abort, whose answer the contract does not declare, answers likewise', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { metricsProfile: { costAnalysis: { enabled: false } } })
  await world.cluster('PUT', 'one', '', clusterBody({ autoScalerProfile: { expander: 'random' } }))
  const { status, body } = await world.cluster('POST', 'one', `/abort${at('2023-04-01')}`)
  assert.equal(status, 202)
  const late = [...membersIn({ $ref: '#/ManagedCluster' }, body)].filter(
    (member) => sinceOf(member) > '2023-04-01',
  )
  assert.deepEqual(late, [])
  assert.equal(body.properties?.dnsPrefix, 'demo')
  await world.close()
})

test('a preview has what was in preview, so nothing is left out for it', async () => {
  const world = await World.start()
  await world.cluster('PUT', 'one', '', full())
  const { body } = await world.cluster('GET', 'one', at('2023-09-02-preview'))
  assert.equal(body.properties?.metricsProfile?.costAnalysis?.enabled, false)
  await world.close()
})

test('until 2023, members that the version does not have are read over', async () => {
  const world = await World.start()
  const late = { oidcIssuerProfile: { enabled: true }, metricsProfile: 'no object at all' as never }
  const sent = withColour(late)
  const created = await world.cluster('PUT', 'one', at('2021-05-01'), sent)
  assert.equal(created.status, 201, JSON.stringify(created.body))
  await world.settle()
  const now = await world.cluster('GET', 'one')
  assert.notEqual(now.body.properties?.oidcIssuerProfile?.enabled, true)
  const pool = { properties: { count: 1, capacityReservationGroupID: '/x' } }
  const made = await world.pool('PUT', 'one', 'more', at('2023-09-01'), pool)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { body } = await world.pool('GET', 'one', 'more')
  assert.equal(body.properties?.capacityReservationGroupID, undefined)
  await world.close()
})

test('a change in an older version leaves alone what it cannot say', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { oidcIssuerProfile: { enabled: true } })
  const seen = await world.cluster('GET', 'one', at('2021-05-01'))
  const put = await world.cluster('PUT', 'one', at('2021-05-01'), seen.body)
  assert.equal(put.status, 200, JSON.stringify(put.body))
  await world.settle()
  const now = await world.cluster('GET', 'one')
  assert.equal(now.body.properties?.oidcIssuerProfile?.enabled, true)
  await world.close()
})

test('from 2024-01-01 on they are refused by name, as are all that no version has', async () => {
  const world = await World.start()
  const tried = async (version: string, body: object) => {
    const path = `${version === '' ? '' : at(version)}`
    const { status, body: answer } = await world.cluster<{ code: string; message: string }>(
      'PUT',
      'one',
      path,
      body,
    )
    return [status, answer.code, /unknown field "(\w+)"/.exec(answer.message)?.[1]]
  }
  const late = clusterBody({ metricsProfile: { costAnalysis: { enabled: false } } })
  assert.deepEqual(await tried('2024-01-01', late), [400, 'UnmarshalError', 'metricsProfile'])
  for (const version of ['2024-01-01', '2024-02-01', '2024-05-01']) {
    assert.deepEqual(await tried(version, withColour()), [400, 'UnmarshalError', 'colour'], version)
  }
  assert.equal((await tried('2024-02-01', late))[0], 201)
  await world.close()
})

test('of previews that are older or newer than the known ones, nothing is refused as unknown', async () => {
  const world = await World.start()
  for (const version of ['2023-09-02-preview', '2023-11-02-preview', '2027-01-02-preview']) {
    const name = `of-${version}`
    const made = await world.cluster('PUT', name, at(version), withColour())
    assert.equal(made.status, 201, version)
  }
  await world.close()
})

test('names of members count in any case', async () => {
  const world = await World.start()
  const { properties, ...rest } = clusterBody()
  const profiles = [{ NAME: 'nodepool1', Count: 1, mode: 'System', osDiskSizeGb: 77 }]
  const sent = { ...rest, Properties: { ...properties, agentPoolProfiles: profiles } }
  const created = await world.cluster('PUT', 'one', '', sent)
  assert.equal(created.status, 201, JSON.stringify(created.body))
  assert.equal(created.body.properties?.agentPoolProfiles?.[0]?.osDiskSizeGB, 77)
  await world.close()
})
