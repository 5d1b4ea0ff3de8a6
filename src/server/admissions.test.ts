import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { Admissions } from './admissions.ts'
import type { Exchange } from './exchange.ts'

const NOW = instant(1_000)

/** A call as it comes, before any stage. */
const aCall = (more: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  url: '/subscriptions/s?api-version=1',
  path: '/subscriptions/s',
  query: new URLSearchParams('api-version=1'),
  headers: { authorization: 'Bearer one' },
  origin: 'https://localhost:1',
  now: NOW,
  localPort: 1,
  requestId: 'r',
  audiences: [],
  isOwnHost: true,
  clientAddress: () => '127.0.0.1',
  correlationId: 'c',
  clientRequestId: undefined,
  readBody: async () => new Uint8Array(0),
  ...more,
})

const found = {
  service: { plane: 'arm', name: 'arm' },
  match: { route: { operationId: 'Subscriptions_Get' }, params: {} },
  apiVersion: '1',
  caller: { oid: 'o' },
  tokenEndsAt: instant(5_000),
} as unknown as Partial<Exchange>

/** A memory in which the call was let in at generation 1. */
function knowing(call: Partial<Exchange> = {}): Admissions {
  const admissions = new Admissions()
  admissions.recall(aCall(call), 1)
  admissions.remember(aCall({ ...call, ...found }), 1)
  return admissions
}

test('the same read with the same token is known, with all that was found out', () => {
  const call = aCall()
  assert.equal(knowing().recall(call, 1), true)
  assert.equal(call.service, found.service)
  assert.equal(call.match, found.match)
  assert.equal(call.caller, found.caller)
  assert.equal(call.apiVersion, '1')
})

test('a write makes everything unknown', () => {
  const admissions = knowing()
  assert.equal(admissions.recall(aCall(), 2), false)
  assert.equal(admissions.recall(aCall(), 1), false)
})

test('what was found out while somebody wrote is not kept', () => {
  const admissions = new Admissions()
  admissions.recall(aCall(), 1)
  admissions.recall(aCall({ url: '/other' }), 2)
  admissions.remember(aCall(found), 1)
  assert.equal(admissions.recall(aCall(), 2), false)
})

test('a token that has expired is no longer known', () => {
  assert.equal(knowing().recall(aCall({ now: instant(4_999) }), 1), true)
  assert.equal(knowing().recall(aCall({ now: instant(5_000) }), 1), false)
})

test('another token, url, origin, port or method is another call', () => {
  const others: Partial<Exchange>[] = [
    { headers: { authorization: 'Bearer two' } },
    { headers: {} },
    { url: '/subscriptions/s?api-version=2' },
    { origin: 'http://localhost:1' },
    { localPort: 2 },
    { method: 'DELETE' },
    { headers: { authorization: 'Bearer one', 'content-length': '2' } },
    { headers: { authorization: 'Bearer one', 'transfer-encoding': 'chunked' } },
  ]
  for (const other of others) {
    assert.equal(knowing().recall(aCall(other), 1), false, JSON.stringify(other))
  }
})

test('a data plane checks its callers by itself, call by call', () => {
  const admissions = new Admissions()
  admissions.recall(aCall(), 1)
  const service = { plane: 'data' } as Exchange['service']
  admissions.remember(aCall({ ...found, service }), 1)
  assert.equal(admissions.recall(aCall(), 1), false)
})

test('the memory has an end', () => {
  const admissions = knowing()
  for (let i = 0; i < 2_000; i++) admissions.remember(aCall({ ...found, url: `/${i}` }), 1)
  assert.equal(admissions.recall(aCall(), 1), false)
  assert.equal(admissions.recall(aCall({ url: '/1999' }), 1), true)
})
