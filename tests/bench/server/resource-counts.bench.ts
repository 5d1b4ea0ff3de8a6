// A server that gets more and more clusters: how long they take to be there, and what they weigh.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'
import type { Bench } from '../frame/bench.ts'
import { AKS, makeClusters, VERSION } from '../parts/clusters.ts'
import { residentMb } from '../parts/process.ts'

const COUNTS = { full: [100, 1_000, 2_500, 5_000, 7_500, 10_000], smoke: [10, 20] }

export const bench: Bench = {
  title:
    'clusters with their pools, from 100 to 10,000: until all have succeeded, and their memory',
  async run(run) {
    const counts = COUNTS[run.size]
    const lazuli = await spawnLazuli({ timeScale: 1_000_000 })
    const owner = await ownerOf(lazuli.ready)
    const times: [number, number][] = [[0, 0]]
    const memory: [number, number][] = [[0, await residentMb(lazuli.pid)]]
    let ms = 0
    try {
      for (const [i, count] of counts.entries()) {
        const began = performance.now()
        await makeClusters(owner, lazuli.ready, count, counts[i - 1])
        ms += performance.now() - began
        times.push([count, ms / 1000])
        memory.push([count, await residentMb(lazuli.pid)])
      }
      const most = counts.at(-1)!
      // Every page of the list is read: a client's count, not the server's.
      let listed = 0
      const list = `/subscriptions/${lazuli.ready.subscriptionId}/providers/${AKS}?${VERSION}`
      for (let path: string | undefined = list; path; ) {
        const page = JSON.parse((await owner.send('GET', path)).text) as {
          value: unknown[]
          nextLink?: string
        }
        listed += page.value.length
        const next: URL | undefined = page.nextLink ? new URL(page.nextLink) : undefined
        path = next && next.pathname + next.search
      }
      run.reached({ what: 'clusters that are there', value: listed, atLeast: most })
      run.figure({ what: `${most} clusters have succeeded after`, value: ms / 1000, unit: 's' })
      const each = ((memory.at(-1)![1] - memory[0]![1]) * 1024) / most
      run.figure({ what: 'server memory a cluster', value: each, unit: 'KB' })
      // Linear is 1.
      const growth = times.at(-1)![1] / most / (times[2]![1] / counts[1]!)
      run.figure({ what: `time a cluster ÷ that of the first ${counts[1]}`, value: growth })
    } finally {
      owner.close()
      await lazuli.stop()
    }
    await run.curve({
      name: 'resources-time',
      title: 'Clusters are made, with their pools',
      x: 'clusters',
      y: 's',
      series: [{ name: 'all have succeeded', points: times }],
    })
    await run.curve({
      name: 'resources-memory',
      title: 'Memory of the server',
      x: 'clusters',
      y: 'MB',
      series: [{ name: 'resident set', points: memory }],
    })
  },
}
