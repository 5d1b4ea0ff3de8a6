// Stable api-versions after the first contract's: each takes its own members, keeps and shows them, and
// refuses all others by name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compatibleVersions } from '#containerservice/provider/compatible-versions.ts'
import { memberVersions } from '#containerservice/provider/member-versions.ts'
import { operationsSince } from '#containerservice/provider/operations-since.ts'
import { unserved } from '#containerservice/provider/unserved.ts'
import type { ClusterProperties, PoolProperties } from '#containerservice/wire.ts'
import { Contract } from '#server/contract.ts'
import type { Schema } from '#server/prune.ts'
import { contracts } from '../../../security/parts/contracts.ts'
import { type AksError, clusterBody, World } from '../containerservice-world.ts'

const FIRST = '2024-05-01'
const NEWEST = '2026-08-01'
const strict = [...compatibleVersions.filter((version) => version >= '2024-01-01'), NEWEST]
const { document } = contracts.find(({ name }) => name === `containerservice/${NEWEST}`)!
const schemas = document.components?.schemas ?? {}
const at = (version: string) => `?api-version=${version}`

interface Way {
  /** The names that lead to a member. */
  readonly steps: readonly string[]
  /** A body that has nothing else. */
  readonly body: unknown
  readonly from: string
  readonly to: string
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** Each member that a body of the schema can have, in a body of its own. */
function* waysIn(schema: Schema, above: Way, seen: readonly string[], name = ''): Generator<Way> {
  if (schema.$ref) {
    const target = schema.$ref.split('/').at(-1)!
    if (!seen.includes(target)) yield* waysIn(schemas[target]!, above, [...seen, target], target)
    return
  }
  const around = (make: (inner: unknown) => unknown) => (way: Way) => ({
    ...way,
    body: make(way.body),
  })
  if (schema.items) {
    for (const way of waysIn(schema.items, above, seen)) yield around((inner) => [inner])(way)
  }
  for (const base of schema.allOf ?? []) yield* waysIn(base, above, seen)
  const { additionalProperties: extra, properties = {} } = schema
  if (typeof extra === 'object') {
    for (const way of waysIn(extra, above, seen)) yield around((any) => ({ any }))(way)
  }
  for (const [key, member] of Object.entries(properties)) {
    const since = memberVersions.since[name]?.[key] ?? ''
    const until = memberVersions.until[name]?.[key] ?? NEWEST
    const here: Way = {
      steps: [...above.steps, key],
      body: 'x',
      from: since > above.from ? since : above.from,
      to: until < above.to ? until : above.to,
    }
    const wrap = around((inner) => ({ [key]: inner }))
    yield wrap(here)
    for (const way of waysIn(member, here, seen)) yield wrap(way)
  }
}

test('each version refuses the members that it does not have, and no others', async (t) => {
  const none: Way = { steps: [], body: {}, from: '', to: NEWEST }
  let refused = 0
  for (const [root, operationId] of [
    ['ManagedCluster', 'ManagedClusters_CreateOrUpdate'],
    ['AgentPool', 'AgentPools_CreateOrUpdate'],
    ['MaintenanceConfiguration', 'MaintenanceConfigurations_CreateOrUpdate'],
    ['Snapshot', 'Snapshots_CreateOrUpdate'],
  ] as const) {
    const ways = [...waysIn(ref(root), none, [])]
    t.diagnostic(`${root}: ${ways.length} of ${ways.length} members in ${strict.length} versions`)
    for (const version of strict) {
      const base = version <= FIRST ? FIRST : NEWEST
      const contract = await Contract.load(
        'containerservice',
        base,
        {},
        {
          apiVersion: version,
          members: memberVersions,
        },
      )
      const operation = contract.operation(operationId)
      for (const { steps, body, from, to } of ways) {
        // What the first contract does not declare came after it.
        const has = from <= version && version <= to
        const found = operation.unknownMember(body, () => JSON.stringify(body))
        assert.equal(found === undefined, has, `${version} ${steps.join('.')}`)
        if (!has) refused += 1
      }
    }
  }
  assert.ok(refused > 2000, `${refused} were refused`)
})

const pool: PoolProperties = {
  count: 3,
  vmSize: 'Standard_D4s_v5',
  osSKU: 'AzureLinux3',
  securityProfile: { enableVTPM: true, enableSecureBoot: true, sshAccess: 'Disabled' },
  messageOfTheDay: 'aGVsbG8=',
  podIPAllocationMode: 'StaticBlock',
  upgradeSettings: { maxSurge: '2', maxUnavailable: '1', undrainableNodeBehavior: 'Cordon' },
  gpuProfile: { driver: 'None', nvidia: { managementMode: 'Managed' } },
  localDNSProfile: {
    mode: 'Required',
    vnetDNSOverrides: { '.': { queryLogging: 'Log', maxConcurrent: 10 } },
  },
  artifactStreamingProfile: { enabled: true },
  networkProfile: { dranet: { mode: 'Managed' } },
}

const PUBLIC_IP =
  '/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/publicIPAddresses/c'

const cluster: ClusterProperties = {
  nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' },
  hostedSystemProfile: { enabled: false },
  schedulerProfile: { upstream: { schedulerConfigMode: 'ManagedByCRD' } },
  enableFIPS: true,
  aiToolchainOperatorProfile: { enabled: true },
  httpProxyConfig: { enabled: false, httpProxy: 'http://proxy:80/' },
  securityProfile: {
    kubernetesResourceObjectEncryptionProfile: { infrastructureEncryption: 'Enabled' },
    defender: { securityGating: { enabled: true, allowSecretAccess: false } },
  },
  ingressProfile: {
    gatewayAPI: { installation: 'Standard' },
    webAppRouting: { gatewayAPIImplementations: { appRoutingIstio: { mode: 'Enabled' } } },
  },
  azureMonitorProfile: {
    metrics: { enabled: true, controlPlane: { enabled: true } },
    containerInsights: { enabled: true, syslogPort: 1, containerNetworkLogs: 'Enabled' },
    appMonitoring: {
      autoInstrumentation: { enabled: true },
      openTelemetryMetrics: { enabled: true, httpPort: 1, grpcPort: 2 },
      openTelemetryLogsAndTraces: { enabled: true, httpPort: 3, grpcPort: 4 },
    },
  },
  serviceMeshProfile: {
    mode: 'Istio',
    istio: {
      revisions: ['asm-1-22'],
      components: {
        egressGateways: [{ enabled: true, name: 'out', namespace: 'a' }],
        proxyRedirectionMechanism: 'CNIChaining',
      },
    },
  },
  networkProfile: {
    networkPlugin: 'azure',
    networkDataplane: 'cilium',
    staticEgressGatewayProfile: { enabled: true },
    advancedNetworking: {
      enabled: true,
      security: { advancedNetworkPolicies: 'L7', transitEncryption: { type: 'WireGuard' } },
      performance: { accelerationMode: 'BpfVeth' },
    },
    natGatewayProfile: {
      sku: 'StandardV2',
      outboundIPs: { publicIPs: [PUBLIC_IP] },
      managedOutboundIPProfile: { count: 1, countIPv6: 2 },
    },
  },
}

/** What of `sent` an answer does not show, by path. */
function* lostOf(sent: unknown, shown: unknown, path = ''): Generator<string> {
  if (typeof sent !== 'object' || sent === null) {
    if (sent !== shown) yield `${path} is ${JSON.stringify(shown)}`
    return
  }
  for (const [key, value] of Object.entries(sent)) {
    yield* lostOf(value, (shown as Record<string, unknown> | undefined)?.[key], `${path}.${key}`)
  }
}

test('settings of newer versions are kept and shown, and an older PUT leaves them', async () => {
  const world = await World.start()
  const body = clusterBody({
    ...cluster,
    agentPoolProfiles: [{ ...pool, name: 'nodepool1', mode: 'System' }],
  })
  const made = await world.cluster('PUT', 'one', at(NEWEST), body)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await world.settle()
  const sent = { ...cluster, agentPoolProfiles: { 0: pool } }
  const shown = await world.cluster('GET', 'one', at(NEWEST))
  assert.deepEqual([...lostOf(sent, shown.body.properties)], [])
  const older = await world.cluster('GET', 'one', at('2024-09-01'))
  const { nodeResourceGroupProfile, enableFIPS, agentPoolProfiles } = older.body.properties ?? {}
  assert.deepEqual(nodeResourceGroupProfile, { restrictionLevel: 'ReadOnly' }, 'came with it')
  assert.equal(enableFIPS, undefined, 'came later')
  assert.deepEqual(agentPoolProfiles?.[0]?.securityProfile, {
    enableVTPM: true,
    enableSecureBoot: true,
  })
  assert.equal(agentPoolProfiles?.[0]?.messageOfTheDay, undefined)
  const put = await world.cluster('PUT', 'one', at('2024-05-01'), clusterBody({}))
  assert.equal(put.status, 200, JSON.stringify(put.body))
  await world.settle()
  const after = await world.cluster('GET', 'one', at(NEWEST))
  assert.deepEqual([...lostOf(sent, after.body.properties)], [])
  await world.close()
})

test('an eTag changes with what it is of, and comes back without being a setting', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', {})
  const before = await world.cluster('GET', 'one', at(NEWEST))
  assert.match(before.body.eTag ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const again = await world.cluster('GET', 'one', at(NEWEST))
  assert.equal(again.body.eTag, before.body.eTag)
  const put = await world.cluster('PUT', 'one', at(NEWEST), before.body)
  assert.equal(put.status, 200, JSON.stringify(put.body))
  await world.settle()
  const after = await world.cluster('GET', 'one', at(NEWEST))
  assert.notEqual(after.body.eTag, before.body.eTag)
  await world.close()
})

test('what only one kind of pool has is refused of others', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', {})
  const tried = async (name: string, properties: PoolProperties) => {
    const { status, body } = await world.pool<AksError>('PUT', 'one', name, at(NEWEST), {
      properties,
    })
    return [status, body.code, body.target]
  }
  const sizes = (size: string) => ({ scale: { manual: [{ size, count: 2 }] } })
  const machines = { type: 'VirtualMachines' as const }
  assert.deepEqual(await tried('a', { virtualMachinesProfile: sizes('Standard_D4s_v5') }), [
    400,
    'InvalidParameter',
    'agentPoolProfile.virtualMachinesProfile',
  ])
  assert.deepEqual(await tried('a', { gatewayProfile: { publicIPPrefixSize: 30 } }), [
    400,
    'InvalidParameter',
    'agentPoolProfile.gatewayProfile',
  ])
  const unknown = await tried('a', { ...machines, virtualMachinesProfile: sizes('Standard_Z9') })
  assert.deepEqual(unknown.slice(0, 2), [400, 'BadRequest'])
  for (const osDiskSizeGB of [1, 29, 2049]) {
    assert.equal((await tried('a', { osDiskSizeGB }))[0], 400, String(osDiskSizeGB))
  }
  const known = await tried('a', { ...machines, virtualMachinesProfile: sizes('Standard_D4s_v5') })
  assert.equal(known[0], 201, JSON.stringify(known))
  await world.settle()
  const { body } = await world.pool('GET', 'one', 'a', at(NEWEST))
  assert.deepEqual(body.properties?.virtualMachineNodesStatus, [
    { size: 'Standard_D4s_v5', count: 2 },
  ])
  await world.close()
})

