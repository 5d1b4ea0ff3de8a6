// How long after their time the jobs of a thousand schedules that are all due at once are made.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import { pause } from '../parts/batch-pools.ts'

const SCHEDULES = { full: 1_000, smoke: 20 }
const CONNECTIONS = 16
/** Until when all of them have been added: each call takes a few milliseconds. */
const AHEAD_MS = { full: 30_000, smoke: 3_000 }
const AIM_MS = 1_000
const PATIENCE_MS = 60_000

export const bench: Bench = {
  title: 'jobs of schedules that are due in the same second',
  async run(run) {
    const schedules = SCHEDULES[run.size]
    const activeJobAndJobScheduleQuota = 2 * schedules + 1
    const lazuli = await spawnLazuli({ data: run.scratch, activeJobAndJobScheduleQuota })
    const caller = batchCaller(lazuli.ready, CONNECTIONS)
    try {
      const due = Date.now() + AHEAD_MS[run.size]
      await addAll(caller, schedules, due)
      run.reached({ what: 'milliseconds left', value: due - Date.now(), atLeast: 0 })
      await pause(due - Date.now())
      const made = await allMade(caller, schedules, due + PATIENCE_MS)
      run.reached({ what: 'jobs', value: made.length, atLeast: schedules })
      const last = Math.max(...made) - due
      run.figure({ what: 'the last job after', value: last, unit: 'ms', aim: { atMost: AIM_MS } })
    } finally {
      caller.close()
      await lazuli.stop()
    }
  },
}

async function addAll({ call }: BatchCaller, schedules: number, due: number): Promise<void> {
  const ids = Array.from({ length: schedules }, (_, i) => `s${i}`)
  const worker = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      await call('POST', '/jobschedules', {
        id,
        schedule: { doNotRunUntil: new Date(due).toISOString(), recurrenceInterval: 'PT1H' },
        jobSpecification: { poolInfo: { poolId: 'none' } },
      })
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
}

/** When each job was made, by the server's own clock, once there are as many. */
async function allMade({ call }: BatchCaller, wanted: number, until: number): Promise<number[]> {
  for (;;) {
    const { value } = await call('GET', '/jobs?$select=id,creationTime')
    const times = (value as { creationTime: string }[]).map(({ creationTime }) =>
      Date.parse(creationTime),
    )
    if (times.length >= wanted || Date.now() > until) return times
    await pause(100)
  }
}
