// An abort in the middle of making, replacing and taking away nodes, or of stopping and starting what has them:
// what the rows say and what is there agree at once, nothing comes after, and the next call goes on from there.
// Each run has a seed of its own, which decides what is done, how long each node takes and how late the abort comes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PoolWire, Schemas } from '#containerservice/wire.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { random } from '../../batch/seeded-random.ts'
import type { Answer } from '../../server/pipeline-call.ts'
import { clusterBody, clusterKey, World } from '../containerservice-world.ts'

const RUNS = 2_000
const WEEK_MS = 7 * 86_400_000
const NEWER = '?api-version=2026-08-01'
const POOLS = ['nodepool1', 'work'] as const

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

interface Act {
  /** What there must be before. */
  readonly prepare?: (world: World, below: (limit: number) => number) => Promise<unknown>
  readonly begin: (world: World, below: (limit: number) => number) => Promise<Answer<unknown>>
  /** Whose operation it is. */
  readonly of: 'cluster' | 'pool'
}

const onWork = (world: World, properties: PoolWire['properties']): Promise<Answer<PoolWire>> =>
  world.pool('PUT', 'one', 'work', '', { properties: { mode: 'User', ...properties } })

const scaled = (world: World, count: number): Promise<Answer<PoolWire>> =>
  onWork(world, { count, upgradeSettings: { maxSurge: '2' } })

const withPower = (world: World, code: 'Running' | 'Stopped') =>
  onWork(world, { count: 1, powerState: { code } })

const OLD = '1.28.9'
const NEW = '1.29.7'
const clusterAt = (world: World, kubernetesVersion: string, counts: readonly number[]) => {
  const [system = 1, work = 1] = counts
  const version = { orchestratorVersion: kubernetesVersion }
  const agentPoolProfiles = [
    { name: 'nodepool1', mode: 'System' as const, count: system, ...version },
    { name: 'work', mode: 'User' as const, count: work, ...version },
  ]
  return world.cluster('PUT', 'one', '', clusterBody({ kubernetesVersion, agentPoolProfiles }))
}

/** Each makes, replaces or takes away nodes, or stops and starts what has them. */
const acts: Readonly<Record<string, Act>> = {
  scaling: { begin: (world, below) => scaled(world, below(7)), of: 'pool' },
  image: {
    // There is an image of nodes that they do not have yet.
    prepare: (world) => world.clock.step(WEEK_MS),
    begin: (world) => world.pool('POST', 'one', 'work', '/upgradeNodeImageVersion'),
    of: 'pool',
  },
  'cluster with its pools': {
    begin: (world, below) => {
      const agentPoolProfiles = [
        { name: 'nodepool1', mode: 'System' as const, count: 1 + below(5) },
        { name: 'work', mode: 'User' as const, count: below(5) },
      ]
      return world.cluster('PUT', 'one', '', clusterBody({ agentPoolProfiles }))
    },
    of: 'cluster',
  },
  'version of a pool': {
    async prepare(world, below) {
      await world.pool('DELETE', 'one', 'work')
      await world.settle()
      await onWork(world, { count: 1 + below(4), orchestratorVersion: '1.27.9' })
    },
    begin: (world) =>
      onWork(world, { orchestratorVersion: OLD, upgradeSettings: { maxSurge: '2' } }),
    of: 'pool',
  },
  'version of a cluster': {
    async prepare(world, below) {
      await world.cluster('DELETE', 'one')
      await world.settle()
      await clusterAt(world, OLD, [1 + below(3), 1 + below(3)])
    },
    begin: async (world) => {
      const rows = POOLS.map((pool) => world.pool('GET', 'one', pool))
      const counts = (await Promise.all(rows)).map(({ body }) => body.properties!.count!)
      return await clusterAt(world, NEW, counts)
    },
    of: 'cluster',
  },
  machines: {
    prepare: (world, below) => scaled(world, 2 + below(4)),
    async begin(world, below) {
      const path = `/machines${NEWER}`
      const { body } = await world.pool<{ value: Schemas['Machine'][] }>('GET', 'one', 'work', path)
      const names = body.value.map(({ name }) => name!)
      const machineNames = names.slice(0, 1 + below(names.length))
      return await world.pool('POST', 'one', 'work', `/deleteMachines${NEWER}`, { machineNames })
    },
    of: 'pool',
  },
  'stop of a pool': { begin: (world) => withPower(world, 'Stopped'), of: 'pool' },
  'start of a pool': {
    prepare: (world) => withPower(world, 'Stopped'),
    begin: (world) => withPower(world, 'Running'),
    of: 'pool',
  },
  'stop of a cluster': { begin: (world) => world.cluster('POST', 'one', '/stop'), of: 'cluster' },
  'start of a cluster': {
    prepare: (world) => world.cluster('POST', 'one', '/stop'),
    begin: (world) => world.cluster('POST', 'one', '/start'),
    of: 'cluster',
  },
}
const NAMES = Object.keys(acts)

