import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plus } from '#kernel/instant.ts'
import {
  parseSharedKey,
  type SignedCall,
  signSharedKey,
  stringToSign,
  verifySharedKey,
} from './shared-key.ts'

const ACCOUNT = 'lazuliacct'
const KEY =
  'DD0RiTXIUXzy6NHoJ0vQBZqhN/Qmp5cOhwdRxRDYpbR7pOMamlYLtZLmREbXUjOi5baw+pgr7WHgnrf8J7QHbA=='
const D = 'Wed, 05 Mar 2025 10:00:00 GMT'
const now = instant(Date.UTC(2025, 2, 5, 10, 0, 0))

interface Vector {
  readonly call: SignedCall
  readonly signed: string
  readonly signature: string
}

/** The first three were made by the JavaScript client, with this key and date. */
const vectors: Readonly<Record<string, Vector>> = {
  'a filtered list': {
    call: {
      method: 'GET',
      url: '/jobs?$filter=state%20eq%20%27active%27&timeout=30&api-version=2022-10-01.16.0',
      headers: { 'content-type': 'application/json; charset=utf-8', 'ocp-date': D },
    },
    signed: `GET\n\n\n\n\napplication/json; charset=utf-8\n\n\n\n\n\n\nocp-date:${D}\n/lazuliacct/jobs\n$filter:state eq 'active'\napi-version:2022-10-01.16.0\ntimeout:30`,
    signature: 'IphclWa8uxLQj0v2WhMaZDIf0D6kriEE6O1aB3eu3b8=',
  },
  'a body': {
    call: {
      method: 'POST',
      url: '/jobs?api-version=2022-10-01.16.0',
      headers: {
        'content-length': '43',
        'content-type': 'application/json; odata=minimalmetadata; charset=utf-8',
        'client-request-id': 'f3f4b8ac-6b9d-4e3f-9d83-92a2e4b1d6f1',
        'ocp-date': D,
      },
    },
    signed: `POST\n\n\n43\n\napplication/json; odata=minimalmetadata; charset=utf-8\n\n\n\n\n\n\nocp-date:${D}\n/lazuliacct/jobs\napi-version:2022-10-01.16.0`,
    signature: 'kHsj3VVM1x72hYsj1Skmz/mtBHUAbk/eKuD26iNKrtQ=',
  },
  'an action on a certificate': {
    call: {
      method: 'POST',
      url: '/certificates(thumbprintAlgorithm=sha1,thumbprint=00aa)/canceldelete?api-version=2022-10-01.16.0',
      headers: {
        'content-length': '0',
        'content-type': 'application/json; charset=utf-8',
        'ocp-date': D,
      },
    },
    signed: `POST\n\n\n0\n\napplication/json; charset=utf-8\n\n\n\n\n\n\nocp-date:${D}\n/lazuliacct/certificates(thumbprintAlgorithm=sha1,thumbprint=00aa)/canceldelete\napi-version:2022-10-01.16.0`,
    signature: 'eisEi9WLzzVwlKq4DQZvqx+WO05905tNXjcAbE3ahgk=',
  },
  'no content type': {
    call: {
      method: 'GET',
      url: '/jobs?api-version=2024-07-01.20.0',
      headers: { 'ocp-date': D },
    },
    signed: `GET${'\n'.repeat(12)}ocp-date:${D}\n/lazuliacct/jobs\napi-version:2024-07-01.20.0`,
    signature: 'sKqOOqN+XM+/EMcAzKKFDZaIxj//4uPXiHZZuWxZ/T8=',
  },
}

test('the worked examples are signed byte for byte, and verify', () => {
  for (const [name, { call, signed, signature }] of Object.entries(vectors)) {
    assert.equal(stringToSign(call, ACCOUNT), signed, name)
    assert.equal(signSharedKey(call, ACCOUNT, KEY), `${ACCOUNT}:${signature}`, name)
    const header = { account: ACCOUNT, signature }
    assert.deepEqual(verifySharedKey(call, header, ['bm90IGl0', KEY], now), { ok: true }, name)
  }
})

const { call, signature } = vectors['no content type']!
const header = { account: ACCOUNT, signature }
const problemOf = (changed: SignedCall, at = now, keys = [KEY]): string => {
  const outcome = verifySharedKey(changed, header, keys, at)
  return outcome.ok ? 'none' : outcome.problem
}

test('whatever is signed cannot be changed', () => {
  const changes: Partial<SignedCall>[] = [
    { method: 'DELETE' },
    { url: '/jobs/j1?api-version=2024-07-01.20.0' },
    { url: '/jobs?api-version=2024-07-01.20.0&timeout=30' },
    { headers: { ...call.headers, 'if-match': '0x1' } },
    { headers: { ...call.headers, 'ocp-range': 'bytes=0-9' } },
  ]
  for (const change of changes) assert.equal(problemOf({ ...call, ...change }), 'wrong-signature')
  assert.equal(problemOf({ ...call, headers: { ...call.headers, 'user-agent': 'x' } }), 'none')
})

test('a date is needed, readable, and at most fifteen minutes away', () => {
  assert.equal(problemOf({ ...call, headers: {} }), 'missing-date')
  const german = { 'ocp-date': 'Mi, 05 Mrz 2025 10:00:00 GMT' }
  assert.equal(problemOf({ ...call, headers: german }), 'unreadable-date')
  assert.equal(problemOf(call, plus(now, 15 * 60_000)), 'none')
  assert.equal(problemOf(call, plus(now, 15 * 60_000 + 1)), 'stale-date')
  assert.equal(problemOf(call, plus(now, -15 * 60_000 - 1)), 'stale-date')
})

test('an ocp-date stands for the date, which then counts for nothing', () => {
  const both = { ...call, headers: { ...call.headers, date: 'Wed, 05 Mar 2025 09:00:00 GMT' } }
  assert.equal(problemOf(both), 'none')
  const plain = { ...call, headers: { date: D } }
  assert.equal(stringToSign(plain, ACCOUNT).split('\n')[6], D)
})

test('an account without keys is unknown', () => {
  assert.equal(problemOf(call, now, []), 'unknown-account')
})

test('a path is signed as it is sent, and a plus may mean a space', () => {
  const file = { ...call, url: '/jobs/j/files/wd%2Fa%20b.txt?api-version=1' }
  assert.match(stringToSign(file, ACCOUNT), /\n\/lazuliacct\/jobs\/j\/files\/wd%2Fa%20b\.txt\n/)
  const spaced = { ...call, url: '/jobs?$select=id,%20url' }
  const signedSpaced = parseSharedKey(`SharedKey ${signSharedKey(spaced, ACCOUNT, KEY)}`)!
  const sentPlus = { ...call, url: '/jobs?$select=id,+url' }
  assert.deepEqual(verifySharedKey(sentPlus, signedSpaced, [KEY], now), { ok: true })
})

test('only an account and a signature make a Shared Key header', () => {
  assert.deepEqual(parseSharedKey(`SharedKey ${ACCOUNT}:${signature}`), header)
  for (const wrong of [
    '',
    'Bearer abc',
    `SharedKey ${ACCOUNT}`,
    'SharedKey :abc',
    'SharedKey a:!',
  ]) {
    assert.equal(parseSharedKey(wrong), undefined)
  }
})
