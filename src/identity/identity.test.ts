import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Caller } from '#kernel/handler.ts'
import { instant } from '#kernel/instant.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'
import { CredentialsLost } from './bootstrap.ts'
import { createIdentity, type Identity } from './identity.ts'
import { insertPrincipal, listTenants } from './principals/principal.queries.ts'
import {
  deleteRoleAssignmentsUnder,
  findRoleAssignment,
  insertRoleAssignment,
  roleAssignmentsAround,
} from './roles/role-assignment.queries.ts'
import { roleAssignmentId } from './roles/role-assignment.ts'
import { OWNER, READER } from './roles/roles.ts'

const now = instant(Date.UTC(2026, 2, 5))
let directory: string
let store: SqliteStore
const open = (): Promise<Identity> => createIdentity({ store, directory, now: () => now })

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-identity-'))
  store = new SqliteStore(':memory:')
  await migrate(store)
})
afterEach(async () => {
  await store.close()
  rmSync(directory, { recursive: true })
})

const caller = (oid: string): Caller => ({
  kind: 'app',
  oid,
  appId: 'c',
  tenantId: 't',
  name: 'c',
})
/** Gives the role, to a principal that is there if it was not. */
const assign = async (scope: string, principalId: string, roleDefinitionId: string) => {
  const [tenant] = await listTenants(store)
  const principal = { kind: 'application', displayName: 'p', objectId: principalId } as const
  if (tenant) {
    await store.write((tx) => insertPrincipal(tx, { ...principal, tenantId: tenant.id }, now))
  }
  const name = randomUUID()
  const id = roleAssignmentId(scope, name)
  const assignment = {
    id,
    name,
    scope,
    principalId,
    principalType: 'ServicePrincipal',
    roleDefinitionId,
    createdAt: now,
    createdBy: 'test',
    updatedAt: now,
  } as const
  assert.equal(await store.write((tx) => insertRoleAssignment(tx, assignment)), true)
  return id
}

test('a directory keeps its tenant, secrets and keys from start to start', async () => {
  const first = (await open()).credentials
  const path = join(directory, 'credentials.json')
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), first)
  assert.deepEqual((await open()).credentials, first)
  const all = await roleAssignmentsAround(store, '/')
  assert.equal(all.length, 3)
})

test('a crash between file and rows is made good by the next start', async () => {
  const first = (await open()).credentials
  await store.close()
  store = new SqliteStore(':memory:')
  await migrate(store)
  const second = await open()
  assert.deepEqual(second.credentials, first)
  const scope = `/subscriptions/${first.subscriptionId}`
  assert.equal(await second.isAllowed(caller(first.objectId), 'A/b/write', scope), true)
})

test('a store whose secrets are gone is not given new ones behind its back', async () => {
  await open()
  rmSync(join(directory, 'credentials.json'))
  await assert.rejects(open(), CredentialsLost)
})

test('no secret is in the store', async () => {
  const { clientSecret, user } = (await open()).credentials
  for (const table of ['application_credential', 'principal']) {
    const rows = JSON.stringify(
      await store.all({ strings: [`select * from ${table}`], values: [] }),
    )
    assert.doesNotMatch(rows, new RegExp(`${clientSecret}|${user.password}`))
  }
})

test('a role holds at its scope and below, never beside or above', async () => {
  const identity = await open()
  await assign('/subscriptions/S/resourceGroups/RG', 'p1', READER)
  const may = (scope: string, action = 'A/b/read') =>
    identity.isAllowed(caller('p1'), action, scope)
  assert.equal(await may('/subscriptions/s/resourcegroups/rg'), true)
  assert.equal(await may('/subscriptions/s/resourceGroups/rg/providers/A/b/c'), true)
  assert.equal(await may('/subscriptions/s/resourceGroups/rg2'), false)
  assert.equal(await may('/subscriptions/s'), false)
  assert.equal(await may('/subscriptions/s/resourcegroups/rg', 'A/b/write'), false)
  assert.equal(await identity.isAllowed(caller('p2'), 'A/b/read', '/subscriptions/s'), false)
  await assign('/', 'p2', OWNER)
  assert.equal(await identity.isAllowed(caller('p2'), 'A/b/write', '/subscriptions/s'), true)
})

test('a caller sees the scopes in which it holds any role', async () => {
  const identity = await open()
  await assign('/subscriptions/S/resourceGroups/RG', 'p1', READER)
  assert.equal(await identity.canSee(caller('p1'), '/subscriptions/s'), true)
  assert.equal(await identity.canSee(caller('p1'), '/subscriptions/s2'), false)
  assert.equal(await identity.canSee(caller('p2'), '/subscriptions/s'), false)
})

test('assignments are listed around a scope and go with it', async () => {
  const group = '/subscriptions/S/resourceGroups/RG'
  const ids = [
    await assign('/subscriptions/S', 'p', READER),
    await assign(group, 'p', READER),
    await assign(`${group}/providers/A/b/c`, 'p', READER),
  ]
  const beside = await assign('/subscriptions/S/resourceGroups/RG2', 'p', READER)
  const found = await roleAssignmentsAround(store, group.toLowerCase())
  assert.deepEqual(found.map((one) => one.id).sort(), [...ids].sort())
  await store.write((tx) => deleteRoleAssignmentsUnder(tx, group))
  assert.equal(await findRoleAssignment(store, ids[1]!), undefined)
  assert.equal(await findRoleAssignment(store, ids[2]!), undefined)
  assert.equal((await findRoleAssignment(store, ids[0]!.toUpperCase()))?.id, ids[0])
  assert.equal((await findRoleAssignment(store, beside))?.id, beside)
})
