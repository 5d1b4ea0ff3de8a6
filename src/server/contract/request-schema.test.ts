import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forRequests } from './request-schema.ts'

test('members that only the service sets are neither required nor checked', () => {
  assert.deepEqual(
    forRequests({
      type: 'object',
      required: ['id', 'location'],
      properties: { id: { type: 'string', readOnly: true }, location: { type: 'string' } },
    }),
    { type: 'object', required: ['location'], properties: { location: { type: 'string' } } },
  )
})

test('an open list of known values is closed', () => {
  const open = { anyOf: [{ type: 'string' }, { type: 'string', enum: ['Linux', 'Windows'] }] }
  assert.deepEqual(forRequests({ properties: { osType: open } }), {
    properties: { osType: { type: 'string', knownValues: ['Linux', 'Windows'] } },
  })
})

test('flags that are written as words may be booleans', () => {
  const flag = { anyOf: [{ type: 'string' }, { type: 'string', enum: ['true', 'false'] }] }
  const either = {
    anyOf: [{ type: 'boolean' }, { type: 'string', knownValues: ['true', 'false'] }],
  }
  assert.deepEqual(forRequests(flag), either)
  assert.deepEqual(forRequests(flag.anyOf[1]), either)
})

test('with the habit to be closed, what is not declared is refused, and what is ignored is not', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'string' }, url: { type: 'string', readOnly: true } },
  }
  assert.deepEqual(forRequests(schema, { closed: true }), {
    type: 'object',
    properties: { id: { type: 'string' }, url: true },
    additionalProperties: false,
  })
  const dictionary = { ...schema, additionalProperties: { type: 'string' } }
  const open = forRequests(dictionary, { closed: true }) as typeof dictionary
  assert.deepEqual(open.additionalProperties, { type: 'string' })
})
