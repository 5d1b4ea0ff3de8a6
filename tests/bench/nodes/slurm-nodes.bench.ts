// Tasks a second on three nodes that are allocations of Slurm, beside three nodes of this machine.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { freshAgent } from '../../../scripts/agent.ts'
import { lacksSlurm, SlurmCluster } from '../../slurm/slurm-cluster.ts'
import type { Bench } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { batchCaller } from '../parts/batch-caller.ts'
import {
  CALLERS,
  fewestCompleted,
  makePool,
  nodesAtWork,
  removePools,
  runTasks,
} from '../parts/batch-pools.ts'

const TASKS = { full: 1_000, smoke: 12 }
const NODES = 3
const SLOTS = 4

const RULES = `rules:
  - match: { pool: slurm }
    partition: d2s
    resources: none
    node: ${process.execPath}
  - match: { pool: local }
    provider: local
`

export const bench: Bench = {
  title: 'tasks on nodes of Slurm, beside nodes of this machine',
  missing: lacksSlurm,
  async run(run) {
    await freshAgent()
    await using cluster = await SlurmCluster.start()
    const nodes = join(run.scratch, 'nodes.yaml') as `${string}.${string}`
    writeFileSync(nodes, RULES)
    Object.assign(process.env, cluster.environment)
    const data = join(run.scratch, 'data')
    const lazuli = await spawnLazuli({ data, nodes, timeScale: 1000 })
    cluster.endWith(lazuli.pid)
    const caller = batchCaller(lazuli.ready, CALLERS)
    const pools = ['slurm', 'local'] as const
    try {
      for (const id of pools) await makePool(caller, { id, nodes: NODES, slots: SLOTS })
      let jobs = 0
      const tasks = TASKS[run.size]
      const rates = await inTurns(run.rounds, {
        slurm: () => runTasks(caller, 'slurm', `job${jobs++}`, tasks),
        local: () => runTasks(caller, 'local', `job${jobs++}`, tasks),
      })
      const ids = Array.from({ length: jobs }, (_, i) => `job${i}`)
      run.reached({
        what: 'tasks that each job completed',
        value: await fewestCompleted(caller, ids),
        atLeast: tasks,
      })
      for (const id of pools) {
        const value = await nodesAtWork(caller, id)
        run.reached({ what: `nodes of the pool ${id}`, value, atLeast: NODES })
      }
      run.figure({ what: 'on three nodes of Slurm', value: median(rates.slurm), unit: 'tasks/s' })
      run.figure({
        what: 'on three nodes of this machine',
        value: median(rates.local),
        unit: 'tasks/s',
      })
      const aim = { atLeast: 0.8 }
      run.figure({ what: 'Slurm ÷ this machine', value: ratio(rates.slurm, rates.local), aim })
    } finally {
      await removePools(caller, pools)
      caller.close()
      await lazuli.stop()
      cluster.leave(lazuli.pid)
    }
  },
}
