// Tokens that were not made here, or not for this: none opens Resource Manager, the admin API or Batch.
import assert from 'node:assert/strict'
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { call, startServer, tokenFor } from '../wire/identity/identity-server.ts'

const server = await startServer()
after(() => server.stop())
const { subscriptionId, tenantId, objectId, clientId } = server.identity.credentials

type Part = Record<string, unknown>
const b64 = (part: unknown): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const parsed = (part: string): Part => JSON.parse(Buffer.from(part, 'base64url').toString())

const good = await tokenFor(server)
const [head, claims, signature] = good.split('.') as [string, string, string]
const header = parsed(head)
const payload = parsed(claims)
const now = Math.floor(Date.now() / 1000)

/** The server's own key: to make tokens that are right in all but one thing. */
const own = (() => {
  const file = readdirSync(server.directory).find(
    (name) => /sign/i.test(name) && /key|pem/i.test(name),
  )
  assert.ok(file, readdirSync(server.directory).join())
  const text = readFileSync(join(server.directory, file), 'utf8')
  return /-----BEGIN [\s\S]*?PRIVATE KEY-----[\s\S]*?-----END [^-]*-----/.exec(text)?.[0] ?? text
})()
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const signed = (
  part: Part,
  body: Part,
  key: Parameters<typeof sign>[2],
  hash = 'sha256',
): string => {
  const text = `${b64(part)}.${b64(body)}`
  return `${text}.${sign(hash, Buffer.from(text), key).toString('base64url')}`
}
/** Signed with the right key, and right but for these claims. */
const withClaims = (changes: Part): string => signed(header, { ...payload, ...changes }, own)
const withHeader = (changes: Part): string => signed({ ...header, ...changes }, payload, own)
const hmac = (secret: string | Buffer, algorithm = 'HS256', hash = 'sha256'): string => {
  const text = `${b64({ ...header, alg: algorithm })}.${claims}`
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`
}
const publicPem = createPublicKey(own).export({ type: 'spki', format: 'pem' }).toString()
const publicDer = createPublicKey(own).export({ type: 'spki', format: 'der' })
const jwk = stranger.publicKey.export({ format: 'jwk' })
const flipped = Buffer.from(signature, 'base64url')
flipped[0] = flipped[0]! ^ 1

const forged: Readonly<Record<string, string>> = {
  'alg none': `${b64({ ...header, alg: 'none' })}.${claims}.`,
  'alg None': `${b64({ ...header, alg: 'None' })}.${claims}.`,
  'alg NONE with a signature': `${b64({ ...header, alg: 'NONE' })}.${claims}.${signature}`,
  'alg empty': `${b64({ ...header, alg: '' })}.${claims}.`,
  'alg absent': `${b64({ kid: header.kid })}.${claims}.${signature}`,
  'alg null': `${b64({ ...header, alg: null })}.${claims}.${signature}`,
  'alg a list': `${b64({ ...header, alg: ['none', 'RS256'] })}.${claims}.${signature}`,
  'HS256 with the public key in PEM': hmac(publicPem),
  'HS256 with the public key in PEM, trimmed': hmac(publicPem.trim()),
  'HS256 with the public key in DER': hmac(publicDer),
  'HS256 with nothing': hmac(''),
  'HS384 with the public key': hmac(publicPem, 'HS384', 'sha384'),
  'HS512 with the public key': hmac(publicPem, 'HS512', 'sha512'),
  'another key': signed(header, payload, stranger.privateKey),
  'another key and its kid': signed(
    { ...header, kid: 'x', x5t: 'x' },
    payload,
    stranger.privateKey,
  ),
  'another key in jwk': signed({ ...header, jwk }, payload, stranger.privateKey),
  'another key in jku': signed(
    { ...header, jku: 'https://evil.example/keys' },
    payload,
    stranger.privateKey,
  ),
  'another key in x5u': signed(
    { ...header, x5u: 'https://evil.example' },
    payload,
    stranger.privateKey,
  ),
  'a key of a curve': signed({ ...header, alg: 'ES256' }, payload, curve.privateKey),
  'RS512 with the right key': signed({ ...header, alg: 'RS512' }, payload, own, 'sha512'),
  'RS256 said, RS512 done': signed(header, payload, own, 'sha512'),
  'no signature': `${head}.${claims}.`,
  'no signature and no dot': `${head}.${claims}`,
  'four parts': `${good}.${signature}`,
  'five parts': `${good}.a.b`,
  'a flipped bit': `${head}.${claims}.${flipped.toString('base64url')}`,
  'a cut signature': `${head}.${claims}.${signature.slice(0, -4)}`,
  'another’s signature': `${head}.${b64({ ...payload, oid: randomUUID() })}.${signature}`,
  'claims that are not JSON': `${head}.${b64('x')}.${signature}`,
  'claims that are a list': `${head}.${b64([])}.${signature}`,
  'claims that are null': `${head}.${b64('null')}.${signature}`,
  'a header that is not JSON': `${b64('x')}.${claims}.${signature}`,
  expired: withClaims({ exp: now - 1 }),
  'expired long ago': withClaims({ exp: 1 }),
  'without an end': withClaims({ exp: undefined }),
  'with an end as text': withClaims({ exp: String(now + 3600) }),
  'with an end of null': withClaims({ exp: null }),
  'not valid yet': withClaims({ nbf: now + 3_600, exp: now + 7_200 }),
  'without a beginning': withClaims({ nbf: undefined }),
  'of another tenant': withClaims({
    tid: randomUUID(),
    iss: `https://sts.windows.net/${randomUUID()}/`,
  }),
  'of a tenant that its issuer is not': withClaims({ tid: randomUUID() }),
  'of an issuer that its tenant is not': withClaims({
    iss: `https://sts.windows.net/${randomUUID()}/`,
  }),
  'of an issuer elsewhere': withClaims({ iss: `https://evil.example/${tenantId}/` }),
  'without an issuer': withClaims({ iss: undefined }),
  'for another audience': withClaims({ aud: 'https://graph.microsoft.com' }),
  'for a longer audience': withClaims({ aud: 'https://management.azure.com.evil.example' }),
  'for an audience in another case': withClaims({ aud: 'HTTPS://MANAGEMENT.AZURE.COM' }),
  'for a list of audiences': withClaims({ aud: ['https://management.azure.com'] }),
  'without an audience': withClaims({ aud: undefined }),
  'without an object id': withClaims({ oid: undefined }),
  'with an object id that is an object': withClaims({ oid: { $ne: '' } }),
  'an id token': signed(header, { ...payload, aud: clientId, appid: undefined, ver: '2.0' }, own),
  'with a critical extension': withHeader({ crit: ['exp'], exp: 1, b64: false, alg: 'RS384' }),
}

