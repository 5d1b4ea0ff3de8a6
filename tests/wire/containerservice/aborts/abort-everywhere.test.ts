// The abort of every operation that can be aborted: in each of its steps, at the step's beginning
// and at its last moment, with the server started anew before and after it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findOperation } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Answer } from '../../server/pipeline-call.ts'
import { type AksError, clusterBody, World } from '../containerservice-world.ts'

interface Case {
  readonly name: string
  /** What there must be before. */
  readonly prepare?: (world: World) => Promise<unknown>
  /** Begins the operation; answers its PUT, POST, PATCH or DELETE. */
  readonly begin: (world: World) => Promise<Answer<unknown>>
  /** The state that the abort's answer still shows. */
  readonly state: string
  /** Power of the cluster before and after. */
  readonly power?: 'Running' | 'Stopped'
  /** The pool whose operation it is; absent for the cluster's. */
  readonly pool?: string
  /** Steps from whose beginning the operation can no longer be aborted. */
  readonly stepsTooLate?: number
}

const atRest =
  (change = {}) =>
  (world: World) =>
    world.clusterAtRest('one', change)
const withUserPool = async (world: World) => {
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'user1', '', { properties: { count: 2 } })
  await world.settle()
}
const stopped = async (world: World) => {
  await world.clusterAtRest('one')
  await world.cluster('POST', 'one', '/stop')
  await world.settle()
}
const put = (world: World, change = {}) => world.cluster('PUT', 'one', '', clusterBody(change))
const post = (world: World, rest: string, body?: unknown) =>
  world.cluster<unknown>('POST', 'one', rest, body)
const putPool = (world: World, properties: object) =>
  world.pool('PUT', 'one', 'user1', '', { properties })

const cases: readonly Case[] = [
  { name: 'cluster create', begin: (world) => put(world), state: 'Creating' },
  { name: 'cluster update', prepare: atRest(), begin: (world) => put(world), state: 'Updating' },
  {
    name: 'cluster tags',
    prepare: atRest(),
    begin: (world) => world.cluster('PATCH', 'one', '', { tags: { a: 'b' } }),
    state: 'Updating',
  },
  {
    name: 'cluster upgrade',
    prepare: atRest({ kubernetesVersion: '1.28.9' }),
    begin: (world) => put(world, { kubernetesVersion: '1.29.7' }),
    state: 'Upgrading',
  },
  {
    name: 'cluster stop',
    prepare: atRest(),
    begin: (world) => post(world, '/stop'),
    state: 'Stopping',
  },
  {
    name: 'cluster start',
    prepare: stopped,
    begin: (world) => post(world, '/start'),
    state: 'Starting',
    power: 'Stopped',
  },
  {
    name: 'rotation of certificates',
    prepare: atRest(),
    begin: (world) => post(world, '/rotateClusterCertificates'),
    state: 'RotatingClusterCertificates',
  },
  {
    name: 'rotation of signing keys',
    prepare: atRest({ oidcIssuerProfile: { enabled: true } }),
    begin: (world) => post(world, '/rotateServiceAccountSigningKeys'),
    state: 'Updating',
  },
  {
    name: 'reset of the service principal',
    prepare: atRest({ servicePrincipalProfile: { clientId: 'app', secret: 's' } }),
    begin: (world) => post(world, '/resetServicePrincipalProfile', { clientId: 'app2' }),
    state: 'RefreshingServicePrincipalProfile',
  },
  {
    name: 'reset of the Entra profile',
    prepare: atRest({ aadProfile: { clientAppID: 'c', serverAppID: 's' } }),
    begin: (world) => post(world, '/resetAADProfile', { clientAppID: 'd', serverAppID: 's' }),
    state: 'Updating',
  },
  {
    name: 'cluster delete',
    prepare: atRest(),
    begin: (world) => world.cluster('DELETE', 'one'),
    state: 'Deleting',
    stepsTooLate: 1,
  },
  {
    name: 'pool create',
    prepare: atRest(),
    begin: (world) => putPool(world, { count: 2 }),
    state: 'Creating',
    pool: 'user1',
  },
  {
    name: 'pool update',
    prepare: withUserPool,
    begin: (world) => putPool(world, { nodeLabels: { a: 'b' } }),
    state: 'Updating',
    pool: 'user1',
  },
  {
    name: 'pool scale',
    prepare: withUserPool,
    begin: (world) => putPool(world, { count: 5 }),
    state: 'Scaling',
    pool: 'user1',
  },
  {
    name: 'pool upgrade',
    prepare: async (world) => {
      await world.clusterAtRest('one')
      await putPool(world, { orchestratorVersion: '1.28.9' })
      await world.settle()
    },
    begin: (world) => putPool(world, { orchestratorVersion: '1.29.7' }),
    state: 'Upgrading',
    pool: 'user1',
  },
  {
    name: 'node image upgrade',
    prepare: async (world) => {
      await withUserPool(world)
      await world.clock.step(7 * 86_400_000)
    },
    begin: (world) => world.pool('POST', 'one', 'user1', '/upgradeNodeImageVersion'),
    state: 'UpgradingNodeImageVersion',
    pool: 'user1',
  },
  {
    name: 'pool stop',
    prepare: withUserPool,
    begin: (world) => putPool(world, { powerState: { code: 'Stopped' } }),
    state: 'Stopping',
    pool: 'user1',
  },
  {
    name: 'pool start',
    prepare: async (world) => {
      await withUserPool(world)
      await putPool(world, { powerState: { code: 'Stopped' } })
      await world.settle()
    },
    begin: (world) => putPool(world, { powerState: { code: 'Running' } }),
    state: 'Starting',
    power: 'Stopped',
    pool: 'user1',
  },
  {
    name: 'pool delete',
    prepare: withUserPool,
    begin: (world) => world.pool('DELETE', 'one', 'user1'),
    state: 'Deleting',
    pool: 'user1',
    stepsTooLate: 1,
  },
]

