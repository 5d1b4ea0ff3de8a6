import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { instant } from '#kernel/instant.ts'
import { preconditions } from './preconditions.ts'

const version = { etag: '0x8DABC', lastModified: instant(Date.UTC(2026, 2, 5, 10, 15, 0, 500)) }
const BEFORE = 'Thu, 05 Mar 2026 10:14:59 GMT'
const SAME_SECOND = 'Thu, 05 Mar 2026 10:15:00 GMT'

/** What a call with these headers is answered: the status of the refusal, or 200. */
function answered(method: string, headers: Record<string, string>): number | string {
  try {
    preconditions({ method, headers }, version)
    return 200
  } catch (error) {
    assert.ok(error instanceof AzureError)
    return error.status === 400 ? error.code : error.status
  }
}

test('conditions hold or refuse: 304 for reads, 412 for writes', () => {
  const cases: [Record<string, string>, boolean][] = [
    [{}, true],
    [{ 'if-match': '0x8DABC' }, true],
    [{ 'if-match': '"0x8DABC"' }, true],
    [{ 'if-match': '0x8DDEF, 0x8dabc' }, true],
    [{ 'if-match': '*' }, true],
    [{ 'if-match': '0x8DDEF' }, false],
    [{ 'if-none-match': '0x8DDEF' }, true],
    [{ 'if-none-match': '0x8DABC' }, false],
    [{ 'if-none-match': '*' }, false],
    [{ 'if-modified-since': BEFORE }, true],
    [{ 'if-modified-since': SAME_SECOND }, false],
    [{ 'if-unmodified-since': SAME_SECOND }, true],
    [{ 'if-unmodified-since': BEFORE }, false],
  ]
  for (const [headers, holds] of cases) {
    const name = JSON.stringify(headers)
    assert.equal(answered('GET', headers), holds ? 200 : 304, name)
    assert.equal(answered('HEAD', headers), holds ? 200 : 304, name)
    assert.equal(answered('DELETE', headers), holds ? 200 : 412, name)
  }
})

test('conditions that clash or cannot be read are bad requests', () => {
  const both = { 'if-match': '1', 'if-none-match': '2' }
  assert.equal(answered('GET', both), 'MultipleConditionHeadersNotSupported')
  const dates = { 'if-modified-since': BEFORE, 'if-unmodified-since': BEFORE }
  assert.equal(answered('PUT', dates), 'MultipleConditionHeadersNotSupported')
  assert.equal(answered('PUT', { 'if-modified-since': 'soon' }), 'InvalidHeaderValue')
})
