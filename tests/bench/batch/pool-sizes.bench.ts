// Pools of more and more nodes that only keep time: how long until all are idle, and what they weigh.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { batchCaller } from '../parts/batch-caller.ts'
import { CALLERS, makePool, nodesAtWork, timed } from '../parts/batch-pools.ts'
import { residentMb } from '../parts/process.ts'

const NODES = { full: [100, 500, 1_000, 2_000, 3_500, 5_000], smoke: [3, 6] }

interface Point {
  readonly nodes: number
  /** From the call that makes the pool until its last node is idle. */
  readonly seconds: number
  /** What the server's resident set has grown by. */
  readonly mb: number
  readonly atWork: number
}

export const bench: Bench = {
  title: 'pools of 100 to 5,000 simulated nodes: until all are idle, and the memory of the server',
  async run(run) {
    const points: Point[] = []
    for (const nodes of NODES[run.size]) points.push(await pointOf(nodes))
    const most = points.at(-1)!
    for (const { nodes, atWork } of points) {
      run.reached({ what: `nodes of a pool of ${nodes}`, value: atWork, atLeast: nodes })
    }
    const { nodes, seconds, mb } = most
    run.figure({ what: `${nodes} nodes are idle after`, value: seconds, unit: 's' })
    run.figure({ what: 'server memory a node', value: (mb * 1024) / nodes, unit: 'KB' })
    const small = points[1]!
    // Linear is 1.
    const growth = seconds / nodes / (small.seconds / small.nodes)
    run.figure({ what: `time a node ÷ that of a pool of ${small.nodes}`, value: growth })
    await run.curve({
      name: 'nodes-time',
      title: 'All nodes of a pool are idle',
      x: 'nodes',
      y: 's',
      series: [{ name: 'simulated', points: points.map((of) => [of.nodes, of.seconds]) }],
    })
    await run.curve({
      name: 'nodes-memory',
      title: 'What a pool adds to the memory of the server',
      x: 'nodes',
      y: 'MB',
      series: [{ name: 'simulated', points: points.map((of) => [of.nodes, of.mb]) }],
    })
  },
}

/** On a server of its own, so that no point has what an earlier pool left behind. */
async function pointOf(nodes: number): Promise<Point> {
  const dedicatedCoreQuota = 2 * nodes
  const lazuli = await spawnLazuli({ nodes: 'simulated', timeScale: 1000, dedicatedCoreQuota })
  const caller = batchCaller(lazuli.ready, CALLERS)
  try {
    // Batch's code is loaded by the first call: it is not what a node weighs.
    await caller.call('GET', '/pools')
    const before = await residentMb(lazuli.pid)
    const ms = await timed(() => makePool(caller, { id: 'many', nodes, slots: 1 }))
    const atWork = await nodesAtWork(caller, 'many')
    return { nodes, seconds: ms / 1000, mb: (await residentMb(lazuli.pid)) - before, atWork }
  } finally {
    caller.close()
    await lazuli.stop()
  }
}
