import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schema } from '../prune.ts'
import { normaliserOf } from './normalise.ts'

const schemas: Record<string, Schema> = {
  Policy: { type: 'string', enum: ['regional', 'zonal'] },
  Extension: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      settings: { type: 'object', additionalProperties: {} },
    },
  },
  Pool: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      policy: { allOf: [{ $ref: '#/components/schemas/Policy' }] },
      extensions: { items: { $ref: '#/components/schemas/Extension' } },
    },
  },
}
const pool: Schema = { $ref: '#/components/schemas/Pool' }
const lenient = { valuesInAnyCase: true, nullIsAbsent: true, objectsAsText: true }
const normalised = normaliserOf(pool, schemas, lenient)

test('known values take the spelling of the contract, and others stay', () => {
  assert.deepEqual(normalised({ id: 'ZONAL', policy: 'Zonal' }), { id: 'ZONAL', policy: 'zonal' })
  assert.deepEqual(normalised({ policy: 'nowhere' }), { policy: 'nowhere' })
})

test('null counts as not sent, at every level', () => {
  assert.deepEqual(normalised({ id: null, extensions: [{ name: null }] }), { extensions: [{}] })
})

test('an empty member counts as not sent where the service says so, a key of a map does not', () => {
  const empty = normaliserOf(pool, schemas, { emptyIsAbsent: true })
  const extensions = [{ name: '', settings: { key: '' } }]
  assert.deepEqual(empty({ id: '', policy: '', other: '', extensions }), {
    other: '',
    extensions: [{ settings: { key: '' } }],
  })
  assert.deepEqual(normalised({ id: '', policy: '' }), { id: '', policy: '' })
})

test('a value that stands for the default counts as not sent where the service says so', () => {
  const absentValues = { Extension: { name: 'none' } }
  const wanted = normaliserOf(pool, schemas, { absentValues })
  assert.deepEqual(wanted({ id: 'none', extensions: [{ name: 'none' }, { name: 'x' }, 'none'] }), {
    id: 'none',
    extensions: [{}, { name: 'x' }, 'none'],
  })
})

test('an object may come as JSON text', () => {
  const extensions = (settings: unknown) => ({ extensions: [{ name: '{}', settings }] })
  assert.deepEqual(normalised(extensions('{"a":1}')), extensions({ a: 1 }))
  assert.deepEqual(normalised(extensions('{"a"')), extensions('{"a"'))
  const endless = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  assert.deepEqual(normalised(extensions(endless)), extensions(endless))
})

test('without such habits a body stays as it is', () => {
  const body = { policy: 'Zonal', id: null }
  assert.equal(normaliserOf(pool, schemas, {})(body), body)
})

test('a value of older versions becomes its successor, where the service says so', () => {
  const olderValues = { Policy: { anywhere: 'regional' } }
  const older = normaliserOf(pool, schemas, { olderValues })
  assert.deepEqual(older({ id: 'anywhere', policy: 'anywhere' }), {
    id: 'anywhere',
    policy: 'regional',
  })
})
