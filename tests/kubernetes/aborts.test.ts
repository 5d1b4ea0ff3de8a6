// Aborts in the middle of making, replacing and taking away nodes. What the rows say and what
// `kubectl get nodes` shows agree, nothing comes after, and the next call goes on from there. Each run
// has a seed of its own, which decides what is done and how late the abort comes.
import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { AgentPool } from '@azure/arm-containerservice'
import { random } from '../wire/batch/seeded-random.ts'
import { aCluster, Estate, type Kube, OFTEN, programsOf, until } from './estate.ts'

const RUNS = 24
/** So long after an abort nothing may have been added. */
const QUIET_MS = 30_000
/** Within this an operation on a few nodes is over. */
const LATEST_MS = 900
const POOL = {
  mode: 'User',
  vmSize: 'Standard_DS2_v2',
  upgradeSettings: { maxSurge: '2' },
} as const

let estate: Estate
let kube: Kube
before(async () => {
  estate = await Estate.start()
  await estate.create('one', aCluster(1, { kubernetesVersion: '1.29' }))
  kube = await estate.kube('one')
})
after(() => estate.lazuli.stop())

const set = (name: string, change: AgentPool) =>
  estate.aks.agentPools.beginCreateOrUpdate(
    estate.group,
    'one',
    name,
    { ...POOL, ...change },
    OFTEN,
  )

const made = (name: string, change: AgentPool) =>
  estate.aks.agentPools.beginCreateOrUpdateAndWait(
    estate.group,
    'one',
    name,
    { ...POOL, ...change },
    OFTEN,
  )

/** Whether it came in time. */
async function aborted(name: string): Promise<boolean> {
  const abort = estate.aks.agentPools.beginAbortLatestOperationAndWait
  try {
    await abort.call(estate.aks.agentPools, estate.group, 'one', name, OFTEN)
    return true
  } catch (error) {
    // What it came too late for has succeeded.
    assert.equal((error as { statusCode?: number }).statusCode, 409)
    await until('it is over', async () => !isWorking(await read(name)))
    return false
  }
}

const read = (name: string) => estate.aks.agentPools.get(estate.group, 'one', name)
const isWorking = ({ provisioningState }: AgentPool): boolean =>
  !['Succeeded', 'Canceled', 'Failed'].includes(provisioningState ?? '')

interface Act {
  readonly before?: AgentPool
  /** The abort comes when the first node is there, not after some time. */
  readonly isSeen?: boolean
  readonly change: AgentPool
}

/** What is there before, and what is then aborted. */
const acts: readonly ((below: (limit: number) => number) => Act)[] = [
  (below) => ({ change: { count: 1 + below(5) } }),
  (below) => ({ before: { count: below(6) }, change: { count: below(6) } }),
  () => ({
    before: { count: 3, orchestratorVersion: '1.28' },
    change: { count: 3, orchestratorVersion: '1.29' },
  }),
  () => ({ before: { count: 0 }, change: { count: 40 }, isSeen: true }),
]

test(`rows and nodes agree after each of ${RUNS} aborts, and the next call goes on from there`, async () => {
  let inTime = 0
  let halfWay = 0
  for (let seed = 1; seed <= RUNS; seed++) {
    const next = random(seed)
    const below = (limit: number): number => Math.floor(next() * limit)
    const act = acts[seed % acts.length]!(below)
    if (act.before) await made('work', act.before)
    const before = await kube.names('work')
    const working = await set('work', act.change)
    if (act.isSeen)
      await until('a node is there', async () => (await kube.names('work')).length > 0)
    else await pause(below(LATEST_MS))
    if (await aborted('work')) inTime++
    await working.pollUntilDone().catch(() => undefined)
    const left = await kube.names('work')
    assert.equal(await estate.count('one', 'work'), left.length, `seed ${seed}: what the row says`)
    if (left.length !== before.length && left.length !== act.change.count) halfWay++
    await pause(300)
    assert.deepEqual(await kube.names('work'), left, `seed ${seed}: nothing comes after`)

    const again = await made('work', act.change)
    assert.equal(again.provisioningState, 'Succeeded', `seed ${seed}`)
    const nodes = await kube.nodes('work')
    assert.equal(nodes.length, act.change.count, `seed ${seed}`)
    for (const { spec, status } of nodes) {
      assert.ok(!spec!.unschedulable, `seed ${seed}: no node stays cordoned`)
      assert.equal(status!.nodeInfo!.kubeletVersion, `v${again.currentOrchestratorVersion}`)
    }
    if (seed % acts.length !== 0) {
      await estate.aks.agentPools.beginDeleteAndWait(estate.group, 'one', 'work', OFTEN)
      assert.deepEqual(await kube.names('work'), [], `seed ${seed}`)
    }
  }
  // Were aborts always too late or too early, this would have shown nothing.
  assert.ok(inTime > RUNS / 2, `${inTime} aborts in time, ${halfWay} of them half-way`)
  assert.ok(halfWay > 0, 'no abort left some of the nodes')
})

test('thirty seconds after aborts of a creation, a scaling and an upgrade nothing was added', async () => {
  const { managedClusters } = estate.aks
  const old = { count: 3, orchestratorVersion: '1.28' }
  await Promise.all([made('work', { count: 2 }), made('old', old)])
  const place = dirname(estate.lazuli.ready.caFile)
  const creation = await managedClusters.beginCreateOrUpdate(
    estate.group,
    'two',
    aCluster(3),
    OFTEN,
  )
  await set('work', { count: 6 })
  await set('old', { ...old, orchestratorVersion: '1.29' })
  await pause(LATEST_MS / 2)
  await Promise.all([
    aborted('work'),
    aborted('old'),
    managedClusters.beginAbortLatestOperationAndWait(estate.group, 'two', OFTEN),
  ])
  await creation.pollUntilDone().catch(() => undefined)
  const seen = async () => ({
    nodes: await kube.names(),
    processes: (await programsOf(place)).length,
    counts: [await estate.count('one', 'work'), await estate.count('one', 'old')],
  })
  const then = await seen()
  await pause(QUIET_MS)
  assert.deepEqual(await seen(), then)
  for (const [index, pool] of ['work', 'old'].entries()) {
    assert.equal((await kube.names(pool)).length, then.counts[index], pool)
  }
  const two = await managedClusters.get(estate.group, 'two')
  assert.equal(two.provisioningState, 'Canceled')
  assert.equal(two.agentPoolProfiles![0]!.count, 0)

  // And the next call goes on from there.
  await estate.create('two', aCluster(3))
  assert.equal((await (await estate.kube('two')).names()).length, 3)
  assert.equal(await estate.count('two', 'system'), 3)
})
