import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merged, tagsFault, without } from './tag-rules.ts'

test('tags have limits: how many, how long, which names', () => {
  const code = (tags: unknown) => tagsFault(tags)?.code
  assert.equal(code(undefined), undefined)
  assert.equal(code(null), undefined)
  assert.equal(code({ a: '1', 'b c:d+e': '' }), undefined)
  assert.equal(code({ ['n'.repeat(512)]: 'v'.repeat(256) }), undefined)
  assert.equal(code({ ['n'.repeat(513)]: '' }), 'InvalidTags')
  assert.equal(code({ n: 'v'.repeat(257) }), 'InvalidTags')
  assert.equal(code({ AzureThing: '' }), 'InvalidTags')
  assert.equal(code({ a: '', A: '' }), 'InvalidTags')
  for (const blank of ['', '  ']) assert.equal(code({ [blank]: '' }), 'InvalidTagName')
  for (const forbidden of '<>%&\\?/\u0007') {
    assert.equal(code({ [`a${forbidden}`]: '' }), 'InvalidTagNameCharacters', forbidden)
  }
  assert.equal(code({ a: 1 }), 'InvalidRequestContent')
  assert.equal(code('a'), 'InvalidRequestContent')
})

test('names compare without case and keep the casing that they have', () => {
  assert.deepEqual(merged({ Env: 'a' }, { ENV: 'b', x: '1' }), { Env: 'b', x: '1' })
  assert.deepEqual(without({ Env: 'a', x: '1' }, { env: 'a', X: 'other' }), { x: '1' })
})