interface Life {
  readonly provisioningState?: string
  readonly powerState?: { readonly code?: string }
  readonly count?: number
}

const read = async (world: World, { pool }: Case): Promise<Life | undefined> =>
  pool
    ? (await world.pool('GET', 'one', pool)).body.properties
    : (await world.cluster('GET', 'one')).body.properties

const abort = (world: World, { pool }: Case) =>
  pool
    ? world.pool<AksError & { properties?: Life }>('POST', 'one', pool, '/abort')
    : world.cluster<AksError & { properties?: Life }>('POST', 'one', '/abort')

/** The world with the operation begun, and how many steps it has. */
async function begun(at: Case): Promise<{ world: World; operation: Operation; steps: number }> {
  const world = await World.start()
  await at.prepare?.(world)
  const answer = await at.begin(world)
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  const operation = await world.operationOf(answer)
  return { world, operation, steps: world.stepsOf(operation.kind) }
}

async function abortsInStep(at: Case, step: number, isLate: boolean, isRestarted: boolean) {
  const { world, operation } = await begun(at)
  const where = `${at.name}, step ${step}${isLate ? ' at its end' : ''}`
  await world.reachStep(operation, step)
  const { wakeAt } = (await findOperation(world.store, operation.id))!
  if (isLate && wakeAt! - world.clock.now() > 1)
    await world.clock.step(wakeAt! - world.clock.now() - 1)
  if (isRestarted) await world.restart()

  const answer = await abort(world, at)
  assert.equal(answer.status, 202, `${where}: ${JSON.stringify(answer.body)}`)
  assert.equal(answer.body.properties?.provisioningState, at.state, where)
  assert.equal((await read(world, at))?.provisioningState, 'Canceling', where)
  assert.equal((await abort(world, at)).status, 409, `${where}: a second abort`)
  if (isRestarted) await world.restart()
  await world.settle()

  const after = await read(world, at)
  assert.equal(after?.provisioningState, 'Canceled', where)
  assert.equal(after?.powerState?.code, at.power ?? 'Running', where)
  if (at.state === 'Stopping' && at.pool) assert.equal(after?.count, 2, where)
  assert.equal((await findOperation(world.store, operation.id))?.status, 'Canceled', where)
  assert.equal((await world.operationOf(answer)).status, 'Succeeded', where)
  assert.equal((await abort(world, at)).status, 204, `${where}: nothing is left`)
  await assertPools(world, at, where)
  await goesOn(world, at, where)
  await world.close()
}

/** A cluster's abort cancels all its pools; a pool's leaves the others and the cluster alone. */
async function assertPools(world: World, at: Case, where: string): Promise<void> {
  const { provisioningState, agentPoolProfiles } = (await world.cluster('GET', 'one')).body
    .properties!
  assert.equal(provisioningState, at.pool ? 'Succeeded' : 'Canceled', where)
  for (const pool of agentPoolProfiles ?? []) {
    const isCanceled = !at.pool || at.pool === pool.name
    assert.equal(pool.provisioningState, isCanceled ? 'Canceled' : 'Succeeded', where)
  }
}

/** What was aborted is no dead end: the next operation succeeds. */
async function goesOn(world: World, at: Case, where: string): Promise<void> {
  const next = at.pool
    ? await putPool(world, {})
    : at.power === 'Stopped'
      ? await post(world, '/start')
      : await put(world)
  assert.ok(next.status === 200 || next.status === 202, `${where}: ${JSON.stringify(next.body)}`)
  await world.settle()
  assert.equal((await read(world, at))?.provisioningState, 'Succeeded', where)
}

for (const at of cases) {
  test(`an abort of ${at.name} works in each of its steps, and after a crash`, async () => {
    const { world, steps } = await begun(at)
    await world.close()
    for (let step = 0; step < steps - (at.stepsTooLate ?? 0); step++) {
      await abortsInStep(at, step, false, false)
      await abortsInStep(at, step, true, true)
    }
  })

  test(`an abort of ${at.name} comes too late when it is over`, async () => {
    const { world, operation, steps } = await begun(at)
    if (at.stepsTooLate) {
      await world.reachStep(operation, steps - at.stepsTooLate)
      const refused = await abort(world, at)
      assert.equal(refused.status, 409)
      assert.match(refused.body.message, /can no longer be aborted/)
    }
    await world.settle()
    const late = await abort(world, at)
    assert.equal(late.status, at.stepsTooLate ? 404 : 409)
    assert.equal((await findOperation(world.store, operation.id))?.status, 'Succeeded')
    await world.close()
  })
}
