import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf, newSecret } from './credentials.ts'

test('no secret looks like an option of a command line, and each is another', () => {
  // One in 64 would begin with a hyphen.
  const secrets = Array.from({ length: 5_000 }, newSecret)
  assert.deepEqual(
    secrets.filter((secret) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{42}$/.test(secret)),
    [],
  )
  assert.equal(new Set(secrets.map(digestOf)).size, secrets.length)
})
