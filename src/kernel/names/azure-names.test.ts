import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  authorityFor,
  azureNameOf,
  bareName,
  batchHost,
  isAzureOrigin,
  STORAGE_SERVICES,
  storageHost,
} from './azure-names.ts'

test('each name that is answered stands for one service', () => {
  assert.deepEqual(azureNameOf('management.azure.com'), { kind: 'management' })
  assert.deepEqual(azureNameOf('login.windows.net'), { kind: 'login' })
  assert.deepEqual(azureNameOf('graph.microsoft.com'), { kind: 'graph' })
  assert.deepEqual(azureNameOf('169.254.169.254'), { kind: 'metadata' })
  const batch = { kind: 'batch', account: 'acct', region: 'westeurope' }
  assert.deepEqual(azureNameOf(batchHost('acct', 'westeurope')), batch)
  for (const service of STORAGE_SERVICES) {
    const storage = { kind: 'storage', account: 'acct', service }
    assert.deepEqual(azureNameOf(storageHost('acct', service)), storage)
    assert.deepEqual(azureNameOf(storageHost('acct-secondary', service)), storage)
  }
})

test('what only looks like one is none', () => {
  for (const name of [
    '',
    'azure.com',
    'batch.azure.com',
    'westeurope.batch.azure.com',
    'a.b.westeurope.batch.azure.com',
    'x-management.azure.com',
    'management.azure.com.example.net',
    'evil.net/.blob.core.windows.net',
    'acct.blob.core.windows.net.example.net',
    'ACCT.blob.core.windows.net',
    'acct.blob.core.windows.net:443',
    'ac.blob.core.windows.net',
    'acct.vault.core.windows.net',
    '169.254.169.253',
    'constructor',
    '__proto__',
  ]) {
    assert.equal(azureNameOf(name), undefined, name)
  }
})

test('a host is compared without its port and case, and links follow it', () => {
  assert.equal(bareName('Management.Azure.com.:443'), 'management.azure.com')
  assert.ok(isAzureOrigin('https://management.azure.com'))
  assert.ok(!isAzureOrigin('https://127.0.0.1:4510'))
  assert.ok(!isAzureOrigin(undefined))
  assert.equal(authorityFor('https://management.azure.com'), 'https://login.microsoftonline.com')
  assert.equal(authorityFor('https://127.0.0.1:4510'), 'https://127.0.0.1:4510')
})