/** All runs again, as before the act. */
async function startAgain(world: World): Promise<void> {
  const { body } = await world.cluster('GET', 'one')
  if (body.properties?.powerState?.code === 'Stopped') {
    await world.cluster('POST', 'one', '/start')
    await world.settle()
  }
  const work = await world.pool('GET', 'one', 'work')
  if (work.body.properties?.powerState?.code === 'Stopped') {
    await withPower(world, 'Running')
    await world.settle()
  }
}

test(`rows and nodes agree after each of ${RUNS} aborts, and the next call goes on from there`, async () => {
  const pace = { most: 0, next: random(0) }
  const clusters = simulatedClusters(() => turns(Math.floor(pace.next() * pace.most)))
  const world = await World.start({ clusters })
  const { signal } = new AbortController()
  const there = async (): Promise<readonly number[]> => {
    const cluster = clusterKey('one')
    const nodes = POOLS.map((name) => clusters.nodes({ cluster, name }, signal))
    return (await Promise.all(nodes)).map((names) => names?.length ?? 0)
  }
  /** A pool that was stopped by itself keeps the count that it will have again. */
  const said = async (): Promise<readonly number[]> => {
    const { body: cluster } = await world.cluster('GET', 'one')
    const isOff = cluster.properties?.powerState?.code === 'Stopped'
    const rows = POOLS.map((pool) => world.pool('GET', 'one', pool))
    return (await Promise.all(rows)).map(({ body: { properties } }) =>
      properties?.powerState?.code === 'Stopped' && !isOff ? 0 : (properties?.count ?? 0),
    )
  }
  await clusterAt(world, NEW, [3, 2])
  await world.settle()

  const aborted = new Map(NAMES.map((name) => [name, 0]))
  let halfWay = 0
  for (let seed = 1; seed <= RUNS; seed++) {
    const next = random(seed)
    const below = (limit: number): number => Math.floor(next() * limit)
    pace.next = next
    pace.most = below(4)
    const name = NAMES[below(NAMES.length)]!
    const { prepare, begin, of } = acts[name]!
    await prepare?.(world, below)
    await world.settle()
    const before = await there()
    const answer = await begin(world, below)
    assert.ok(answer.status < 300 || answer.status === 409, `seed ${seed}: ${name}: ${answer.text}`)
    if (answer.status >= 300 || answer.status === 204) continue
    const operation = await world.operationOf(answer)
    await world.reachStep(operation, below(world.stepsOf(operation.kind)))
    const due = (await findOperation(world.store, operation.id))!.wakeAt!
    const working = world.clock.step(due - world.clock.now())
    await turns(below(40))
    const { status } =
      of === 'cluster'
        ? await world.cluster('POST', 'one', '/abort')
        : await world.pool('POST', 'one', 'work', '/abort')
    await working
    await world.settle()
    const left = await there()
    assert.deepEqual(await said(), left, `seed ${seed}: ${name}: what the rows say`)
    await turns(5)
    assert.deepEqual(await there(), left, `seed ${seed}: ${name}: nothing comes after`)
    if (status === 202) {
      aborted.set(name, aborted.get(name)! + 1)
      if (left.join() !== before.join()) halfWay++
    }
    await startAgain(world)
    const count = below(5)
    const after = await scaled(world, count)
    assert.ok(after.status < 300, `seed ${seed}: ${after.text}`)
    await world.settle()
    assert.deepEqual([(await there())[1], (await said())[1]], [count, count], `seed ${seed}`)
    if (seed % 50 === 0) await world.restart()
  }
  // Were aborts always too late or too early, this would have shown nothing.
  for (const [name, count] of aborted) {
    assert.ok(count > RUNS / NAMES.length / 4, `${name}: ${count} aborts in time`)
  }
  assert.ok(halfWay > RUNS / 10, `${halfWay} half-way`)
  await world.close()
})
