import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { AgentReport } from '#drivers/nodes/port.ts'
import { instant } from '#kernel/instant.ts'
import { Journal } from './journal.ts'
import { type AttemptEntry, newEntry } from './ledger.ts'

let directory = ''
const path = (): string => join(directory, 'journal.ndjson')

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-journal-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const entry = (attemptId: string): AttemptEntry => ({
  attemptId,
  nodeId: 'node-1',
  startedAt: 1,
  directory: `/node-1/${attemptId}`,
  stage: 'running',
  launchers: [{ name: 'l', pid: 2, ticks: 3 }],
  command: 4,
})

const exited = (attemptId: string): AgentReport => ({
  kind: 'exited',
  attemptId,
  nodeId: 'node-1',
  startedAt: instant(1),
  endedAt: instant(2),
  exitCode: 0,
})

/** A journal with something of everything in it. */
function filled(): Journal {
  const journal = new Journal(path())
  journal.write({ node: { spec: aNode(), allocated: true, bootId: 'boot' } })
  journal.write({ user: 'node-1/pool', uid: 7 })
  journal.write({ nextUid: 1000 })
  journal.begin(entry('running'), () => {})
  journal.begin(entry('told'), () => {})
  journal.report(exited('told'))
  journal.write({ safe: 3 })
  journal.begin(entry('ended'), () => {})
  journal.report(exited('ended'))
  journal.close()
  return journal
}

test('a new agent knows what the one before it knew', () => {
  const { ledger } = filled()
  const again = new Journal(path()).ledger
  assert.deepEqual(again.snapshot(), ledger.snapshot())
  assert.deepEqual([...again.attempts.keys()], ['running'])
  assert.deepEqual([...again.unsafe.keys()], [4, 5])
  for (const attemptId of ['running', 'told', 'ended']) assert.ok(again.everStarted(attemptId))
  assert.equal(again.everStarted('never'), false)
})

test('however much happens, the file of an agent that runs stays within bounds', () => {
  const journal = new Journal(path())
  journal.begin(entry('running'), () => {})
  const spec = { ...aNode(), vmSize: 'x'.repeat(1_000_000) }
  let most = 0
  for (let i = 0; i < 40; i++) {
    journal.write({ node: { spec, allocated: true, bootId: `boot-${i}` } })
    journal.flush()
    most = Math.max(most, statSync(path()).size)
  }
  assert.ok(most > 15_000_000 && most < 18_000_000, `${most} bytes`)
  const known = journal.ledger.snapshot()
  journal.close()
  const again = new Journal(path())
  assert.deepEqual(again.ledger.snapshot(), known)
  again.close()
})

test('half a line, left by an agent that was killed, is no record', () => {
  const before = filled().ledger.snapshot()
  appendFileSync(path(), '{"safe":5')
  assert.deepEqual(new Journal(path()).ledger.snapshot(), before)
})

test('what follows a record happens once it is in the file, and reports are told then', async () => {
  const journal = new Journal(path())
  const told: number[] = []
  journal.onReport = ({ number }) => {
    assert.match(readFileSync(path(), 'utf8'), new RegExp(`"number":${number},`))
    told.push(number!)
  }
  journal.report(exited('a'))
  journal.report(exited('b'))
  assert.deepEqual(told, [])
  await new Promise<void>((resolve) => journal.after(resolve))
  assert.deepEqual(told, [1, 2])
  journal.close()
})

test('a node that goes takes its users along', () => {
  const journal = filled()
  journal.ledger.apply({ gone: 'node-1' })
  assert.deepEqual([journal.ledger.nodes.size, journal.ledger.users.size], [0, 0])
})

test('the secrets of an attempt are never in the file', () => {
  const journal = new Journal(path())
  const attempt = anAttempt('a1', {
    secrets: { AZ_BATCH_AUTHENTICATION_TOKEN: 'hush' },
    coordination: { commandLine: 'true', commonResourceFiles: [] },
  })
  const begun = newEntry(attempt, '/root')
  journal.begin(begun, () => {})
  journal.close()
  assert.equal(readFileSync(path(), 'utf8').includes('hush'), false)
  const again = new Journal(path())
  assert.equal(again.ledger.attempts.get('a1')?.hasSecrets, true)
  assert.equal(again.ledger.attempts.get('a1')?.attempt?.commandLine, attempt.commandLine)
  again.close()
})
