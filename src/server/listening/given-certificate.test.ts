import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { issueCertificate } from '#identity/keys/x509.ts'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { givenCertificate } from './given-certificate.ts'

const NOW = instant(Date.UTC(2026, 2, 5))
const DAY = 24 * 3_600_000

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

function aPair(name: string, days: readonly [from: number, to: number] = [-1, 90]) {
  const keys = newKeys()
  const cert = issueCertificate({
    subject: name,
    publicKey: keys.publicKey,
    issuer: { name, key: keys.privateKey },
    notBefore: plus(NOW, days[0] * DAY),
    notAfter: plus(NOW, days[1] * DAY),
    serial: randomBytes(16),
    use: 'server',
    names: [name],
  })
  return { cert, key: pem(keys.privateKey) }
}

function folder(t: TestContext, pair: { readonly cert: string; readonly key: string }) {
  const path = mkdtempSync(join(tmpdir(), 'lazuli-given-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  const files = { cert: join(path, 'cert.pem'), key: join(path, 'key.pem') }
  const write = (next: typeof pair): void => {
    writeFileSync(files.key, next.key)
    writeFileSync(files.cert, next.cert)
  }
  write(pair)
  return { files, write }
}

const now = (): Instant => NOW
const unexpected = (error: unknown): void => assert.fail(String(error))

test('it proves the server by the names that it is good for, and by no others', (t) => {
  const { files } = folder(t, aPair('azure.example.org'))
  const given = givenCertificate(files, now, unexpected)
  t.after(() => given.close())
  assert.ok(given.contextFor('azure.example.org'))
  assert.equal(given.contextFor('localhost'), undefined)
  assert.match(given.trusted(), /BEGIN CERTIFICATE/)
})

const refusals: readonly [string, () => { cert: string; key: string }, RegExp][] = [
  [
    'of another key',
    () => ({ ...aPair('a.example'), key: pem(newKeys().privateKey) }),
    /does not belong to the certificate/,
  ],
  ['that has ended', () => aPair('a.example', [-90, -1]), /ended on 2026-03-04: renew it/],
  ['that has not begun', () => aPair('a.example', [1, 90]), /begins on 2026-03-06/],
  ['that is none', () => ({ ...aPair('a.example'), cert: 'hello' }), /holds no certificate in PEM/],
  [
    'that is damaged',
    () => ({
      ...aPair('a.example'),
      cert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    }),
    /holds no certificate in PEM/,
  ],
  ['without a key', () => ({ ...aPair('a.example'), key: 'hello' }), /holds no key in PEM/],
]
for (const [what, make, words] of refusals) {
  test(`a certificate ${what} is refused with what to do`, (t) => {
    const { files } = folder(t, make())
    assert.throws(() => givenCertificate(files, now, unexpected), words)
  })
}

test('a file that is not there is refused by its name', (t) => {
  const { files } = folder(t, aPair('a.example'))
  rmSync(files.key)
  assert.throws(() => givenCertificate(files, now, unexpected), /cannot read the key .*key\.pem/)
})

test('a pair that changes is used from then on; one that is not good is reported and not used', async (t) => {
  const { files, write } = folder(t, aPair('old.example'))
  const reported: string[] = []
  const given = givenCertificate(files, now, (error) => reported.push(String(error)))
  t.after(() => given.close())
  const until = async (isSo: () => boolean): Promise<void> => {
    // The files are looked at by the clock of the system.
    while (!isSo()) await wait(50)
  }
  write(aPair('new.example'))
  await until(() => given.contextFor('new.example') !== undefined)
  assert.equal(given.contextFor('old.example'), undefined)
  write({ ...aPair('third.example'), key: 'half a k' })
  await until(() => reported.length > 0)
  write(aPair('third.example', [-90, -1]))
  await until(() => reported.length > 1)
  assert.match(reported[0]!, /key\.pem holds no key in PEM/)
  assert.match(reported[1]!, /cert\.pem ended on 2026-03-04: renew it/)
  assert.ok(given.contextFor('new.example'))
  assert.equal(given.contextFor('third.example'), undefined)
})
