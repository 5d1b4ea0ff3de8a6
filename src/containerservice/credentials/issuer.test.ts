import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { issueCertificate } from '#identity/keys/x509.ts'
import { instant } from '#kernel/instant.ts'
import { certificateIssuer } from './issuer.ts'

const now = instant(Date.parse('2024-08-01T10:00:00Z'))
const issuer = certificateIssuer(issueCertificate)

test('clients are signed by the authority of their own set and by no other', () => {
  const [first, second] = [issuer.issue(now), issuer.issue(now)]
  const authority = new X509Certificate(first.authority.certificate)
  assert.ok(authority.ca)
  assert.ok(authority.verify(authority.publicKey))
  for (const client of Object.values(first.clients)) {
    const certificate = new X509Certificate(client.certificate)
    assert.ok(certificate.checkIssued(authority))
    assert.ok(certificate.verify(authority.publicKey))
    assert.ok(certificate.checkPrivateKey(createPrivateKey(client.key)))
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2'], 'for clients only')
    const other = new X509Certificate(second.authority.certificate)
    assert.ok(!certificate.verify(other.publicKey))
  }
})

test('an administrator is known by group, a monitor is not one', () => {
  const { clients } = issuer.issue(now)
  const subjectOf = (pem: string) => new X509Certificate(pem).subject
  assert.match(subjectOf(clients.clusterAdmin.certificate), /O=system:masters/)
  assert.doesNotMatch(subjectOf(clients.clusterMonitoringUser.certificate), /system:masters/)
})

test('service accounts keep their keys when certificates are renewed', () => {
  const first = issuer.issue(now)
  const renewed = issuer.issue(now, first.serviceAccountKeys)
  assert.deepEqual(renewed.serviceAccountKeys, first.serviceAccountKeys)
  assert.notEqual(issuer.serviceAccountKey(), first.serviceAccountKeys[0])
})
