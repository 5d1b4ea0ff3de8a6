// An abort in the middle of making, replacing and taking away nodes: what the rows say and what is
// there agree at once, nothing comes after, and the next call goes on from there. Each run has a seed
// of its own, which decides what is done, how long each node takes and how late the abort comes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PoolWire } from '#containerservice/wire.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { random } from '../../batch/seeded-random.ts'
import type { Answer } from '../../server/pipeline-call.ts'
import { clusterBody, clusterKey, World } from '../containerservice-world.ts'

const RUNS = 200
const WEEK_MS = 7 * 86_400_000
const POOLS = ['nodepool1', 'work'] as const

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

interface Begun {
  readonly answer: Answer<unknown>
  readonly abort: () => Promise<Answer<unknown>>
}

const scaled = (world: World, pool: string, count: number): Promise<Answer<PoolWire>> => {
  const upgradeSettings = { maxSurge: '2' }
  return world.pool('PUT', 'one', pool, '', {
    properties: { count, mode: 'User', upgradeSettings },
  })
}

/** Each begins work that makes, replaces or takes away nodes. */
const acts: readonly ((world: World, below: (limit: number) => number) => Promise<Begun>)[] = [
  async (world, below) => ({
    answer: await scaled(world, 'work', below(7)),
    abort: () => world.pool('POST', 'one', 'work', '/abort'),
  }),
  async (world) => {
    // There is an image of nodes that they do not have yet.
    await world.clock.step(WEEK_MS)
    return {
      answer: await world.pool('POST', 'one', 'work', '/upgradeNodeImageVersion'),
      abort: () => world.pool('POST', 'one', 'work', '/abort'),
    }
  },
  async (world, below) => {
    const agentPoolProfiles = [
      { name: 'nodepool1', mode: 'System' as const, count: 1 + below(5) },
      { name: 'work', mode: 'User' as const, count: below(5) },
    ]
    return {
      answer: await world.cluster('PUT', 'one', '', clusterBody({ agentPoolProfiles })),
      abort: () => world.cluster('POST', 'one', '/abort'),
    }
  },
]

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
  const said = async (): Promise<readonly number[]> => {
    const rows = POOLS.map((pool) => world.pool('GET', 'one', pool))
    return (await Promise.all(rows)).map(({ body }) => body.properties?.count ?? 0)
  }
  await world.clusterAtRest('one')
  await scaled(world, 'work', 2)
  await world.settle()

  let aborted = 0
  let halfWay = 0
  for (let seed = 1; seed <= RUNS; seed++) {
    const next = random(seed)
    const below = (limit: number): number => Math.floor(next() * limit)
    pace.next = next
    pace.most = below(4)
    const before = await there()
    const { answer, abort } = await acts[below(acts.length)]!(world, below)
    if (answer.status >= 300 || answer.status === 204) continue
    const operation = await world.operationOf(answer)
    await world.reachStep(operation, 0)
    const due = (await findOperation(world.store, operation.id))!.wakeAt!
    const working = world.clock.step(due - world.clock.now())
    await turns(below(40))
    const { status } = await abort()
    await working
    await world.settle()
    const left = await there()
    assert.deepEqual(await said(), left, `seed ${seed}: what the rows say`)
    await turns(5)
    assert.deepEqual(await there(), left, `seed ${seed}: nothing comes after`)
    if (status === 202) {
      aborted++
      if (left.join() !== before.join()) halfWay++
    }
    const count = below(5)
    const after = await scaled(world, 'work', count)
    assert.ok(after.status < 300, `seed ${seed}: ${after.text}`)
    await world.settle()
    assert.deepEqual([(await there())[1], (await said())[1]], [count, count], `seed ${seed}`)
    if (seed % 200 === 0) await world.restart()
  }
  // Were aborts always too late or too early, this would have shown nothing.
  assert.ok(aborted > RUNS / 2 && halfWay > RUNS / 10, `${aborted} aborts, ${halfWay} half-way`)
  await world.close()
})
