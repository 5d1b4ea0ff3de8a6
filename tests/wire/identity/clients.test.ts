// What an application has to prove before it gets a token, and in which tenant it counts.
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { signJwt } from '#identity/keys/jwt.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { insertCertificate, insertSecret } from '#identity/principals/credential.queries.ts'
import { newSecret } from '#identity/principals/credentials.ts'
import { insertPrincipal, insertTenant } from '#identity/principals/principal.queries.ts'
import { instant, plus } from '#kernel/instant.ts'
import { call, startServer, type TestServer } from './identity-server.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

test('a token of another tenant does not open a subscription, and is told whose would', async () => {
  const [ours, theirs] = [server.identity.credentials.tenantId, randomUUID()]
  const now = instant(Date.now())
  const secret = newSecret()
  const application = await server.store.write(async (tx) => {
    await insertTenant(tx, { id: theirs, displayName: 'Other', domain: 'other.localhost' }, now)
    const made = await insertPrincipal(
      tx,
      { tenantId: theirs, kind: 'application', displayName: 'their app' },
      now,
    )
    await insertSecret(tx, made.signInName, secret, plus(now, 60_000))
    return made
  })
  await server.identity.reload()
  const ask = (tenant: string) =>
    call(server, `/${tenant}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'client_credentials',
        client_id: application.signInName,
        client_secret: secret,
        scope: 'https://management.azure.com/.default',
      },
    })
  assert.equal((await ask(ours)).json<{ error_codes: number[] }>().error_codes[0], 700016)
  const { access_token } = (await ask('other.localhost')).json<{ access_token: string }>()
  const refused = await call(
    server,
    `/subscriptions/${server.identity.credentials.subscriptionId}`,
    { headers: { authorization: `Bearer ${access_token}` } },
  )
  const { code, message } = refused.json<{ error: { code: string; message: string } }>().error
  assert.equal(code, 'InvalidAuthenticationTokenTenant')
  assert.ok(
    message.startsWith(
      `The access token is from the wrong issuer 'https://sts.windows.net/${theirs}/'. It must ` +
        `match the tenant 'https://sts.windows.net/${ours}/' associated with this subscription. ` +
        `Please use the authority (URL) '${server.origin}/${ours}' to get the token.`,
    ),
  )
})

test('a secret works until it expires', async () => {
  const { clientId, clientSecret, tenantId } = server.identity.credentials
  const aged = await startServer()
  try {
    aged.pass(3 * 365 * 24 * 3_600_000)
    const own = aged.identity.credentials
    const answer = await call(aged, `/${own.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'client_credentials',
        client_id: own.clientId,
        client_secret: own.clientSecret,
        scope: 'https://management.azure.com/.default',
      },
    })
    assert.equal(answer.json<{ error_codes: number[] }>().error_codes[0], 7000222)
  } finally {
    await aged.stop()
  }
  // And in the header that OAuth 2.0 prefers it works as it does in the form.
  const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64')
  const answer = await call(server, `/${tenantId}/oauth2/v2.0/token`, {
    form: { grant_type: 'client_credentials', scope: 'https://management.azure.com/.default' },
    headers: { authorization: `Basic ${basic}` },
  })
  assert.equal(answer.status, 200)
})

test('an assertion has to be in time, addressed to us, and the client’s own', async () => {
  const { clientId, tenantId } = server.identity.credentials
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const now = instant(Date.now())
  const pem = issueCertificate({
    subject: 'client',
    publicKey: keys.publicKey,
    issuer: { name: 'client', key: keys.privateKey },
    notBefore: now,
    notAfter: plus(now, 3_600_000),
    serial: Buffer.from([1]),
    use: 'signature',
  })
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  const register = (text: string) =>
    server.store.write((tx) => insertCertificate(tx, clientId, text))
  // With its key before it, as in the file that a client signs in with; and twice is once.
  assert.equal(await register(`${key}${pem}`), await register(pem))
  const path = `/${tenantId}/oauth2/v2.0/token`
  const x5t = createHash('sha1').update(new X509Certificate(pem).raw).digest('base64url')
  const ask = async (
    changes: Record<string, unknown>,
    header: Record<string, unknown> = { x5t },
  ) => {
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: `${server.origin}${path}`,
      exp: now / 1000 + 600,
      nbf: Math.floor(now / 1000),
      ...changes,
    }
    const answer = await call(server, path, {
      form: {
        grant_type: 'client_credentials',
        scope: 'https://management.azure.com/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signJwt(header, claims, keys.privateKey),
      },
    })
    return answer.status === 200 ? 200 : answer.json<{ error_codes: number[] }>().error_codes[0]
  }
  assert.equal(await ask({}), 200)
  assert.equal(await ask({ aud: `${server.origin}/${tenantId}/v2.0` }), 200)
  assert.equal(await ask({ aud: 'https://login.example.com/token' }), 700023)
  assert.equal(await ask({ exp: now / 1000 - 301 }), 700024)
  assert.equal(await ask({ nbf: now / 1000 + 600 }), 700024)
  assert.equal(await ask({ iss: randomUUID() }), 50027)
  assert.equal(await ask({}, { x5t: 'AAAA' }), 700027)
})
