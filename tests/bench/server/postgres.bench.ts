// Tasks on a server whose store is PostgreSQL, beside one whose store is a file: both keep what is
// acknowledged, and run on nodes of this machine.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Bench } from '../frame/bench.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { type BatchCaller, batchCaller } from '../parts/batch-caller.ts'
import { CALLERS, fewestCompleted, makePool, removePools, runTasks } from '../parts/batch-pools.ts'

const SLOTS = 4
const TASKS = { full: 500, smoke: 10 }

interface Side {
  readonly lazuli: SpawnedLazuli
  readonly caller: BatchCaller
}

async function jobsOf({ call }: BatchCaller): Promise<string[]> {
  const { value } = await call('GET', '/jobs?$select=id')
  return (value as { id: string }[]).map(({ id }) => id)
}

export const bench: Bench = {
  title: 'tasks a second with a store in PostgreSQL, and with one in a file',
  missing: async () =>
    existsSync('/usr/lib/postgresql/15/bin/initdb') ? undefined : 'PostgreSQL 15 is not installed',
  async run({ size, rounds, scratch, figure, reached }) {
    const { aDatabase, urlOf } = await import('#testing/postgres.ts')
    const start = async (name: string, store?: string): Promise<Side> => {
      const data = join(scratch, name)
      const lazuli = await spawnLazuli({ data, timeScale: 1000, ...(store ? { store } : {}) })
      const caller = batchCaller(lazuli.ready, CALLERS)
      await makePool(caller, { id: 'bench', nodes: 1, slots: SLOTS })
      return { lazuli, caller }
    }
    const file = await start('file')
    const database = await start('database', urlOf(await aDatabase()))
    try {
      let round = 0
      const rate = ({ caller }: Side) => runTasks(caller, 'bench', `run${round++}`, TASKS[size])
      const rates = await inTurns(rounds, {
        file: () => rate(file),
        database: () => rate(database),
      })
      for (const [what, { caller }] of Object.entries({ file, database })) {
        // Each job is on one of the two.
        const own = await jobsOf(caller)
        reached({ what: `jobs of the ${what}`, value: own.length, atLeast: round / 2 })
        reached({
          what: `tasks that each of them completed`,
          value: await fewestCompleted(caller, own),
          atLeast: TASKS[size],
        })
      }
      figure({ what: 'tasks a second, in a file', value: median(rates.file) })
      figure({ what: 'tasks a second, in PostgreSQL', value: median(rates.database) })
      const aim = { atLeast: 0.5 }
      figure({ what: 'PostgreSQL ÷ file', value: ratio(rates.database, rates.file), aim })
    } finally {
      for (const { lazuli, caller } of [file, database]) {
        await removePools(caller, ['bench'])
        caller.close()
        await lazuli.stop()
      }
    }
  },
}
