// People and programs, made and taken away through Graph, and what they may do meanwhile.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { after, before, test } from 'node:test'
import { CONTRIBUTOR, READER } from '#identity/roles/roles.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

const AZ = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const DOMAIN = 'lazuli.localhost'
const PASSWORD = 'Correct-Horse-7'

let server: Lazuli
let agent: Agent
let owner: string
let graph: string

interface Answer {
  readonly status: number
  readonly text: string
  readonly body: Record<string, unknown> & {
    readonly value: readonly Record<string, unknown>[]
    readonly error: { readonly code: string; readonly message: string }
  }
}

function send(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        text += chunk
      })
      incoming.on('error', reject)
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode!, text, body: text ? JSON.parse(text) : {} })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const call = (token: string, method: string, url: string, body?: unknown): Promise<Answer> =>
  send(
    method,
    url,
    { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body === undefined ? undefined : JSON.stringify(body),
  )

const directory = (method: string, path: string, body?: unknown): Promise<Answer> =>
  call(graph, method, `${server.ready.arm}/graph/v1.0${path}`, body)

const arm = (token: string, method: string, path: string, version: string, body?: unknown) =>
  call(token, method, `${server.ready.arm}${path}?api-version=${version}`, body)

async function signIn(form: Readonly<Record<string, string>>): Promise<Answer> {
  const { authority, tenantId } = server.ready
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const text = new URLSearchParams(form).toString()
  return send('POST', `${authority}/${tenantId}/oauth2/v2.0/token`, type, text)
}

const tokenFor = async (scope: string, form: Readonly<Record<string, string>>): Promise<string> => {
  const answer = await signIn({ scope, ...form })
  assert.equal(answer.status, 200, answer.text)
  return String(answer.body.access_token)
}

const ARM = 'https://management.azure.com/.default'
const byPassword = (username: string, password = PASSWORD) => ({
  grant_type: 'password',
  client_id: AZ,
  username,
  password,
})

const rights = (principalId: string, principalType?: string, role = CONTRIBUTOR) => ({
  properties: {
    roleDefinitionId: `${subscription()}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId,
    ...(principalType && { principalType }),
  },
})
const subscription = (): string => `/subscriptions/${server.ready.subscriptionId}`
const assign = (body: unknown): Promise<Answer> =>
  arm(
    owner,
    'PUT',
    `${subscription()}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`,
    '2022-04-01',
    body,
  )
const listGroups = (token: string): Promise<Answer> =>
  arm(token, 'GET', `${subscription()}/resourcegroups`, '2021-04-01')

const newUser = (name: string, changes: object = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${DOMAIN}`,
  passwordProfile: { password: PASSWORD, forceChangePasswordNextSignIn: false },
  ...changes,
})

const codeOf = ({ status, body }: Answer): readonly [number, string] => [status, body.error.code]

before(async () => {
  server = await createLazuli()
  agent = new Agent({ ca: readFileSync(server.ready.caFile), keepAlive: true })
  const { clientId: client_id, clientSecret: client_secret } = server.ready
  const form = { grant_type: 'client_credentials', client_id, client_secret }
  owner = await tokenFor(ARM, form)
  graph = await tokenFor('https://graph.microsoft.com/.default', form)
})
after(async () => {
  agent.destroy()
  await server.stop()
})

test('a teammate is added, signs in, acts by role, and is refused after deletion', async () => {
  const added = await directory('POST', '/users', newUser('kim', { givenName: 'Kim' }))
  assert.equal(added.status, 201, added.text)
  const { id } = added.body as unknown as { id: string }
  assert.equal(added.body.givenName, 'Kim')
  assert.equal('passwordProfile' in added.body, false)
  const token = await tokenFor(ARM, byPassword(`KIM@${DOMAIN}`))
  assert.equal((await listGroups(token)).status, 403)
  // The kind of principal is looked up where the caller does not say it.
  const assigned = await assign(rights(id))
  assert.equal(assigned.status, 201, assigned.text)
  assert.deepEqual((assigned.body.properties as { principalType: string }).principalType, 'User')
  assert.equal((await listGroups(token)).status, 200)
  const mine = await arm(
    token,
    'GET',
    `${subscription()}/providers/Microsoft.Authorization/permissions`,
    '2022-04-01',
  )
  assert.deepEqual(
    mine.body.value.map(({ actions }) => actions),
    [['*']],
  )
  const me = await call(
    await tokenFor(`${server.ready.arm}/graph/.default`, byPassword(`kim@${DOMAIN}`)),
    'GET',
    `${server.ready.arm}/graph/v1.0/me`,
  )
  assert.equal(me.body.userPrincipalName, `kim@${DOMAIN}`)
  assert.equal((await directory('DELETE', `/users/kim@${DOMAIN}`)).status, 204)
  assert.equal((await directory('GET', `/users/${id}`)).status, 404)
  // The token is not at its end yet; who it speaks for is.
  assert.equal((await listGroups(token)).status, 403)
  const again = await signIn({ scope: ARM, ...byPassword(`kim@${DOMAIN}`) })
  assert.deepEqual(again.body.error_codes, [50034])
})

test('a disabled user gets no token and may do nothing, and another password replaces the first', async () => {
  const { id } = (await directory('POST', '/users', newUser('lee'))).body as unknown as {
    id: string
  }
  await assign(rights(id, 'User'))
  const token = await tokenFor(ARM, byPassword(`lee@${DOMAIN}`))
  assert.equal((await listGroups(token)).status, 200)
  assert.equal((await directory('PATCH', `/users/${id}`, { accountEnabled: false })).status, 204)
  assert.equal((await listGroups(token)).status, 403)
  const disabled = await signIn({ scope: ARM, ...byPassword(`lee@${DOMAIN}`) })
  assert.deepEqual(disabled.body.error_codes, [50057])
  await directory('PATCH', `/users/${id}`, {
    accountEnabled: true,
    passwordProfile: { password: 'Another-Horse-8' },
  })
  const old = await signIn({ scope: ARM, ...byPassword(`lee@${DOMAIN}`) })
  assert.deepEqual(old.body.error_codes, [50126])
  await tokenFor(ARM, byPassword(`lee@${DOMAIN}`, 'Another-Horse-8'))
})

test('an application, its service principal and its secrets live as az ad sp create-for-rbac has them', async () => {
  const made = await directory('POST', '/applications', { displayName: 'robot' })
  assert.equal(made.status, 201, made.text)
  const { id, appId } = made.body as unknown as { id: string; appId: string }
  const early = await directory('POST', '/servicePrincipals', { appId: randomUUID() })
  assert.deepEqual(codeOf(early), [400, 'Request_BadRequest'])
  const principal = await directory('POST', '/servicePrincipals', { appId, accountEnabled: true })
  assert.equal(principal.status, 201, principal.text)
  assert.deepEqual(principal.body.servicePrincipalNames, [appId])
  const secret = await directory('POST', `/applications/${id}/addPassword`, {
    passwordCredential: { displayName: 'rbac', endDateTime: '2099-01-01T00:00:00Z' },
  })
  const { secretText, keyId } = secret.body as unknown as { secretText: string; keyId: string }
  assert.equal(secret.body.endDateTime, '2099-01-01T00:00:00Z')
  const shown = await directory('GET', `/applications/${id}`)
  assert.equal(shown.text.includes(secretText), false)
  assert.deepEqual(
    (shown.body.passwordCredentials as { keyId: string; hint: string }[]).map((one) => one.hint),
    [secretText.slice(0, 3)],
  )
  const form = { grant_type: 'client_credentials', client_id: appId, client_secret: secretText }
  const token = await tokenFor(ARM, form)
  const assigned = await assign(rights(String(principal.body.id), 'ServicePrincipal', READER))
  assert.equal(assigned.status, 201)
  assert.equal((await listGroups(token)).status, 200)
  // As az resolves `--assignee`.
  const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${appId}')`)
  const found = await directory('GET', `/servicePrincipals?$filter=${filter}`)
  assert.deepEqual(
    found.body.value.map((one) => one.id),
    [principal.body.id],
  )
  const byIds = await directory('POST', '/directoryObjects/getByIds', {
    ids: [principal.body.id, randomUUID()],
    types: ['user', 'group', 'servicePrincipal'],
  })
  assert.deepEqual(
    byIds.body.value.map((one) => [one['@odata.type'], one.displayName]),
    [['#microsoft.graph.servicePrincipal', 'robot']],
  )
  assert.equal(
    (await directory('POST', `/applications/${id}/removePassword`, { keyId })).status,
    204,
  )
  assert.deepEqual((await signIn({ scope: ARM, ...form })).body.error_codes, [7000215])
  assert.equal((await directory('DELETE', `/applications/${id}`)).status, 204)
  assert.equal((await listGroups(token)).status, 403)
  assert.deepEqual((await signIn({ scope: ARM, ...form })).body.error_codes, [700016])
})

test('a role of a group holds for its members, also by way of other groups', async () => {
  const group = async (name: string): Promise<string> => {
    const made = await directory('POST', '/groups', {
      displayName: name,
      mailEnabled: false,
      mailNickname: name,
      securityEnabled: true,
    })
    assert.equal(made.status, 201, made.text)
    return String(made.body.id)
  }
  const [outer, inner] = [await group('outer'), await group('inner')]
  const { id } = (await directory('POST', '/users', newUser('pat'))).body as unknown as {
    id: string
  }
  const link = (of: string) => ({
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${of}`,
  })
  const add = (to: string, of: string) => directory('POST', `/groups/${to}/members/$ref`, link(of))
  assert.equal((await add(outer, inner)).status, 204)
  assert.equal((await add(inner, id)).status, 204)
  // Round and round: it ends all the same.
  assert.equal((await add(inner, outer)).status, 204)
  assert.deepEqual(codeOf(await add(inner, id)), [400, 'Request_BadRequest'])
  assert.equal((await assign(rights(outer, 'Group', READER))).status, 201)
  const token = await tokenFor(ARM, byPassword(`pat@${DOMAIN}`))
  assert.equal((await listGroups(token)).status, 200)
  const groups = await directory('POST', `/users/pat@${DOMAIN}/getMemberGroups`, {
    securityEnabledOnly: true,
  })
  assert.deepEqual(new Set(groups.body.value as unknown as string[]), new Set([outer, inner]))
  const members = await directory('GET', `/groups/${inner}/members`)
  assert.deepEqual(new Set(members.body.value.map((one) => one.id)), new Set([id, outer]))
  assert.equal((await directory('DELETE', `/groups/${inner}/members/${id}/$ref`)).status, 204)
  assert.equal((await listGroups(token)).status, 403)
})

test('only owners change who there is, and every token is for Graph', async () => {
  const { id } = (await directory('POST', '/users', newUser('sam'))).body as unknown as {
    id: string
  }
  await assign(rights(id, 'User'))
  const scope = 'https://graph.microsoft.com/.default'
  const sams = await tokenFor(scope, byPassword(`sam@${DOMAIN}`))
  const users = `${server.ready.arm}/graph/v1.0/users`
  assert.equal((await call(sams, 'GET', users)).status, 200)
  for (const [method, url, body] of [
    ['POST', users, newUser('eve')],
    ['PATCH', `${users}/${id}`, { displayName: 'x' }],
    ['DELETE', `${users}/${id}`, undefined],
    ['POST', `${server.ready.arm}/graph/v1.0/applications`, { displayName: 'x' }],
  ] as const) {
    const refused = await call(sams, method, url, body)
    assert.deepEqual(codeOf(refused), [403, 'Authorization_RequestDenied'], `${method} ${url}`)
  }
  assert.deepEqual(codeOf(await call(owner, 'GET', users)), [401, 'InvalidAuthenticationToken'])
  assert.deepEqual(codeOf(await send('GET', users, {})), [401, 'InvalidAuthenticationToken'])
  assert.equal((await listGroups(graph)).status, 401)
})

test('what cannot be is refused in the words of Graph', async () => {
  const user = (changes: object): Promise<Answer> =>
    directory('POST', '/users', newUser('bad', changes))
  for (const changes of [
    { userPrincipalName: 'bad@example.com' },
    { userPrincipalName: 'bad' },
    { userPrincipalName: `b d@${DOMAIN}` },
    { passwordProfile: { password: 'short1A' } },
    { passwordProfile: { password: 'alllowercaseletters' } },
    { passwordProfile: {} },
    { mailNickname: undefined },
    { accountEnabled: 'yes' },
    { displayName: '' },
    { mailNickname: 'a b' },
    { jobTitle: '' },
    { nickname: 'x' },
    { passwordProfile: { password: PASSWORD, hint: 'x' } },
  ]) {
    assert.deepEqual(
      codeOf(await user(changes)),
      [400, 'Request_BadRequest'],
      JSON.stringify(changes),
    )
  }
  assert.equal((await directory('GET', '/users/constructor')).status, 404)
  assert.deepEqual(codeOf(await directory('GET', '/drives')), [400, 'BadRequest'])
  for (const filter of [
    'displayName eq',
    'startswith(displayName)',
    "x lt 'y'",
    '((',
    'a/any(b:',
    "'",
  ]) {
    const refused = await directory('GET', `/users?$filter=${encodeURIComponent(filter)}`)
    assert.deepEqual(codeOf(refused), [400, 'BadRequest'], filter)
  }
  for (const top of ['0', '-1', '1000', 'all']) {
    assert.equal((await directory('GET', `/users?$top=${top}`)).status, 400, top)
  }
  const unknown = await assign(rights(randomUUID()))
  assert.deepEqual(codeOf(unknown), [400, 'PrincipalNotFound'])
  const robot = String((await directory('GET', '/servicePrincipals')).body.value[0]!.id)
  assert.deepEqual(codeOf(await assign(rights(robot, 'User'))), [400, 'UnmatchedPrincipalType'])
})

test('lists are filtered and come in pages', async () => {
  for (const name of ['page1', 'page2', 'page3']) await directory('POST', '/users', newUser(name))
  const filter = encodeURIComponent("startswith(displayName,'PAGE') and accountEnabled eq true")
  const names: unknown[] = []
  let path: string | undefined = `/users?$filter=${filter}&$top=2&$select=displayName`
  while (path) {
    const page: Answer = await directory('GET', path)
    assert.equal(page.status, 200, page.text)
    names.push(...page.body.value.map((one) => Object.keys(one).join() + one.displayName))
    path = (page.body['@odata.nextLink'] as string | undefined)?.split('/v1.0')[1]
  }
  assert.deepEqual(names, ['displayNamepage1', 'displayNamepage2', 'displayNamepage3'])
})
