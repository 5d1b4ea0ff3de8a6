// Two servers of the same seed and seed file whose time stands still, each in a process of its own, answer the
// same calls with the same bytes.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const MOST_MS = 600_000

/** What determinism-run.ts wrote. */
async function journalOf(file: string): Promise<readonly string[]> {
  const program = join(import.meta.dirname, 'determinism-run.ts')
  await promisify(execFile)(process.execPath, [program, file], { timeout: MOST_MS })
  return (await readFile(file, 'utf8')).trimEnd().split('\n')
}

/** Both from a little before the first character that differs. */
function difference(one: string, other: string): string {
  let at = 0
  while (one[at] === other[at]) at++
  const part = (text: string): string => text.slice(Math.max(0, at - 80), at + 80)
  return `${one.slice(0, 200)}\n${part(one)}\n${part(other)}`
}

test('5,000 calls of all services leave the same journal in two processes', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'lazuli-determinism-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const [first, second] = (await Promise.all(
    ['first', 'second'].map((name) => journalOf(join(folder, name))),
  )) as [readonly string[], readonly string[]]
  assert.ok(first.length >= 5_000, `${first.length} calls are in the journal`)
  const at = first.findIndex((line, i) => line !== second[i])
  if (at >= 0) assert.fail(`call ${at} differs: ${difference(first[at]!, second[at] ?? '')}`)
  assert.equal(second.length, first.length)
  const all = first.join('\n')
  const statuses = new Set([...all.matchAll(/"status":(\d+)/g)].map(([, status]) => status))
  for (const status of ['200', '201', '202', '404', '409', '429', '503']) {
    assert.ok(statuses.has(status), `${status} is among ${[...statuses]}`)
  }
  // What was asked for did happen: schedules made jobs, checkpoints were taken, restored and merged.
  for (const sign of [
    /"id":"every\d:job-\d"/,
    /"checkpointID":"[0-9A-F-]{36}"/,
    /VirtualMachineInstances_RestoreCheckpoint","resource":"[^"]+","status":"Succeeded"/,
    /VirtualMachineInstances_DeleteCheckpoint","resource":"[^"]+","status":"Succeeded"/,
    /"created":\d+,"present":0/,
  ]) {
    assert.match(all, sign)
  }
})
