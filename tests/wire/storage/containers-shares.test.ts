// Containers, shares and services of storage accounts on Resource Manager.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type ArmServer, SUBSCRIPTION, startArm } from '../arm/arm-server.ts'

const ACCOUNTS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli/providers/Microsoft.Storage/storageAccounts`
const pathOf = (name: string): string => `${ACCOUNTS}/${name}`

let server: ArmServer
before(async () => {
  server = await startArm()
})
after(() => server[Symbol.asyncDispose]())

const arm = (method: string, path: string, body?: unknown): Promise<Answer> =>
  server.call(method, `${path}${path.includes('?') ? '&' : '?'}api-version=2023-05-01`, { body })

async function made(name: string): Promise<void> {
  const sent = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  assert.equal((await arm('PUT', pathOf(name), sent)).status, 202)
  await server.pass(20_000)
}

const plain = (body: unknown): unknown => body

const refusal = ({ status, body }: Answer) => [status, body.error?.code, body.error?.message]

test('containers have the life that Resource Manager gives them', async () => {
  await made('contains')
  const containers = `${pathOf('contains')}/blobServices/default/containers`
  for (const name of ['a-one', 'b-two', 'c-three']) {
    const { status, body } = await arm('PUT', `${containers}/${name}`, {})
    assert.deepEqual([status, body.properties!.publicAccess], [201, 'None'])
  }
  assert.equal((await arm('PUT', `${containers}/a-one`, {})).status, 200)
  const open = { properties: { publicAccess: 'Blob' } }
  const refused = await arm('PUT', `${containers}/open`, open)
  assert.deepEqual([refused.status, refused.body.error!.code], [409, 'PublicAccessNotPermitted'])
  const metadata = { properties: { metadata: { k: 'v' } } }
  assert.equal((await arm('PATCH', `${containers}/a-one`, metadata)).status, 200)
  const got = await arm('GET', `${containers}/a-one`)
  assert.deepEqual(plain(got.body.properties!.metadata), { k: 'v' })
  assert.match(String(got.body.etag), /^"0x8D/)
  const page = await arm('GET', `${containers}?$maxpagesize=2`)
  assert.deepEqual(
    page.body.value!.map(({ name }) => String(name)),
    ['a-one', 'b-two'],
  )
  const next = new URL(page.body.nextLink!)
  const rest = await server.call('GET', next.pathname + next.search)
  assert.deepEqual(
    rest.body.value!.map(({ name }) => String(name)),
    ['c-three'],
  )
  assert.equal((await arm('DELETE', `${containers}/a-one`)).status, 200)
  assert.equal((await arm('DELETE', `${containers}/a-one`)).status, 204)
  const { status, body } = await arm('GET', `${containers}/a-one`)
  assert.deepEqual([status, body.error!.code], [404, 'ContainerNotFound'])
  assert.equal(
    (await arm('PUT', `${containers}/No--Name`, {})).body.error!.code,
    'InvalidResourceName',
  )
})

test('metadata that no header could carry is refused, of containers and of shares', async () => {
  await made('described')
  const places = ['blobServices/default/containers/kept', 'fileServices/default/shares/kept']
  const wrong = [
    ...[{ 'a b': 'x' }, { 'a-b': 'x' }, { '1a': 'x' }, { 'a\nb': 'x' }, { '': 'x' }],
    ...[{ a: 'x\r\nx-ms-blob-public-access: blob' }, { a: 'é' }, { a: '1', A: '2' }],
  ]
  for (const path of places.map((each) => `${pathOf('described')}/${each}`)) {
    assert.equal((await arm('PUT', path, {})).status, 201)
    for (const metadata of [...wrong, { a: 'x'.repeat(8192) }]) {
      const sent = { properties: { metadata } }
      const code = wrong.includes(metadata as never) ? 'InvalidMetadata' : 'MetadataTooLarge'
      for (const [method, at] of [
        ['PUT', `${path}-not`],
        ['PATCH', path],
      ] as const) {
        assert.deepEqual(refusal(await arm(method, at, sent)).slice(0, 2), [400, code])
      }
    }
    const told = { properties: { metadata: { a: 'x'.repeat(8191), _b9: '' } } }
    assert.equal((await arm('PATCH', path, told)).status, 400)
    const fine = { properties: { metadata: { Of_9: 'any ~ text' } } }
    assert.deepEqual(plain((await arm('PATCH', path, fine)).body.properties!.metadata), {
      Of_9: 'any ~ text',
    })
  }
})

test('shares and services are kept as they were told', async () => {
  await made('shares')
  const share = `${pathOf('shares')}/fileServices/default/shares/work`
  const made201 = await arm('PUT', share, { properties: { shareQuota: 10 } })
  assert.equal((await arm('GET', share)).body.properties!.accessTier, 'TransactionOptimized')
  assert.deepEqual([made201.status, made201.body.properties!.shareQuota], [201, 10])
  for (const name of ['accessTier', 'enabledProtocols', 'rootSquash']) {
    const { body } = await arm('PUT', `${share}2`, { properties: { [name]: 'X' } })
    assert.match(String(body.error!.message), new RegExp(`invalid: ${name}\\.`))
  }
  const cool = await arm('PATCH', share, { properties: { accessTier: 'cool' } })
  assert.equal(cool.body.properties!.accessTier, 'Cool')
  const blobs = `${pathOf('shares')}/blobServices/default`
  assert.deepEqual(plain((await arm('GET', blobs)).body.properties!.deleteRetentionPolicy), {
    allowPermanentDelete: false,
    enabled: false,
  })
  const told = { properties: { isVersioningEnabled: true } }
  assert.equal((await arm('PUT', blobs, told)).status, 200)
  assert.equal((await arm('GET', blobs)).body.properties!.isVersioningEnabled, true)
  const files = await arm('GET', `${pathOf('shares')}/fileServices/default`)
  assert.equal(files.body.properties!.shareDeleteRetentionPolicy!.days, 7)
})

test('no call was a fault of the server', () => {
  assert.deepEqual(server.bugs, [])
})
