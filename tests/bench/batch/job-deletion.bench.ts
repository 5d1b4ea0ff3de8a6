// How long thousands of jobs take to be gone once each was asked to be deleted, and whether twice as
// many take twice as long.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'

const JOBS = { full: 5_000, smoke: 20 }
const CONNECTIONS = 16
const TASKS_EACH = 2
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const bench: Bench = {
  title: 'jobs with tasks, from the first deletion asked for until the last is gone',
  async run(run) {
    const activeJobAndJobScheduleQuota = JOBS[run.size] + 1
    const lazuli = await spawnLazuli({ data: run.scratch, activeJobAndJobScheduleQuota })
    const caller = batchCaller(lazuli.ready, CONNECTIONS)
    try {
      const half = await deletion(run, caller, JOBS[run.size] / 2, 'h')
      const whole = await deletion(run, caller, JOBS[run.size], 'w')
      report(run, half, whole)
    } finally {
      caller.close()
      await lazuli.stop()
    }
  },
}

function report(run: BenchRun, half: number, whole: number): void {
  const jobs = JOBS[run.size]
  run.figure({ what: `${jobs / 2} jobs are gone after`, value: half, unit: 's' })
  run.figure({ what: `${jobs} jobs are gone after`, value: whole, unit: 's', aim: { atMost: 8 } })
  // Linear is 2, quadratic is 4.
  run.figure({ what: 'twice as many take', value: whole / half, unit: 'times', aim: { atMost: 3 } })
}

/** Seconds. */
async function deletion(
  run: BenchRun,
  caller: BatchCaller,
  jobs: number,
  prefix: string,
): Promise<number> {
  const ids = Array.from({ length: jobs }, (_, i) => `${prefix}${i}`)
  await each(ids, async (id) => {
    await caller.call('POST', '/jobs', { id, poolInfo: { poolId: 'none' } })
    const value = Array.from({ length: TASKS_EACH }, (_, i) => ({
      id: `t${i}`,
      commandLine: 'true',
    }))
    await caller.call('POST', `/jobs/${id}/addtaskcollection`, { value })
  })
  run.reached({ what: 'jobs that are there', value: await countJobs(caller), atLeast: jobs })
  const began = performance.now()
  await each(ids, (id) => caller.call('DELETE', `/jobs/${id}`))
  for (;;) {
    const { value } = await caller.call('GET', '/jobs?maxresults=1')
    if ((value as unknown[]).length === 0) return (performance.now() - began) / 1000
    await pause(20)
  }
}

/** As a client counts them: page by page. */
async function countJobs(caller: BatchCaller): Promise<number> {
  let count = 0
  let path: string | undefined = '/jobs?$select=id'
  while (path !== undefined) {
    const page = await caller.call('GET', path)
    count += (page.value as unknown[]).length
    const next = page['odata.nextLink'] as string | undefined
    path = next?.slice(new URL(next).origin.length)
  }
  return count
}

/** As many at once as there are connections. */
async function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const left = ids.values()
  const worker = async (): Promise<void> => {
    for (const id of left) await work(id)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
}
