// The published examples of Microsoft.ContainerService and Microsoft.ScVmm, each in a group of its own.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { accessToken, admin } from '../../../src/cli/client.ts'
import { createLazuli } from '../../../src/library/lazuli.ts'
import {
  type Call,
  checkExplained,
  type Example,
  isThere,
  type Placeholder,
  publishedExamples,
  runExamples,
  type Suite,
} from './published-examples.ts'

async function start(t: TestContext) {
  const lazuli = await createLazuli({ timeScale: 1_000_000, hypervisor: 'simulated' })
  t.after(() => lazuli.stop())
  const { ready } = lazuli
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const send = async ({ method, path, body }: Call) => {
    const url = new URL(path, ready.arm.replace('https:', 'http:'))
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(url, { method, headers, ...sent })
    const location = answer.headers.get('location') ?? undefined
    return { status: answer.status, location, text: await answer.text() }
  }
  /** Sends what must succeed, and waits until the resource is at rest. */
  const make = async (path: string, body: object, version: string): Promise<void> => {
    const at = `${path}?api-version=${version}`
    const made = await send({ method: 'PUT', path: at, body })
    assert.ok(made.status < 300, `PUT ${path}: ${made.status} ${made.text}`)
    await settled(path, version)
  }
  const settled = async (path: string, version: string): Promise<void> => {
    for (;;) {
      const { text } = await send({ method: 'GET', path: `${path}?api-version=${version}` })
      const state = JSON.parse(text).properties?.provisioningState
      if (state === undefined || /Succeeded|Failed|Canceled/.test(state)) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const root = `/subscriptions/${ready.subscriptionId}`
  const group = async (name: string): Promise<string> => {
    await make(`${root}/resourceGroups/${name}`, { location: 'westeurope' }, '2021-04-01')
    return `${root}/resourceGroups/${name}`
  }
  return { ready, root, send, make, settled, group }
}
type Started = Awaited<ReturnType<typeof start>>

const sshKey = (): string => {
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    format: 'jwk',
  })
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const modulus = Buffer.concat([Buffer.alloc(1), Buffer.from(jwk.n!, 'base64url')])
  const fields = [Buffer.from('ssh-rsa'), Buffer.from(jwk.e!, 'base64url'), modulus].map(field)
  return `ssh-rsa ${Buffer.concat(fields).toString('base64')}`
}

const report = (t: TestContext, { examples, explained }: Pick<Suite, 'examples' | 'explained'>) =>
  t.diagnostic(`${examples.length} examples run, ${Object.keys(explained).length} explained`)

const AKS = '2024-05-01'

function aksPlaceholders(started: Started, group: string): Placeholder[] {
  const { root } = started
  return [
    { pattern: /"keydata"/g, value: JSON.stringify(sshKey()), why: 'stands for a public key' },
    { pattern: /"location1"/g, value: '"westeurope"', why: 'stands for a region' },
    {
      pattern: /\/subscriptions\/[^/"]+\/resource[Gg]roups\/rg1\//g,
      value: `${root}/resourceGroups/${group}/`,
      why: 'stands for the group of the example',
    },
    {
      pattern: /"(kubernetesVersion|orchestratorVersion)":"[^"]*"/g,
      value: '"$1":""',
      why: 'names versions that AKS offers no more',
    },
  ]
}

/** What a cluster must have for the call, beside the usual. */
function clusterFor({ template, operationId, name }: Example): object {
  const isPrivate = /private/i.test(template) || operationId.startsWith('ResolvePrivateLink')
  const hasPrincipal = operationId === 'ManagedClusters_ResetServicePrincipalProfile'
  return {
    location: 'westeurope',
    ...(hasPrincipal ? {} : { identity: { type: 'SystemAssigned' } }),
    properties: {
      dnsPrefix: 'demo',
      networkProfile: { networkPlugin: 'azure' },
      windowsProfile: { adminUsername: 'azureuser', adminPassword: 'replacePassword1234$' },
      agentPoolProfiles: [{ name: 'system', mode: 'System', count: 1 }],
      oidcIssuerProfile: { enabled: true },
      ...(isPrivate ? { apiServerAccessProfile: { enablePrivateCluster: true } } : {}),
      ...(hasPrincipal ? { servicePrincipalProfile: { clientId: 'c', secret: 's' } } : {}),
      ...(/mesh/i.test(name) ? { serviceMeshProfile: { mode: 'Istio', istio: {} } } : {}),
      ...(operationId === 'ManagedClusters_ResetAADProfile'
        ? { aadProfile: { clientAppID: 'c', serverAppID: 's' } }
        : {}),
    },
  }
}

