// The storage account of an account of Batch, as Resource Manager takes and shows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'

const GROUP = ARM_PATH.replace(/\/providers\/.*/, '')
const path = (name: string) => `${GROUP}/providers/Microsoft.Batch/batchAccounts/${name}`

const arm = (batch: BatchServer, method: string, path: string, body?: object) =>
  batch.call(method, path, { version: '2024-02-01', ...(body && { body }) })

async function storageMade(batch: BatchServer, name: string): Promise<string> {
  const id = `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`
  const body = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  const made = await batch.call('PUT', id, { version: '2023-05-01', body })
  assert.equal(made.status, 202, made.text)
  await batch.pass(60_000)
  return id
}

test('a storage account is kept by an update without it, and taken away by one without its id', async () => {
  await using batch = await startBatch()
  const account = path('stored')
  const storageAccountId = await storageMade(batch, 'stored')
  const made = await arm(batch, 'PUT', account, {
    location: 'westeurope',
    properties: { autoStorage: { storageAccountId } },
  })
  assert.equal(made.status, 202, made.text)
  await batch.pass(60_000)
  const after = async (properties: object) => {
    const changed = await arm(batch, 'PATCH', account, { properties })
    assert.equal(changed.status, 200, changed.text)
    return (changed.body.properties as { autoStorage?: { storageAccountId: string } }).autoStorage
  }
  assert.equal((await after({}))?.storageAccountId, storageAccountId)
  assert.equal(await after({ autoStorage: { storageAccountId: '' } }), undefined)
  assert.equal(await after({}), undefined)
  const again = await after({ autoStorage: { storageAccountId } })
  assert.equal(again?.storageAccountId, storageAccountId)
})

test('a storage account that is not there, or is none, is refused', async () => {
  await using batch = await startBatch()
  const refusedWith = async (autoStorage: object, identity?: object) => {
    const body = {
      location: 'westeurope',
      properties: { autoStorage },
      ...(identity && { identity }),
    }
    const refused = await arm(batch, 'PUT', path('badly'), body)
    return [refused.status, refused.body.error?.code]
  }
  const storageAccountId = await storageMade(batch, 'withkeys')
  const none = storageAccountId.replace('withkeys', 'nowhere')
  assert.deepEqual(await refusedWith({ storageAccountId: none }), [400, 'StorageAccountNotFound'])
  // Another group has none of that name.
  const elsewhere = storageAccountId.replace(
    '/resourceGroups/lazuli/',
    '/resourceGroups/elsewhere/',
  )
  assert.deepEqual(await refusedWith({ storageAccountId: elsewhere }), [
    400,
    'StorageAccountNotFound',
  ])
  for (const other of [path('lazuli'), 'withkeys', '/subscriptions/x']) {
    assert.deepEqual(await refusedWith({ storageAccountId: other }), [400, 'InvalidPropertyValue'])
  }
  const byIdentity = { storageAccountId, authenticationMode: 'BatchAccountManagedIdentity' }
  assert.deepEqual(await refusedWith(byIdentity), [400, 'InvalidPropertyValue'])
  const unknown = await refusedWith({ storageAccountId, authenticationMode: 'Guesswork' })
  assert.equal(unknown[0], 400)
  // What was refused has taken no name.
  assert.equal((await arm(batch, 'GET', path('badly'))).status, 404)
  const identity = { type: 'SystemAssigned' }
  const body = { location: 'westeurope', identity, properties: { autoStorage: byIdentity } }
  const made = await arm(batch, 'PUT', path('badly'), body)
  assert.equal(made.status, 202, made.text)
  await batch.pass(60_000)
  const shown = await arm(batch, 'GET', path('badly'))
  const { lastKeySync, ...rest } = shown.body.properties!.autoStorage as object as {
    lastKeySync: string
  }
  assert.deepEqual(rest, byIdentity)
  assert.ok(lastKeySync)
})
