import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { type Claims, decodeJwt, isSignedBy, signJwt } from './keys/jwt.ts'
import type { SigningKey } from './keys/keys.ts'
import { issueCertificate } from './keys/x509.ts'
import type { Principal } from './principals/principal.queries.ts'
import { accessClaims, idClaims, mint, type TokenOrder, TokenVerifier } from './tokens.ts'

const now = instant(Date.UTC(2026, 2, 5, 10))
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = new X509Certificate(
  issueCertificate({
    subject: 's',
    publicKey: keys.publicKey,
    issuer: { name: 's', key: keys.privateKey },
    notBefore: now,
    notAfter: plus(now, 1_000_000),
    serial: Buffer.from([1]),
    use: 'signature',
  }),
)
const key: SigningKey = { ...keys, certificate, kid: 'k1' }
const principal: Principal = {
  objectId: 'o1',
  tenantId: 't1',
  kind: 'application',
  signInName: 'c1',
  displayName: 'app',
  isEnabled: true,
}
const ARM = 'https://management.azure.com'
const order = (changes: Partial<TokenOrder> = {}): TokenOrder => ({
  principal,
  clientId: 'c1',
  audience: ARM,
  proof: 'secret',
  lifetimeSeconds: 3599,
  ...changes,
})
const verifier = () => new TokenVerifier((id) => id === 't1')
const check = (token: string, at: Instant = now, audiences = [ARM]): string => {
  const verified = verifier().verify(token, key, audiences, at)
  return verified.ok ? verified.caller.name : verified.problem
}
const changed = (claims: Claims): string => mint({ ...accessClaims(order(), now), ...claims }, key)

test('a token that was just made is accepted, and says who calls', () => {
  const token = mint(accessClaims(order(), now), key)
  assert.deepEqual(verifier().verify(token, key, [ARM], now), {
    ok: true,
    caller: { kind: 'app', oid: 'o1', appId: 'c1', tenantId: 't1', name: 'c1' },
  })
})

test('each thing that can be wrong with a token has its name', () => {
  assert.equal(check('a.b.c'), 'malformed')
  assert.equal(check('x'.repeat(20_000)), 'malformed')
  assert.equal(check(changed({ oid: undefined })), 'malformed')
  assert.equal(check(mint(idClaims(order(), 'i', undefined, now), key)), 'malformed')
  assert.equal(check(changed({ iss: 'https://sts.windows.net/t2/' })), 'issuer')
  assert.equal(check(changed({ iss: 'https://sts.windows.net/t2/', tid: 't2' })), 'issuer')
  assert.equal(check(changed({ nbf: now / 1000 + 301 })), 'not-yet-valid')
  assert.equal(check(changed({ exp: now / 1000 })), 'expired')
  assert.equal(check(changed({}), now, ['https://batch.core.windows.net/']), 'audience')
})

test('a token signed by another key, or by none, is refused', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const claims = accessClaims(order(), now)
  assert.equal(check(signJwt({ kid: 'k1' }, claims, other.privateKey)), 'signature')
  const [, body] = mint(claims, key).split('.')
  const header = (alg: string) => Buffer.from(JSON.stringify({ alg })).toString('base64url')
  assert.equal(check(`${header('none')}.${body}.AAAA`), 'signature')
  assert.equal(check(`${header('HS256')}.${body}.AAAA`), 'signature')
})

test('a verifier that saw a token before still looks at its time and audience', () => {
  const one = verifier()
  const token = mint(accessClaims(order(), now), key)
  assert.equal(one.verify(token, key, [ARM], now).ok, true)
  assert.equal(one.verify(token, key, ['https://other.example'], now).ok, false)
  assert.equal(one.verify(token, key, [ARM], plus(now, 3_599_000)).ok, false)
})

test('a user’s token carries the user, and differs in subject from client to client', () => {
  const user: Principal = { ...principal, kind: 'user', signInName: 'a@b.localhost' }
  const claims = accessClaims(order({ principal: user, proof: 'none' }), now)
  assert.deepEqual(
    [claims.upn, claims.scp, claims.appidacr, claims.idtyp],
    ['a@b.localhost', 'user_impersonation', '0', 'user'],
  )
  const elsewhere = accessClaims(order({ principal: user, clientId: 'c2' }), now)
  assert.notEqual(elsewhere.sub, claims.sub)
  assert.equal(check(mint(claims, key)), 'a@b.localhost')
})

test('a signature counts only under the algorithms that the caller allows', () => {
  const jwt = decodeJwt(mint({ a: 1 }, key))!
  assert.equal(isSignedBy(jwt, keys.publicKey, ['RS256']), true)
  assert.equal(isSignedBy(jwt, keys.publicKey, ['PS256']), false)
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  assert.equal(isSignedBy(jwt, ec.publicKey, ['RS256']), false)
})
