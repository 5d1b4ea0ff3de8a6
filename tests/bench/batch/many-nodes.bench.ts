// Pools of many nodes on one machine: how long they take to come and to go, what they leave running
// when nothing runs, and what is left of one node's tasks a second. NODE_KIND=simulated, NODES=n.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processes } from '#agent/processes/process-table.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import {
  CALLERS,
  fewestCompleted,
  makePool,
  nodesAtWork,
  pause,
  removePools,
  runTasks,
  timed,
} from '../parts/batch-pools.ts'

const NODES = { full: Number(process.env.NODES ?? 800), smoke: 3 }
const TASKS = { full: 2_000, smoke: 10 }
const KIND = process.env.NODE_KIND === 'simulated' ? 'simulated' : 'local'
const SLOTS_OF_ONE = 4
/** Shells that were idle for so long are to have ended: twice the time that they may rest. */
const REST_MS = 70_000
/** The server, its agent and what this agent always has. */
const FEW_PROCESSES = 10

export const bench: Bench = {
  title: 'pools of many nodes: coming, running tasks, resting and going',
  async run(run) {
    const nodes = NODES[run.size]
    const data = join(run.scratch, 'served')
    const dedicatedCoreQuota = 2 * nodes + SLOTS_OF_ONE
    const own = { nodes: KIND, dedicatedCoreQuota } as const
    const lazuli = await spawnLazuli({ data, timeScale: 1000, ...own })
    const caller = batchCaller(lazuli.ready, CALLERS)
    try {
      await makePool(caller, { id: 'one', nodes: 1, slots: SLOTS_OF_ONE })
      const coming = await timed(() => makePool(caller, { id: 'many', nodes, slots: 1 }))
      const atWork = await nodesAtWork(caller, 'many')
      run.reached({ what: 'nodes of the pool', value: atWork, atLeast: nodes })
      run.figure({ what: `${nodes} nodes are idle after`, value: coming / 1000, unit: 's' })
      await tasksASecond(run, caller)
      await resting(run, () => processesOf(lazuli.pid, data))
      const going = await timed(() => removePools(caller, ['many'], 1))
      const aim = { atMost: 2 }
      run.figure({ what: 'their pool is gone after', value: going / 1000, unit: 's', aim })
    } finally {
      await removePools(caller, ['one', 'many'])
      caller.close()
      await lazuli.stop()
    }
  },
}

async function tasksASecond(run: BenchRun, caller: BatchCaller): Promise<void> {
  const jobs: string[] = []
  const on = (pool: string) => (): Promise<number> => {
    const job = `${pool}${jobs.length}`
    jobs.push(job)
    return runTasks(caller, pool, job, TASKS[run.size])
  }
  const rates = await inTurns(run.rounds, { one: on('one'), many: on('many') })
  run.reached({
    what: 'tasks that each job completed',
    value: await fewestCompleted(caller, jobs),
    atLeast: TASKS[run.size],
  })
  run.figure({ what: 'tasks a second, one node of 4 slots', value: median(rates.one) })
  run.figure({ what: 'tasks a second, all nodes of 1 slot', value: median(rates.many) })
  const aim = { atLeast: 0.8 }
  run.figure({ what: '  ÷ one node’s', value: ratio(rates.many, rates.one), aim })
}

async function resting(run: BenchRun, count: () => number): Promise<void> {
  run.figure({ what: 'processes when all tasks are done', value: count() })
  if (KIND !== 'local' || run.size !== 'full') return
  await pause(REST_MS)
  const aim = { atMost: FEW_PROCESSES }
  run.figure({ what: `  ${REST_MS / 1000} s later`, value: count(), aim })
}

/** The server, its agent, and all that descends from them. */
function processesOf(server: number, data: string): number {
  const all = processes()
  const ours = new Set([server])
  for (const { pid, parent } of all) {
    if (ours.has(parent) || (parent === 1 && commandOf(pid).includes(data))) ours.add(pid)
  }
  for (let before = -1; before !== ours.size; ) {
    before = ours.size
    for (const { pid, parent } of all) if (parent !== 1 && ours.has(parent)) ours.add(pid)
  }
  return ours.size
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // It has ended.
  }
}
