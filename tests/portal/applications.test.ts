// Applications of a Batch account: what their versions are, and what may be done with them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { callOver } from '#library/connection.ts'
import { isGone, press, readArm, resourcesOf, sendArm } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

const VERSION = 'api-version=2024-07-01'

interface ApplicationShown {
  readonly name: string
  readonly properties: {
    readonly displayName?: string
    readonly defaultVersion?: string
    readonly storageUrl?: string
  }
}

let scene: Scene
let account: string

async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const { status, answer } = await sendArm<Answer>(
    scene.lazuli.ready,
    method,
    `${account}${path}?${VERSION}`,
    body,
  )
  assert.ok(status < 300, JSON.stringify(answer))
  return answer
}

before(async () => {
  scene = await openScene({ storage: true, timeScale: 1000 })
  const { ready } = scene.lazuli
  const providers = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers`
  account = `${providers}/Microsoft.Batch/batchAccounts/${ready.batch!.account}`
  const storageAccountId = `${providers}/Microsoft.Storage/storageAccounts/packages`
  await resourcesOf(ready).resources.beginCreateOrUpdateByIdAndWait(
    storageAccountId,
    '2023-05-01',
    { location: ready.location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } },
    { updateIntervalInMs: 50 },
  )
  await send('PATCH', '', { properties: { autoStorage: { storageAccountId } } })
  await send('PUT', '/applications/render', {})
  for (const version of ['1.0', '2.0']) {
    const { properties } = await send<ApplicationShown>(
      'PUT',
      `/applications/render/versions/${version}`,
      {},
    )
    const url = new URL(properties.storageUrl!)
    const uploaded = await callOver(
      { ca: readFileSync(ready.caFile), agent: false },
      url.origin,
      'PUT',
      url.pathname + url.search,
      { headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'bytes' },
    )
    assert.equal(uploaded.status, 201, uploaded.body)
    if (version === '1.0') {
      await send('POST', '/applications/render/versions/1.0/activate', { format: 'zip' })
    }
  }
})
after(() => scene[Symbol.asyncDispose]())

test('an application has its versions, of which one is made the default and others are deleted', async () => {
  const { page, lazuli } = scene
  const client = resourcesOf(lazuli.ready)
  const read = <Answer>(path: string) =>
    readArm<Answer>(lazuli.ready, `${account}${path}?${VERSION}`)
  const shown = async () => (await read<ApplicationShown>('/applications/render')).properties
  const versions = async () => {
    const { value } = await read<{ value: readonly ApplicationShown[] }>(
      '/applications/render/versions',
    )
    return value.map(({ name }) => name)
  }
  await scene.open('/batch/lazuli/applications')
  const table = page.getByRole('table', { name: 'Versions of render' })
  await table.getByRole('row', { name: /1\.0 Active/ }).waitFor()
  await table.getByRole('row', { name: /2\.0 Pending/ }).waitFor()
  // What is not ready is no default.
  await page.getByRole('button', { name: 'Make 1.0 the default of render' }).waitFor()
  assert.equal(
    await page.getByRole('button', { name: 'Make 2.0 the default of render' }).count(),
    0,
  )
  await scene.inspect()
  await press(page, 'Make 1.0 the default of render')
  assert.equal((await shown()).defaultVersion, '1.0')
  await table.getByRole('row', { name: /1\.0 Active yes/ }).waitFor()
  await press(page, 'Change name of render', { fill: { Name: 'Render farm' } })
  assert.equal((await shown()).displayName, 'Render farm')
  await page.getByText('Render farm').waitFor()
  await press(page, 'Delete 2.0 of render')
  assert.deepEqual(await versions(), ['1.0'])
  // With the default version the default goes.
  await press(page, 'Delete 1.0 of render')
  assert.deepEqual(await versions(), [])
  assert.equal((await shown()).defaultVersion, undefined)
  await page.getByText('It has no version yet.').waitFor()
  await press(page, 'Delete render')
  await page.getByText('There is no application').waitFor()
  assert.ok(
    await isGone(() => client.resources.getById(`${account}/applications/render`, '2024-07-01')),
  )
})
