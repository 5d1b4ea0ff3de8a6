// Roles through the whole server: given, taken and enforced over ARM's own calls.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Credentials } from '#identity/bootstrap.ts'
import { CONTRIBUTOR, READER } from '#identity/roles/roles.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

let directory: string
let server: Lazuli
let credentials: Credentials
let owner: string
let machine: string

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown> & {
    readonly value: readonly Record<string, unknown>[]
    readonly error: { readonly code: string; readonly message: string }
  }
}

function send(method: string, path: string, headers: Record<string, string>, body?: string) {
  const ca = readFileSync(server.ready.caFile)
  return new Promise<Answer>((resolve, reject) => {
    const options = { method, headers, ca, agent: false }
    const outgoing = request(`${server.ready.arm}${path}`, options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        text += chunk
      })
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: text ? JSON.parse(text) : {},
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const arm = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  send(
    method,
    path,
    { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body === undefined ? undefined : JSON.stringify(body),
  )

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-roles-'))
  server = await createLazuli({ data: directory })
  credentials = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8'))
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: 'https://management.azure.com/.default',
  })
  const path = `/${credentials.tenantId}/oauth2/v2.0/token`
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  owner = String((await send('POST', path, type, form.toString())).body.access_token)
  const imds =
    `/managed-identity/${credentials.managedIdentity.secret}/metadata/identity/oauth2/token` +
    '?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F'
  machine = String((await send('GET', imds, { metadata: 'true' })).body.access_token)
})
after(async () => {
  await server.stop()
  rmSync(directory, { recursive: true })
})

const subscription = (): string => `/subscriptions/${credentials.subscriptionId}`
const group = (name: string): string => `${subscription()}/resourceGroups/${name}`
const groups = 'api-version=2021-04-01'
const roles = 'api-version=2022-04-01'
const assignments = '/providers/Microsoft.Authorization/roleAssignments'

const assign = (token: string, scope: string, role: string): Promise<Answer> =>
  arm(token, 'PUT', `${scope}${assignments}/${randomUUID()}?${roles}`, {
    properties: {
      roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId: credentials.managedIdentity.objectId,
      principalType: 'ServicePrincipal',
    },
  })

test('a contributor works, but gives no other a role and has no say in the server itself', async () => {
  const made = await arm(machine, 'PUT', `${group('made')}?${groups}`, { location: 'westeurope' })
  assert.equal(made.status, 201)
  const given = await assign(machine, group('made'), READER)
  assert.equal(given.status, 403)
  assert.equal(given.body.error.code, 'AuthorizationFailed')
  assert.match(
    given.body.error.message,
    /perform action 'Microsoft\.Authorization\/roleAssignments\/write' over scope/,
  )
  assert.equal((await arm(machine, 'GET', '/lazuli/status')).status, 403)
  assert.equal((await arm(owner, 'GET', '/lazuli/status')).status, 200)
  // What time it is may be read by every caller with a token, and changed by owners alone.
  assert.equal((await arm(machine, 'GET', '/lazuli/clock')).status, 200)
  assert.equal((await arm(machine, 'POST', '/lazuli/clock/freeze')).status, 403)
})

test('what a role permits ends with it, and begins with another', async () => {
  const mine = `$filter=principalId eq '${credentials.managedIdentity.objectId}'`
  const held = await arm(
    owner,
    'GET',
    `${subscription()}${assignments}?${roles}&${mine.replaceAll(' ', '%20')}`,
  )
  const contributor = held.body.value.find((one) =>
    String((one.properties as { roleDefinitionId: string }).roleDefinitionId).endsWith(CONTRIBUTOR),
  )!
  // Read again and again, so that the server knows the call by heart.
  for (let i = 0; i < 3; i++) {
    assert.equal((await arm(machine, 'GET', `${group('lazuli')}?${groups}`)).status, 200)
  }
  assert.equal((await arm(owner, 'DELETE', `${contributor.id}?${roles}`)).status, 200)
  const list = '/subscriptions?api-version=2022-12-01'
  assert.deepEqual((await arm(machine, 'GET', list)).body.value, [])
  assert.equal((await arm(owner, 'GET', list)).body.value.length, 1)
  assert.equal((await arm(machine, 'GET', `${group('lazuli')}?${groups}`)).status, 403)
  // A group that is not there looks to a stranger just like one that is.
  assert.equal((await arm(machine, 'GET', `${group('absent')}?${groups}`)).status, 403)

  assert.equal((await assign(owner, group('lazuli'), READER)).status, 201)
  assert.equal((await arm(machine, 'GET', list)).body.value.length, 1)
  assert.equal((await arm(machine, 'GET', `${group('LAZULI')}?${groups}`)).status, 200)
  const cluster = `${group('lazuli')}/providers/Microsoft.ContainerService/managedClusters/c1`
  const read = await arm(machine, 'GET', `${cluster}?api-version=2024-05-01`)
  assert.equal(read.status, 404)
  const abort = await arm(machine, 'POST', `${cluster}/abort?api-version=2024-05-01`)
  assert.equal(abort.status, 403)
  assert.match(
    abort.body.error.message,
    /perform action 'Microsoft\.ContainerService\/managedclusters\/abort\/action' over scope/,
  )
  const writes: readonly (readonly [string, string, string])[] = [
    ['PUT', '', 'managedClusters/write'],
    ['DELETE', '', 'managedClusters/delete'],
    ['PUT', '/agentPools/pool1', 'managedClusters/agentPools/write'],
    ['POST', '/listClusterUserCredential', 'managedClusters/listClusterUserCredential/action'],
    ['POST', '/listClusterAdminCredential', 'managedClusters/listClusterAdminCredential/action'],
  ]
  for (const [method, path, action] of writes) {
    const body = method === 'DELETE' ? undefined : {}
    const refused = await arm(machine, method, `${cluster}${path}?api-version=2024-05-01`, body)
    assert.equal(refused.status, 403, action)
    assert.equal(refused.body.error.code, 'AuthorizationFailed')
    const wanted = `perform action 'Microsoft.ContainerService/${action}' over scope`
    assert.ok(refused.body.error.message.toLowerCase().includes(wanted.toLowerCase()), action)
  }
})

