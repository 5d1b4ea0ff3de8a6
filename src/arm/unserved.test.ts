import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unservedOperation } from './unserved.ts'

const listed = ['cars/radios', 'PUT cars/wheels']
const at = (method: string, rest: string) =>
  unservedOperation(listed, { method, path: `/subscriptions/s/providers/Some.Thing/${rest}` })

test('a type stands for all below it, a method for itself', () => {
  assert.equal(at('GET', 'cars/a/radios'), 'GET cars/radios')
  assert.equal(at('POST', 'Cars/a/Radios/b/play'), 'POST Cars/Radios/play')
  assert.equal(at('PUT', 'cars/a/wheels/b'), 'PUT cars/wheels')
  assert.equal(at('GET', 'cars/a/wheels/b'), undefined)
  assert.equal(at('GET', 'cars/a/radioshows'), undefined)
  assert.equal(at('GET', 'cars/a'), undefined)
})
