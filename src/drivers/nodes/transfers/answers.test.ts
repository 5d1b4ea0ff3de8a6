import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo } from './answers.ts'

test('an agent that asks nonsense is refused, and what it asks of breaks nothing', async () => {
  const secrets = {
    token: async () => 'token',
    autoStorage: async () => assert.fail('asked for'),
  }
  for (const asks of [null, undefined]) {
    assert.ok('refused' in (await answerTo(asks as never, secrets as never)), String(asks))
  }
  assert.ok('refused' in (await answerTo({ about: 'token' } as never, undefined)))
})