const paths = [`/subscriptions/${subscriptionId}/resourcegroups?api-version=2022-12-01`]

test('no forged token is taken', async () => {
  const names = Object.keys(forged)
  assert.ok(names.length >= 47, `${names.length} tokens`)
  for (const path of paths) {
    const allowed = { headers: { authorization: `Bearer ${good}` } }
    assert.equal((await call(server, path, allowed)).status, 200, 'the one that they come from')
    for (const [what, token] of Object.entries(forged)) {
      const answer = await call(server, path, { headers: { authorization: `Bearer ${token}` } })
      assert.equal(answer.status, 401, `${what}: ${answer.status} ${answer.text}`)
      assert.match(String(answer.headers['www-authenticate']), /^Bearer /, what)
      // Seen once, it is no better the second time.
      const again = await call(server, path, { headers: { authorization: `Bearer ${token}` } })
      assert.equal(again.status, 401, `${what}, again`)
    }
  }
})

test('a token that is right for a caller without a role opens nothing', async () => {
  const other = withClaims({ oid: randomUUID() })
  const answer = await call(server, paths[0]!, { headers: { authorization: `Bearer ${other}` } })
  assert.equal(answer.status, 403)
  assert.notEqual(payload.oid, undefined)
  assert.equal(payload.oid, objectId)
})

test('no odd form of the header is taken', async () => {
  for (const authorization of [
    good,
    `Bearer`,
    `Bearer ${good} ${good}`,
    `Bearer ${good},Bearer ${good}`,
    `Basic ${good}`,
    `bearer: ${good}`,
    `Bearer "${good}"`,
    `Bearer ${good}\u00a0`,
    `Token ${good}`,
  ]) {
    const answer = await call(server, paths[0]!, { headers: { authorization } })
    assert.equal(answer.status, 401, authorization.slice(0, 20))
  }
})
