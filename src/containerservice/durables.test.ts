// Every operation of the service: with each of its steps repeated, and with each of them failing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idKey } from '#arm/resource-id.ts'
import { listResources, saveResource } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { Catalogues } from '#catalogues/catalogues.ts'
import type { Durable } from '#engine/operation.ts'
import { instant, toIso } from '#kernel/instant.ts'
import {
  aCluster,
  aPool,
  type RecordingClusters,
  recordingClusters,
  someCredentials,
  someIssuer,
} from '#testing/containerservice.ts'
import { failEveryStep, repeatEveryStep, type Trial } from '#testing/trials/operations.ts'
import type { World } from '#testing/trials/world.ts'
import { childKind, newChild } from './children/child.ts'
import type { ManagedCluster } from './managed-clusters/managed-cluster.ts'
import { commandResults } from './run-command/run-command.ts'
import { durablesOf } from './service-ports.ts'

type Durables = ReturnType<typeof durablesOf>

interface Case {
  readonly kind: keyof Durables
  /** The rows as they are when the operation has begun. */
  readonly rows: () => readonly ArmResource[]
  /** What the operation is told, without the cluster that all are told of. */
  readonly input?: object
  /** Nodes run already. */
  readonly isRunning?: boolean
  /** The operation that the case aborts: it was interrupted just now. */
  readonly target?: keyof Durables
  /** What the row whose operation it is says after a failure. */
  readonly failed?: string
}

const id = aCluster().id
const working =
  (state: ManagedCluster['provisioningState'], poolState = state as never) =>
  () => {
    const cluster = aCluster(state)
    return [cluster, aPool(cluster, poolState)]
  }
const poolWorking = (state: Parameters<typeof aPool>[1]) => () => {
  const cluster = aCluster()
  return [cluster, aPool(cluster, 'Succeeded'), aPool(cluster, state, {}, 'user1')]
}
const user1 = { pool: 'user1', nodes: 2 }
const before = { power: 'Running', stoppedAlone: false }
const rest = 'Succeeded' as never

const cases: readonly Case[] = [
  { kind: 'create', rows: working('Creating') },
  { kind: 'update', rows: working('Updating', rest), isRunning: true },
  { kind: 'updateTags', rows: working('Updating', rest) },
  {
    kind: 'upgrade',
    rows: working('Upgrading', rest),
    input: { version: '1.30.3', pools: ['nodepool1'], nodes: 2 },
    isRunning: true,
  },
  { kind: 'stop', rows: working('Stopping'), isRunning: true },
  {
    kind: 'start',
    rows: () => {
      const cluster = aCluster('Starting', { power: 'Stopped' })
      const pool = aPool(cluster, 'Starting')
      return [cluster, { ...pool, body: { ...pool.body, power: 'Stopped' } }]
    },
  },
  {
    kind: 'rotateCertificates',
    rows: () => {
      const nextCredentials = someCredentials('second')
      const cluster = aCluster('RotatingClusterCertificates', { nextCredentials })
      return [cluster, aPool(cluster, 'RotatingClusterCertificates')]
    },
    input: { nodes: 2 },
    isRunning: true,
  },
  {
    kind: 'rotateSigningKeys',
    rows: () => [aCluster('Updating', { nextCredentials: someCredentials('second') })],
    isRunning: true,
  },
  { kind: 'resetServicePrincipal', rows: working('RefreshingServicePrincipalProfile', rest) },
  { kind: 'resetEntra', rows: working('Updating', rest) },
  { kind: 'delete', rows: working('Deleting'), input: { preempted: [] }, isRunning: true },
  { kind: 'poolCreate', rows: poolWorking('Creating'), input: user1, isRunning: true },
  { kind: 'poolUpdate', rows: poolWorking('Updating'), input: user1, isRunning: true },
  { kind: 'poolScale', rows: poolWorking('Scaling'), input: user1, isRunning: true },
  {
    kind: 'poolUpgrade',
    rows: poolWorking('Upgrading'),
    input: { ...user1, version: '1.29.7' },
    isRunning: true,
  },
  {
    kind: 'poolUpgradeNodeImage',
    rows: poolWorking('UpgradingNodeImageVersion'),
    input: user1,
    isRunning: true,
  },
  {
    kind: 'poolStop',
    rows: poolWorking('Stopping'),
    input: { ...user1, before },
    isRunning: true,
  },
  {
    kind: 'poolStart',
    rows: poolWorking('Starting'),
    input: { ...user1, before },
    isRunning: true,
  },
  { kind: 'poolDelete', rows: poolWorking('Deleting'), input: user1, isRunning: true },
  {
    kind: 'runCommand',
    rows: () => {
      const cluster = aCluster()
      const body = { line: 'kubectl get ns', startedAt: toIso(instant(0)) }
      const of = { name: 'c1', provisioningState: 'Running', body }
      return [cluster, newChild(cluster, commandResults, of)]
    },
    input: { command: `${id}/commandResults/c1` },
    failed: 'failed',
  },
]

