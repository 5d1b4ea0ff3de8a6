// What a job of very many tasks leaves behind once it is deleted by the API: how soon the file of the store
// is as small as before, and how long another client's reads take meanwhile.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createLazuli } from '#library/lazuli.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { p99 } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import { addJob, addTasks, CALLERS, pause, timed } from '../parts/batch-pools.ts'

const SIZES = {
  full: { tasks: Number(process.env.BIG ?? 1_000_000), kept: 10_000, reads: 2_000, idleMs: 60_000 },
  smoke: { tasks: 4_000, kept: 100, reads: 20, idleMs: 6_000 },
}
/** Of another job, which stays: it is what is read. */
const KEPT = 'kept'
const BIG = 'big'

interface Meanwhile {
  readonly reads: readonly number[]
  readonly seconds: number
}

export const bench: Bench = {
  title: 'a job of many tasks is deleted: the size of the store afterwards, and reads meanwhile',
  async run(run) {
    const { tasks, reads, idleMs } = SIZES[run.size]
    const data = join(run.scratch, 'served')
    const before = await withKeptTasks(run, data)
    const lazuli = await spawnLazuli({ data })
    const caller = batchCaller(lazuli.ready, CALLERS)
    try {
      await addJob(caller, BIG, 'nowhere')
      const adding = await timed(() => addTasks(caller, BIG, tasks))
      const full = megabytes(data)
      const { active } = (await caller.call('GET', `/jobs/${BIG}/taskcounts`)).taskCounts as {
        active: number
      }
      run.reached({ what: 'tasks that are there', value: active, atLeast: tasks })
      run.figure({ what: `${tasks} tasks are added within`, value: adding / 1000, unit: 's' })
      const idle = await readWhile(run, caller, (count) => count < reads)
      await caller.call('DELETE', `/jobs/${BIG}`)
      const deleting = await readWhile(run, caller, async () => await isThere(caller))
      let back: number | undefined
      const resting = await readWhile(run, caller, (_, seconds) => {
        if (back === undefined && megabytes(data) <= before * 1.2) back = seconds
        return seconds * 1000 < idleMs && (run.size === 'full' || back === undefined)
      })
      const after = megabytes(data)
      run.figure({ what: 'the store before', value: before, unit: 'MB' })
      run.figure({ what: `  with ${tasks} tasks more`, value: full, unit: 'MB' })
      run.figure({ what: '  a minute after they were gone', value: after, unit: 'MB' })
      run.figure({ what: '    ÷ before', value: after / before, aim: { atMost: 1.2 } })
      if (back !== undefined)
        run.figure({ what: 'until it was within 20%', value: back, unit: 's' })
      run.figure({ what: 'their job was gone after', value: deleting.seconds, unit: 's' })
      report(run, { idle, deleting, resting })
    } finally {
      caller.close()
      await lazuli.stop()
    }
  },
}

const megabytes = (data: string): number =>
  ['store.db', 'store.db-wal']
    .map((name) => statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size / 1_000_000, 0)

/** Makes the data directory with the tasks that stay. Answers its store's size in megabytes. */
async function withKeptTasks(run: BenchRun, data: string): Promise<number> {
  await using lazuli = await createLazuli({ data })
  const caller = batchCaller(lazuli.ready, CALLERS)
  await addJob(caller, KEPT, 'nowhere')
  await addTasks(caller, KEPT, SIZES[run.size].kept)
  caller.close()
  await lazuli.stop()
  return megabytes(data)
}

async function isThere({ call }: BatchCaller): Promise<boolean> {
  const { value } = await call('GET', '/jobs?$select=id')
  return (value as { id: string }[]).some(({ id }) => id === BIG)
}

/** Reads one task after the other, none twice within a run of them. */
async function readWhile(
  run: BenchRun,
  { call }: BatchCaller,
  goesOn: (count: number, seconds: number) => boolean | Promise<boolean>,
): Promise<Meanwhile> {
  const { kept } = SIZES[run.size]
  const reads: number[] = []
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  do {
    const path = `/jobs/${KEPT}/tasks/t${(reads.length * 7) % kept}`
    const start = performance.now()
    await call('GET', path)
    reads.push(performance.now() - start)
    await pause(2)
  } while (await goesOn(reads.length, seconds()))
  return { reads, seconds: seconds() }
}

function report(
  run: BenchRun,
  times: Readonly<Record<'idle' | 'deleting' | 'resting', Meanwhile>>,
) {
  const figures = [
    ['idle', times.idle],
    ['while the tasks are deleted', times.deleting],
    ['while the file shrinks', times.resting],
  ] as const
  for (const [when, { reads }] of figures) {
    run.figure({ what: `GET p99 ${when}`, value: p99(reads), unit: 'ms' })
    const aim = when === 'idle' ? {} : { aim: { atMost: 50 } }
    run.figure({ what: '  the longest', value: Math.max(...reads), unit: 'ms', ...aim })
  }
}
