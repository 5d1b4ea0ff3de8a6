import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prunerOf, type Schema } from './prune.ts'

const schemas: Record<string, Schema> = {
  File: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      size: { type: 'integer', format: 'int64' },
      mode: { type: 'integer', format: 'int32' },
      password: { type: 'string', writeOnly: true },
    },
  },
}
const file: Schema = { $ref: '#/components/schemas/File' }
const list: Schema = { type: 'object', properties: { value: { type: 'array', items: file } } }

test('only what is declared leaves, and what can only be written never does', () => {
  const prune = prunerOf(file, schemas)
  assert.deepEqual(prune({ name: 'a', extra: 1, password: 'p', mode: null }), {
    name: 'a',
    mode: null,
  })
})

test('64-bit integers are printed as text and null is left out, where that is the habit', () => {
  const prune = prunerOf(list, schemas, { int64AsText: true, leavesOutNull: true })
  assert.deepEqual(prune({ value: [{ name: null, size: 2 ** 40, mode: 7 }] }), {
    value: [{ size: '1099511627776', mode: 7 }],
  })
})
