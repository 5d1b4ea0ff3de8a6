import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { sql } from '../sql.ts'
import { GroupCommit } from './group-commit.ts'
import type { LogFlush } from './log-flush.ts'
import { Statements } from './statements.ts'

/** Writers to a table in memory, and a disk whose flushes are ended by hand. */
function slowStore() {
  const db = new DatabaseSync(':memory:')
  db.exec('create table item (id integer primary key)')
  const flushes: PromiseWithResolvers<void>[] = []
  let soon = 0
  const log: LogFlush = {
    flushed: () => {
      const flush = Promise.withResolvers<void>()
      flushes.push(flush)
      return flush.promise
    },
    flushSoon: () => {
      soon += 1
    },
    close: async () => undefined,
  }
  const writers = new GroupCommit(db, new Statements(db), log)
  const told: string[] = []
  const write = (id: number, flush: 'now' | 'later'): Promise<void> =>
    writers
      .write((tx) => tx.run(sql`insert into item values (${id})`), flush === 'now')
      .then(
        () => void told.push(`${id} saved`),
        (error: Error) => void told.push(`${id} ${error.message}`),
      )
  const count = (): unknown => db.prepare('select count(*) as n from item').get()!.n
  return { writers, flushes, told, write, count, soon: () => soon }
}

/** A group begins in the next turn, and its writers are told in that or the one after it. */
const turns = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await turn()
}

test('only who may wait for it is answered before the flush', async () => {
  const { flushes, told, write, count } = slowStore()
  void write(1, 'now')
  void write(2, 'later')
  await turns()
  assert.deepEqual(told, ['2 saved'])
  assert.equal(count(), 2, 'it is seen at once')
  flushes[0]!.resolve()
  await turns()
  assert.deepEqual(told, ['2 saved', '1 saved'])
})

test('writers go on while the disk is busy', async () => {
  const { flushes, told, write, soon } = slowStore()
  void write(1, 'now')
  await turns()
  void write(2, 'later')
  void write(3, 'now')
  await turns()
  void write(4, 'later')
  await turns()
  assert.deepEqual(told, ['2 saved', '4 saved'])
  assert.equal(soon(), 1, 'no writer waits for the last group')
  for (const flush of flushes) flush.resolve()
  await turns()
  assert.deepEqual(told, ['2 saved', '4 saved', '1 saved', '3 saved'])
})

test('a flush that fails is no success for those who waited for it', async () => {
  const { flushes, told, write } = slowStore()
  void write(1, 'now')
  void write(2, 'later')
  await turns()
  flushes[0]!.reject(new Error('no disk'))
  await turns()
  assert.deepEqual(told, ['2 saved', '1 no disk'])
})

test('a store at rest waits for no disk', async () => {
  const { writers, flushes, told, write } = slowStore()
  void write(1, 'now')
  const resting = writers.idle().then(() => told.push('at rest'))
  await turns()
  assert.deepEqual(told, [])
  flushes[0]!.resolve()
  await resting
  assert.deepEqual(told, ['1 saved', 'at rest'])
})
