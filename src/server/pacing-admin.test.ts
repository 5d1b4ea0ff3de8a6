import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Durable, durable } from '#engine/operation.ts'
import type { Pacing } from '#engine/pacing.ts'
import type { Exchange } from './exchange.ts'
import { pacingAdmin } from './pacing-admin.ts'

const durables: readonly Durable<never>[] = [
  durable('X', [{ name: 'begin' }, { name: 'finish' }]),
  durable('Y', []),
]

async function put(body: string) {
  let paced: Pacing | undefined
  const admin = pacingAdmin({
    pace: (rules) => {
      paced = rules
    },
    release: async () => false,
    kinds: async () => durables,
  })
  const exchange = { readBody: async () => new TextEncoder().encode(body) } as unknown as Exchange
  const reply = await admin['PUT pacing']!(exchange, {} as never)
  return { status: reply.status, paced, said: String(reply.body) }
}

test('rules of every kind reach the engine', async () => {
  const value = [
    { kind: '*', pace: { factor: 0 } },
    { kind: 'X', step: 'finish', pace: { hold: true } },
    { kind: 'X', pace: { polls: 3 } },
    { kind: 'X', pace: { ms: 5 } },
  ]
  const { status, paced } = await put(JSON.stringify({ value }))
  assert.deepEqual({ status, paced }, { status: 200, paced: value })
})

test('what is no rule is refused and changes nothing', async () => {
  const wrong = ['', '{}', '{"value":[{}]}', '{"value":[{"kind":"X","pace":{"ms":-1}}]}']
  const mixed = '{"value":[{"kind":"X","pace":{"ms":1,"polls":1}}]}'
  for (const body of [...wrong, mixed]) {
    const { status, paced } = await put(body)
    assert.deepEqual({ status, paced }, { status: 400, paced: undefined }, body)
  }
})

test('a rule for what no operation is called would wait in vain: it is refused', async () => {
  const rule = (kind: string, step: string) => ({
    value: [{ kind, step, pace: { hold: true } }],
  })
  for (const [kind, step, words] of [
    ['Z', 'begin', 'There is no operation of the kind Z. There are X, Y.'],
    ['X', 'end', 'X has no step end. Its steps are begin, finish.'],
    ['*', 'end', '* has no step end. Its steps are begin, finish.'],
  ] as const) {
    const { status, paced, said } = await put(JSON.stringify(rule(kind, step)))
    assert.deepEqual({ status, paced }, { status: 400, paced: undefined })
    assert.ok(said.includes(words), said)
  }
})
