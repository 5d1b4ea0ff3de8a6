import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import {
  compareVersions,
  isAtVersion,
  resolveVersion,
  upgradesOf,
  versionsIn,
} from './versions-catalogue.ts'

const summer2024 = versionsIn(new Catalogues())

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

test('versions of a file are offered in their order, and its default is the default', () => {
  const more = [
    { version: '1.34', patches: ['1.34.10', '1.34.2'], isPreview: true },
    { version: '1.33', patches: ['1.33.0'], isDefault: true },
  ]
  const added = versionsIn(new Catalogues([{ kubernetesVersions: more }]))
  assert.equal(resolveVersion(added, undefined), '1.33.0')
  assert.equal(resolveVersion(added, '1.34'), '1.34.10')
  assert.equal(resolveVersion(added, '1.29'), '1.29.7')
  assert.deepEqual(upgradesOf(added, '1.33.0'), ['1.34.2', '1.34.10'])
  const replaced = new Catalogues([{ replaces: ['kubernetesVersions'], kubernetesVersions: more }])
  assert.equal(resolveVersion(versionsIn(replaced), '1.29'), undefined)
})
