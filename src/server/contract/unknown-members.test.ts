import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Schema } from '../prune.ts'
import { positionOf, unknownMember } from './unknown-members.ts'

const schemas: Record<string, Schema> = {
  Pool: {
    type: 'object',
    properties: {
      properties: { $ref: '#/components/schemas/PoolProperties' },
      tags: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  PoolProperties: {
    allOf: [{ $ref: '#/components/schemas/Base' }],
    type: 'object',
    properties: {
      disks: {
        type: 'array',
        items: { allOf: [{ $ref: '#/components/schemas/Disk' }] },
      },
      free: { type: 'object' },
    },
  },
  Base: { type: 'object', properties: { name: { type: 'string' } } },
  Disk: { type: 'object', properties: { lun: { type: 'integer' } } },
}
const pool: Schema = { $ref: '#/components/schemas/Pool' }
const find = (text: string) => unknownMember(pool, schemas, JSON.parse(text), () => text)

test('a member that is declared, or stands where any may, is known', () => {
  const body = { properties: { name: 'x', disks: [{ lun: 1 }], free: { a: 1 } }, tags: { b: 'c' } }
  assert.equal(find(JSON.stringify(body)), undefined)
  assert.equal(find('{"properties":null}'), undefined)
  assert.equal(find('{"properties":[1]}'), undefined)
})

test('the first unknown member is named with its type and where it was read', () => {
  assert.deepEqual(find('{"location":"westus2","properties":{"x":1}}'), {
    path: 'location',
    name: 'location',
    type: 'Pool',
    line: 1,
    position: 12,
  })
  const text = '{ "properties": {\n  "disks": [ {"lun": 1}, {"lun": 2, "size" : 3} ] } }'
  assert.deepEqual(find(text), {
    path: 'properties.disks[1].size',
    name: 'size',
    type: 'Disk',
    line: 2,
    position: '  "disks": [ {"lun": 1}, {"lun": 2, "size" :'.length,
  })
  assert.equal(find('{"properties":{"__proto__":1}}')?.name, '__proto__')
})

test('one that is taken all the same hides none that comes after it', () => {
  const text = '{"sku":{},"properties":{"x":1,"disks":[{"sku":1},{"y":2}]}}'
  const taken = (...names: string[]) =>
    unknownMember(
      pool,
      schemas,
      JSON.parse(text),
      () => text,
      {},
      ({ name }) => names.includes(name),
    )
  assert.equal(taken()?.path, 'sku')
  assert.equal(taken('sku')?.path, 'properties.x')
  assert.equal(taken('sku', 'x')?.path, 'properties.disks[1].y')
  assert.equal(taken('sku', 'x', 'y'), undefined)
})

test('the place of any member of any JSON is found', () => {
  const name = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(fc.dictionary(name, fc.json(), { minKeys: 1 }), fc.nat(), (given, spaces) => {
      const body = Object.fromEntries(
        Object.entries(given).map(([key, json]) => [key, JSON.parse(json) as unknown]),
      )
      const text = JSON.stringify(body, null, spaces % 4)
      for (const key of Object.keys(body)) {
        const { line, position } = positionOf(text, [key])
        const read = text.split('\n')[line - 1]!.slice(0, position)
        assert.ok(read.endsWith(`${JSON.stringify(key)}:`), read)
      }
    }),
  )
})
