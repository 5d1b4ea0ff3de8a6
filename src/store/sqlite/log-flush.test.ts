import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { FileFlush } from './log-flush.ts'

/** A disk whose flushes are ended by hand, in their order. */
function slowDisk() {
  const flushes: PromiseWithResolvers<void>[] = []
  const sync = (): Promise<void> => {
    const flush = Promise.withResolvers<void>()
    flushes.push(flush)
    return flush.promise
  }
  return { flushes, log: new FileFlush('', sync) }
}

test('a real file is flushed, again and again, and let go', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'flush-test-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'log')
  writeFileSync(path, 'committed')
  const log = new FileFlush(path)
  await log.flushed()
  await Promise.all([log.flushed(), log.flushed(), log.flushed()])
  await log.close()
})

test('a file that cannot be flushed is no success', async () => {
  const log = new FileFlush('/nowhere/log')
  await assert.rejects(log.flushed(), { code: 'ENOENT' })
  await assert.rejects(log.flushed(), { code: 'ENOENT' })
  await log.close()
})

test('a caller during a flush waits for the next, which all share', async () => {
  const { flushes, log } = slowDisk()
  const told: string[] = []
  void log.flushed().then(() => told.push('first'))
  void log.flushed().then(() => told.push('second'))
  void log.flushed().then(() => told.push('third'))
  assert.equal(flushes.length, 1)
  flushes[0]!.resolve()
  await turn()
  assert.deepEqual(told, ['first'])
  assert.equal(flushes.length, 2)
  flushes[1]!.resolve()
  await turn()
  assert.deepEqual(told, ['first', 'second', 'third'])
  assert.equal(flushes.length, 2)
})

test('a flush that fails is told to those who waited for it alone', async () => {
  const { flushes, log } = slowDisk()
  const first = log.flushed()
  const second = log.flushed()
  flushes[0]!.reject(new Error('no disk'))
  await assert.rejects(first, /no disk/)
  await turn()
  flushes[1]!.resolve()
  await second
})

test('what is in no hurry goes to the disk with what a caller waits for', async () => {
  const { flushes, log } = slowDisk()
  log.flushSoon()
  log.flushSoon()
  const waited = log.flushed()
  flushes[0]!.resolve()
  await waited
  await log.close()
  assert.equal(flushes.length, 1)
})

test('closing waits for the flush under way', async () => {
  const { flushes, log } = slowDisk()
  void log.flushed()
  let isClosed = false
  const closing = log.close().then(() => {
    isClosed = true
  })
  await turn()
  assert.equal(isClosed, false)
  flushes[0]!.resolve()
  await closing
})
