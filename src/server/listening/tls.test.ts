import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { instant, plus } from '#kernel/instant.ts'
import { tlsMaterial } from './tls.ts'

const DAY = 24 * 3_600_000
const now = instant(Date.UTC(2026, 2, 5))
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-tls-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const certificateIn = (name: string): X509Certificate =>
  new X509Certificate(readFileSync(join(directory, name)))

test('keys and the certificate are for their owner alone', () => {
  tlsMaterial({ directory, now })
  const names = readdirSync(directory)
  assert.deepEqual(names.sort(), [
    'ca-bundle.pem',
    'ca-key.pem',
    'ca.pem',
    'server-key.pem',
    'server.pem',
  ])
  for (const name of names.filter((name) => !name.startsWith('ca') || name === 'ca-key.pem')) {
    assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name)
  }
})

test('the certificate is the authority’s, short-lived, and good for the names that clients use', () => {
  tlsMaterial({
    directory,
    now,
    names: ['Azure.Example', '10.0.0.7', '*.westeurope.batch.localhost'],
  })
  const authority = certificateIn('ca.pem')
  const server = certificateIn('server.pem')
  assert.equal(authority.ca, true)
  assert.equal(authority.verify(authority.publicKey), true)
  assert.equal(server.ca, false)
  assert.equal(server.checkIssued(authority), true)
  assert.equal(server.verify(authority.publicKey), true)
  assert.ok(Date.parse(server.validTo) - Date.parse(server.validFrom) < 398 * DAY)
  for (const name of [
    'localhost',
    'management.localhost',
    'azure.example',
    'acct.westeurope.batch.localhost',
  ]) {
    assert.equal(server.checkHost(name) === undefined, false, name)
  }
  assert.equal(server.checkHost('other.example'), undefined)
  for (const address of ['127.0.0.1', '::1', '10.0.0.7']) {
    assert.equal(server.checkIP(address), address)
  }
})

test('a client that trusts the authority connects, by name and by address', async () => {
  const { key, cert } = tlsMaterial({ directory, now: instant(Date.now()) })
  const ca = readFileSync(join(directory, 'ca.pem'))
  const server = createServer({ key, cert }, (socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  try {
    for (const servername of ['localhost', 'login.localhost', '']) {
      const options = { host: '127.0.0.1', port, ca, servername: servername || undefined }
      const authorized = await new Promise<boolean>((resolve, reject) => {
        const socket: TLSSocket = connect(options, () => {
          resolve(socket.authorized)
          socket.destroy()
        })
        socket.on('error', reject)
      })
      assert.equal(authorized, true, servername)
    }
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a second start keeps everything; a new name or a near end renews the certificate alone', () => {
  const first = tlsMaterial({ directory, now })
  assert.deepEqual(tlsMaterial({ directory, now: plus(now, 300 * DAY) }), first)
  const authority = readFileSync(join(directory, 'ca.pem'), 'utf8')
  const named = tlsMaterial({ directory, now, names: ['azure.example'] })
  assert.notEqual(named.cert, first.cert)
  const renewed = tlsMaterial({ directory, now: plus(now, 370 * DAY), names: ['azure.example'] })
  assert.notEqual(renewed.cert, named.cert)
  assert.equal(readFileSync(join(directory, 'ca.pem'), 'utf8'), authority)
})

test('half a file is made anew, and the bundle follows the authority', () => {
  const { bundlePath } = tlsMaterial({ directory, now })
  const broken = readFileSync(join(directory, 'ca.pem'), 'utf8')
  writeFileSync(join(directory, 'ca.pem'), broken.slice(0, 100))
  tlsMaterial({ directory, now })
  const authority = readFileSync(join(directory, 'ca.pem'), 'utf8')
  assert.notEqual(authority, broken)
  assert.equal(certificateIn('server.pem').verify(certificateIn('ca.pem').publicKey), true)
  const bundle = readFileSync(bundlePath, 'utf8')
  assert.ok(bundle.endsWith(authority))
  assert.ok(bundle.split('BEGIN CERTIFICATE').length > 50)
})
