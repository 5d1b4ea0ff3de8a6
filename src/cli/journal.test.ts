import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf } from './journal.ts'

const entry = {
  at: '2026-03-05T10:15:00.123Z',
  method: 'PUT',
  url: `/subscriptions/${'0'.repeat(36)}/resourceGroups/g?api-version=2022-12-01`,
  status: 201,
  ms: 3.6,
  operationId: 'ResourceGroups_CreateOrUpdate',
}

test('a line of the journal fits the terminal and keeps the end of the address', () => {
  const line = lineOf(entry, 100)
  assert.equal(line.length, 100)
  assert.ok(line.startsWith('10:15:00.123  201     4 ms  PUT     ResourceGroups_CreateOrUpdate'))
  assert.ok(line.endsWith('api-version=2022-12-01'))
})

test('a narrow terminal gets no address', () => {
  assert.equal(lineOf(entry, 40).includes('subscriptions'), false)
})
