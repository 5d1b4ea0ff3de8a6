import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DamagedRow } from '#store/read-json.ts'
import { declareBody } from './body-shapes.ts'
import { fromRow, type ResourceRow, unreadHead } from './resource-row.ts'

declareBody<{ readonly place: number; readonly operation?: string }>('Our.Provider/Things', {
  place: 'number',
  operation: 'string?',
})

const aRow = (row: Partial<ResourceRow> = {}): ResourceRow => ({
  id: '/subscriptions/s/resourceGroups/G/providers/Our.Provider/Things/t1',
  subscription_id: 's',
  resource_group: 'g',
  type: 'our.provider/things',
  name: 't1',
  parent: null,
  location: 'westeurope',
  tags: null,
  provisioning_state: 'Succeeded',
  revision: 1,
  envelope: '{"spelt":{"type":"Our.Provider/Things","resourceGroup":"G"}}',
  body: '{"place":1}',
  ...row,
})

test('a record is read as its type has it', () => {
  assert.deepEqual(fromRow(aRow()).body, { place: 1 })
  assert.deepEqual(fromRow(aRow({ body: '{"place":1,"operation":"o"}' })).body, {
    place: 1,
    operation: 'o',
  })
})

test('a record that lacks a member, or has another kind there, is damaged and named', () => {
  for (const body of ['{}', '{"place":"1"}', '{"place":1,"operation":2}', '[]', 'x']) {
    assert.throws(
      () => fromRow(aRow({ body })),
      (error) => error instanceof DamagedRow && error.message.includes('Things/t1'),
      body,
    )
  }
})

test('an envelope whose members are something else is damaged', () => {
  for (const envelope of [
    '[]',
    '{"systemData":{}}',
    '{"systemData":"x"}',
    '{"identity":{"type":7}}',
    '{"extendedLocation":{"name":[]}}',
    '{"sku":"Free"}',
    '{"zones":"1"}',
    '{"spelt":{}}',
  ]) {
    assert.throws(() => unreadHead(aRow({ envelope })).read(), DamagedRow, envelope)
  }
})

test('of a type whose service is not in use, any record will do', () => {
  const row = aRow({ type: 'our.provider/others', body: '{"any":1}' })
  assert.deepEqual(fromRow(row).body, { any: 1 })
  assert.throws(() => fromRow({ ...row, body: '[]' }), DamagedRow)
})

test('what lists show is read without the record', () => {
  const head = unreadHead(aRow({ body: 'x' })).read()
  assert.deepEqual([head.type, head.resourceGroup], ['Our.Provider/Things', 'G'])
  assert.throws(() => unreadHead(aRow({ envelope: 'x' })).read(), DamagedRow)
})
