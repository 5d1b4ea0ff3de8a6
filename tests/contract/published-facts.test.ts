// Holds what Lazuli says of Batch against every document of Batch that is published and at hand.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { isThere, specs } from '../wire/arm/published-examples.ts'
import { compareDocuments, documentAt } from './published-facts.ts'

const generated = join(import.meta.dirname, '../../contract/generated')

/** Versions, and how many facts their documents have at least: one that was read as empty says little. */
const PUBLISHED = [
  ['batch', 'BatchService.json', '2022-10-01.16.0', 3_000],
  ['batch', 'BatchService.json', '2023-11-01.18.0', 3_000],
  ['batch', 'BatchService.json', '2024-02-01.19.0', 3_000],
  ['batch', 'BatchService.json', '2024-07-01.20.0', 3_000],
  ['batch-management', 'BatchManagement.json', '2024-02-01', 1_500],
] as const

for (const [service, file, version, least] of PUBLISHED) {
  test(`${service} ${version} says all that the published document does`, isThere, (t) => {
    const { facts, differences } = compareDocuments(
      documentAt(join(specs!, service, version, file)),
      documentAt(join(generated, service, `${version}.json`)),
    )
    t.diagnostic(`${facts} facts`)
    assert.deepEqual(differences, [])
    assert.ok(facts > least, `only ${facts} facts were found`)
  })
}

test('a document that lacks something is told of', isThere, () => {
  const older = documentAt(join(generated, 'batch/2024-02-01.19.0.json'))
  const published = documentAt(join(specs!, 'batch/2024-07-01.20.0/BatchService.json'))
  const { differences } = compareDocuments(published, older)
  assert.ok(differences.includes('ComputeNode_Start at post /pools/{poolId}/nodes/{nodeId}/start'))
})
