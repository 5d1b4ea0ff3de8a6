// Each rule of `rules.ts` and `rules-pools.ts` against a server that has something of everything.
import { after, before, describe, test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool } from '../tasks/tasks-world.ts'
import { furnished, refuses } from './furnished.ts'
import { jobs, lists, nodes, type Rule, schedules, tasks } from './rules.ts'
import { certificates } from './rules-certificates.ts'
import { frame } from './rules-frame.ts'
import { management } from './rules-management.ts'
import { pools, quotas } from './rules-pools.ts'

describe('what Batch refuses', () => {
  let batch: BatchServer
  let known: readonly [string, string]
  before(async () => {
    batch = await startBatch()
    known = await furnished(batch)
  })
  after(() => batch[Symbol.asyncDispose]())

  const all: Record<string, readonly Rule[]> = {
    pools,
    nodes,
    jobs,
    tasks,
    schedules,
    lists,
    certificates,
    frame,
    management,
  }
  for (const [what, rules] of Object.entries(all)) {
    test(`of ${what}, each with its code, and nothing comes of it`, () =>
      refuses(batch, rules, known))
  }
})

test('more than the quotas allow is refused, and nothing comes of it', async () => {
  const options = { poolQuota: 1, activeJobAndJobScheduleQuota: 2 }
  await using batch = await startBatch({ options })
  await aPool(batch)
  await aJob(batch)
  await aJob(batch, 'other')
  await refuses(batch, quotas)
})
