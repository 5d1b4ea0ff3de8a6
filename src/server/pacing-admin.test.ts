import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pacing } from '#engine/pacing.ts'
import type { Exchange } from './exchange.ts'
import { pacingAdmin } from './pacing-admin.ts'

async function put(body: string) {
  let paced: Pacing | undefined
  const admin = pacingAdmin({
    pace: (rules) => {
      paced = rules
    },
    release: async () => false,
  })
  const exchange = { readBody: async () => new TextEncoder().encode(body) } as unknown as Exchange
  const reply = await admin['PUT pacing']!(exchange, {} as never)
  return { status: reply.status, paced }
}

test('rules of every kind reach the engine', async () => {
  const value = [
    { kind: '*', pace: { factor: 0 } },
    { kind: 'X', step: 'finish', pace: { hold: true } },
    { kind: 'X', pace: { polls: 3 } },
    { kind: 'X', pace: { ms: 5 } },
  ]
  assert.deepEqual(await put(JSON.stringify({ value })), { status: 200, paced: value })
})

test('what is no rule is refused and changes nothing', async () => {
  const wrong = ['', '{}', '{"value":[{}]}', '{"value":[{"kind":"X","pace":{"ms":-1}}]}']
  const mixed = '{"value":[{"kind":"X","pace":{"ms":1,"polls":1}}]}'
  for (const body of [...wrong, mixed]) {
    assert.deepEqual(await put(body), { status: 400, paced: undefined }, body)
  }
})
