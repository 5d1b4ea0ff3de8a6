// Users and managed identities over plain HTTP calls: what the libraries hide.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, test } from 'node:test'
import { decodeJwt } from 'jose'
import { insertPrincipal } from '#identity/principals/principal.queries.ts'
import { instant } from '#kernel/instant.ts'
import { type Answer, call, startServer, type TestServer } from './identity-server.ts'

const AZ = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const SCOPE = 'https://management.core.windows.net//.default offline_access openid profile'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.stop())

type Fields = Readonly<Record<string, string>>
const post = (endpoint: string, form: Fields): Promise<Answer> =>
  call(server, `/organizations/oauth2/v2.0/${endpoint}`, { form: { client_id: AZ, ...form } })
const numberOf = (answer: Answer): number =>
  answer.json<{ error_codes: number[] }>().error_codes[0]!
const password = (changes: Fields = {}): Promise<Answer> => {
  const { name, password } = server.identity.credentials.user
  return post('token', {
    grant_type: 'password',
    username: name,
    password,
    scope: SCOPE,
    ...changes,
  })
}

test('a user signs in with name and password, and gets all that a client keeps', async () => {
  const { user, tenantId } = server.identity.credentials
  const answer = (await password()).json<Record<string, string>>()
  const access = decodeJwt(answer.access_token!)
  assert.deepEqual(
    [access.aud, access.upn, access.scp, access.appid, access.oid],
    ['https://management.core.windows.net/', user.name, 'user_impersonation', AZ, user.objectId],
  )
  const id = decodeJwt(answer.id_token!)
  assert.deepEqual([id.aud, id.iss], [AZ, `${server.origin}/${tenantId}/v2.0`])
  assert.deepEqual(JSON.parse(Buffer.from(answer.client_info!, 'base64url').toString()), {
    uid: user.objectId,
    utid: tenantId,
  })
  assert.ok(answer.scope!.split(' ').includes('https://management.core.windows.net//.default'))
  assert.equal(numberOf(await password({ password: 'guess' })), 50126)
  assert.equal(numberOf(await password({ username: 'unknown@lazuli.localhost' })), 50034)
})

test('an id token opens no door', async () => {
  const { id_token } = (await password()).json<{ id_token: string }>()
  const path = `/subscriptions/${server.identity.credentials.subscriptionId}`
  const answer = await call(server, path, { headers: { authorization: `Bearer ${id_token}` } })
  assert.equal(answer.status, 401)
})

test('a refresh token gives another one, for its own client and until it expires', async () => {
  const first = (await password()).json<{ refresh_token: string }>()
  const refresh = (form: Fields) =>
    post('token', { grant_type: 'refresh_token', refresh_token: first.refresh_token, ...form })
  const second = (await refresh({})).json<{ refresh_token: string; access_token: string }>()
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.equal(decodeJwt(second.access_token).aud, 'https://management.core.windows.net/')
  const batch = (await refresh({ scope: 'https://batch.core.windows.net/.default' })).json<{
    access_token: string
  }>()
  assert.equal(decodeJwt(batch.access_token).aud, 'https://batch.core.windows.net/')
  const stranger = { client_id: '1950a258-227b-4e31-a9cf-717495945fc2' }
  assert.equal(numberOf(await refresh(stranger)), 70000)
  assert.equal(numberOf(await refresh({ refresh_token: 'made-up' })), 70000)
  server.pass(91 * 24 * 3_600_000)
  assert.equal(numberOf(await refresh({})), 70008)
})

interface Started {
  readonly device_code: string
  readonly user_code: string
}
const start = async (): Promise<Started> =>
  (await post('devicecode', { scope: SCOPE })).json<Started>()
const poll = ({ device_code }: Started): Promise<Answer> =>
  post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code })
const enter = (form: Fields): Promise<Answer> => {
  const { name, password } = server.identity.credentials.user
  return call(server, '/devicelogin', { form: { username: name, password, ...form } })
}

test('a device code waits for a person, then works once', async () => {
  const started = await start()
  const pending = await poll(started)
  assert.deepEqual(
    [pending.status, pending.json<{ error: string }>().error, numberOf(pending)],
    [400, 'authorization_pending', 70016],
  )
  const wrong = await enter({ user_code: started.user_code, password: 'guess' })
  assert.match(wrong.text, /invalid username or password/)
  assert.equal(numberOf(await poll(started)), 70016)
  const typed = `${started.user_code.slice(0, 4)}-${started.user_code.slice(4)}`.toLowerCase()
  assert.match((await enter({ user_code: typed })).text, /You have signed in/)
  const answer = await poll(started)
  assert.equal(answer.status, 200)
  assert.ok(answer.json<{ refresh_token: string }>().refresh_token)
  assert.equal(numberOf(await poll(started)), 70018)
})

test('a device code that was declined or has expired says so', async () => {
  const declined = await start()
  await enter({ user_code: declined.user_code, decision: 'decline', password: '' })
  const answer = await poll(declined)
  assert.deepEqual(
    [answer.json<{ error: string }>().error, numberOf(answer)],
    ['authorization_declined', 65004],
  )
  const late = await start()
  server.pass(900_000)
  assert.equal((await enter({ user_code: late.user_code })).status, 400)
  const expired = await poll(late)
  assert.deepEqual(
    [expired.json<{ error: string }>().error, numberOf(expired)],
    ['expired_token', 70019],
  )
})