const bindings = childKind<object>({
  collection: 'trustedAccessRoleBindings',
  noun: '',
  shape: {},
})
const binding = (provisioningState: string) => () => {
  const cluster = aCluster()
  return [cluster, newChild(cluster, bindings, { name: 'b1', provisioningState, body: {} })]
}
const child = `${id}/trustedAccessRoleBindings/b1`

const others: readonly Case[] = [
  { kind: 'bindingPut', rows: binding('Updating'), input: { child } },
  { kind: 'bindingDelete', rows: binding('Deleting'), input: { child } },
  { kind: 'connectionDelete', rows: binding('Deleting'), input: { child } },
  {
    kind: 'abortCluster',
    rows: working('Canceling'),
    target: 'create',
    failed: 'Canceled',
  },
  {
    kind: 'abortCluster',
    rows: working('Canceling'),
    target: 'stop',
    isRunning: true,
    failed: 'Canceled',
  },
  {
    kind: 'abortPool',
    rows: poolWorking('Canceling'),
    input: user1,
    target: 'poolScale',
    failed: 'Canceled',
  },
  {
    kind: 'abortPool',
    rows: poolWorking('Canceling'),
    input: { ...user1, before },
    target: 'poolStop',
    isRunning: true,
    failed: 'Canceled',
  },
]

/** Whose row tells how the operation ended. */
const subjectOf = ({ input }: Case): string => {
  const told = input as { pool?: string; command?: string; child?: string } | undefined
  return told?.command ?? told?.child ?? (told?.pool ? `${id}/agentPools/${told.pool}` : id)
}

function trialOf(at: Case): Trial<object> {
  const drivers = new WeakMap<World, RecordingClusters>()
  const driverOf = (world: World): RecordingClusters => {
    const driver = drivers.get(world) ?? recordingClusters()
    drivers.set(world, driver)
    return driver
  }
  return {
    kind: (world) => kindIn(world, at, driverOf(world)),
    async stage(world) {
      const driver = driverOf(world)
      const rows = at.rows()
      await world.store.write(async (tx) => {
        for (const row of rows) assert.ok(await saveResource(tx, row))
      })
      if (at.isRunning) await run(driver, rows[0] as ManagedCluster)
      return {
        resource: subjectOf(at),
        input: { cluster: id, ...at.input, ...(await targetOf(world, at, driver)) },
        async outcome() {
          const saved = await listResources(world.store, {})
          return {
            rows: saved.map(({ revision: _, ...row }) => withoutChance(row)),
            running: [...driver.running.values()].map(({ plane, pools }) => [plane, [...pools]]),
          }
        },
      }
    },
  }
}

/** Begins what is to be aborted, and interrupts it. */
async function targetOf(world: World, at: Case, driver: RecordingClusters) {
  if (!at.target) return {}
  const kind = kindIn(world, { ...at, kind: at.target }, driver)
  world.engine.register(kind as Durable<never>)
  return await world.store.write(async (tx) => {
    const input = { cluster: id, ...at.input }
    const target = await world.engine.begin(tx, kind, { resource: subjectOf(at), input })
    assert.ok(await world.engine.interrupt(tx, target))
    return { target: target.id, targetKind: target.kind }
  })
}

/** Ids that are made up differ from run to run, and moments with the number of tries. */
const withoutChance = (row: object): unknown =>
  JSON.parse(JSON.stringify(row).replace(/"(finishedAt)":"[^"]*"/g, '"$1":""'))

const kindIn = ({ store, engine }: World, at: Case, clusters: RecordingClusters) =>
  durablesOf({
    store,
    engine,
    clusters,
    random: (bytes) => new Uint8Array(bytes),
    tenantId: 't',
    catalogues: new Catalogues(),
    credentials: someIssuer('second'),
  })[at.kind] as unknown as Durable<object>

async function run(driver: RecordingClusters, cluster: ManagedCluster): Promise<void> {
  const { signal } = new AbortController()
  await driver.runControlPlane(
    {
      cluster: idKey(cluster.id),
      kubernetesVersion: '1.29.7',
      hostNames: [],
      credentials: async () => ({
        ...cluster.body.credentials!,
        administrator: cluster.body.credentials!.clients.clusterAdmin,
        tokens: [],
        server: () => cluster.body.credentials!.authority,
      }),
    },
    signal,
  )
}

for (const at of [...cases, ...others]) {
  const name = at.target ? `${at.kind} of ${at.target}` : at.kind
  test(`${name} ends the same when any of its steps is repeated`, async () => {
    await repeatEveryStep(trialOf(at))
  })

  test(`${name} ends as Failed when any of its steps fails`, async () => {
    await failEveryStep(trialOf(at), (outcome) => {
      const { rows } = outcome as { rows: { id: string; provisioningState: string }[] }
      const row = rows.find((each) => each.id === subjectOf(at))
      assert.equal(row?.provisioningState, at.failed ?? 'Failed')
    })
  })
}
