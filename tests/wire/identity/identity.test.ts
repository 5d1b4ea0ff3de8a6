import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose'
import { call, startServer, type TestServer, tokenFor } from './identity-server.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const subscription = (): string => `/subscriptions/${server.identity.credentials.subscriptionId}`
const codeOf = (answer: { json<T>(): T }): string =>
  answer.json<{ error: { code: string } }>().error.code

test('a token for each of the audiences can be had, and another verifies it by the JWKS', async () => {
  const { tenantId, objectId, clientId } = server.identity.credentials
  const keys = createRemoteJWKSet(new URL(`${server.origin}/${tenantId}/discovery/v2.0/keys`), {
    [customFetch]: async (url) => {
      const { pathname } = new URL(url)
      return new Response((await call(server, pathname)).text)
    },
  })
  const scopes = {
    'https://management.azure.com/.default': 'https://management.azure.com',
    'https://management.azure.com//.default': 'https://management.azure.com/',
    'https://management.core.windows.net//.default': 'https://management.core.windows.net/',
    'https://batch.core.windows.net/.default': 'https://batch.core.windows.net/',
    [`${server.origin}/.default`]: server.origin,
    [`${server.origin}/graph/.default`]: `${server.origin}/graph`,
  }
  for (const [scope, audience] of Object.entries(scopes)) {
    const { payload } = await jwtVerify(await tokenFor(server, scope), keys, {
      audience,
      issuer: `https://sts.windows.net/${tenantId}/`,
      algorithms: ['RS256'],
    })
    assert.equal(payload.oid, objectId)
    assert.equal(payload.appid, clientId)
    assert.equal(payload.idtyp, 'app')
  }
})

test('the v1 endpoint takes a resource and answers in strings', async () => {
  const { tenantId, clientId, clientSecret } = server.identity.credentials
  const answer = await call(server, `/${tenantId}/oauth2/token`, {
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      resource: 'https://management.core.windows.net/',
    },
  })
  const body = answer.json<Record<string, string>>()
  assert.equal(answer.status, 200)
  assert.equal(body.resource, 'https://management.core.windows.net/')
  assert.equal(body.expires_in, '3599')
  assert.equal(body.expires_on, String(decodeJwt(body.access_token!).exp))
})

test('a refusal of the token service has its number and its ids', async () => {
  const { tenantId, clientId } = server.identity.credentials
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'no secret of its',
    scope: 'https://management.azure.com/.default',
  }
  const correlation = randomUUID()
  const refuse = async (path: string, changes: Record<string, string>) => {
    const headers = { 'x-ms-correlation-request-id': correlation }
    const answer = await call(server, path, { form: { ...form, ...changes }, headers })
    const body = answer.json<{
      error: string
      error_codes: number[]
      error_description: string
      timestamp: string
      correlation_id: string
      trace_id: string
    }>()
    assert.match(body.timestamp, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
    assert.equal(body.correlation_id, correlation)
    assert.match(body.error_description, new RegExp(`^AADSTS${body.error_codes[0]}: `))
    assert.match(body.error_description, new RegExp(`Trace ID: ${body.trace_id}`))
    return [answer.status, body.error, body.error_codes[0]]
  }
  const path = `/${tenantId}/oauth2/v2.0/token`
  assert.deepEqual(await refuse(path, {}), [401, 'invalid_client', 7000215])
  assert.deepEqual(await refuse(path, { client_id: randomUUID() }), [
    400,
    'unauthorized_client',
    700016,
  ])
  assert.deepEqual(await refuse(`/${randomUUID()}/oauth2/v2.0/token`, {}), [
    400,
    'invalid_request',
    90002,
  ])
  assert.deepEqual(await refuse(path, { grant_type: 'magic' }), [
    400,
    'unsupported_grant_type',
    70003,
  ])
  const { clientSecret } = server.identity.credentials
  const known = { client_secret: clientSecret }
  assert.deepEqual(await refuse(path, { ...known, scope: 'https://management.azure.com/x' }), [
    400,
    'invalid_scope',
    1002012,
  ])
  const two = 'https://management.azure.com/.default https://vault.azure.net/.default'
  assert.deepEqual(await refuse(path, { ...known, scope: two }), [400, 'invalid_scope', 70011])
  const { user } = server.identity.credentials
  const signIn = { ...known, grant_type: 'password', username: user.name, password: user.password }
  const both = 'https://management.azure.com/.default https://vault.azure.net/.default'
  assert.deepEqual(await refuse(path, { ...signIn, scope: both }), [400, 'invalid_scope', 700022])
  assert.deepEqual(await refuse(path, { ...known, scope: 'https://nowhere.example/.default' }), [
    400,
    'invalid_resource',
    500011,
  ])
})