const definitions = (scope: string, name = ''): string =>
  `${scope}/providers/Microsoft.Authorization/roleDefinitions${name && `/${name}`}?${roles}`

const custom = (overrides: Record<string, unknown> = {}) => ({
  properties: {
    roleName: 'Cluster Stopper',
    description: 'Stops clusters.',
    type: 'CustomRole',
    permissions: [
      {
        actions: ['Microsoft.ContainerService/managedClusters/*', '*/read'],
        notActions: ['Microsoft.ContainerService/managedClusters/delete'],
      },
    ],
    assignableScopes: [subscription()],
    ...overrides,
  },
})

interface RoleProperties {
  readonly roleName: string
  readonly type: string
  readonly createdOn: string
  readonly updatedOn: string
  readonly permissions: readonly { readonly actions: readonly string[] }[]
}
const propertiesOf = (answer: Answer) => answer.body.properties as RoleProperties

test('a custom role permits what it says until it says something else', async () => {
  const name = randomUUID()
  const made = await arm(owner, 'PUT', definitions(subscription(), name), custom())
  assert.equal(made.status, 201)
  assert.equal(
    made.body.id,
    `${subscription()}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
  )
  assert.equal(propertiesOf(made).type, 'CustomRole')
  const target = group('stoppers')
  await arm(owner, 'PUT', `${target}?${groups}`, { location: 'westeurope' })
  const cluster = `${target}/providers/Microsoft.ContainerService/managedClusters/c1`
  const stop = () => arm(machine, 'POST', `${cluster}/stop?api-version=2024-05-01`)
  assert.equal((await stop()).status, 403)
  const given = await assign(owner, target, name)
  assert.equal(given.status, 201)
  // Allowed now: there is only no such cluster.
  assert.equal((await stop()).status, 404)
  assert.equal((await arm(machine, 'GET', `${target}?${groups}`)).status, 200)
  const deleted = await arm(machine, 'DELETE', `${cluster}?api-version=2024-05-01`)
  assert.equal(deleted.status, 403, 'what notActions takes away')

  const less = custom({ permissions: [{ actions: ['*/read'] }] })
  const changed = await arm(owner, 'PUT', definitions(subscription(), name.toUpperCase()), less)
  assert.equal(changed.status, 201)
  assert.equal(propertiesOf(changed).createdOn, propertiesOf(made).createdOn)
  assert.deepEqual(propertiesOf(changed).permissions[0]?.actions, ['*/read'])
  assert.equal((await stop()).status, 403)

  const held = await arm(owner, 'DELETE', definitions(subscription(), name))
  assert.deepEqual([held.status, held.body.error.code], [400, 'RoleDefinitionHasAssignments'])
  assert.equal((await arm(owner, 'DELETE', `${given.body.id}?${roles}`)).status, 200)
  assert.equal((await arm(owner, 'DELETE', definitions(subscription(), name))).status, 200)
  assert.equal((await arm(owner, 'DELETE', definitions(subscription(), name))).status, 204)
  assert.equal((await arm(owner, 'GET', definitions(subscription(), name))).status, 404)
})

test('a custom role is listed and assigned where it says, and nowhere else', async () => {
  const name = randomUUID()
  const here = group('here')
  for (const each of [here, group('there')]) {
    await arm(owner, 'PUT', `${each}?${groups}`, { location: 'westeurope' })
  }
  const role = custom({ roleName: 'Here Only', assignableScopes: [here] })
  assert.equal((await arm(owner, 'PUT', definitions(here, name), role)).status, 201)
  const namesAt = async (scope: string, filter: string): Promise<unknown[]> => {
    const path = `${definitions(scope)}&$filter=${encodeURIComponent(filter)}`
    return (await arm(owner, 'GET', path)).body.value.map((each) => each.name)
  }
  assert.deepEqual(await namesAt(here, "type eq 'CustomRole'"), [name])
  assert.deepEqual(await namesAt(here, "roleName eq 'here only'"), [name])
  assert.deepEqual(await namesAt(here, "type eq 'BuiltInRole' and roleName eq 'Here Only'"), [])
  assert.deepEqual(await namesAt(group('there'), "type eq 'CustomRole'"), [])
  assert.deepEqual(await namesAt(subscription(), "type eq 'CustomRole'"), [])
  const below = "atScopeAndBelow() and type eq 'CustomRole'"
  assert.deepEqual(await namesAt(subscription(), below), [name])
  assert.equal((await namesAt(here, '')).length > 10, true, 'with the built-in ones')
  assert.equal((await assign(owner, group('there'), name)).status, 400)
  assert.equal((await assign(owner, here, name)).status, 201)
})

test('what no custom role may be is refused', async () => {
  const refused = async (role: unknown, name: string = randomUUID(), by = owner) => {
    const { status, body } = await arm(by, 'PUT', definitions(subscription(), name), role)
    return [status, body.error.code]
  }
  assert.deepEqual(await refused(custom(), 'unknown'), [400, 'InvalidRoleDefinitionId'])
  assert.deepEqual(await refused(custom(), READER), [400, 'RoleDefinitionCannotBeChanged'])
  assert.deepEqual(await refused(custom({ roleName: 'OWNER' })), [
    409,
    'RoleDefinitionWithSameNameExists',
  ])
  assert.deepEqual(await refused(custom({ roleName: '' })), [400, 'InvalidRequestContent'])
  assert.deepEqual(await refused(custom({ permissions: [] })), [400, 'InvalidRequestContent'])
  assert.deepEqual(await refused(custom({ type: 'BuiltInRole' })), [400, 'InvalidRequestContent'])
  assert.deepEqual(await refused(custom({ assignableScopes: ['/'] })), [
    400,
    'InvalidAssignableScope',
  ])
  assert.deepEqual(await refused(custom({ permissions: [{ actions: ['stop clusters'] }] })), [
    400,
    'InvalidActionOrNotAction',
  ])
  assert.deepEqual(await refused(custom({ permissions: [{ dataActions: ['x'] }] })), [
    400,
    'InvalidDataActionOrNotDataAction',
  ])
  const foreign = [subscription(), `/subscriptions/${randomUUID()}`]
  assert.deepEqual(await refused(custom({ assignableScopes: foreign })), [
    403,
    'LinkedAuthorizationFailed',
  ])
  assert.deepEqual(await refused(custom(), randomUUID(), machine), [403, 'AuthorizationFailed'])
  const builtIn = await arm(owner, 'DELETE', definitions(subscription(), READER))
  assert.equal(builtIn.status, 400)
})

test('an unknown path is a 404 for every caller', async () => {
  for (const token of [owner, machine]) {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, body } = await arm(token, method, `/nothing/here?${groups}`)
      assert.deepEqual([status, body.error.code], [404, 'MissingSubscription'])
    }
  }
})

test('who may work in one group only sees the work there to its end', async () => {
  const scope = group('only')
  await arm(owner, 'PUT', `${scope}?${groups}`, { location: 'westeurope' })
  const { value } = (
    await arm(
      owner,
      'GET',
      `${subscription()}${assignments}?${roles}&$filter=assignedTo('${credentials.managedIdentity.objectId}')`,
    )
  ).body
  for (const { id } of value) await arm(owner, 'DELETE', `${id}?${roles}`)
  assert.equal((await assign(owner, scope, CONTRIBUTOR)).status, 201)
  const account = `${scope}/providers/Microsoft.Batch/batchAccounts/only?api-version=2024-02-01`
  const begun = await arm(machine, 'PUT', account, { location: 'westeurope' })
  assert.equal(begun.status, 202)
  const monitor = new URL(String(begun.headers.location))
  const asked = await arm(machine, 'GET', `${monitor.pathname}${monitor.search}`)
  assert.ok(asked.status === 202 || asked.status === 200, String(asked.status))
  assert.equal((await arm(machine, 'GET', `${subscription()}/resources?${groups}`)).status, 403)
})
