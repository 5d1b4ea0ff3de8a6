// Roles through the whole server: given, taken and enforced over ARM's own calls.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Credentials } from '#identity/bootstrap.ts'
import { CONTRIBUTOR, READER } from '#identity/roles.ts'
import { type RunningServer, startServer } from '../../src/main.ts'

let directory: string
let server: RunningServer
let credentials: Credentials
let owner: string
let machine: string

interface Answer {
  readonly status: number
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
        resolve({ status: incoming.statusCode ?? 0, body: text ? JSON.parse(text) : {} }),
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
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    batchPort: 0,
    dataDirectory: directory,
    timeScale: 1,
  })
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

test('a contributor works, but gives nobody a role and has no say in the server itself', async () => {
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
