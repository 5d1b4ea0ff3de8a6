// What job preparation adds to a job of short tasks, which wait for it on each node.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import {
  addJob,
  addTasks,
  CALLERS,
  makePool,
  removePools,
  timed,
  untilDone,
} from '../parts/batch-pools.ts'

const TASKS = { full: 1_000, smoke: 10 }
const POOL = 'bench'
const NODES = 2
const SLOTS = 4
const AIM_PERCENT = 20

export const bench: Bench = {
  title: 'a job of short tasks, with and without job preparation',
  async run(run) {
    const tasks = TASKS[run.size]
    const lazuli = await spawnLazuli({ data: run.scratch, timeScale: 1000 })
    const caller = batchCaller(lazuli.ready, CALLERS)
    try {
      await makePool(caller, { id: POOL, nodes: NODES, slots: SLOTS })
      const plain: number[] = []
      const prepared: number[] = []
      // The first of each warms up.
      for (let round = 0; round <= run.rounds; round++) {
        const without = await runJob(caller, `without${round}`, tasks, {})
        const preparation = { jobPreparationTask: { commandLine: '/bin/true' } }
        const having = await runJob(caller, `with${round}`, tasks, preparation)
        if (round === 0 && run.rounds > 0) continue
        plain.push(without)
        prepared.push(having)
      }
      const added = (median(prepared) / median(plain) - 1) * 100
      run.figure({ what: `${tasks} tasks without`, value: median(plain), unit: 'ms' })
      run.figure({ what: `${tasks} tasks with it`, value: median(prepared), unit: 'ms' })
      run.figure({ what: 'it adds', value: added, unit: '%', aim: { atMost: AIM_PERCENT } })
    } finally {
      await removePools(caller, [POOL])
      caller.close()
      await lazuli.stop()
    }
  },
}

/** Milliseconds from the job's first task until its last has ended. */
async function runJob(
  caller: BatchCaller,
  id: string,
  tasks: number,
  more: object,
): Promise<number> {
  await addJob(caller, id, POOL, more)
  return await timed(async () => {
    await addTasks(caller, id, tasks)
    await untilDone(caller, id, tasks)
  })
}
