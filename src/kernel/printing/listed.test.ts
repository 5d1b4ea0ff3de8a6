import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listed } from './listed.ts'

test('a few names stand in the sentence', () => {
  assert.equal(listed(['Owner', 'Reader']), ' Owner, Reader.')
})

test('many names stand below it, in lines that fit a terminal, and none is lost', () => {
  const names = Array.from({ length: 70 }, (_, i) => `Resource${'s'.repeat(i % 30)}_Create`)
  const said = listed(names)
  assert.ok(said.split('\n').every((line) => line.length <= 80))
  assert.deepEqual(said.trim().split(/,\s+/), names)
})
