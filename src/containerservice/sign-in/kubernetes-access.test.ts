import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionOf, scopeOf } from './kubernetes-access.ts'

const access = { verb: 'get', group: '', resource: 'pods', subresource: '', namespace: '' }
const ROOT = 'Microsoft.ContainerService/managedClusters'

test('a call is an action of a data plane', () => {
  assert.equal(actionOf(access), `${ROOT}/pods/read`)
  assert.equal(actionOf({ ...access, verb: 'watch', subresource: 'log' }), `${ROOT}/pods/read`)
  const deployments = { ...access, group: 'apps', resource: 'deployments' }
  assert.equal(actionOf({ ...deployments, verb: 'patch' }), `${ROOT}/apps/deployments/write`)
  assert.equal(
    actionOf({ ...deployments, verb: 'deletecollection' }),
    `${ROOT}/apps/deployments/delete`,
  )
  assert.equal(
    actionOf({ ...access, verb: 'create', subresource: 'exec' }),
    `${ROOT}/pods/exec/action`,
  )
  assert.equal(
    actionOf({ ...access, verb: 'impersonate', resource: 'users' }),
    `${ROOT}/users/impersonate/action`,
  )
})

test('a role is looked for at the namespace and above it', () => {
  assert.equal(scopeOf('/c', access), '/c')
  assert.equal(scopeOf('/c', { ...access, namespace: 'team' }), '/c/namespaces/team')
})
