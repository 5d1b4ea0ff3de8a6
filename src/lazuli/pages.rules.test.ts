import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { refuseForeignPages } from './pages.rules.ts'

type Headers = Readonly<Record<string, string>>

function statusOf(headers: Headers, method = 'POST'): number | undefined {
  try {
    refuseForeignPages({ method, headers })
  } catch (error) {
    assert.ok(error instanceof AzureError)
    return error.status
  }
  return undefined
}

const json = { 'content-type': 'application/json', 'content-length': '2' }

test('programs and pages of this server are let through', () => {
  const host = '127.0.0.1:8443'
  for (const headers of [
    {},
    json,
    { 'content-length': '0' },
    { ...json, 'content-type': 'Application/JSON; charset=utf-8' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://elsewhere' },
    { 'sec-fetch-site': 'none' },
    { origin: `http://${host}`, host },
    { origin: 'https://Azure.Example.org', host: 'azure.example.org' },
  ] as Headers[]) {
    assert.equal(statusOf(headers), undefined, JSON.stringify(headers))
  }
})

test('pages of other origins are refused, whatever they read or send', () => {
  const host = '127.0.0.1:8443'
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: `https://${host}`, host },
    { origin: 'null', host },
    { origin: 'http://127.0.0.1:3000', host },
    { origin: `http://${host}` },
    { origin: `http://${host}.evil.example`, host },
  ] as Headers[]) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      assert.equal(statusOf(headers, method), 403, JSON.stringify(headers))
    }
  }
})

test('bodies of the types that a page can send unasked are refused', () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    assert.equal(statusOf({ 'content-type': type, 'content-length': '9' }), 415, type)
  }
  assert.equal(statusOf({ 'content-length': '9' }), 415)
  assert.equal(statusOf({ 'transfer-encoding': 'chunked', 'content-type': 'text/plain' }), 415)
})
