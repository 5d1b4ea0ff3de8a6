// A data directory that an earlier version left behind, with tasks under way: this version goes on.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createLazuli } from '#library/lazuli.ts'
import { sql } from '#store/sql.ts'
import { batchCaller } from '../bench/parts/batch-caller.ts'

const archive = fileURLToPath(new URL('../fixtures/data-0.1.0.tar.gz', import.meta.url))
const TASKS = ['done', 'five', 'four', 'one', 'six', 'three', 'two']

test('a data directory of 0.1.0 with tasks under way goes on', { timeout: 120_000 }, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'old-data-'))
  execFileSync('tar', ['-xzf', archive, '-C', data, '--no-same-owner'])
  const journal = join(data, 'compute', 'journal.ndjson')
  writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll('@DATA@', data))
  const server = await createLazuli({ data, timeScale: 1000, separation: 'none' })
  const mode = await server.inside.store.get<{ auto_vacuum: number }>(sql`pragma auto_vacuum`)
  assert.equal(mode?.auto_vacuum, 2, 'its store can shrink')
  const caller = batchCaller(server.ready, 1)
  t.after(async () => {
    caller.close()
    await server.stop()
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  const { value } = (await caller.call('GET', '/jobs/work/tasks')) as {
    value: { id: string; state: string }[]
  }
  assert.deepEqual(value.map(({ id }) => id).sort(), TASKS)
  await completed(caller, TASKS.length)
  for (const id of TASKS) {
    const { executionInfo } = (await caller.call('GET', `/jobs/work/tasks/${id}`)) as {
      executionInfo: { exitCode: number; retryCount: number }
    }
    assert.deepEqual([executionInfo.exitCode, executionInfo.retryCount], [0, 0], id)
  }
  // It also takes new work on the old node.
  await caller.call('POST', '/jobs/work/tasks', { id: 'new', commandLine: '/bin/true' })
  await completed(caller, TASKS.length + 1)
  await caller.call('DELETE', '/pools/old')
  for (;;) {
    const pools = (await caller.call('GET', '/pools')).value as unknown[]
    if (pools.length === 0) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
})

async function completed({ call }: ReturnType<typeof batchCaller>, n: number): Promise<void> {
  for (;;) {
    const { taskCounts } = (await call('GET', '/jobs/work/taskcounts')) as {
      taskCounts: { completed: number; failed: number }
    }
    assert.equal(taskCounts.failed, 0)
    if (taskCounts.completed === n) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
