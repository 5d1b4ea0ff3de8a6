import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prunerOf } from '../prune.ts'
import { normaliserOf } from './normalise.ts'
import { olderDocument } from './older-document.ts'

const document = {
  paths: {},
  components: {
    schemas: {
      Car: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          radio: { $ref: '#/components/schemas/Radio' },
          tags: { type: 'object', additionalProperties: { type: 'string' } },
          seats: { type: 'integer' },
        },
        required: ['name', 'seats'],
      },
      Radio: { type: 'object', properties: { bands: { type: 'string' } } },
    },
  },
}
const members = {
  since: { Car: { seats: '2022-01-01' }, Radio: { bands: '2023-01-01' } },
  until: { Car: { tags: '2023-01-01' } },
  values: {},
}
const at = (apiVersion: string) =>
  olderDocument(document, { apiVersion, members }).components!.schemas!
const car = { $ref: '#/components/schemas/Car' }
const all = { name: 'a', radio: { bands: 'fm' }, tags: { b: 'c' }, seats: 4 }

test('a version has what came with it and before it', () => {
  // What maps hold has no prototype when it leaves.
  const shown = (version: string) => structuredClone(prunerOf(car, at(version))(all))
  assert.deepEqual(shown('2023-01-01'), all)
  assert.deepEqual(shown('2022-01-01'), { ...all, radio: {} })
  assert.deepEqual(shown('2023-01-02'), { name: 'a', radio: { bands: 'fm' }, seats: 4 })
  assert.deepEqual(shown('2021-12-31'), { name: 'a', radio: {}, tags: { b: 'c' } })
})

test('a member that is not there yet is not required, nor read', () => {
  const schemas = at('2021-12-31')
  assert.deepEqual((schemas.Car as { required?: unknown }).required, ['name'])
  const read = normaliserOf(car, schemas, { undeclaredIsAbsent: true })
  assert.deepEqual(read(all), { name: 'a', radio: {}, tags: { b: 'c' } })
})

test('the document itself stays as it was', () => {
  at('2000-01-01')
  assert.deepEqual(Object.keys(document.components.schemas.Car.properties).length, 4)
})
