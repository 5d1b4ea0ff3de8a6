// Jobs of many tasks that none runs: how fast they are added, what they weigh, and what a page costs.
// BIG=n: so many in the largest.
import { join } from 'node:path'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { batchCaller } from '../parts/batch-caller.ts'
import { addJob, addTasks, CALLERS, timed } from '../parts/batch-pools.ts'
import { residentMb } from '../parts/process.ts'

const TASKS = { full: Number(process.env.BIG ?? 1_000_000), smoke: 1_000 }
/** Points of the curve. */
const STEPS = { full: 10, smoke: 2 }
const PAGES = { full: 50, smoke: 3 }

export const bench: Bench = {
  title: 'many tasks in one job: adding them, the memory of the server, a filtered page',
  async run(run) {
    const lazuli = await spawnLazuli({ data: join(run.scratch, 'served') })
    const caller = batchCaller(lazuli.ready, CALLERS)
    const page = (job: string) => (): Promise<number> =>
      timed(() =>
        caller.call('GET', `/jobs/${job}/tasks?$filter=state%20eq%20'active'&maxresults=100`),
      )
    const pages = async (job: string): Promise<number> => {
      const times: number[] = []
      for (let i = 0; i < PAGES[run.size]; i++) times.push(await page(job)())
      return median(times)
    }
    try {
      const [count, steps] = [TASKS[run.size], STEPS[run.size]]
      await addJob(caller, 'small', 'nowhere')
      await addTasks(caller, 'small', 1000)
      const small = await pages('small')
      const before = await residentMb(lazuli.pid)
      const memory: [number, number][] = [[0, before]]
      const times: [number, number][] = [[0, small]]
      let ms = 0
      await addJob(caller, 'big', 'nowhere')
      for (let step = 1; step <= steps; step++) {
        const [before, all] = [(count / steps) * (step - 1), (count / steps) * step]
        ms += await timed(() => addTasks(caller, 'big', all, before))
        memory.push([all, await residentMb(lazuli.pid)])
        times.push([all, await pages('big')])
      }
      const { active } = (await caller.call('GET', '/jobs/big/taskcounts')).taskCounts as {
        active: number
      }
      run.reached({ what: 'tasks that are there', value: active, atLeast: count })
      const each = ((memory.at(-1)![1] - before) * 1024 * 1024) / count
      run.figure({
        what: `added by collections, durable, of ${count}`,
        value: (count * 1000) / ms,
        unit: 'a second',
        aim: { atLeast: 20_000 },
      })
      run.figure({
        what: 'server memory a task',
        value: each,
        unit: 'bytes',
        aim: { atMost: 1024 },
      })
      run.figure({
        what: 'a filtered page beside one of 1,000 tasks',
        value: times.at(-1)![1] / small,
        unit: 'times',
        aim: { atMost: 2 },
      })
      await run.curve({
        name: 'tasks-memory',
        title: 'Memory of the server',
        x: 'tasks',
        y: 'MB',
        series: [{ name: 'resident set', points: memory }],
      })
      await run.curve({
        name: 'tasks-page',
        title: 'A filtered page of 100 tasks',
        x: 'tasks',
        y: 'ms',
        series: [{ name: 'p50', points: times }],
      })
    } finally {
      caller.close()
      await lazuli.stop()
    }
  },
}
