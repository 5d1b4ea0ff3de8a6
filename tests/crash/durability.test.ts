import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDataDirectory } from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'
import type { Store } from '#store/tx.ts'
import { startChild } from '#testing/child.ts'

const program = new URL('./parts/write-rows.ts', import.meta.url)

/** The rows that a round saved, as the program told of them. Each must be whole. */
async function savedRows(store: Store, round: number): Promise<Set<string>> {
  const rows = await store.all<{ writer: number; i: number; length: number }>(
    sql`select writer, i, length(body) as length from acked where round = ${round}`,
  )
  for (const row of rows) assert.equal(row.length, (row.i * 37) % 3000)
  return new Set(rows.map((row) => `${row.writer} ${row.i}`))
}

test('every acknowledged write is there after kill -9, whenever that comes', async (t) => {
  const path = mkdtempSync(join(tmpdir(), 'durability-test-'))
  t.after(() => rmSync(path, { recursive: true }))
  const moments = fc.sample(fc.integer({ min: 1, max: 1500 }), { numRuns: 8, seed: 20260305 })
  for (const [round, acknowledgements] of moments.entries()) {
    const child = startChild(t, program, [path, String(round)])
    for (let i = 0; i < acknowledgements; i++) await child.next()
    await child.kill()
    const directory = await openDataDirectory(path)
    const saved = await savedRows(directory.store, round)
    await directory.close()
    assert.ok(child.lines.length >= acknowledgements)
    const lost = child.lines.filter((line) => !saved.has(line))
    assert.deepEqual(lost, [], `killed after ${child.lines.length} acknowledgements`)
  }
})
