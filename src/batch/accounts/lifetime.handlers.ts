// What 2022-10-01.16.0 tells of an account's whole life, the last version that does.

import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { sql } from '#store/sql.ts'
import type { Handlers } from '../handler.ts'
import { accountOf } from '../keys.ts'
import { listPools } from '../pools/pool.queries.ts'
import { coreTimeOf } from '../pools/pool-usage.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { durationText } from '../wire/duration.ts'
import { found, urlOf } from '../wire/replies.ts'
import { rangeOf, usageStatistics } from '../wire/statistics.ts'
import { goneCoreTime, lifetimeOf, madeAt } from './lifetime.queries.ts'

type JobStatistics = Handler<operations['Job_GetAllLifetimeStatistics'], BatchPorts>
type PoolStatistics = Handler<operations['Pool_GetAllLifetimeStatistics'], BatchPorts>

const Job_GetAllLifetimeStatistics: JobStatistics = async (request, { store }) => {
  const { caller, now } = request
  const used = await lifetimeOf(store, accountOf({ caller }), now)
  return found({
    url: urlOf(request, 'lifetimejobstats'),
    ...rangeOf(await madeAt(store, caller.oid, now), now),
    ...usageStatistics(used),
    numSucceededTasks: used.succeeded,
    numFailedTasks: used.failed,
    numTaskRetries: used.retries,
    waitTime: durationText(used.waitMs),
  })
}

const Pool_GetAllLifetimeStatistics: PoolStatistics = async (request, { store, catalogues }) => {
  const { caller, now } = request
  let coreMs = await goneCoreTime(store, accountOf({ caller }))
  const all = { after: undefined, limit: Number.MAX_SAFE_INTEGER }
  for (const pool of await listPools(store, accountOf({ caller }), sql`1 = 1`, all)) {
    coreMs += await coreTimeOf(store, catalogues, pool, now)
  }
  const range = rangeOf(await madeAt(store, caller.oid, now), now)
  return found({
    url: urlOf(request, 'lifetimepoolstats'),
    ...range,
    usageStats: { ...range, dedicatedCoreTime: durationText(coreMs) },
  })
}

export const lifetimeHandlers = {
  Job_GetAllLifetimeStatistics,
  Pool_GetAllLifetimeStatistics,
} satisfies Handlers
