import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AttemptEntry } from '../journal/ledger.ts'
import { Launchers } from '../launchers/launchers.ts'
import { lastRecordOf } from './last-record.ts'

test('what a launcher said last is there until it is in the journal of an agent', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-records-'))
  const launchers = new Launchers(directory, 'next')
  t.after(() => {
    launchers.close()
    rmSync(directory, { recursive: true })
  })
  writeFileSync(join(directory, 'earlier-1'), '6 0\n7 3\n')
  const entry = {
    // No process was started before the machine was.
    launchers: [{ name: 'earlier-1', pid: process.pid, ticks: 0 }],
    command: 7,
  } as unknown as AttemptEntry
  // An agent that is killed after its look is followed by one that looks again.
  for (const look of [1, 2]) {
    const last = lastRecordOf(launchers, entry)
    assert.ok(!last.alive)
    assert.equal(last.result?.code, 3, `look ${look}`)
  }
})
