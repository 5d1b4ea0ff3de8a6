// What job preparation adds to a job of short tasks, which wait for it on each node.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import {
  addJob,
  addTasks,
  CALLERS,
  fewestCompleted,
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
      const having: number[] = []
      // The first of each warms up.
      for (let round = 0; round <= run.rounds; round++) {
        const without = await runJob(caller, `without${round}`, tasks, {})
        const preparation = { jobPreparationTask: { commandLine: '/bin/true' } }
        const one = await runJob(caller, `with${round}`, tasks, preparation)
        if (round === 0 && run.rounds > 0) continue
        plain.push(without)
        having.push(one)
      }
      const rounds = Array.from({ length: run.rounds + 1 }, (_, round) => round)
      const jobs = rounds.flatMap((round) => [`without${round}`, `with${round}`])
      run.reached({
        what: 'tasks that each job completed',
        value: await fewestCompleted(caller, jobs),
        atLeast: tasks,
      })
      const prepared = await Promise.all(rounds.map((round) => preparedNodes(caller, round)))
      run.reached({
        what: 'nodes that prepared each job',
        value: Math.min(...prepared),
        // A job of few tasks may be over before the second node has prepared it.
        atLeast: run.size === 'full' ? NODES : 1,
      })
      const added = (median(having) / median(plain) - 1) * 100
      run.figure({ what: `${tasks} tasks without`, value: median(plain), unit: 'ms' })
      run.figure({ what: `${tasks} tasks with it`, value: median(having), unit: 'ms' })
      run.figure({ what: 'it adds', value: added, unit: '%', aim: { atMost: AIM_PERCENT } })
    } finally {
      await removePools(caller, [POOL])
      caller.close()
      await lazuli.stop()
    }
  },
}

/** Nodes on which the preparation of a round's job completed. */
async function preparedNodes({ call }: BatchCaller, round: number): Promise<number> {
  const { value } = await call('GET', `/jobs/with${round}/jobpreparationandreleasetaskstatus`)
  const nodes = value as { jobPreparationTaskExecutionInfo?: { state: string } }[]
  return nodes.filter((node) => node.jobPreparationTaskExecutionInfo?.state === 'completed').length
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
