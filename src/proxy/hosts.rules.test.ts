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

test('a star lets every host through at every port, but none that is answered here', () => {
  const to = (host: string, port: number) => verdictOn(host, port, allowedIn('*')).to
  assert.equal(to('10.0.0.5', 8080), 'outside')
  assert.equal(to('reg.example', 5443), 'outside')
  assert.equal(to('pypi.org', 443), 'outside')
  for (const host of ['management.azure.com', 'acct.blob.core.windows.net', '169.254.169.254']) {
    assert.equal(to(host, 8443), 'nowhere', host)
  }
  const atOnePort = allowedIn('*:8443')
  assert.equal(verdictOn('reg.example', 8443, atOnePort).to, 'outside')
  assert.equal(verdictOn('reg.example', 443, atOnePort).to, 'nowhere')
})

test('the address of the metadata service is answered here, however it is spelled', () => {
  const spellings = [
    '169.254.169.254',
    '169.254.169.254.',
    '2852039166',
    '0xa9fea9fe',
    '0xA9.0xFE.0xA9.0xFE',
    '025177524776',
    '0251.0376.0251.0376',
    '169.254.43518',
    '169.16689662',
    '[::ffff:169.254.169.254]',
    '[0:0:0:0:0:ffff:a9fe:a9fe]',
    '[64:ff9b::169.254.169.254]',
  ]
  for (const spelling of spellings) {
    const to = (port: number) => {
      const target = targetIn(`${spelling}:${port}`)
      assert.ok(target, spelling)
      return verdictOn(target.host, target.port, allowedIn('*')).to
    }
    assert.equal(to(80), 'azure', spelling)
    assert.equal(to(8080), 'nowhere', spelling)
  }
  assert.throws(() => allowedIn('2852039166'), /169\.254\.169\.254 is answered here/)
  assert.deepEqual(targetIn('167772165:8080'), { host: '10.0.0.5', port: 8080 })
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