test('a form without end is refused, and so is a GET', async () => {
  const { tenantId } = server.identity.credentials
  const path = `/${tenantId}/oauth2/v2.0/token`
  const long = await call(server, path, { form: { grant_type: 'x'.repeat(70_000) } })
  assert.equal(long.json<{ error_codes: number[] }>().error_codes[0], 9002313)
  const got = await call(server, path)
  assert.equal(got.status, 405)
  assert.equal(got.json<{ error_codes: number[] }>().error_codes[0], 900561)
})

test('a call without a token, or with something else, is told where to get one', async () => {
  const { tenantId } = server.identity.credentials
  const none = await call(server, subscription())
  assert.equal(none.status, 401)
  assert.equal(codeOf(none), 'AuthenticationFailed')
  assert.equal(none.headers['x-ms-failure-cause'], 'gateway')
  assert.equal(
    none.headers['www-authenticate'],
    `Bearer authorization_uri="${server.origin}/${tenantId}", error="invalid_token", ` +
      `error_description="The authentication failed because of missing 'Authorization' header."`,
  )
  const basic = await call(server, subscription(), { headers: { authorization: 'Basic eDp5' } })
  assert.equal(codeOf(basic), 'AuthenticationFailedInvalidHeader')
})

test('a garbled token, a foreign one and a changed one are all invalid', async () => {
  const other = await startServer()
  try {
    const token = await tokenFor(server)
    const [header, , signature] = token.split('.')
    const claims = { ...decodeJwt(token), oid: randomUUID() }
    const changed = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    for (const wrong of [
      'nonsense',
      await tokenFor(other),
      `${header}.${changed}.${signature}`,
      `${unsigned}.${changed}.e30`,
    ]) {
      const answer = await call(server, subscription(), bearer(wrong))
      assert.equal(answer.status, 401)
      assert.equal(codeOf(answer), 'InvalidAuthenticationToken')
      assert.match(String(answer.headers['www-authenticate']), /^Bearer authorization_uri=/)
    }
  } finally {
    await other.stop()
  }
})

test('a token for another audience is refused with the list of those that would do', async () => {
  const token = await tokenFor(server, 'https://graph.microsoft.com/.default')
  const answer = await call(server, subscription(), bearer(token))
  const { code, message } = answer.json<{ error: { code: string; message: string } }>().error
  assert.equal(answer.status, 401)
  assert.equal(code, 'InvalidAuthenticationTokenAudience')
  assert.match(
    message,
    /wrong audience or resource 'https:\/\/graph\.microsoft\.com'\. It should exactly match with one of the allowed audiences 'https:\/\/management\.core\.windows\.net\/',/,
  )
})

test('a token works until it expires, however often it was seen before', async () => {
  const aged = await startServer()
  try {
    const token = await tokenFor(aged)
    const path = `/subscriptions/${aged.identity.credentials.subscriptionId}`
    assert.equal((await call(aged, path, bearer(token))).status, 200)
    // Tokens live for an hour less a second. Well before and well after that: real time passes too.
    aged.pass(3_500_000)
    assert.equal((await call(aged, path, bearer(token))).status, 200)
    aged.pass(100_000)
    const late = await call(aged, path, bearer(token))
    const { code, message } = late.json<{ error: { code: string; message: string } }>().error
    assert.equal(code, 'ExpiredAuthenticationToken')
    assert.match(
      message,
      /^The access token expiry UTC time '\d+\/\d+\/\d{4} \d+:\d\d:\d\d [AP]M' is earlier than current UTC time '.* [AP]M'\.$/,
    )
  } finally {
    await aged.stop()
  }
})

test('an application may do what its roles permit, and is told what it lacks', async () => {
  const token = await tokenFor(server)
  const cluster =
    `${subscription()}/resourceGroups/rg/providers/Microsoft.ContainerService` +
    '/managedClusters/c1/abort?api-version=2024-05-01'
  const allowed = await call(server, cluster, { method: 'POST', ...bearer(token) })
  assert.equal(codeOf(allowed), 'ResourceGroupNotFound')
  const { clientId, objectId, secret } = server.identity.credentials.managedIdentity
  const msi = '/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com%2F'
  const contributor = (await call(server, msi, { headers: { 'X-IDENTITY-HEADER': secret } })).json<{
    access_token: string
  }>().access_token
  const path = `${subscription()}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`
  const refused = await call(server, path, { method: 'PUT', ...bearer(contributor) })
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.json<{ error: unknown }>().error, {
    code: 'AuthorizationFailed',
    message:
      `The client '${clientId}' with object id '${objectId}' does not have authorization to ` +
      "perform action 'Microsoft.Authorization/roleAssignments/write' over scope " +
      `'${path}' or the scope is invalid. If access was recently granted, please refresh ` +
      'your credentials.',
  })
})

