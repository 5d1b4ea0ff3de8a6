import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { openDataDirectory } from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'
import { startChild } from '#testing/child.ts'

const program = new URL('./parts/run-operations.ts', import.meta.url)
const STEPS = ['one', 'two', 'three']
const THINGS = Array.from({ length: 32 }, (_, i) => `t${i}`)

/** Starts the program again and again, killing it after so many lines, until it comes to its end. */
async function drive(t: TestContext, path: string, moments: readonly number[]) {
  const told: string[] = []
  let kills = 0
  for (const moment of [...moments, Number.POSITIVE_INFINITY]) {
    const child = startChild(t, program, [path])
    let line = await child.next()
    for (let i = 1; i < moment && line !== 'done'; i++) line = await child.next()
    if (line !== 'done') kills += 1
    await child.kill()
    told.push(...child.lines)
    if (line === 'done') break
  }
  return { told, kills }
}

test('operations come to their one end, however often kill -9 strikes', async (t) => {
  const path = mkdtempSync(join(tmpdir(), 'operations-test-'))
  t.after(() => rmSync(path, { recursive: true }))
  const moments = fc.sample(fc.integer({ min: 1, max: 4 }), { numRuns: 12, seed: 7 })
  const { told, kills } = await drive(t, path, moments)
  assert.ok(kills >= 8, `${kills} kills`)

  const { store, close } = await openDataDirectory(path)
  t.after(close)
  const ends = await store.all<{ status: string }>(sql`select status from operation`)
  assert.deepEqual(
    ends.map((row) => row.status),
    THINGS.map(() => 'Succeeded'),
  )
  // Saved exactly once, whatever was done twice.
  const notes = await store.all<{ note: string; n: number }>(sql`
    select what || ' ' || thing as note, count(*) as n from note group by 1 order by 1`)
  assert.deepEqual(
    notes.map((row) => [row.note, row.n]),
    ['begun all', ...THINGS.flatMap((thing) => STEPS.map((what) => `${what} ${thing}`))]
      .sort()
      .map((note) => [note, 1]),
  )
  // Done at least once, and for the first time in order.
  for (const thing of THINGS) {
    const lines = told.filter((line) => line.startsWith('act') && line.endsWith(` ${thing}`))
    const expected = STEPS.map((step) => `act ${step} ${thing}`)
    assert.deepEqual([...new Set(lines)], expected)
  }
})
