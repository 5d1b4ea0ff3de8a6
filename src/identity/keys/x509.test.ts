import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { type CertificateRequest, issueCertificate } from './x509.ts'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

const request = (changes: Partial<CertificateRequest> = {}): CertificateRequest => ({
  subject: 'subject',
  publicKey: ec.publicKey,
  issuer: { name: 'issuer', key: ec.privateKey },
  notBefore: instant(Date.UTC(2026, 0, 1)),
  notAfter: instant(Date.UTC(2027, 0, 1)),
  serial: Buffer.from([1]),
  use: 'server',
  ...changes,
})
const read = (changes: Partial<CertificateRequest> = {}): X509Certificate =>
  new X509Certificate(issueCertificate(request(changes)))

test('names, dates and serial come out as they went in', () => {
  const cert = read({ subject: 'Größe & Söhne', serial: Buffer.from('00ff01', 'hex') })
  assert.equal(cert.subject, 'CN=Größe & Söhne')
  assert.equal(cert.issuer, 'CN=issuer')
  assert.equal(cert.serialNumber, 'FF01')
  assert.equal(Date.parse(cert.validFrom), Date.UTC(2026, 0, 1))
})

test('dates on both sides of 2050 are told apart', () => {
  const cert = read({
    notBefore: instant(Date.UTC(2049, 11, 31, 23, 59, 59)),
    notAfter: instant(Date.UTC(2050, 0, 1)),
  })
  assert.equal(Date.parse(cert.validFrom), Date.UTC(2049, 11, 31, 23, 59, 59))
  assert.equal(Date.parse(cert.validTo), Date.UTC(2050, 0, 1))
})

test('EC and RSA keys sign, for keys of either kind', () => {
  for (const signer of [ec, rsa]) {
    for (const { publicKey } of [ec, rsa]) {
      const cert = read({ publicKey, issuer: { name: 'issuer', key: signer.privateKey } })
      assert.equal(cert.verify(signer.publicKey), true)
      assert.equal(cert.publicKey.equals(publicKey), true)
    }
  }
})

test('addresses of both families are alternative names, however they are written', () => {
  const cert = read({ names: ['10.1.2.3', '::1', 'fe80::A:0:b', '::ffff:10.0.0.1', 'a.example'] })
  for (const address of ['10.1.2.3', '::1', 'fe80::a:0:b', '::ffff:a00:1']) {
    assert.equal(cert.checkIP(address), address)
  }
  assert.equal(cert.checkHost('a.example'), 'a.example')
})

test('a certificate with very many names is one still', () => {
  const names = Array.from({ length: 3_000 }, (_, i) => `host-${i}.some-rather-long-domain.example`)
  const cert = read({ names })
  assert.equal(cert.checkHost(names.at(-1)!), names.at(-1))
})

test('only an authority may sign others', () => {
  assert.equal(read({ use: 'authority' }).ca, true)
  assert.equal(read({ use: 'server' }).ca, false)
  assert.deepEqual(read({ use: 'server' }).keyUsage, ['1.3.6.1.5.5.7.3.1'])
})
