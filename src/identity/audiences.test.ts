import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applicationOf, isKnownResource, parseScope, permissionsIn } from './audiences.ts'

test('the resource is what stands before the last slash of a scope', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'https://management.azure.com/.default': 'https://management.azure.com',
    'https://management.azure.com//.default': 'https://management.azure.com/',
    'https://management.azure.com/user_impersonation openid': 'https://management.azure.com',
    'https://batch.core.windows.net/.default': 'https://batch.core.windows.net/',
    'api://0f1e2d3c-0000-4000-8000-000000000001/.default':
      'api://0f1e2d3c-0000-4000-8000-000000000001',
    'User.Read offline_access': 'https://graph.microsoft.com',
    'openid profile': 'https://graph.microsoft.com',
    'https://a.example/.default https://b.example/.default': undefined,
  }
  for (const [scope, resource] of Object.entries(cases)) {
    assert.equal(parseScope(scope).resource, resource, scope)
  }
})

test('a refresh token is asked for by name', () => {
  assert.equal(parseScope('openid offline_access').wantsRefresh, true)
  assert.equal(parseScope('openid').wantsRefresh, false)
})

test('a claim of permissions holds neither resources nor the default', () => {
  const scopes = [
    'openid',
    'https://x.example/.default',
    'https://x.example/files.read',
    'User.Read',
  ]
  assert.deepEqual(permissionsIn(scopes), ['files.read', 'User.Read'])
})

test('resources of the public cloud and of this host are known, others are not', () => {
  const host = 'lazuli.example:4510'
  for (const resource of [
    'https://management.azure.com/',
    'HTTPS://BATCH.core.windows.net',
    'https://lazuli.example:4510',
    'https://lazuli.example:4510/graph',
    'https://127.0.0.1:9000/',
    'https://management.localhost',
  ]) {
    assert.equal(isKnownResource(resource, host), true, resource)
  }
  for (const resource of [
    'https://lazuli.example',
    'https://localhost.example',
    'https://lazuli.example:4510/admin',
    'nonsense',
  ]) {
    assert.equal(isKnownResource(resource, host), false, resource)
  }
})

test('another application is named by its client id', () => {
  const id = '0f1e2d3c-0000-4000-8000-00000000000a'
  assert.equal(applicationOf(`api://${id}`), id)
  assert.equal(applicationOf(id), id)
  assert.equal(applicationOf(`https://${id}`), undefined)
})