/** Small resources below a cluster, as the examples take them for granted. */
const children: Readonly<Record<string, object>> = {
  maintenanceConfigurations: {
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Monday' } },
        durationHours: 4,
        startTime: '08:30',
      },
    },
  },
  agentPools: { properties: { count: 1, mode: 'User' } },
  privateEndpointConnections: {
    properties: { privateLinkServiceConnectionState: { status: 'Approved' } },
  },
  trustedAccessRoleBindings: {
    properties: {
      sourceResourceId:
        '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w',
      roles: ['Microsoft.MachineLearningServices/workspaces/mlworkload'],
    },
  },
}

const TOO_SMALL =
  'its System pool has Standard_DS1_v2, which live reports show refused (SystemPoolSkuTooLow)'
const NO_IDENTITY =
  'it names neither identity nor service principal, which live reports show refused'
const explainedAks: Readonly<Record<string, string>> = {
  '2024-05-01/ManagedClustersCreate_Update': TOO_SMALL,
  '2024-05-01/ManagedClustersCreate_UpdateWithEnableAzureRBAC': TOO_SMALL,
  '2024-05-01/ManagedClustersCreate_UpdateWithAHUB': TOO_SMALL,
  '2024-05-01/ManagedClustersCreate_UpdateWindowsGmsa': TOO_SMALL,
  '2024-05-01/ManagedClustersCreate_DualStackNetworking': TOO_SMALL,
  '2024-05-01/ManagedClustersCreate_SecurityProfile': NO_IDENTITY,
  '2024-05-01/ManagedClustersCreate_IngressProfile_WebAppRouting': NO_IDENTITY,
}

/** Begins what the example is to turn, or to ask the result of. */
async function begun(started: Started, { operationId }: Example, cluster: string, pool: string) {
  const { ready, send, settled } = started
  const post = (path: string, body?: object) =>
    send({ method: 'POST', path: `${path}?api-version=${AKS}`, body })
  const hold = (...kinds: readonly string[]) =>
    admin(ready, '/lazuli/pacing', {
      method: 'PUT',
      body: JSON.stringify({ value: kinds.map((kind) => ({ kind, pace: { hold: true } })) }),
    })
  switch (operationId) {
    case 'ManagedClusters_AbortLatestOperation':
      await hold('ManagedClusters_Stop')
      await post(`${cluster}/stop`)
      return undefined
    case 'AgentPools_AbortLatestOperation':
      await hold('AgentPools_Update')
      await send({
        method: 'PUT',
        path: `${pool}?api-version=${AKS}`,
        body: { properties: { count: 1, nodeLabels: { a: 'b' } } },
      })
      return undefined
    case 'ManagedClusters_Start':
      await hold()
      await post(`${cluster}/stop`)
      await settled(cluster, AKS)
      return undefined
    case 'ManagedClusters_GetCommandResult': {
      const { location } = await post(`${cluster}/runCommand`, { command: 'kubectl get pods' })
      return { commandId: new URL(location!).pathname.split('/').at(-1)! }
    }
    default:
      return undefined
  }
}

test(
  'Microsoft.ContainerService answers its published examples as documented',
  isThere,
  async (t) => {
    const started = await start(t)
    const groups = (index: number) => `aks${index}`
    const suite: Suite = {
      examples: publishedExamples('containerservice'),
      send: started.send,
      explained: explainedAks,
      place: (_, index) => ({
        parameters: {
          subscriptionId: started.ready.subscriptionId,
          resourceGroupName: groups(index),
          location: 'westeurope',
        },
        placeholders: aksPlaceholders(started, groups(index)),
      }),
      async prepare(example, path, index) {
        const group = await started.group(groups(index))
        const inGroup = `${group}/providers/Microsoft.ContainerService`
        const source = `${inGroup}/managedClusters/cluster1`
        const snapshot = `${inGroup}/snapshots/snapshot1`
        if (/snapshot/i.test(example.name)) {
          await started.make(source, clusterFor(example), AKS)
          const properties = { count: 1, mode: 'User', enableFIPS: true }
          await started.make(`${source}/agentPools/pool0`, { properties }, AKS)
          const sourceResourceId = `${source}/agentPools/pool0`
          const body = {
            location: 'westeurope',
            properties: { creationData: { sourceResourceId } },
          }
          if (example.operationId !== 'Snapshots_CreateOrUpdate') {
            await started.make(snapshot, body, AKS)
          }
        }
        const cluster = /^(.*\/managed[Cc]lusters\/[^/]+)(?:\/([^/]+)\/([^/]+))?/.exec(path)
        const isNew = example.operationId === 'ManagedClusters_CreateOrUpdate'
        if (!cluster || isNew) return undefined
        await started.make(cluster[1]!, clusterFor(example), AKS)
        const [, at, collection = '', name = ''] = cluster
        const child = children[collection]
        const isChildNew = example.method === 'PUT' && path === `${at}/${collection}/${name}`
        if (child && name && !isChildNew) {
          await started.make(`${at}/${collection}/${name}`, child, AKS)
        }
        return await begun(started, example, at!, `${at}/${collection}/${name}`)
      },
    }
    checkExplained(suite, await runExamples(suite))
    report(t, suite)
  },
)