test('an operation is there from the version on that brought it', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', {})
  const reached = new Set<string>()
  const nameless = { machineNames: [] }
  for (const [id, method, path, body] of [
    ['AgentPools_DeleteMachines', 'POST', '/agentPools/nodepool1/deleteMachines', nameless],
    ['Machines_List', 'GET', '/agentPools/nodepool1/machines'],
    ['ManagedNamespaces_ListByManagedCluster', 'GET', '/managedNamespaces'],
    ['IdentityBindings_ListByManagedCluster', 'GET', '/identityBindings'],
  ] as const) {
    reached.add(id.split('_')[0]!)
    for (const version of strict) {
      const answer = await world.cluster<AksError>(method, 'one', path + at(version), body)
      const { status } = answer
      // What is there minds its body; what is not is not looked at any further.
      const isThere = status === 200 || answer.body.target === 'machineNames'
      assert.equal(isThere, version >= operationsSince[id]!, `${id} ${version} ${answer.text}`)
      // A refusal offers the versions that would be taken, and no other.
      if (isThere) continue
      const [, offered = ''] = /The supported api-versions are '([^']*)'/.exec(answer.text) ?? []
      const since = strict.filter((one) => one >= operationsSince[id]!)
      const listed = offered.split(', ').filter((one) => strict.includes(one))
      assert.deepEqual(listed.sort(), since, `${id} ${version} ${answer.text}`)
    }
  }
  assert.deepEqual(reached, new Set(Object.keys(operationsSince).map((id) => id.split('_')[0]!)))
  await world.close()
})

test('what newer versions have and is not served is 501 by its name', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', {})
  // Those without a verb are whole types, wherever they stand: the provider's own test has them.
  for (const entry of unserved.filter((each) => each.includes(' '))) {
    const [method, type] = entry.split(' ') as [string, string]
    const [, ...below] = type.split('/')
    const rest = `/${below.join('/a/')}${method === 'POST' ? '' : '/a'}`
    const { status, body } = await world.cluster<AksError>(method, 'one', rest + at(NEWEST), {})
    assert.deepEqual([status, body.code], [501, 'NotImplemented'], `${entry} ${rest}`)
    assert.ok(body.message.includes(type.split('/').at(-1)!), body.message)
  }
  await world.close()
})
