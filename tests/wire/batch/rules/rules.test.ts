import { after, before, describe, test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { furnished, refuses } from '../protocol/furnished.ts'
import { ofJobs } from './jobs.ts'
import { ofPools } from './pools.ts'
import { ofSchedules } from './schedules.ts'
import { ofTasks } from './tasks.ts'

describe('what Batch refuses because of what properties say together', () => {
  let batch: BatchServer
  let known: readonly [string, string]
  before(async () => {
    batch = await startBatch()
    known = await furnished(batch)
  })
  after(() => batch[Symbol.asyncDispose]())

  for (const [of, sections] of Object.entries({
    pools: ofPools,
    jobs: ofJobs,
    tasks: ofTasks,
    schedules: ofSchedules,
  })) {
    for (const [section, rules] of Object.entries(sections)) {
      test(`of ${of}: ${section}`, () => refuses(batch, rules, known))
    }
  }
})
