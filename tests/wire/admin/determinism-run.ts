// One run of determinism.test.ts, in a process of its own: `node determinism-run.ts FILE` writes what all calls
// said and were told, a line each.
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { accessToken } from '#cli/client.ts'
import { signSharedKey } from '#identity/shared-key.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { without } from './determinism-left-out.ts'

const CALLS = 5_000

/** Numbers that follow from the run's own seed, from 0 up to `below`. */
function dice(): (below: number) => number {
  let state = 42
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly body?: object
}

class Caller {
  readonly #server: Lazuli
  readonly #arm: string
  readonly #graph: string
  /** What Lazuli's own API answered. */
  readonly told: string[] = []

  private constructor(server: Lazuli, arm: string, graph: string) {
    this.#server = server
    this.#arm = arm
    this.#graph = graph
  }

  static async to(server: Lazuli): Promise<Caller> {
    const arm = await accessToken(server.ready, 'https://management.azure.com/')
    return new Caller(server, arm, await accessToken(server.ready, 'https://graph.microsoft.com/'))
  }

  arm(method: string, path: string, body?: object): Promise<string> {
    const token = path.startsWith('/graph') ? this.#graph : this.#arm
    return send(
      this.#server.ready.arm,
      { method, path, ...(body && { body }) },
      {
        authorization: `Bearer ${token}`,
      },
    )
  }

  /** Of Lazuli's own API: these calls are not in the journal, and what they are told is kept beside it. */
  async own(method: string, path: string, body?: object): Promise<string> {
    const said = await this.arm(method, path, body)
    this.told.push(said)
    return said
  }

  batch(method: string, path: string, body: object | undefined = bodyOf(method)): Promise<string> {
    const { account, key, endpoint } = this.#server.ready.batch!
    const url = `${path}${path.includes('?') ? '&' : '?'}api-version=2024-02-01.19.0`
    const headers: Record<string, string> = {
      'ocp-date': new Date().toUTCString(),
      ...(body && { 'content-type': 'application/json; odata=minimalmetadata' }),
      ...(body && { 'content-length': String(Buffer.byteLength(JSON.stringify(body))) }),
    }
    const authorization = `SharedKey ${signSharedKey({ method, url, headers }, account, key)}`
    const sent = { method, path: url, ...(body && { body }) }
    return send(endpoint, sent, { ...headers, authorization })
  }
}

function send(origin: string, { method, path, body }: Sent, headers: object): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { ...json(body), ...headers } })
    sent.on('error', reject)
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => (text += chunk))
      response.on('error', reject)
      response.on('end', () => resolve(text))
    })
    sent.end(body && JSON.stringify(body))
  })
}

/** Signatures are of the length of what is sent. */
const bodyOf = (method: string) => (method === 'POST' ? {} : undefined)

const json = (body?: object) => (body ? { 'content-type': 'application/json' } : {})

type Step = (caller: Caller, n: number, root: string) => Promise<unknown>

const cluster = {
  location: 'westeurope',
  identity: { type: 'SystemAssigned' },
  properties: {
    dnsPrefix: 'demo',
    agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
  },
}
const AKS = 'providers/Microsoft.ContainerService/managedClusters'
const AKS_VERSION = 'api-version=2024-05-01'
const pool = {
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: 2,
  cloudServiceConfiguration: { osFamily: '6' },
}
const location = 'westeurope'

