// Packages of applications as a client makes them: a storage account, a zip uploaded, a version made ready.
import assert from 'node:assert/strict'
import { request } from 'node:https'
import { ARM_PATH, type BatchServer } from './batch-server.ts'

export const APPLICATIONS = `${ARM_PATH}/applications`
export const STORAGE = ARM_PATH.replace(
  /Microsoft.Batch.*/,
  'Microsoft.Storage/storageAccounts/packages',
)

export const arm = (batch: BatchServer, method: string, path: string, body?: object) =>
  batch.call(method, path, { version: '2024-02-01', ...(body && { body }) })

/** Gives the account of Batch a storage account. */
export async function giveStorage(batch: BatchServer): Promise<void> {
  const body = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  const made = await batch.call('PUT', STORAGE, { version: '2023-05-01', body })
  assert.equal(made.status, 202, made.text)
  await batch.pass(60_000)
  const autoStorage = { storageAccountId: STORAGE }
  const changed = await arm(batch, 'PATCH', ARM_PATH, { properties: { autoStorage } })
  assert.equal(changed.status, 200, changed.text)
}

/** What storage answers by a URL that needs nothing beside it. */
export const asked = (method: string, url: string, body: string | Buffer = '') =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const length = Buffer.byteLength(body)
    const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-length': length }
    const sent = request(url, { method, headers, rejectUnauthorized: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Makes the version of the application, which has these bytes and is not ready yet. */
export async function uploadPackage(
  batch: BatchServer,
  application: string,
  version: string,
  bytes: string | Buffer = 'bytes',
): Promise<void> {
  const app = `${APPLICATIONS}/${application}`
  if ((await arm(batch, 'GET', app)).status === 404) await arm(batch, 'PUT', app)
  const made = await arm(batch, 'PUT', `${app}/versions/${version}`)
  assert.equal(made.status, 200, made.text)
  const { storageUrl } = made.body.properties as unknown as { storageUrl: string }
  assert.equal((await asked('PUT', storageUrl, bytes)).status, 201)
}

/** Makes the version of the application ready, with these bytes. */
export async function addPackage(...sent: Parameters<typeof uploadPackage>): Promise<void> {
  const [batch, application, version] = sent
  await uploadPackage(...sent)
  const app = `${APPLICATIONS}/${application}`
  const format = { format: 'zip' }
  const active = await arm(batch, 'POST', `${app}/versions/${version}/activate`, format)
  assert.equal(active.status, 200, active.text)
}
