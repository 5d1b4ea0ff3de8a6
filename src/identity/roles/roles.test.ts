import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  allows,
  allowsData,
  BUILT_IN_ROLES,
  CONTRIBUTOR,
  findRole,
  OWNER,
  READER,
} from './roles.ts'

const may = (role: string, action: string): boolean => allows(findRole(role)!, action)
const ABORT = 'Microsoft.ContainerService/managedClusters/abort/action'
const ASSIGN = 'Microsoft.Authorization/roleAssignments/write'

test('an owner may do all, a contributor all but say who may, a reader only look', () => {
  for (const action of [ABORT, ASSIGN, 'Microsoft.Batch/batchAccounts/read']) {
    assert.equal(may(OWNER, action), true)
  }
  assert.equal(may(CONTRIBUTOR, ABORT), true)
  assert.equal(may(CONTRIBUTOR, ASSIGN), false)
  assert.equal(may(CONTRIBUTOR, 'microsoft.authorization/ROLEASSIGNMENTS/delete'), false)
  assert.equal(may(CONTRIBUTOR, 'Microsoft.Authorization/roleAssignments/read'), true)
  assert.equal(may(READER, 'Microsoft.ContainerService/managedClusters/read'), true)
  assert.equal(may(READER, ABORT), false)
  // Listing keys and credentials is an action and no read: readers do not get at secrets.
  assert.equal(may(READER, 'Microsoft.Batch/batchAccounts/listKeys/action'), false)
})

test('a wildcard covers whole actions, and a dot is only a dot', () => {
  const definition = { ...findRole(READER)!, actions: ['Microsoft.Batch/*/read', 'A.B/c'] }
  assert.equal(allows(definition, 'Microsoft.Batch/batchAccounts/pools/read'), true)
  assert.equal(allows(definition, 'Microsoft.Batch/batchAccounts/read/action'), false)
  assert.equal(allows(definition, 'AxB/c'), false)
})

test('a data plane honours data actions and plain ones', () => {
  const submitter = findRole('48e5e92e-a480-4e71-aa9c-2778f4c13781')!
  const write = 'Microsoft.Batch/batchAccounts/jobs/write'
  assert.equal(allows(submitter, write), false)
  assert.equal(allowsData(submitter, write), true)
  assert.equal(allowsData(submitter, 'Microsoft.Batch/batchAccounts/pools/write'), false)
  assert.equal(allowsData(findRole(CONTRIBUTOR)!, write), true)
  assert.equal(allowsData(findRole(READER)!, write), false)
})

test('a role is found by its GUID or by an id that ends in it', () => {
  const id = `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${OWNER.toUpperCase()}`
  assert.equal(findRole(id)?.roleName, 'Owner')
  assert.equal(findRole('nothing'), undefined)
  assert.equal(new Set(BUILT_IN_ROLES.map((role) => role.name)).size, BUILT_IN_ROLES.length)
})
