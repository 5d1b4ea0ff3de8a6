import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveVersion, upgradesOf } from './versions-catalogue.ts'
import { readVersions, VersionsFault } from './versions-file.ts'

test('versions of a file are offered in their order, however they are written down', () => {
  const catalogue = readVersions(`
- version: "1.34"
  patches: ["1.34.10", "1.34.2"]
  isPreview: true
- version: "1.33"
  patches: ["1.33.0"]
  isDefault: true
  longTermSupport: true
`)
  assert.equal(resolveVersion(catalogue, undefined), '1.33.0')
  assert.equal(resolveVersion(catalogue, '1.34'), '1.34.10')
  assert.deepEqual(upgradesOf(catalogue, '1.33.0'), ['1.34.2', '1.34.10'])
})

test('a file that is not right is told where', () => {
  for (const [yaml, words] of [
    ['', /the file must be array/],
    ['[]', /fewer than 1/],
    ['- version: 1.30\n  patches: ["1.30.1"]', /\/0\/version must be string.*quotes/],
    ['- version: "1.30"\n  patches: ["1.31.1"]', /1\.31\.1 is no patch of 1\.30/],
    ['- version: "1.30"\n  patches: []', /\/0\/patches/],
    ['- version: "1.30"\n  patches: ["1.30.1"]\n  lts: true', /additional properties/],
    ['- version: "1.30', /quote/],
  ] as const) {
    assert.throws(
      () => readVersions(yaml),
      (error) => error instanceof VersionsFault && words.test(error.message),
      yaml,
    )
  }
  const minor = '- {version: "1.30", patches: ["1.30.1"], isDefault: true}\n'
  assert.throws(() => readVersions(minor + minor), /1\.30 is there twice/)
  const next = '- {version: "1.31", patches: ["1.31.1"], isDefault: true}\n'
  assert.throws(() => readVersions(minor + next), /only one version can be the default/)
})