/** Calls of all services; `n` names what they are about. */
const STEPS: readonly Step[] = [
  (c, n, sub) => c.arm('PUT', `${sub}/resourcegroups/g${n}?api-version=2021-04-01`, { location }),
  (c, n, sub) => c.arm('GET', `${sub}/resourcegroups/g${n}?api-version=2021-04-01`),
  (c, n, sub) => c.arm('DELETE', `${sub}/resourcegroups/g${n}?api-version=2021-04-01`),
  (c, _, sub) => c.arm('GET', `${sub}/resources?api-version=2021-04-01`),
  (c, _, sub) => c.arm('GET', `${sub}/providers?api-version=2021-04-01&$top=2`),
  (c, n, sub) =>
    c.arm('PUT', `${sub}/resourceGroups/lazuli/${AKS}/c${n % 5}?${AKS_VERSION}`, cluster),
  (c, n, sub) => c.arm('GET', `${sub}/resourceGroups/lazuli/${AKS}/c${n % 5}?${AKS_VERSION}`),
  (c, n, sub) =>
    c.arm('PUT', `${sub}/resourceGroups/lazuli/${AKS}/c${n % 5}/agentPools/p${n}?${AKS_VERSION}`, {
      properties: { count: 1, vmSize: 'Standard_DS2_v2', mode: 'User' },
    }),
  (c, n, sub) =>
    c.arm('POST', `${sub}/resourceGroups/lazuli/${AKS}/c${n % 5}/abort?${AKS_VERSION}`),
  (c, n, sub) => c.arm('DELETE', `${sub}/resourceGroups/lazuli/${AKS}/c${n % 5}?${AKS_VERSION}`),
  (c, n, sub) =>
    c.arm(
      'PUT',
      `${sub}/resourceGroups/lazuli/providers/Microsoft.Batch/batchAccounts/account${n}?api-version=2024-02-01`,
      { location },
    ),
  (c, _, sub) =>
    c.arm('GET', `${sub}/providers/Microsoft.Batch/batchAccounts?api-version=2024-02-01`),
  (c, n, sub) =>
    c.arm(
      'PUT',
      `${sub}/resourceGroups/lazuli/providers/Microsoft.ScVmm/vmmServers/vmm${n % 3}?api-version=2023-10-07`,
      {
        location,
        extendedLocation: { type: 'customLocation', name: `${sub}/x` },
        properties: { fqdn: 'vmm.example', credentials: { username: 'u', password: 'p' } },
      },
    ),
  (c, n, sub) =>
    c.arm(
      'GET',
      `${sub}/resourceGroups/lazuli/providers/Microsoft.ScVmm/vmmServers/vmm${n % 3}/inventoryItems?api-version=2023-10-07`,
    ),
  (c, n, sub) =>
    c.arm(
      'PUT',
      `${sub}/resourceGroups/lazuli/providers/Microsoft.HybridCompute/machines/m${n}?api-version=2023-10-03-preview`,
      { location, kind: 'SCVMM' },
    ),
  (c, n, sub) =>
    c.arm(
      'PUT',
      `${sub}/resourceGroups/lazuli/providers/Microsoft.Storage/storageAccounts/store${n}?api-version=2023-05-01`,
      { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
    ),
  (c) => c.arm('GET', '/graph/v1.0/servicePrincipals'),
  (c, n) =>
    c.arm('POST', '/graph/v1.0/groups', {
      displayName: `group ${n}`,
      mailEnabled: false,
      mailNickname: `group${n}`,
      securityEnabled: true,
    }),
  (c, n) => c.batch('POST', '/pools', { id: `pool${n % 4}`, ...pool }),
  (c, n) => c.batch('GET', `/pools/pool${n % 4}/nodes`),
  (c, n) => c.batch('POST', `/pools/pool${n % 4}/resize`, { targetDedicatedNodes: n % 3 }),
  (c, n) => c.batch('POST', '/jobs', { id: `job${n % 9}`, poolInfo: { poolId: `pool${n % 4}` } }),
  (c, n) =>
    c.batch('POST', `/jobs/job${n % 9}/tasks`, { id: `task${n}`, commandLine: '/bin/true' }),
  (c, n) => c.batch('GET', `/jobs/job${n % 9}/tasks`),
  (c, n) => c.batch('GET', `/jobs/job${n % 9}/taskcounts`),
  (c, n) => c.batch('POST', `/jobs/job${n % 9}/tasks/task${n}/terminate`),
  (c, n) => c.batch('DELETE', `/jobs/job${n % 9}`),
  (c, n) =>
    c.batch('POST', '/jobschedules', {
      id: `every${n % 4}`,
      schedule: { recurrenceInterval: `PT${1 + (n % 3)}M` },
      jobSpecification: {
        poolInfo: { poolId: `pool${n % 4}` },
        jobManagerTask: { id: 'manager', commandLine: '/bin/true' },
      },
    }),
  (c, n) => c.batch('GET', `/jobschedules/every${n % 4}`),
  (c, n) => c.batch('GET', `/jobschedules/every${n % 4}/jobs`),
  (c, n) => c.batch('POST', `/jobschedules/every${n % 4}/${n % 2 ? 'disable' : 'enable'}`),
  (c, n) => c.batch('DELETE', `/jobschedules/every${n % 4}`),
  (c, n) => c.batch('GET', `/pools/seeded/nodes?$select=id,state&maxresults=${1 + (n % 3)}`),
  (c, n, sub) => c.arm('PUT', machine(sub, n), { location, kind: 'SCVMM' }),
  async (c, n, sub) => {
    const { value = [] } = JSON.parse(await c.arm('GET', inventory(sub))) as Listed
    const item = value.find(({ properties }) => properties.inventoryItemName === `vm-${n % 3}`)
    if (!item) return
    await c.arm('PUT', instance(sub, n), {
      extendedLocation: { type: 'customLocation', name: `${sub}/x` },
      properties: {
        infrastructureProfile: { inventoryItemId: item.id, vmmServerId: seededServer(sub) },
      },
    })
  },
  (c, n, sub) =>
    c.arm('POST', instance(sub, n, '/createCheckpoint'), { name: `before ${n}`, description: 'x' }),
  (c, n, sub) => withCheckpoint(c, sub, n, 'restoreCheckpoint'),
  (c, n, sub) => withCheckpoint(c, sub, n, 'deleteCheckpoint'),
  (c, n, sub) => c.arm('POST', instance(sub, n, `/${n % 2 ? 'stop' : 'start'}`), {}),
  (c, n, sub) => c.arm('GET', instance(sub, n)),
]

interface Listed {
  readonly value?: readonly { id: string; properties: { inventoryItemName: string } }[]
}

const seededServer = (sub: string) =>
  `${sub}/resourceGroups/seeded/providers/Microsoft.ScVmm/vmmServers/seeded`
const inventory = (sub: string) => `${seededServer(sub)}/inventoryItems?api-version=2023-10-07`
const hybrid = (sub: string, n: number) =>
  `${sub}/resourceGroups/seeded/providers/Microsoft.HybridCompute/machines/vm-${n % 3}`
const machine = (sub: string, n: number) => `${hybrid(sub, n)}?api-version=2023-10-03-preview`
const instance = (sub: string, n: number, action = '') =>
  `${hybrid(sub, n)}/providers/Microsoft.ScVmm/virtualMachineInstances/default${action}?api-version=2023-10-07`

/** With a checkpoint that the machine has, or with one that it has not. */
async function withCheckpoint(c: Caller, sub: string, n: number, action: string): Promise<void> {
  const found = JSON.parse(await c.arm('GET', instance(sub, n))) as {
    properties?: { infrastructureProfile?: { checkpoints?: { checkpointID: string }[] } }
  }
  const all = found.properties?.infrastructureProfile?.checkpoints ?? []
  const id = all[n % Math.max(1, all.length)]?.checkpointID ?? `${sub}/none`
  await c.arm('POST', instance(sub, n, `/${action}`), { id })
}

/** What is there before the first call. */
const SEED = `groups:
  - { name: seeded, tags: { team: blue } }
accounts:
  - { name: seededbatch, group: seeded }
clusters:
  - name: seeded
    group: seeded
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: seeded
      agentPoolProfiles: [{ name: pool1, mode: System, count: 2, vmSize: Standard_DS2_v2 }]
pools:
  - id: seeded
    vmSize: standard_d2s_v3
    targetDedicatedNodes: 3
    taskSlotsPerNode: 2
    cloudServiceConfiguration: { osFamily: '6' }
jobs:
  - id: seeded
    poolInfo: { poolId: seeded }
    usesTaskDependencies: true
    tasks:
      - { id: '1', commandLine: /bin/true }
      - { id: '2', commandLine: /bin/true, dependsOn: { taskIds: ['1'] } }
      - { id: '3', commandLine: /bin/false, constraints: { maxTaskRetryCount: 2 } }
estates:
  - fqdn: vmm.seeded
    clouds: [{ name: Lab }]
    virtualNetworks: [{ name: Blue }]
    virtualMachines:
      - { name: vm-0, cloud: Lab, powerState: Running, disks: [{ name: boot, sizeGB: 2 }] }
      - { name: vm-1, cloud: Lab, disks: [{ name: boot, sizeGB: 2 }, { name: data, sizeGB: 1 }] }
      - { name: vm-2, cloud: Lab, networkInterfaces: [{ network: Blue }] }
  - fqdn: vmm.example
    clouds: [{ name: Lab }]
`

const FAULTS = [
  { service: 'batch', share: 0.02, seed: 3, ...refusal('ServerBusy', 503) },
  { service: 'containerservice', share: 0.05, seed: 4, ...refusal('Throttled', 429) },
  { kind: 'ManagedClusters_Create', share: 0.2, seed: 5, error: words('NoCapacity') },
  { kind: 'Pool_Resize', share: 0.2, seed: 6, error: words('AllocationFailed') },
  { kind: 'VirtualMachineInstances_DeleteCheckpoint', nth: 3, error: words('NotResponding') },
  { port: 'hypervisor.createCheckpoint', share: 0.1, seed: 8, drop: 'after' },
  { port: 'clusters.setNodePool', share: 0.1, seed: 7, error: words('Unreachable') },
]

function words(code: string) {
  return { code, message: 'A fault that was asked for.' }
}

function refusal(code: string, status: number) {
  return { status, error: words(code) }
}

async function run(file: string): Promise<void> {
  await using server = await createLazuli(
    { seed: 7, frozen: true, nodes: 'simulated', hypervisor: 'simulated' },
    { report: () => undefined },
  )
  const caller = await Caller.to(server)
  const { journal } = server.inside
  const sub = `/subscriptions/${server.ready.subscriptionId}`
  await caller.own('POST', '/lazuli/seed', { text: SEED })
  for (const fault of FAULTS) await caller.own('POST', '/lazuli/faults', fault)
  journal.clear()
  const roll = dice()
  const lines: string[] = []
  const collect = (): void => {
    for (const line of journal.list().reverse()) lines.push(without(journal.find(line.id)!))
    journal.clear()
    for (const told of caller.told.splice(0)) lines.push(without({ told }))
  }
  await caller.arm('PUT', `${seededServer(sub)}?api-version=2023-10-07`, {
    location,
    extendedLocation: { type: 'customLocation', name: `${sub}/x` },
    properties: { fqdn: 'vmm.seeded', credentials: { username: 'u', password: 'p' } },
  })
  for (let call = 0; call < CALLS; call++) {
    await STEPS[roll(STEPS.length)]!(caller, roll(30), sub)
    if (call % 10 === 9) await caller.own('POST', `/lazuli/clock/step?ms=${roll(60) * 1000}`)
    if (call % 200 === 199) collect()
  }
  await caller.own('GET', '/lazuli/operations?top=1000')
  await caller.own('GET', '/lazuli/faults')
  collect()
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
}

await run(process.argv[2]!)
