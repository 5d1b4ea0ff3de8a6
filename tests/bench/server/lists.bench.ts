// Lists of many clusters: what a page takes, and how long another client waits meanwhile.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { accessToken } from '#cli/client.ts'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { type Caller, ownerOf } from '../../security/parts/plain-call.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { AKS, clusterPath, makeClusters, VERSION } from '../parts/clusters.ts'

const LOAD = fileURLToPath(new URL('../parts/load.ts', import.meta.url))

export const bench: Bench = {
  title: 'lists of 10,000 clusters, and the reads of another client meanwhile',
  async run(run) {
    const count = run.size === 'full' ? 10_000 : 150
    const lazuli = await spawnLazuli({ timeScale: 1_000_000 })
    const owner = await ownerOf(lazuli.ready)
    try {
      await makeClusters(owner, lazuli.ready, count)
      await measure(run, owner, lazuli.ready, count)
    } finally {
      owner.close()
      await lazuli.stop()
    }
  },
}

interface Walked {
  readonly pages: number
  readonly items: number
  /** Of each page. */
  readonly ms: readonly number[]
}

/** Asks for all pages. Answers are searched, not parsed: the client shall not be what takes time. */
async function walk(owner: Caller, list: string): Promise<Walked> {
  const ms: number[] = []
  let items = 0
  for (let path: string | undefined = list; path; ) {
    const start = performance.now()
    const { status, text } = await owner.send('GET', path)
    ms.push(performance.now() - start)
    if (status !== 200) throw new Error(text)
    items += text.split('"type":"Microsoft.ContainerService/ManagedClusters"').length - 1
    const link = /"nextLink":"([^"]+)"}$/.exec(text)?.[1]
    const url = link && new URL(link)
    path = url ? url.pathname + url.search : undefined
  }
  return { pages: ms.length, items, ms }
}

async function measure(run: BenchRun, owner: Caller, ready: Ready, count: number): Promise<void> {
  const subscription = `/subscriptions/${ready.subscriptionId}`
  const clusters = `${subscription}/providers/${AKS}?${VERSION}`
  const resources = `${subscription}/resources?api-version=2022-12-01`
  const [first, again] = [await walk(owner, clusters), await walk(owner, clusters)]
  run.reached({ what: 'clusters listed', value: again.items, atLeast: count })
  run.figure({ what: 'a page of clusters, when first read', value: median(first.ms), unit: 'ms' })
  run.figure({ what: 'a page of clusters', value: median(again.ms), unit: 'ms' })
  const paged = await walk(owner, resources)
  run.reached({ what: 'resources listed', value: paged.items, atLeast: count })
  run.figure({
    what: 'a page of /resources',
    value: median(paged.ms),
    unit: 'ms',
    aim: { atMost: 20 },
  })
  for (const [what, list] of [
    ['nothing is listed', undefined],
    ['clusters are listed', clusters],
    ['/resources is listed', resources],
  ] as const) {
    const waits: number[] = []
    for (let round = 0; round < run.rounds; round++) {
      waits.push(await waitsWhile(run, owner, ready, count, list))
    }
    const aim = list ? { aim: { atMost: 20 } } : {}
    run.figure({ what: `GET p99 while ${what}`, value: median(waits), unit: 'ms', ...aim })
  }
}

/** The p99 of one client's reads of distinct clusters, from a process of its own. */
async function waitsWhile(
  run: BenchRun,
  owner: Caller,
  ready: Ready,
  count: number,
  list: string | undefined,
): Promise<number> {
  const token = await accessToken(ready, 'https://management.azure.com/')
  const order = {
    ca: ready.caFile,
    port: Number(new URL(ready.arm).port),
    connections: 1,
    seconds: run.size === 'full' ? 4 : 0.2,
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
    paths: Array.from({ length: count }, (_, i) => clusterPath(ready, i)),
  }
  const child = spawn(process.execPath, [LOAD], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  let isOver = false
  const listing = (async () => {
    while (list && !isOver) await walk(owner, list)
  })()
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  isOver = true
  await listing
  return (JSON.parse(said) as { p99: number }).p99
}
