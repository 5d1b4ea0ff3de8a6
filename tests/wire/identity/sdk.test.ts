// The official JavaScript library signs in, in each way that it knows, trusting our authority.
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import {
  AuthorizationCodeCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  ManagedIdentityCredential,
} from '@azure/identity'
import { decodeJwt } from 'jose'
import { ARM_AUDIENCES } from '#identity/audiences.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { insertCertificate } from '#identity/principals/credential.queries.ts'
import { instant } from '#kernel/instant.ts'
import { call, startServer, type TestServer } from './identity-server.ts'

const SCOPE = 'https://management.azure.com/.default'

let server: TestServer
before(async () => {
  server = await startServer()
  setDefaultCACertificates([...getCACertificates('bundled'), server.ca])
})
after(() => server.stop())

const options = () => ({ authorityHost: server.origin, disableInstanceDiscovery: true })

/** What a token is worth: that the gate lets it through, and as which principal. */
async function callerOf(token: string): Promise<Record<string, string>> {
  const path = `/subscriptions/${server.identity.credentials.subscriptionId}`
  const answer = await call(server, path, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200, answer.text)
  const verified = await server.identity.verify(token, ARM_AUDIENCES, server.now())
  assert.ok(verified.ok)
  return { ...verified.caller }
}

test('ClientSecretCredential gets a token that the gate accepts', async () => {
  const { tenantId, clientId, clientSecret, objectId } = server.identity.credentials
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options())
  const { token, expiresOnTimestamp } = await credential.getToken(SCOPE)
  assert.deepEqual(await callerOf(token), {
    kind: 'app',
    oid: objectId,
    appId: clientId,
    tenantId,
    name: clientId,
  })
  const seconds = (expiresOnTimestamp - Date.now()) / 1000
  assert.ok(seconds > 3500 && seconds < 3600)
  const wrong = new ClientSecretCredential(tenantId, clientId, 'wrong', options())
  await assert.rejects(wrong.getToken(SCOPE), /AADSTS7000215: Invalid client secret provided/)
})

test('the authority of ADFS needs no switch for instance discovery', async () => {
  const { clientId, clientSecret, objectId } = server.identity.credentials
  const authorityHost = server.origin
  const credential = new ClientSecretCredential('adfs', clientId, clientSecret, { authorityHost })
  const { token } = await credential.getToken(SCOPE)
  assert.equal((await callerOf(token)).oid, objectId)
})

test('ClientCertificateCredential signs in with a registered certificate only', async () => {
  const { tenantId, clientId, objectId } = server.identity.credentials
  const path = await certificateFile('client.pem')
  const credential = new ClientCertificateCredential(tenantId, clientId, path, options())
  await assert.rejects(credential.getToken(SCOPE), /AADSTS700027/)
  await server.store.write((tx) => insertCertificate(tx, clientId, certificates.get(path)!))
  const { token } = await credential.getToken(SCOPE)
  assert.equal((await callerOf(token)).oid, objectId)
  assert.equal(decodeJwt(token).appidacr, '2')
})

const certificates = new Map<string, string>()

async function certificateFile(name: string): Promise<string> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = issueCertificate({
    subject: 'client',
    publicKey: keys.publicKey,
    issuer: { name: 'client', key: keys.privateKey },
    notBefore: instant(Date.now() - 60_000),
    notAfter: instant(Date.now() + 3_600_000),
    serial: randomBytes(16),
    use: 'signature',
  })
  const path = join(server.directory, name)
  writeFileSync(path, `${keys.privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`)
  certificates.set(path, certificate)
  return path
}

/** What a person does on the page. */
const enterCode = (userCode: string) => {
  const { name, password } = server.identity.credentials.user
  return call(server, '/devicelogin', {
    form: { user_code: userCode, username: name, password, decision: 'approve' },
  })
}

test('DeviceCodeCredential signs a user in, and renews the token by itself', async () => {
  const { tenantId, user } = server.identity.credentials
  const credential = new DeviceCodeCredential({
    ...options(),
    tenantId,
    userPromptCallback: async ({ userCode, verificationUri }) => {
      assert.equal(verificationUri, `${server.origin}/devicelogin`)
      assert.equal((await enterCode(userCode)).status, 200)
    },
  })
  const { token } = await credential.getToken(SCOPE)
  const caller = await callerOf(token)
  assert.deepEqual([caller.kind, caller.oid, caller.name], ['user', user.objectId, user.name])
  // Another audience is not in the cache: the library asks with its refresh token, and no person.
  const batch = await credential.getToken('https://batch.core.windows.net/.default')
  assert.equal(decodeJwt(batch.token).aud, 'https://batch.core.windows.net/')
})

test('AuthorizationCodeCredential redeems the code that the page gave', async () => {
  const { tenantId, clientId, clientSecret, user } = server.identity.credentials
  const redirect = 'http://localhost:8400/back'
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirect,
    scope: `${SCOPE} offline_access`,
    state: 's1',
  })
  const path = `/${tenantId}/oauth2/v2.0/authorize?${query}`
  assert.match((await call(server, path)).text, /<form method="post"/)
  const back = await call(server, path, { form: { username: user.name, password: user.password } })
  const location = new URL(String(back.headers.location))
  assert.equal(back.status, 302)
  assert.equal(`${location.origin}${location.pathname}`, redirect)
  assert.equal(location.searchParams.get('state'), 's1')
  const code = location.searchParams.get('code')!
  const credential = new AuthorizationCodeCredential(
    tenantId,
    clientId,
    clientSecret,
    code,
    redirect,
    options(),
  )
  const { token } = await credential.getToken(SCOPE)
  assert.equal((await callerOf(token)).oid, user.objectId)
})

test('ManagedIdentityCredential finds the identity of the machine by either address', async () => {
  const { managedIdentity } = server.identity.credentials
  const base = `http://localhost:${server.port}`
  const ways = [
    { IDENTITY_ENDPOINT: `${base}/msi/token`, IDENTITY_HEADER: managedIdentity.secret },
    { AZURE_POD_IDENTITY_AUTHORITY_HOST: `${base}/managed-identity/${managedIdentity.secret}` },
  ]
  for (const variables of ways) {
    Object.assign(process.env, variables)
    try {
      const { token } = await new ManagedIdentityCredential().getToken(SCOPE)
      assert.equal((await callerOf(token)).oid, managedIdentity.objectId)
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name]
    }
  }
})
