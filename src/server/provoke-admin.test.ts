import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Exchange } from './exchange.ts'
import { provokeAdmin, type Result, type Wish } from './provoke-admin.ts'

async function post(body: string, result: Result = { done: [] }) {
  const wishes: Wish[] = []
  const admin = provokeAdmin(['preempt', 'fail'], async (wish) => {
    wishes.push(wish)
    return result
  })
  const exchange = { readBody: async () => new TextEncoder().encode(body) } as unknown as Exchange
  const { status, body: answer } = await admin['POST provoke']!(exchange, {} as never)
  return { status, wishes, answer: JSON.parse(String(answer)) }
}

test('a wish is handed on as it is, and what came of it is answered', async () => {
  const wish = { what: 'fail', pool: 'p', node: 'n', error: { code: 'DiskFull' } }
  const { status, wishes, answer } = await post(JSON.stringify(wish), { done: [{ node: 'n' }] })
  assert.equal(status, 200)
  assert.deepEqual(wishes, [wish])
  assert.deepEqual(answer, { value: [{ node: 'n' }] })
})

test('what cannot happen says why', async () => {
  const wish = '{"what": "preempt", "pool": "p"}'
  assert.equal((await post(wish, { missing: 'no pool' })).status, 404)
  const { status, answer } = await post(wish, { refused: 'dedicated' })
  assert.equal(status, 409)
  assert.equal(answer.error.message, 'dedicated')
})

test('what is no wish is refused and nothing happens', async () => {
  const wrong = [
    '',
    'null',
    '{"what": "preempt"}',
    '{"what": "explode", "pool": "p"}',
    '{"what": "fail", "pool": "p", "node": 1}',
    '{"what": "fail", "pool": "p", "error": "DiskFull"}',
    '{"what": "fail", "pool": "p", "error": {"message": "x"}}',
  ]
  for (const body of wrong) {
    const { status, wishes } = await post(body)
    assert.equal(status, 400, body)
    assert.deepEqual(wishes, [], body)
  }
})
