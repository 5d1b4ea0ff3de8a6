import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { aCluster, Estate, Kube, OFTEN, programsOf, until } from '../../kubernetes/estate.ts'
import { binariesDirectory } from '../../kubernetes/programs.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'

const NODES = 1_000
/** What starts takes memory that it gives back. */
const SETTLED_MS = 5_000
const POOL = { mode: 'User', vmSize: 'Standard_DS2_v2' } as const

interface Round {
  readonly firstMs: number
  readonly secondMs: number
  readonly firstMb: number
  readonly secondMb: number
  readonly nodesMs: number
  readonly abortMs: number
  readonly ready: number
}

export const bench: Bench = {
  title: 'real clusters: until their API answers, what they weigh, and a pool of 1,000 nodes',
  async missing() {
    const directory = await binariesDirectory()
    if (existsSync(directory)) return undefined
    return 'the programs of a control plane: npm run test:kubernetes -- --prepare'
  },
  async run(run) {
    await unused(run)
    if (run.size === 'smoke') return
    const rounds: Round[] = []
    for (let round = 0; round < run.rounds; round++) rounds.push(await whole())
    run.reached({
      what: 'nodes that are Ready in each round',
      value: Math.min(...rounds.map(({ ready }) => ready)),
      atLeast: NODES,
    })
    const of = (name: keyof Round): number => median(rounds.map((each) => each[name]))
    const figure = (what: string, value: number, unit: string, atMost: number): void =>
      run.figure({ what, value, unit, aim: { atMost } })
    figure('first cluster, from its creation to an answer of its API', of('firstMs') / 1000, 's', 8)
    figure('the second', of('secondMs') / 1000, 's', 6)
    figure('proportional set size of the first, all its parts', of('firstMb'), 'MB', 450)
    figure('the second', of('secondMb'), 'MB', 350)
    figure('1,000 nodes in a pool, all Ready', of('nodesMs') / 1000, 's', 20)
    figure('answer to an abort while 1,000 nodes are made', of('abortMs'), 'ms', 50)
  },
}

const placeOf = ({ lazuli }: Estate): string => dirname(lazuli.ready.caFile)

async function unused(run: BenchRun): Promise<void> {
  const estate = await Estate.start()
  try {
    const { status } = await estate.call('GET', 'managedClusters')
    run.reached({
      what: 'lists of clusters that were answered',
      value: +(status === 200),
      atLeast: 1,
    })
    const value = await megabytes(estate)
    run.figure({ what: 'where no cluster was made', value, unit: 'MB', aim: { atMost: 0 } })
  } finally {
    await estate.lazuli.stop()
  }
}

async function whole(): Promise<Round> {
  const estate = await Estate.start()
  try {
    const firstMs = await untilAnswered(estate, 'one')
    const firstMb = await megabytes(estate)
    const secondMs = await untilAnswered(estate, 'two')
    const secondMb = (await megabytes(estate)) - firstMb
    const { nodesMs, ready } = await untilReady(estate)
    return { firstMs, secondMs, firstMb, secondMb, nodesMs, ready, abortMs: await aborted(estate) }
  } finally {
    await estate.lazuli.stop()
  }
}

/** What all processes of clusters take, each page shared among those that have it. */
async function megabytes(estate: Estate): Promise<number> {
  let kilobytes = 0
  for (const { pid } of await programsOf(placeOf(estate))) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1])
  }
  return kilobytes / 1024
}

/** From the call that makes a cluster until its API answers with nodes; returns when all is done. */
async function untilAnswered(estate: Estate, name: string): Promise<number> {
  const began = performance.now()
  const made = estate.create(name, aCluster(3))
  await until(`${name} answers`, async () => {
    const kube = await estate.kube(name).catch(() => undefined)
    return (await kube?.nodes().catch(() => undefined)) !== undefined
  })
  const ms = performance.now() - began
  await made
  await pause(SETTLED_MS)
  return ms
}

const setPool = (estate: Estate, count: number) =>
  estate.aks.agentPools.beginCreateOrUpdate(estate.group, 'one', 'many', { ...POOL, count }, OFTEN)

async function untilReady(estate: Estate): Promise<Pick<Round, 'nodesMs' | 'ready'>> {
  const began = performance.now()
  await (await setPool(estate, NODES)).pollUntilDone()
  const ms = performance.now() - began
  const nodes = await new Kube(await estate.kubeconfig('one')).nodes('many')
  const ready = nodes.filter(({ status }) =>
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  )
  return { nodesMs: ms, ready: ready.length }
}

async function aborted(estate: Estate): Promise<number> {
  await estate.aks.agentPools.beginDeleteAndWait(estate.group, 'one', 'many', OFTEN)
  const making = await setPool(estate, NODES)
  const kube = await estate.kube('one')
  // No more of them than it takes: long lists would keep the machine busy with what only this asks.
  const limit = NODES / 10
  await until('some are made', async () => {
    const { items } = await kube.core.listNode({ labelSelector: 'agentpool=many', limit })
    return items.length === limit
  })
  // As for a client that has just looked: to connect is not what an abort takes.
  await estate.call('GET', 'managedClusters/one/agentPools/many')
  const began = performance.now()
  const { status } = await estate.call('POST', 'managedClusters/one/agentPools/many/abort')
  const ms = performance.now() - began
  if (status !== 202) throw new Error(`the abort was answered with ${status}`)
  await making.pollUntilDone().catch(() => undefined)
  return ms
}
