// Jobs whose nodes are prepared and released, for the wire tests: what runs there ends when a test says
// so.
import assert from 'node:assert/strict'
import type { AttemptEnd } from '#drivers/nodes/port.ts'
import { sql } from '#store/sql.ts'
import type { BatchServer, Body } from '../batch-server.ts'

export const jobPreparationTask = { commandLine: 'prepare' }
export const jobReleaseTask = { commandLine: 'release' }
export const GOOD = { exitCode: 0 }
export const BAD = { exitCode: 1 }

export const status = async (batch: BatchServer, query = '', job = 'job1'): Promise<Body[]> => {
  const path = `/jobs/${job}/jobpreparationandreleasetaskstatus${query}`
  const { body, text } = await batch.call('GET', path)
  assert.ok(body.value, text)
  return body.value as unknown as Body[]
}

/** Ends the preparation or release that runs on the node. */
export async function end(batch: BatchServer, node: string, how: AttemptEnd): Promise<void> {
  const row = await batch.ports.store.get<{ id: string }>(sql`
    select id from batch_attempt where node = ${node} and task = 0 and stopping = 0`)
  assert.ok(row, `nothing of a job runs on ${node}`)
  batch.nodes.finish(row.id, how)
  await batch.pass(0)
}

export const jobOf = async (batch: BatchServer): Promise<Body> =>
  (await batch.call('GET', '/jobs/job1')).body
