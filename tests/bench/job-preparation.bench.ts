// What job preparation adds to a job of short tasks, which wait for it on each node.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { type BatchCaller, batchCaller } from './batch-caller.ts'
import type { Bench } from './frame/bench.ts'
import { median } from './frame/statistics.ts'

const TASKS = { full: 1_000, smoke: 10 }
const PER_CALL = 100
const NODES = 2
const SLOTS = 4
const AIM_PERCENT = 20
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const bench: Bench = {
  title: 'a job of short tasks, with and without job preparation',
  async run(run) {
    const tasks = TASKS[run.size]
    const lazuli = await spawnLazuli({ data: run.scratch, timeScale: 1000 })
    const caller = batchCaller(lazuli.ready, 1)
    try {
      await makePool(caller)
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
      await caller.call('DELETE', '/pools/bench')
      while (((await caller.call('GET', '/pools')).value as unknown[]).length > 0) await pause(50)
      caller.close()
      await lazuli.stop()
    }
  },
}

async function makePool({ call }: BatchCaller): Promise<void> {
  await call('POST', '/pools', {
    id: 'bench',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: NODES,
    taskSlotsPerNode: SLOTS,
  })
  for (;;) {
    const nodes = (await call('GET', '/pools/bench/nodes')).value as { state: string }[]
    if (nodes.length === NODES && nodes.every(({ state }) => state === 'idle')) return
    await pause(50)
  }
}

/** Milliseconds from the job's first task until its last has ended. */
async function runJob(
  { call }: BatchCaller,
  id: string,
  tasks: number,
  more: object,
): Promise<number> {
  await call('POST', '/jobs', { id, poolInfo: { poolId: 'bench' }, ...more })
  const began = performance.now()
  for (let first = 0; first < tasks; first += PER_CALL) {
    const count = Math.min(PER_CALL, tasks - first)
    const value = Array.from({ length: count }, (_, i) => ({
      id: `t${first + i}`,
      commandLine: '/bin/true',
    }))
    await call('POST', `/jobs/${id}/addtaskcollection`, { value })
  }
  for (;;) {
    const { taskCounts } = await call('GET', `/jobs/${id}/taskcounts`)
    const { completed, failed } = taskCounts as { completed: number; failed: number }
    if (failed > 0) throw new Error(`${failed} tasks failed`)
    if (completed === tasks) return performance.now() - began
    await pause(10)
  }
}