test('the page shows what was typed, and runs none of it', async () => {
  const page = await call(
    server,
    `/devicelogin?user_code=${encodeURIComponent('"><script>1</script>')}`,
  )
  assert.doesNotMatch(page.text, /<script>/)
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
})

test('a browser sign-in gives a code to this machine only, and the code to its asker only', async () => {
  const { user } = server.identity.credentials
  const verifier = 'v'.repeat(43)
  const query = (changes: Fields = {}) =>
    new URLSearchParams({
      client_id: AZ,
      response_type: 'code',
      redirect_uri: 'http://localhost:8400',
      scope: SCOPE,
      nonce: 'n1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    })
  const enterPage = async (changes?: Fields) => {
    const path = `/organizations/oauth2/v2.0/authorize?${query(changes)}`
    return call(server, path, { form: { username: user.name, password: user.password } })
  }
  const redeem = async (form: Fields) => {
    const location = new URL(String((await enterPage()).headers.location))
    return post('token', {
      grant_type: 'authorization_code',
      code: location.searchParams.get('code')!,
      redirect_uri: 'http://localhost:8400',
      ...form,
    })
  }
  const answer = (await redeem({ code_verifier: verifier })).json<{ id_token: string }>()
  assert.equal(decodeJwt(answer.id_token).nonce, 'n1')
  assert.equal(numberOf(await redeem({ code_verifier: 'another' })), 501481)
  assert.equal(numberOf(await redeem({ redirect_uri: 'http://localhost:9999' })), 70008)
  const posting = await enterPage({ response_mode: 'form_post', state: '"<s>"' })
  assert.match(posting.text, /<form method="post" action="http:\/\/localhost:8400">/)
  assert.match(posting.text, /name="code" value="[\w-]{43}">/)
  assert.match(posting.text, /name="state" value="&quot;&lt;s&gt;&quot;">/)
  assert.match((await enterPage({ redirect_uri: 'https://evil.example' })).text, /AADSTS50011/)
})

test('az’s way through ADFS takes scopes at the v1 address', async () => {
  const { user } = server.identity.credentials
  const answer = await call(server, '/adfs/oauth2/token', {
    form: {
      client_id: AZ,
      grant_type: 'password',
      username: user.name,
      password: user.password,
      scope: SCOPE,
    },
  })
  assert.equal(answer.json<{ expires_in: number }>().expires_in, 3599)
})

const identityToken = (path: string, headers: Fields, query: Fields = {}): Promise<Answer> => {
  const all = new URLSearchParams({
    'api-version': '2018-02-01',
    resource: 'https://management.azure.com/',
    ...query,
  })
  return call(server, `${path}?${all}`, { headers })
}
const IMDS = '/metadata/identity/oauth2/token'

test('a managed identity’s token takes the header and the secret, and comes in strings', async () => {
  const { managedIdentity } = server.identity.credentials
  const path = `/managed-identity/${managedIdentity.secret}${IMDS}`
  const metadata = { Metadata: 'true' }
  const answer = (await identityToken(path, metadata)).json<Record<string, unknown>>()
  assert.ok(Object.values(answer).every((value) => typeof value === 'string'))
  const claims = decodeJwt(String(answer.access_token))
  assert.equal(answer.expires_on, String(claims.exp))
  assert.equal(answer.client_id, managedIdentity.clientId)
  assert.equal((await identityToken(path, {})).status, 400)
  assert.equal((await identityToken(IMDS, metadata)).status, 400)
  assert.equal((await identityToken(`/managed-identity/guess${IMDS}`, metadata)).status, 400)
  assert.equal((await identityToken('/msi/token', { 'X-IDENTITY-HEADER': 'guess' })).status, 401)
})

test('another identity is chosen by any of its three ids', async () => {
  const { tenantId, managedIdentity } = server.identity.credentials
  const path = `/managed-identity/${managedIdentity.secret}${IMDS}`
  const resourceId =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/U1'
  const made = await server.store.write((tx) =>
    insertPrincipal(
      tx,
      { tenantId, kind: 'managed-identity', displayName: 'u1', resourceId },
      instant(Date.now()),
    ),
  )
  const ids = { client_id: made.signInName, object_id: made.objectId, mi_res_id: resourceId }
  for (const [name, value] of Object.entries(ids)) {
    const answer = await identityToken(path, { Metadata: 'true' }, { [name]: value })
    const { oid } = decodeJwt(answer.json<{ access_token: string }>().access_token)
    assert.equal(oid, made.objectId, name)
  }
  const { clientId } = server.identity.credentials
  const application = await identityToken(path, { Metadata: 'true' }, { client_id: clientId })
  assert.equal(application.status, 400)
})

test('the well-known path answers every caller only when it was opened', async () => {
  const open = await startServer({ openManagedIdentity: true })
  try {
    const path = `${IMDS}?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F`
    const answer = await call(open, path, { headers: { Metadata: 'true' } })
    assert.equal(answer.status, 200)
    assert.equal((await call(open, path)).status, 400)
  } finally {
    await open.stop()
  }
})
