// What is set of a resource is read back: each member of each body that makes one, held against the answer
// to a GET. A member may be filled in, or come back in other letters; it may not be dropped without a word.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Schema } from '#server/prune.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { type Member, Samples } from '../../../src/testing/sample.ts'
import { contracts, operationsOf } from '../../security/parts/contracts.ts'
import { type RawAnswer, rawCall } from '../server/raw-call.ts'

let server: Lazuli
let token: string
before(async () => {
  server = await createLazuli({
    ...{ timeScale: 1e6, hypervisor: 'simulated', nodes: 'simulated' },
    ...{ poolQuota: 5_000, activeJobAndJobScheduleQuota: 5_000 },
  })
  token = await accessToken(server.ready, 'https://management.azure.com/')
})
after(() => server.stop())

const image = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
const agent = 'batch.node.ubuntu 24.04'
const virtualMachineConfiguration = { imageReference: image, nodeAgentSKUId: agent }
const pool = { vmSize: 'standard_d2s_v3', virtualMachineConfiguration }
const poolInfo = { poolId: 'none' }
const autoPool = { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool } } }
const ownTasks = {
  jobManagerTask: { id: 'm', commandLine: 'true' },
  jobPreparationTask: { commandLine: 'true' },
  jobReleaseTask: { commandLine: 'true' },
}
const batchPath = '/providers/Microsoft.Batch/batchAccounts'

interface Kind {
  readonly contract: string
  readonly operationId: string
  /** What the body needs to be taken, in ways that each let other members in. */
  readonly bases: readonly object[]
  /** Where it is sent, and where it is read. */
  readonly add?: string
  readonly at: (name: string) => string
  /** What is answered otherwise on purpose, with the reason. */
  readonly otherwise?: Readonly<Record<string, string>>
}

const KINDS: readonly Kind[] = [
  {
    contract: 'batch',
    operationId: 'Pool_Add',
    bases: [pool, { ...pool, autoScaleFormula: '$TargetDedicatedNodes=0;', enableAutoScale: true }],
    add: '/pools',
    at: (name) => `/pools/${name}`,
  },
  {
    contract: 'batch',
    operationId: 'Job_Add',
    bases: [{ poolInfo, ...ownTasks }, autoPool],
    add: '/jobs',
    at: (name) => `/jobs/${name}`,
  },
  {
    contract: 'batch',
    operationId: 'JobSchedule_Add',
    bases: [{ poolInfo, ...ownTasks }, autoPool].map((jobSpecification) => ({
      schedule: { recurrenceInterval: 'PT1H', doNotRunUntil: '2999-01-01T00:00:00Z' },
      jobSpecification,
    })),
    add: '/jobschedules',
    at: (name) => `/jobschedules/${name}`,
  },
  {
    contract: 'batch',
    operationId: 'Task_Add',
    bases: [{ commandLine: 'true' }],
    add: '/jobs/of-tasks/tasks',
    at: (name) => `/jobs/of-tasks/tasks/${name}`,
  },
  {
    contract: 'batch-management',
    operationId: 'Pool_Create',
    bases: [
      {
        properties: {
          vmSize: 'STANDARD_D2S_V3',
          deploymentConfiguration: {
            virtualMachineConfiguration: { imageReference: image, nodeAgentSkuId: agent },
          },
        },
      },
    ],
    at: (name) => `${batchPath}/lazuli/pools/arm${name}`,
  },
  {
    contract: 'batch-management',
    operationId: 'BatchAccount_Create',
    bases: [{ location: 'westeurope', properties: {} }],
    at: (name) => `${batchPath}/acc${name}`,
  },
  {
    contract: 'containerservice',
    operationId: 'ManagedClusters_CreateOrUpdate',
    bases: [
      {
        location: 'westeurope',
        identity: { type: 'SystemAssigned' },
        properties: {
          dnsPrefix: 'x',
          agentPoolProfiles: [{ name: 'np', count: 1, vmSize: 'Standard_DS2_v2', mode: 'System' }],
        },
      },
    ],
    at: (name) => `/providers/Microsoft.ContainerService/managedClusters/${name}`,
    otherwise: {
      'agentPoolProfiles.0.scaleSetEvictionPolicy': 'recorded: what says nothing comes back absent',
      'agentPoolProfiles.0.virtualMachineNodesStatus': 'what there is of a pool of another type',
      revisions: 'a mesh has one, whatever is said',
    },
  },
  {
    contract: 'storage',
    operationId: 'StorageAccounts_Create',
    bases: [
      {
        ...{ location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
        properties: {},
      },
    ],
    at: (name) => `/providers/Microsoft.Storage/storageAccounts/st${name}`,
    otherwise: {
      'services.blob': 'always on, with a key of the account',
      'services.file': 'always on, with a key of the account',
      'table.enabled': 'only a key of the account is shown',
      'queue.enabled': 'only a key of the account is shown',
    },
  },
]

/** What is taken and never shown. */
const SECRET =
  /^(adminPassword|password|secret|serverAppSecret|protectedSettings|sshPrivateKey|accountKey|sasKey)$/

type Json = { [name: string]: unknown }
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `over` where it says something, else `base`. */
function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(over)])].map((name) => [
      name,
      merged(base[name], over[name]),
    ]),
  )
}