const SCVMM = '2023-10-07'

/** Names such as `.` and `-` were made from a pattern: no URL can have them. */
const namesIn = ({ parameters }: Example, index: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([name, value]) => name.endsWith('Name') && !/[a-z0-9]/i.test(String(value)))
      .map(([name]) => [name, `name${index}`]),
  )

const explainedScvmm: Readonly<Record<string, string>> = {
  '2023-10-07/InventoryItems_Create_MinimumSet_Gen':
    'an item without a type stands for nothing that VMM has',
}

test('Microsoft.ScVmm answers its published examples as documented', isThere, async (t) => {
  const started = await start(t)
  const { root, make } = started
  const group = await started.group('base')
  const inGroup = `${group}/providers/Microsoft.ScVmm`
  const extendedLocation = { type: 'CustomLocation', name: `${group}/providers/x/y/cl1` }
  const located = { location: 'westeurope', extendedLocation }
  const examples = publishedExamples('scvmm')
  const machine = (index: number) =>
    `${group}/providers/Microsoft.HybridCompute/machines/vm${index}`
  if (examples.length > 0) {
    await make(
      `${inGroup}/vmmServers/base`,
      { ...located, properties: { fqdn: 'vmm.base' } },
      SCVMM,
    )
    const { text } = await started.send({
      method: 'GET',
      path: `${inGroup}/vmmServers/base/inventoryItems?api-version=${SCVMM}`,
    })
    const { value: items } = JSON.parse(text) as {
      value: { name: string; properties: { inventoryType: string } }[]
    }
    for (const [collection, type] of [
      ['clouds', 'Cloud'],
      ['virtualMachineTemplates', 'VirtualMachineTemplate'],
    ] as const) {
      const uuid = items.find(({ properties }) => properties.inventoryType === type)!.name
      const properties = { uuid, vmmServerId: `${inGroup}/vmmServers/base` }
      await make(`${inGroup}/${collection}/base`, { ...located, properties }, SCVMM)
    }
  }
  const suite: Suite = {
    examples,
    send: started.send,
    explained: explainedScvmm,
    place: (example, index) => ({
      parameters: {
        ...namesIn(example, index),
        subscriptionId: started.ready.subscriptionId,
        resourceGroupName: `scvmm${index}`,
        resourceUri: machine(index),
      },
      placeholders: [
        {
          pattern: /\/subscriptions\/[^/"]+\/resource[Gg]roups\/[^/"]+\//g,
          value: `${root}/resourceGroups/scvmm${index}/`,
          why: 'stands for the group of the example',
        },
        { pattern: /"location":"[^"]*"/g, value: '"location":"westeurope"', why: 'is no region' },
        {
          pattern: /"inventoryType":"InventoryItemProperties"/g,
          value: '"inventoryType":"Cloud"',
          why: 'is the name of a model, not of a kind of item',
        },
      ],
    }),
    async prepare(example, path, index) {
      await started.group(`scvmm${index}`)
      if (example.template.includes('{resourceUri}')) {
        await make(machine(index), { location: 'westeurope', kind: 'scvmm' }, '2023-10-03-preview')
        const instance = `${machine(index)}/providers/Microsoft.ScVmm/virtualMachineInstances/default`
        if (example.operationId === 'VirtualMachineInstances_CreateOrUpdate') return undefined
        const infrastructureProfile = {
          cloudId: `${inGroup}/clouds/base`,
          templateId: `${inGroup}/virtualMachineTemplates/base`,
        }
        await make(instance, { extendedLocation, properties: { infrastructureProfile } }, SCVMM)
        const agent = `${instance}/guestAgents/default`
        const wantsAgent = /\/(guestAgents|hybridIdentityMetadata)\/default$/.test(example.template)
        if (wantsAgent && example.method !== 'PUT') {
          await make(agent, { properties: { provisioningAction: 'install' } }, SCVMM)
        }
        return undefined
      }
      const [, server, item] =
        /^(.*\/vmmServers\/[^/]+)\/inventoryItems(?:\/([^/]+))?/.exec(path) ?? []
      if (server) {
        await make(server, { ...located, properties: { fqdn: `vmm.${index}` } }, SCVMM)
        const body = { kind: 'Cloud', properties: { inventoryType: 'Cloud' } }
        if (item && example.method !== 'PUT') {
          await make(`${server}/inventoryItems/${item}`, body, SCVMM)
        }
        return undefined
      }
      const isOne = /resourceGroups.*\/\{[a-zA-Z]+Name\}$/.test(example.template)
      if (!isOne || example.method === 'PUT') return undefined
      const isServer = path.includes('/vmmServers/')
      const properties = isServer
        ? { fqdn: `vmm.${index}` }
        : { vmmServerId: `${inGroup}/vmmServers/base` }
      await make(path, { ...located, properties }, SCVMM)
      return undefined
    },
  }
  checkExplained(suite, await runExamples(suite))
  report(t, suite)
})
