// Storage accounts on Resource Manager, as their clients call it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { unserved } from '#storage/unserved.ts'
import { type Answer, type ArmServer, SUBSCRIPTION, startArm } from '../arm/arm-server.ts'

const VERSION = '2023-05-01'
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/lazuli`
const PROVIDER = 'providers/Microsoft.Storage'
const pathOf = (name: string, group = GROUP): string =>
  `${group}/${PROVIDER}/storageAccounts/${name}`
const USUAL = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }

let server: ArmServer
before(async () => {
  server = await startArm()
})
after(() => server[Symbol.asyncDispose]())

const arm = (method: string, path: string, body?: unknown, version = VERSION): Promise<Answer> =>
  server.call(method, `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`, { body })

/** Makes an account as pollers do. */
async function made(name: string, sent: object = {}): Promise<Answer> {
  const begun = await arm('PUT', pathOf(name), { ...USUAL, ...sent })
  assert.deepEqual([begun.status, begun.text], [202, ''], begun.text)
  await server.pass(20_000)
  return await server.call('GET', locationOf(begun))
}

const locationOf = ({ headers }: Answer): string => {
  const { pathname, search } = new URL(String(headers.location))
  return pathname + search
}

const plain = (body: unknown): unknown => body

const refusal = ({ status, body }: Answer) => [status, body.error?.code, body.error?.message]

test('an account is being made until its Location answers with it', async () => {
  const begun = await arm('PUT', pathOf('first'), { ...USUAL, tags: { a: 'b' } })
  assert.equal(begun.status, 202)
  assert.match(
    String(begun.headers.location),
    /\/Microsoft\.Storage\/locations\/westeurope\/asyncoperations\/[-\w]+\?/,
  )
  assert.equal(begun.headers['retry-after'], '17')
  assert.equal((await server.call('GET', locationOf(begun))).status, 202)
  const early = await arm('GET', pathOf('first'))
  assert.equal(early.body.properties!.provisioningState, 'Creating')
  for (const [method, change] of [
    ['PUT', USUAL],
    ['PATCH', { tags: { c: 'd' } }],
  ] as const) {
    const { status, body } = await arm(method, pathOf('first'), change)
    assert.deepEqual([status, body.error!.code], [409, 'StorageAccountOperationInProgress'])
  }
  await server.pass(20_000)
  const { status, body } = await server.call('GET', locationOf(begun))
  assert.equal(status, 200)
  assert.equal(body.id, pathOf('first'))
  assert.deepEqual(body.sku, { name: 'Standard_LRS', tier: 'Standard' })
  const { properties } = body
  assert.equal(properties!.provisioningState, 'Succeeded')
  assert.equal(properties!.accessTier, 'Hot')
  assert.equal(properties!.supportsHttpsTrafficOnly, true)
  assert.equal(properties!.allowBlobPublicAccess, false)
  assert.equal(properties!.encryption!.keySource, 'Microsoft.Storage')
  assert.equal(properties!.networkAcls!.defaultAction, 'Allow')
  assert.deepEqual(Object.keys(properties!.primaryEndpoints!).sort(), [
    'blob',
    'dfs',
    'file',
    'queue',
    'table',
    'web',
  ])
  assert.ok(!JSON.stringify(body).includes('core.windows.net'))
})

test('values of an account that have a form are held to it', async () => {
  const sas = (sasExpirationPeriod: string) => ({
    sasPolicy: { sasExpirationPeriod, expirationAction: 'Log' },
  })
  const wrong = [
    ...['', 'x', '1', 'P1D', '1.24:00:00', '-1.00:00:00'].map(sas),
    { keyPolicy: { keyExpirationPeriodInDays: -1 } },
    { encryption: { keySource: 'nope' } },
  ]
  for (const properties of wrong) {
    const { status, body } = await arm('PUT', pathOf('forms'), { ...USUAL, properties })
    assert.deepEqual([status, body.error?.code], [400, 'InvalidValuesForRequestParameters'])
  }
  const properties = { ...sas('1.05:00:00'), keyPolicy: { keyExpirationPeriodInDays: 30 } }
  assert.equal((await made('forms', { properties })).status, 200)
})

test('an account of blobs alone needs its tier', async () => {
  const blobs = { ...USUAL, kind: 'BlobStorage' }
  const missing = 'Account property accessTier is required for the request.'
  for (const properties of [undefined, {}, { accessTier: null }]) {
    const answer = await arm('PUT', pathOf('blobsonly'), { ...blobs, properties })
    assert.deepEqual(refusal(answer), [400, 'MissingRequiredAccountProperty', missing])
  }
  const { status } = await made('blobsonly', { ...blobs, properties: { accessTier: 'Cool' } })
  assert.equal(status, 200)
  const again = await arm('PUT', pathOf('blobsonly'), blobs)
  assert.deepEqual([again.status, again.body.properties!.accessTier], [200, 'Cool'])
})

test('a second PUT and a PATCH change what they name, and nothing else', async () => {
  await made('changes', { properties: { minimumTlsVersion: 'TLS1_2', accessTier: 'Cool' } })
  const put = await arm('PUT', pathOf('changes'), {
    ...USUAL,
    properties: { allowBlobPublicAccess: true },
  })
  assert.equal(put.status, 200)
  assert.equal(put.body.properties!.minimumTlsVersion, 'TLS1_2')
  assert.equal(put.body.properties!.allowBlobPublicAccess, true)
  const patched = await arm('PATCH', pathOf('changes'), {
    sku: { name: 'Standard_RAGRS' },
    tags: { x: 'y' },
  })
  assert.equal(patched.status, 200)
  assert.equal(patched.body.properties!.secondaryLocation, 'northeurope')
  assert.match(String(patched.body.properties!.secondaryEndpoints!.blob), /changes-secondary/)
  assert.deepEqual(plain((await arm('GET', pathOf('changes'))).body.tags), { x: 'y' })
})

test('what an account cannot be is refused in Azure words', async () => {
  assert.deepEqual(refusal(await arm('PUT', pathOf('No_Name'), USUAL)), [
    400,
    'AccountNameInvalid',
    'No_Name is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.',
  ])
  const premium = { ...USUAL, sku: { name: 'Premium_ZRS' } }
  assert.deepEqual(refusal(await arm('PUT', pathOf('premium'), premium)), [
    400,
    'InvalidValuesForRequestParameters',
    'Values for request parameters are invalid: kind, sku.',
  ])
  for (const [properties, names] of [
    [{ minimumTlsVersion: 'TLS9' }, 'minimumTlsVersion'],
    [{ networkAcls: { ipRules: [{ value: '10.0.0.1' }] } }, 'networkAcls.ipRule[*].value'],
  ] as const) {
    const sent = { ...USUAL, properties }
    assert.match(String(refusal(await arm('PUT', pathOf('wrong'), sent))[2]), escaped(names))
  }
  assert.equal((await arm('GET', pathOf('wrong'))).status, 404)
})

const escaped = (text: string): RegExp => new RegExp(text.replace(/[[\]*.]/g, '\\$&'))

test('a name belongs to one account of all', async () => {
  await made('taken')
  await arm('PUT', `/subscriptions/${SUBSCRIPTION}/resourceGroups/other`, { location: 'westus' })
  const other = `/subscriptions/${SUBSCRIPTION}/resourceGroups/other`
  const { status, body } = await arm('PUT', pathOf('taken', other), USUAL)
  assert.deepEqual([status, body.error!.code], [409, 'StorageAccountInAnotherResourceGroup'])
  const check = `/subscriptions/${SUBSCRIPTION}/${PROVIDER}/checkNameAvailability`
  const asked = async (name: string) =>
    (await arm('POST', check, { name, type: 'Microsoft.Storage/storageAccounts' })).body
  assert.deepEqual(plain(await asked('taken')), {
    nameAvailable: false,
    reason: 'AlreadyExists',
    message: 'The storage account named taken is already taken.',
  })
  assert.equal((await asked('X')).reason, 'AccountNameInvalid')
  assert.deepEqual(plain(await asked('untaken')), { nameAvailable: true })
})

test('what an account was made with for good cannot change', async () => {
  await made('forgood', { properties: { isHnsEnabled: true } })
  const sent = { properties: { isHnsEnabled: false } }
  const { status, body } = await arm('PUT', pathOf('forgood'), { ...USUAL, ...sent })
  assert.deepEqual([status, body.error!.code], [400, 'AccountPropertyCannotBeUpdated'])
  const kind = await arm('PATCH', pathOf('forgood'), { kind: 'BlobStorage' })
  assert.equal(kind.body.error!.code, 'AccountPropertyCannotBeUpdated')
})

test('a deleted account is gone at once, and its name and its containers with it', async () => {
  await made('leaves')
  const container = `${pathOf('leaves')}/blobServices/default/containers/some`
  assert.equal((await arm('PUT', container, {})).status, 201)
  assert.equal((await arm('DELETE', pathOf('leaves'))).status, 200)
  assert.equal((await arm('DELETE', pathOf('leaves'))).status, 204)
  assert.equal((await arm('GET', pathOf('leaves'))).status, 404)
  await made('leaves')
  const { body } = await arm('GET', `${pathOf('leaves')}/blobServices/default/containers`)
  assert.deepEqual([...(body.value as unknown as unknown[])], [])
})

test('keys are told, and one of them is made anew', async () => {
  await made('keyed')
  const keys = async (call: string, body?: unknown) =>
    (await arm('POST', `${pathOf('keyed')}/${call}`, body)).body.keys!
  const before = await keys('listKeys')
  assert.deepEqual(
    before.map(({ keyName, permissions }) => [String(keyName), String(permissions)]),
    [
      ['key1', 'FULL'],
      ['key2', 'FULL'],
    ],
  )
  assert.equal(Buffer.from(before[0]!.value!, 'base64').length, 64)
  const next = await keys('regenerateKey', { keyName: 'key1' })
  assert.notEqual(next[0]!.value, before[0]!.value)
  assert.equal(next[1]!.value, before[1]!.value)
  const wrong = await arm('POST', `${pathOf('keyed')}/regenerateKey`, { keyName: 'key3' })
  assert.deepEqual(
    [wrong.status, wrong.body.error!.code],
    [400, 'InvalidValuesForRequestParameters'],
  )
})

test('a SAS is signed by the key that was asked for', async () => {
  await made('signs')
  const { body } = await arm('POST', `${pathOf('signs')}/listKeys`)
  const key = body.keys![1]!.value!
  const answer = await arm('POST', `${pathOf('signs')}/ListAccountSas`, {
    signedServices: 'bq',
    signedResourceTypes: 'sco',
    signedPermission: 'rl',
    signedExpiry: '2026-04-01T00:00:00Z',
    keyToSign: 'key2',
  })
  const fields = new URLSearchParams(answer.body.accountSasToken)
  const text = ['signs', 'rl', 'bq', 'sco', '', '2026-04-01T00:00:00Z', '', '', '2015-04-05', '']
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(text.join('\n'))
    .digest('base64')
  assert.equal(fields.get('sig'), signature)
  const strange = await arm('POST', `${pathOf('signs')}/ListServiceSas`, {
    canonicalizedResource: '/blob/another/container',
    signedExpiry: '2026-04-01T00:00:00Z',
  })
  assert.equal(strange.status, 400)
})

test('lists, usages and SKUs are answered at every api-version that clients send', async () => {
  await made('listed')
  const versions = await versionsOf('storageAccounts')
  assert.deepEqual([versions.length > 25, versions.includes('2017-10-01')], [true, true])
  for (const version of versions) {
    const all = `/subscriptions/${SUBSCRIPTION}/${PROVIDER}`
    const accounts = await arm('GET', `${all}/storageAccounts`, undefined, version)
    assert.ok(
      accounts.body.value!.find(({ name }) => String(name) === 'listed'),
      version,
    )
    const usages = await arm('GET', `${all}/locations/westeurope/usages`, undefined, version)
    assert.equal(usages.body.value![0]!.limit, 250)
    assert.equal((await arm('GET', `${all}/skus`, undefined, version)).status, 200)
  }
  const unknown = await arm('GET', pathOf('listed'), undefined, '1999-01-01')
  assert.deepEqual([unknown.status, unknown.body.error!.code], [400, 'NoRegisteredProviderFound'])
})

/** As the provider tells of them. */
async function versionsOf(type: string): Promise<string[]> {
  const { body } = await arm(
    'GET',
    `/subscriptions/${SUBSCRIPTION}/${PROVIDER}`,
    undefined,
    '2021-04-01',
  )
  const types = body.resourceTypes as unknown as { resourceType: string; apiVersions: string[] }[]
  return types.find(({ resourceType }) => resourceType === type)!.apiVersions
}

test('an account that is told nothing of it takes HTTP where its api-version is old', async () => {
  for (const [version, isHttpsAlone] of [
    ['2016-01-01', false],
    ['2018-11-01', false],
    ['2019-04-01', true],
    ['2025-06-01', true],
  ] as const) {
    const name = `at${version.replaceAll('-', '')}`
    assert.equal((await arm('PUT', pathOf(name), USUAL, version)).status, 202)
    await server.pass(20_000)
    const { body } = await arm('GET', pathOf(name), undefined, version)
    assert.equal(body.properties!.supportsHttpsTrafficOnly, isHttpsAlone, version)
  }
})

test('what Azure has and is not served is 501 by its name, at any depth', async (t) => {
  const types = unserved.filter((type) => type.startsWith('storageAccounts/'))
  t.diagnostic(`${types.length} of ${unserved.length} types are below an account`)
  for (const type of types) {
    const [, ...below] = type.split('/')
    const path = pathOf(`any/${below.join('/a/')}`)
    for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
      const answer = await arm(method, path, method === 'GET' ? undefined : {})
      const words = `The operation '${method} ${type}' is not served.`
      assert.deepEqual(refusal(answer), [501, 'NotImplemented', words])
    }
  }
})

test('a deleted group takes its accounts along, and their names are free', async () => {
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/goes`
  await arm('PUT', group, { location: 'westeurope' })
  await arm('PUT', pathOf('goeswith', group), USUAL)
  assert.equal((await arm('DELETE', group, undefined, '2021-04-01')).status, 202)
  await server.pass(60_000)
  assert.equal((await arm('GET', group, undefined, '2021-04-01')).status, 404)
  const check = `/subscriptions/${SUBSCRIPTION}/${PROVIDER}/checkNameAvailability`
  const asked = { name: 'goeswith', type: 'Microsoft.Storage/storageAccounts' }
  assert.equal((await arm('POST', check, asked)).body.nameAvailable, true)
  assert.deepEqual(server.bugs, [])
})