/** The base with `value` at `path`, and what the contract needs beside it. */
function bodyWith(base: unknown, sample: unknown, [first, ...rest]: Member['path']): unknown {
  if (first === undefined) return sample
  if (typeof first === 'number') {
    const [item] = Array.isArray(base) ? base : []
    return [bodyWith(item, (sample as unknown[])[first], rest)]
  }
  const from = isObject(base) ? base : {}
  const { [first]: inner, ...beside } = sample as Json
  return { ...(merged(beside, from) as Json), [first]: bodyWith(from[first], inner, rest) }
}

const valueAt = (body: unknown, path: Member['path']): unknown =>
  path.reduce<unknown>((value, step) => (value as Json | undefined)?.[step], body)

/** Whether all that was sent is shown; an empty list or object says nothing. */
function isShown(sent: unknown, got: unknown): boolean {
  if (Array.isArray(sent)) {
    return (
      sent.length === 0 || (Array.isArray(got) && sent.every((one, at) => isShown(one, got[at])))
    )
  }
  if (isObject(sent)) {
    return Object.entries(sent).every(
      ([name, value]) => SECRET.test(name) || isShown(value, (got as Json | undefined)?.[name]),
    )
  }
  return typeof sent === 'string' && typeof got === 'string'
    ? sent.toLowerCase() === got.toLowerCase()
    : sent === got
}

/** Where in an answer there is something secret. */
const secretsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        SECRET.test(name) ? [name] : secretsIn(inner),
      )
    : []

const newestOf = (service: string) =>
  contracts.findLast(({ name }) => name.startsWith(`${service}/`))!

function bodyOf(kind: Kind): { samples: Samples; schema: Schema; version: string } {
  const { name, document } = newestOf(kind.contract)
  const operation = operationsOf(document).find(({ id }) => id === kind.operationId)
  return { samples: new Samples(document), schema: operation!.body!, version: name.split('/')[1]! }
}

function call(kind: Kind, version: string, method: string, path: string, body?: unknown) {
  const { ready } = server
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const isData = kind.contract === 'batch'
  return rawCall(ready, {
    origin: isData ? ready.batch!.endpoint : ready.arm,
    path: `${isData ? '' : group}${path}?api-version=${version}`,
    ...{ method, token, body: body === undefined ? '' : JSON.stringify(body) },
  })
}

/** As soon as it is there: what takes long is made behind the answer. */
async function readBack(kind: Kind, version: string, path: string): Promise<RawAnswer> {
  for (let tries = 0; ; tries++) {
    const got = await call(kind, version, 'GET', path)
    if (got.status === 200 || tries === 100) return got
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function isTaken(kind: Kind, version: string, name: string, bodies: readonly Json[]) {
  for (const body of bodies) {
    const sent = kind.add
      ? await call(kind, version, 'POST', kind.add, { ...body, id: name })
      : await call(kind, version, 'PUT', kind.at(name), body)
    assert.ok(sent.status < 500, sent.text)
    if (sent.status < 400) return true
  }
  return false
}

for (const kind of KINDS) {
  test(`${kind.operationId}: what is set is read back`, async (t) => {
    const { samples, schema, version } = bodyOf(kind)
    if (kind.add?.startsWith('/jobs/of-tasks')) {
      const job = { id: 'of-tasks', poolInfo, onTaskFailure: 'performexitoptionsjobaction' }
      await call(kind, version, 'POST', '/jobs', { ...job, usesTaskDependencies: true })
    }
    const members = samples.members(schema).filter(({ path }) => path.join('.') !== 'properties')
    let taken = 0
    for (const [at, { path, schema: member }] of members.entries()) {
      const name = `r${KINDS.indexOf(kind)}b${at}`
      const value = samples.smallest(member)
      const where = kind.at(name)
      const sample = samples.withMember(schema, path, value)
      const bodies = kind.bases.map((base) => bodyWith(base, sample, path) as Json)
      if (!(await isTaken(kind, version, name, bodies))) continue
      taken++
      const got = await readBack(kind, version, where)
      assert.equal(got.status, 200, `${path.join('.')}: ${got.text}`)
      const answer: unknown = JSON.parse(got.text)
      const shown = valueAt(answer, path)
      const dotted = path.join('.')
      assert.deepEqual(secretsIn(answer), [], dotted)
      if (SECRET.test(String(path.at(-1)))) continue
      if (kind.add && dotted === 'id') assert.equal(shown, name)
      else if (!Object.keys(kind.otherwise ?? {}).some((known) => dotted.includes(known))) {
        assert.ok(isShown(value, shown), `${dotted}: ${JSON.stringify([value, shown])}`)
      }
    }
    t.diagnostic(`${taken} of ${members.length} members taken with their smallest value`)
    assert.ok(taken > members.length / 3)
  })
}
