import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newSecret } from './credentials.ts'

test('no secret looks like an option of a command', () => {
  for (let i = 0; i < 5_000; i++) assert.match(newSecret(), /^[A-Za-z0-9_][\w-]{42}$/)
})
