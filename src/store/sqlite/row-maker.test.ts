import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { SqlValue } from '../sql.ts'
import { RowMaker } from './row-maker.ts'

function rowsOf(db: DatabaseSync, text: string): () => object[] {
  const statement = db.prepare(text)
  const maker = new RowMaker(statement)
  return () => (statement.all() as unknown as SqlValue[][]).map((values) => maker.rowOf(values))
}

test('a row has its values by the names of the columns, whatever these are', () => {
  const db = new DatabaseSync(':memory:')
  const [row] = rowsOf(
    db,
    `select 1 as one, null as "a 'b' \\ \${c}", x'01' as "select", 'x' as x`,
  )()
  const blob = new Uint8Array([1])
  assert.deepEqual(row, { one: 1, "a 'b' \\ ${c}": null, select: blob, x: 'x' })
})

test('of two columns of one name the last counts', () => {
  const db = new DatabaseSync(':memory:')
  assert.deepEqual(rowsOf(db, 'select 1 as n, 2 as n')(), [{ n: 2 }])
})

test('a column that is added later is there from then on', () => {
  const db = new DatabaseSync(':memory:')
  db.exec('create table item (id integer); insert into item values (1)')
  const rows = rowsOf(db, 'select * from item')
  assert.deepEqual(rows(), [{ id: 1 }])
  db.exec(`alter table item add column v text default 'new'`)
  assert.deepEqual(rows(), [{ id: 1, v: 'new' }])
})
