import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, ARM_PATH, startBatch } from '../batch-server.ts'
import { APPLICATIONS, arm, asked, giveStorage, STORAGE } from '../package-world.ts'

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

test('an account without auto storage has no place for packages', async () => {
  await using batch = await startBatch()
  await arm(batch, 'PUT', `${APPLICATIONS}/app`)
  const refused = await arm(batch, 'PUT', `${APPLICATIONS}/app/versions/1.0`)
  assert.deepEqual(
    [refused.status, refused.body.error?.code],
    [400, 'InvalidRestAPIForAccountSetting'],
  )
  const missing = await arm(batch, 'PUT', `${APPLICATIONS}/none/versions/1.0`)
  assert.deepEqual([missing.status, missing.body.error?.code], [404, 'ApplicationNotFound'])
})

test('without the option for storage nothing could be uploaded, which is said', async () => {
  await using batch = await startBatch()
  await arm(batch, 'PUT', `${APPLICATIONS}/app`)
  await giveStorage(batch)
  const refused = await arm(batch, 'PUT', `${APPLICATIONS}/app/versions/1.0`)
  assert.deepEqual([refused.status, refused.body.error?.code], [501, 'NotImplemented'])
  assert.match(String(refused.body.error?.message), /--storage/)
  assert.deepEqual((await arm(batch, 'GET', `${APPLICATIONS}/app/versions`)).body.value, [])
})

interface Property {
  readonly [name: string]: string
}
const propertiesOf = (answer: Answer) => answer.body.properties as unknown as Property
const codeOf = ({ status, body }: Answer) => [status, body.error?.code]

test('a version waits for its bytes, is made ready, is the default, and goes with them', async () => {
  await using batch = await startBatch({ options: { storage: true } })
  await giveStorage(batch)
  const app = `${APPLICATIONS}/My_App`
  await arm(batch, 'PUT', app)
  const pending = await arm(batch, 'PUT', `${app}/versions/1.0-Beta`)
  assert.equal(pending.status, 200, pending.text)
  const { storageUrl, state, ...rest } = propertiesOf(pending)
  assert.equal(state, 'Pending')
  assert.deepEqual(Object.keys(rest), ['storageUrlExpiry'])
  const url = new URL(storageUrl!)
  assert.match(url.pathname, /^\/packages\/app-my-app-[0-9a-f]{32}\/1\.0-Beta$/)
  assert.equal(url.searchParams.get('sp'), 'rw')
  assert.equal(url.searchParams.get('sr'), 'b')
  assert.equal(pending.body.name, '1.0-Beta')
  assert.equal(pending.body.id, `${app}/versions/1.0-Beta`)
  const activate = (format = 'zip') =>
    arm(batch, 'POST', `${app}/versions/1.0-beta/activate`, { format })
  assert.deepEqual(codeOf(await activate()), [409, 'ApplicationPackageBlobNotFound'])
  assert.deepEqual(codeOf(await activate('tar')), [400, 'InvalidPropertyValue'])
  const asDefault = () => arm(batch, 'PATCH', app, { properties: { defaultVersion: '1.0-beta' } })
  assert.deepEqual(codeOf(await asDefault()), [409, 'RequestedDefaultVersionNotActive'])
  assert.deepEqual((await batch.call('GET', '/applications')).body.value, [])
  assert.equal((await asked('PUT', storageUrl!, 'some bytes')).status, 201)
  const active = await activate()
  assert.equal(active.status, 200, active.text)
  assert.equal(propertiesOf(active).state, 'Active')
  assert.equal(propertiesOf(active).format, 'zip')
  assert.ok(propertiesOf(active).lastActivationTime)
  assert.notEqual(active.headers.etag, pending.headers.etag)
  assert.equal((await asDefault()).body.properties!.defaultVersion, '1.0-Beta')
  const summary = { id: 'My_App', displayName: '', versions: ['1.0-Beta'] }
  assert.deepEqual((await batch.call('GET', '/applications')).body.value, [summary])
  assert.equal((await batch.call('GET', '/applications/my_app')).body.id, 'My_App')
  const listed = await arm(batch, 'GET', `${app}/versions`)
  assert.deepEqual(
    (listed.body.value as unknown as { name: string }[]).map(({ name }) => name),
    ['1.0-Beta'],
  )
  // Uploaded again only where the application allows it.
  await arm(batch, 'PATCH', app, { properties: { allowUpdates: false } })
  const again = () => arm(batch, 'PUT', `${app}/versions/1.0-beta`)
  assert.deepEqual(codeOf(await again()), [409, 'ApplicationPackageUpdatesNotAllowed'])
  await arm(batch, 'PATCH', app, { properties: { allowUpdates: true } })
  assert.equal(propertiesOf(await again()).state, 'Pending')
  assert.equal((await activate()).status, 200)
  assert.deepEqual(codeOf(await arm(batch, 'DELETE', app)), [409, 'ApplicationPackagesNotEmpty'])
  assert.equal((await arm(batch, 'DELETE', `${app}/versions/1.0-BETA`)).status, 200)
  assert.equal((await arm(batch, 'DELETE', `${app}/versions/1.0-BETA`)).status, 204)
  assert.equal((await asked('GET', storageUrl!)).status, 404)
  assert.equal((await arm(batch, 'GET', app)).body.properties!.defaultVersion, undefined)
  assert.equal((await arm(batch, 'DELETE', app)).status, 200)
  assert.deepEqual(batch.bugs, [])
})

test('after the keys of storage were renewed, they have to be read anew', async () => {
  await using batch = await startBatch({ options: { storage: true } })
  await giveStorage(batch)
  await arm(batch, 'PUT', `${APPLICATIONS}/app`)
  const urlNow = async () =>
    propertiesOf(await arm(batch, 'PUT', `${APPLICATIONS}/app/versions/1`)).storageUrl!
  assert.equal((await asked('PUT', await urlNow(), 'x')).status, 201)
  const renewed = await batch.call('POST', `${STORAGE}/regenerateKey`, {
    version: '2023-05-01',
    body: { keyName: 'key1' },
  })
  assert.equal(renewed.status, 200, renewed.text)
  assert.equal((await asked('PUT', await urlNow(), 'x')).status, 403)
  assert.equal((await arm(batch, 'POST', `${ARM_PATH}/syncAutoStorageKeys`)).status, 204)
  assert.equal((await asked('PUT', await urlNow(), 'x')).status, 201)
})
