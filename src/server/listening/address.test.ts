import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from './address.ts'
import { Hosts } from './hosts.ts'

const any = {
  isBehindProxy: false,
  refuse: () => undefined,
  inLinks: (host: string) => host,
}
const overTls = { secure: true }
const plain = { secure: false }

const of = (url: string, host?: string) => {
  const found = addressOf({ url, headers: host === undefined ? {} : { host } }, overTls, any)
  if ('problem' in found) return undefined
  const { scheme, ...others } = found
  assert.equal(scheme, 'https')
  return others
}

test('a host is a name or a number, with a port or without', () => {
  for (const host of [
    'localhost',
    '127.0.0.1:4510',
    '[::1]:4510',
    'a.westeurope.batch.localhost',
  ]) {
    assert.deepEqual(of('/a?b', host), { host, target: '/a?b' })
  }
  assert.equal(of('/', 'my_host.docker')?.host, 'my_host.docker')
  assert.equal(of('/')?.host, 'localhost', 'as before HTTP 1.1')
})

test('what no link could lead to is no host', () => {
  const wrong = ['', 'a b', '[::1', '%00', 'x:99999', '"x"', 'user:word@x', 'x/..', '\u0080', ':80']
  for (const host of wrong) assert.equal(of('/', host), undefined, host)
})

test('a whole URL counts more than the header beside it', () => {
  assert.deepEqual(of('http://x:1/a?b', 'y'), { host: 'x:1', target: '/a?b' })
  assert.deepEqual(of('HTTPS://x', 'y'), { host: 'x', target: '/' })
  assert.deepEqual(of('https://x?b', 'y'), { host: 'x', target: '/?b' })
  assert.equal(of('https:///a', 'y'), undefined)
  assert.deepEqual(of('//x/a', 'y'), { host: 'y', target: '//x/a' })
  assert.deepEqual(of('*', 'y'), { host: 'y', target: '*' })
})

test('what a proxy says counts where it was said that there is one', () => {
  const headers = {
    host: '10.0.0.1:4510',
    'x-forwarded-host': 'azure.example, inner.example',
    'x-forwarded-proto': 'HTTPS',
  }
  const call = { url: '/a', headers }
  const proxied = new Hosts({ isBehindProxy: true })
  assert.deepEqual(addressOf(call, plain, any), {
    scheme: 'http',
    host: '10.0.0.1:4510',
    target: '/a',
  })
  const found = { scheme: 'https', host: 'azure.example', target: '/a' }
  assert.deepEqual(addressOf(call, plain, proxied), found)
  const silent = addressOf({ url: '/a', headers: { host: 'x' } }, overTls, proxied)
  assert.deepEqual(silent, { scheme: 'https', host: 'x', target: '/a' })
  const wrong = { url: '/', headers: { ...headers, 'x-forwarded-host': 'a b' } }
  assert.ok('problem' in addressOf(wrong, overTls, proxied))
})
