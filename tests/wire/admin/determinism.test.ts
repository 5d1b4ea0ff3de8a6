// Two servers of the same seed whose time stands still answer the same calls with the same bytes.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { accessToken } from '#cli/client.ts'
import { signSharedKey } from '#identity/shared-key.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

const CALLS = 5_000

/**
 * What two runs may differ in: how callers prove who they are, what is secret, which port was free, and
 * the time and the durations of callers, whose clock is the world's.
 */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/(?<=127\.0\.0\.1|localhost):\d+/g, ':PORT'],
  [/"(primary|secondary|token|access_token|secretText|fileUrl)":"[^"]+"/g, '"$1":"SECRET"'],
  [/"(value)":"[A-Za-z0-9+/]{200,}={0,2}"/g, '"$1":"SECRET"'],
  [/(Bearer|SharedKey) [^"]+/g, '$1 SECRET'],
  [/(?<=[A-Z]:)\d{8}T\d{6}Z(?=:)|(?<=Ref C: |\\nTime:)[\d:.TZ-]+/g, 'CALLERS TIME'],
  // Who there is was made by callers' time.
  [/"(\w+DateTime)":"[^"]+"/g, '"$1":"CALLERS TIME"'],
]
/** How much callers may still ask for goes by their time. */
const LEFT_OUT_HEADERS =
  /^(authorization|date|ocp-date|content-length|x-ms-ratelimit-remaining-.*)$/i
const LEFT_OUT_MEMBERS = new Set(['at', 'ms'])

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
]

const FAULTS = [
  { service: 'batch', share: 0.02, seed: 3, ...refusal('ServerBusy', 503) },
  { service: 'containerservice', share: 0.05, seed: 4, ...refusal('Throttled', 429) },
  { kind: 'ManagedClusters_Create', share: 0.2, seed: 5, error: words('NoCapacity') },
  { kind: 'Pool_Resize', share: 0.2, seed: 6, error: words('AllocationFailed') },
  { port: 'clusters.setNodePool', share: 0.1, seed: 7, error: words('Unreachable') },
]

function words(code: string) {
  return { code, message: 'A fault that was asked for.' }
}

function refusal(code: string, status: number) {
  return { status, error: words(code) }
}

/** What all calls of a run said and were told, without what may differ. */
async function journalOf(): Promise<readonly string[]> {
  await using server = await createLazuli(
    { seed: 7, frozen: true, nodes: 'simulated', hypervisor: 'simulated' },
    { report: () => undefined },
  )
  const caller = await Caller.to(server)
  const { journal } = server.inside
  const root = `/subscriptions/${server.ready.subscriptionId}`
  for (const fault of FAULTS) await caller.arm('POST', '/lazuli/faults', fault)
  journal.clear()
  const roll = dice()
  const lines: string[] = []
  const collect = (): void => {
    for (const line of journal.list().reverse()) lines.push(without(journal.find(line.id)!))
    journal.clear()
  }
  for (let call = 0; call < CALLS; call++) {
    await STEPS[roll(STEPS.length)]!(caller, roll(30), root)
    if (call % 10 === 9) await caller.arm('POST', `/lazuli/clock/step?ms=${roll(60) * 1000}`)
    if (call % 200 === 199) collect()
  }
  collect()
  return lines
}

function without(entry: object): string {
  const text = JSON.stringify(entry, (name, value) => {
    if (LEFT_OUT_MEMBERS.has(name)) return undefined
    if (name !== 'headers') return value
    return value.filter(([header]: [string]) => !LEFT_OUT_HEADERS.test(header))
  }).replaceAll('\\"', '"')
  return LEFT_OUT.reduce((left, [what, instead]) => left.replaceAll(what, instead), text)
}

/** Both from a little before the first character that differs. */
function difference(one: string, other: string): string {
  let at = 0
  while (one[at] === other[at]) at++
  const part = (text: string): string => text.slice(Math.max(0, at - 80), at + 80)
  return `${one.slice(0, 200)}\n${part(one)}\n${part(other)}`
}

test(`${CALLS} calls of all services leave the same journal twice`, async () => {
  const first = await journalOf()
  const second = await journalOf()
  assert.ok(first.length >= CALLS, `${first.length} calls are in the journal`)
  const at = first.findIndex((line, i) => line !== second[i])
  if (at >= 0) assert.fail(`call ${at} differs: ${difference(first[at]!, second[at] ?? '')}`)
  assert.equal(second.length, first.length)
  const statuses = new Set(first.map((line) => /"status":(\d+)/.exec(line)?.[1]))
  for (const status of ['200', '201', '202', '404', '409', '429', '503']) {
    assert.ok(statuses.has(status), `${status} is among ${[...statuses]}`)
  }
})
