import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowedIn, targetIn, verdictOn } from './hosts.rules.ts'

test('Azure’s names are answered on Azure’s ports, whatever is allowed', () => {
  for (const allowed of [[], allowedIn('*')]) {
    const to = (host: string, port: number) => verdictOn(host, port, allowed).to
    assert.equal(to('management.azure.com', 443), 'azure')
    assert.equal(to('acct.blob.core.windows.net', 80), 'azure')
    assert.equal(to('169.254.169.254', 80), 'azure')
    assert.equal(to('management.azure.com', 80), 'nowhere')
    assert.equal(to('management.azure.com', 22), 'nowhere')
    assert.equal(to('169.254.169.254', 443), 'nowhere')
  }
})

test('other hosts are refused with what would let them through', () => {
  const refused = verdictOn('pypi.org', 443, [])
  assert.ok(refused.to === 'nowhere' && refused.why.includes('--allow pypi.org lets'))
  const other = verdictOn('pypi.org', 8443, allowedIn('pypi.org'))
  assert.ok(other.to === 'nowhere' && other.why.includes('--allow pypi.org:8443 lets'))
})

test('what is allowed is let through: by name, by what is above it, by port', () => {
  const allowed = allowedIn('PyPI.org, *.example.com:8443,[::1]')
  const to = (host: string, port: number) => verdictOn(host, port, allowed).to
  assert.equal(to('pypi.org', 443), 'outside')
  assert.equal(to('pypi.org', 80), 'outside')
  assert.equal(to('evil-pypi.org', 443), 'nowhere')
  assert.equal(to('a.b.example.com', 8443), 'outside')
  assert.equal(to('a.example.com', 443), 'nowhere')
  assert.equal(to('example.com', 8443), 'nowhere')
  assert.equal(to('[::1]', 443), 'outside')
})

test('what is no host, or is answered here, cannot be allowed', () => {
  for (const text of ['https://pypi.org', 'a b', 'x:0', 'x:99999', '*.', '*x', 'user@x', '-']) {
    assert.throws(() => allowedIn(text), /--allow takes hosts/, text)
  }
  assert.throws(() => allowedIn('management.azure.com'), /is answered here/)
  assert.throws(() => allowedIn('x,'.repeat(101)), /at most 100/)
  assert.deepEqual(allowedIn(''), [])
})

test('a target is a host and a port', () => {
  assert.deepEqual(targetIn('Management.Azure.com.:443'), {
    host: 'management.azure.com',
    port: 443,
  })
  assert.deepEqual(targetIn('[::1]:80'), { host: '[::1]', port: 80 })
  for (const text of [
    'x',
    'x:',
    ':80',
    'x:0',
    'x:70000',
    'x y:1',
    'u@x:1',
    '/:1',
    `${'x'.repeat(300)}:1`,
  ]) {
    assert.equal(targetIn(text), undefined, text)
  }
})
