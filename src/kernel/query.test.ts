import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallQuery, queryParameter } from './query.ts'

test('a parameter is found in any case, the exact name first, then the first that was sent', () => {
  const text = 'API-Version=1&api-version=2&$Top=%31&a=x&A=y'
  for (const query of [new CallQuery(text), new URLSearchParams(text)]) {
    assert.equal(queryParameter(query, 'api-version'), '2')
    assert.equal(queryParameter(query, 'Api-Version'), '1')
    assert.equal(queryParameter(query, '$top'), '1')
    assert.equal(queryParameter(query, 'A'), 'y')
    assert.equal(queryParameter(query, 'none'), undefined)
  }
})
