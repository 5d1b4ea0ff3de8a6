import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compareVersions,
  isAtVersion,
  resolveVersion,
  summer2024,
  upgradesOf,
} from './versions-catalogue.ts'

test('an alias means its newest patch, and nothing asked means the default', () => {
  assert.equal(resolveVersion(summer2024, '1.28'), '1.28.12')
  assert.equal(resolveVersion(summer2024, ''), '1.29.7')
  assert.equal(resolveVersion(summer2024, undefined), '1.29.7')
  assert.equal(resolveVersion(summer2024, '1.28.9'), '1.28.9')
  assert.equal(resolveVersion(summer2024, '1.28.99'), undefined)
})

test('1.28.12 is offered the whole of 1.29 and nothing beyond, as was seen', () => {
  assert.deepEqual(upgradesOf(summer2024, '1.28.12'), [
    '1.29.0',
    '1.29.2',
    '1.29.4',
    '1.29.5',
    '1.29.6',
    '1.29.7',
  ])
  assert.deepEqual(upgradesOf(summer2024, '1.30.2'), ['1.30.3'])
  assert.deepEqual(upgradesOf(summer2024, '1.30.3'), [])
})

test('a version is at its own alias, and at no other', () => {
  assert.ok(isAtVersion('1.28.5', '1.28.5') && isAtVersion('1.28.5', '1.28'))
  for (const asked of ['1.2', '1', '1.28.12', '1.29'])
    assert.ok(!isAtVersion('1.28.5', asked), asked)
})

test('versions compare by number, not by letter', () => {
  assert.ok(compareVersions('1.28.12', '1.28.9') > 0)
  assert.ok(compareVersions('1.9.0', '1.28.0') < 0)
  assert.equal(compareVersions('1.29', '1.29.7'), 0)
})