test('discovery names endpoints on the host that the client used', async () => {
  const { tenantId, tenantDomain } = server.identity.credentials
  const read = async (path: string) => (await call(server, path)).json<Record<string, string>>()
  const byId = await read(`/${tenantId}/v2.0/.well-known/openid-configuration`)
  assert.equal(byId.issuer, `${server.origin}/${tenantId}/v2.0`)
  assert.equal(byId.token_endpoint, `${server.origin}/${tenantId}/oauth2/v2.0/token`)
  assert.equal(byId.jwks_uri, `${server.origin}/${tenantId}/discovery/v2.0/keys`)
  assert.deepEqual(await read(`/${tenantDomain}/v2.0/.well-known/openid-configuration`), byId)
  const common = await read('/common/v2.0/.well-known/openid-configuration')
  assert.equal(common.issuer, `${server.origin}/{tenantid}/v2.0`)
  const v1 = await read(`/${tenantId}/.well-known/openid-configuration`)
  assert.equal(v1.issuer, `https://sts.windows.net/${tenantId}/`)
  assert.equal(v1.token_endpoint, `${server.origin}/${tenantId}/oauth2/token`)
  const adfs = await read('/adfs/.well-known/openid-configuration')
  assert.equal(adfs.token_endpoint, `${server.origin}/adfs/oauth2/token`)
})

test('instance discovery knows this host and no other', async () => {
  const { tenantId } = server.identity.credentials
  const ask = (authority: string) =>
    call(
      server,
      `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${authority}/${tenantId}/oauth2/v2.0/authorize`)}`,
    )
  const own = await ask(server.origin)
  assert.equal(
    own.json<{ tenant_discovery_endpoint: string }>().tenant_discovery_endpoint,
    `${server.origin}/${tenantId}/v2.0/.well-known/openid-configuration`,
  )
  const foreign = await ask('https://login.example.com')
  assert.deepEqual([foreign.status, foreign.json()], [400, { error: 'invalid_instance' }])
})

test('the cloud is described in the shape that each client asks for', async () => {
  const read = async (version: string) =>
    (await call(server, `/metadata/endpoints?api-version=${version}`)).json<unknown>()
  const terraform = (await read('2022-09-01')) as Record<string, unknown>
  assert.equal(terraform.resourceManager, server.origin)
  assert.equal(terraform.microsoftGraphResourceId, `${server.origin}/graph`)
  assert.deepEqual(terraform.authentication, {
    loginEndpoint: server.origin,
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  })
  assert.deepEqual(await read('2019-05-01'), [terraform])
  assert.deepEqual(await read('2020-06-01'), [terraform])
  const inCapitals = await call(server, '/metadata/endpoints?API-VERSION=2022-09-01')
  assert.deepEqual(inCapitals.json(), terraform)
  const first = (await read('2015-01-01')) as Record<string, unknown>
  assert.deepEqual(Object.keys(first), [
    'galleryEndpoint',
    'graphEndpoint',
    'portalEndpoint',
    'authentication',
  ])
})

test('a client finds its own id of the call in the answer, and the server’s', async () => {
  const id = randomUUID()
  const { tenantId, clientId } = server.identity.credentials
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: 'x' }
  const path = `/${tenantId}/oauth2/v2.0/token`
  const asked = { 'client-request-id': id, 'return-client-request-id': 'true' }
  const refused = await call(server, path, {
    form: { ...form, scope: 'https://management.azure.com/.default' },
    headers: asked,
  })
  const body = refused.json<Record<string, string>>()
  assert.equal(body.correlation_id, id)
  assert.match(body.error_description!, new RegExp(`Correlation ID: ${id} `))
  assert.equal(refused.headers['client-request-id'], id)
  assert.equal(refused.headers['x-ms-request-id'], body.trace_id)
  assert.equal(refused.headers['x-ms-clitelem'], '1,7000215,0,,')
  const silent = await call(server, path, { form, headers: { 'client-request-id': id } })
  assert.equal(silent.headers['client-request-id'], undefined)
})

test('a person’s token for Graph tells the client who that is', async () => {
  const { tenantId, user } = server.identity.credentials
  const AZ = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
  const form = {
    grant_type: 'password',
    client_id: AZ,
    username: user.name,
    password: user.password,
  }
  const token = await call(server, `/${tenantId}/oauth2/v2.0/token`, {
    form: { ...form, scope: 'https://graph.microsoft.com/.default' },
  })
  const { access_token, foci } = token.json<{ access_token: string; foci: string }>()
  assert.equal(foci, '1')
  const discovery = `/${tenantId}/v2.0/.well-known/openid-configuration`
  const { userinfo_endpoint } = (await call(server, discovery)).json<{
    userinfo_endpoint: string
  }>()
  const { pathname } = new URL(userinfo_endpoint)
  const known = await call(server, pathname, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  assert.equal(known.json<{ email: string }>().email, user.name)
  const other = `Bearer ${await tokenFor(server)}`
  assert.equal((await call(server, pathname, { headers: { authorization: other } })).status, 401)
  assert.equal((await call(server, pathname)).status, 401)
})
