import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ARM_PATH, type BatchServer, startBatch } from './batch-server.ts'

const APPLICATIONS = `${ARM_PATH}/applications`

const arm = (batch: BatchServer, method: string, path: string, body?: object) =>
  batch.call(method, path, { version: '2024-02-01', ...(body && { body }) })

test('an application is made, changed, listed and deleted on ARM', async () => {
  await using batch = await startBatch()
  const made = await arm(batch, 'PUT', `${APPLICATIONS}/App1`, {
    properties: { displayName: 'An application', allowUpdates: false },
  })
  assert.equal(made.status, 200, made.text)
  assert.match(String(made.headers.etag), /^W\/"0x/)
  assert.deepEqual(made.body, {
    id: `${APPLICATIONS}/App1`,
    name: 'App1',
    type: 'Microsoft.Batch/batchAccounts/applications',
    etag: made.headers.etag,
    properties: { displayName: 'An application', allowUpdates: false },
  })
  const changed = await arm(batch, 'PATCH', `${APPLICATIONS}/app1`, {
    properties: { allowUpdates: true },
  })
  assert.deepEqual(changed.body.properties, { displayName: 'An application', allowUpdates: true })
  assert.notEqual(changed.headers.etag, made.headers.etag)
  // A PUT without a body makes one too.
  assert.equal((await arm(batch, 'PUT', `${APPLICATIONS}/app2`)).status, 200)
  const page = await arm(batch, 'GET', `${APPLICATIONS}?maxresults=1`)
  assert.deepEqual(
    (page.body.value as unknown as { name: string }[]).map(({ name }) => name),
    ['App1'],
  )
  const next = String(page.body.nextLink).slice(batch.origin.length)
  const rest = await batch.call('GET', next, { version: '' })
  assert.deepEqual(
    (rest.body.value as unknown as { name: string }[]).map(({ name }) => name),
    ['app2'],
  )
  assert.deepEqual((await arm(batch, 'GET', `${APPLICATIONS}/app1/versions`)).body.value, [])
  assert.equal((await arm(batch, 'DELETE', `${APPLICATIONS}/APP1`)).status, 200)
  assert.equal((await arm(batch, 'DELETE', `${APPLICATIONS}/app1`)).status, 204)
  assert.deepEqual(batch.bugs, [])
})

test('what is not there is refused in the words of Batch', async () => {
  await using batch = await startBatch()
  const missing = await arm(batch, 'GET', `${APPLICATIONS}/none`)
  assert.deepEqual([missing.status, missing.body.error?.code], [404, 'ApplicationNotFound'])
  await arm(batch, 'PUT', `${APPLICATIONS}/app`)
  for (const [method, path, body] of [
    ['GET', 'versions/1.0', undefined],
    ['POST', 'versions/1.0/activate', { format: 'zip' }],
  ] as const) {
    const none = await arm(batch, method, `${APPLICATIONS}/app/${path}`, body)
    assert.deepEqual([none.status, none.body.error?.code], [404, 'ApplicationPackageNotFound'])
    assert.equal(none.body.error?.target, 'BatchAccount')
  }
  const version = { properties: { defaultVersion: '2' } }
  const refused = await arm(batch, 'PATCH', `${APPLICATIONS}/app`, version)
  assert.deepEqual([refused.status, refused.body.error?.code], [404, 'ApplicationPackageNotFound'])
})
