// Certificates on ARM: the rows of the data plane in ARM's words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setCertificateUse } from '#batch/certificates/certificate-use.queries.ts'
import { batchProvider } from '#batch/management/provider.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { anotherCertificate, certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { ACCOUNT, type Answer, ARM_PATH, type BatchServer, startBatch } from '../batch-server.ts'

const { thumbprint } = certificate
const NAME = `sha1-${thumbprint}`
const PATH = `${ARM_PATH}/certificates/${NAME}`
const ON_DATA_PLANE = `/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`
const full = { thumbprintAlgorithm: 'sha1', thumbprint, data: pfx.aes256, password: PASSWORD }

const arm = (
  batch: BatchServer,
  method: string,
  path: string,
  properties?: object,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  batch.call(method, path, {
    version: '2024-02-01',
    headers,
    ...(properties ? { body: { properties } } : {}),
  })

/** A certificate whose deletion failed because a pool and a node need it. */
async function failed(batch: BatchServer): Promise<string> {
  await arm(batch, 'PUT', PATH, full)
  await batch.ports.store.write(async (tx) => {
    await setCertificateUse(tx, { account: ACCOUNT, poolId: 'pool1' }, [thumbprint])
    await setCertificateUse(tx, { account: ACCOUNT, poolId: 'pool1', nodeId: 'n1' }, [thumbprint])
  })
  const deleted = await arm(batch, 'DELETE', PATH)
  assert.equal(deleted.status, 202)
  await batch.pass(60_000)
  return new URL(deleted.headers.location!).pathname.split('/').at(-1)!
}

test('a certificate is created, told and updated', async () => {
  await using batch = await startBatch()
  const created = await arm(batch, 'PUT', PATH, full)
  assert.equal(created.status, 200)
  const { id, name, type, etag, properties } = created.body
  assert.equal(id, PATH)
  assert.equal(name, NAME)
  assert.equal(type, 'Microsoft.Batch/batchAccounts/certificates')
  assert.match(etag!, /^W\/"0x[0-9A-F]+"$/)
  assert.equal(created.headers.etag, etag)
  assert.deepEqual(properties, {
    thumbprintAlgorithm: 'sha1',
    thumbprint,
    format: 'Pfx',
    provisioningState: 'Succeeded',
    provisioningStateTransitionTime: '2026-03-05T10:15:00.123Z',
    publicData: certificate.cer,
  })
  assert.deepEqual((await arm(batch, 'GET', PATH)).body, created.body)
  const onDataPlane = await batch.call('GET', ON_DATA_PLANE)
  assert.equal(onDataPlane.body.state, 'active')
  const update = { data: certificate.cer, format: 'Cer' }
  const updated = await arm(batch, 'PATCH', PATH, update)
  assert.equal(updated.body.properties!.format, 'Cer')
  assert.notEqual(updated.body.etag, etag)
})

test('what does not fit the name is refused', async () => {
  await using batch = await startBatch()
  const other = PATH.replace(thumbprint, anotherCertificate.thumbprint)
  const cases: [string, string, object][] = [
    ['another name', other, full],
    ['another thumbprint', PATH, { ...full, thumbprint: anotherCertificate.thumbprint }],
    ['a wrong password', PATH, { ...full, password: 'guess' }],
    ['no algorithm in the name', `${ARM_PATH}/certificates/md5-${thumbprint}`, full],
  ]
  for (const [name, path, properties] of cases) {
    const answer = await arm(batch, 'PUT', path, properties)
    assert.deepEqual([answer.status, answer.body.error?.code], [400, 'InvalidPropertyValue'], name)
  }
})

test('conditions keep others’ changes from being overwritten', async () => {
  await using batch = await startBatch()
  const { etag } = (await arm(batch, 'PUT', PATH, full, { 'if-none-match': '*' })).body
  const put = async (headers: Record<string, string>) =>
    (await arm(batch, 'PUT', PATH, full, headers)).status
  assert.equal(await put({ 'if-none-match': '*' }), 412)
  assert.equal(await put({ 'if-match': 'W/"0x1"' }), 412)
  assert.equal(await put({ 'if-match': etag! }), 200)
  assert.equal(await put({ 'if-match': etag! }), 412)
  assert.equal(await put({ 'if-match': '*' }), 200)
})

test('a failed deletion is told in ARM’s form, polls end with it, and it can be cancelled', async () => {
  await using batch = await startBatch()
  const operation = (await findOperation(batch.ports.store, await failed(batch)))!
  const { properties } = (await arm(batch, 'GET', PATH)).body
  assert.equal(properties!.provisioningState, 'Failed')
  assert.equal(properties!.previousProvisioningState, 'Deleting')
  const error = {
    code: 'PoolsReferencingCertificate',
    message: 'The specified certificate is being used by the below mentioned pool(s)',
    target: 'BatchAccount',
    details: [{ code: 'Pools', message: 'pool1' }],
  }
  assert.deepEqual(properties!.deleteCertificateError, error)
  const polled = await batchProvider(batch.ports).result!(operation, '')
  assert.deepEqual(polled, { status: 409, body: { error } })

  const cancelled = await arm(batch, 'POST', `${PATH}/cancelDelete`)
  assert.equal(cancelled.status, 200)
  assert.equal(cancelled.body.properties!.provisioningState, 'Succeeded')
  assert.equal(cancelled.body.properties!.previousProvisioningState, 'Failed')
  assert.equal(cancelled.headers.etag, cancelled.body.etag)
  assert.equal((await batch.call('GET', ON_DATA_PLANE)).body.state, 'active')
  const again = await arm(batch, 'POST', `${PATH}/cancelDelete`)
  assert.deepEqual([again.status, again.body.error!.code], [409, 'CertificateStateActive'])
})

test('a deletion under way cannot be cancelled, and is not begun twice', async () => {
  await using batch = await startBatch()
  await arm(batch, 'PUT', PATH, full)
  const first = await arm(batch, 'DELETE', PATH)
  const second = await arm(batch, 'DELETE', PATH)
  const operationIn = ({ headers }: Answer) => new URL(headers.location!).pathname
  assert.equal(operationIn(second), operationIn(first))
  const cancel = await arm(batch, 'POST', `${PATH}/cancelDelete`)
  assert.deepEqual([cancel.status, cancel.body.error!.code], [409, 'CertificateBeingDeleted'])
  await batch.pass(60_000)
  assert.equal((await arm(batch, 'GET', PATH)).status, 404)
  assert.equal((await arm(batch, 'DELETE', PATH)).status, 204)
})

test('lists are filtered and cut by ARM’s names', async () => {
  await using batch = await startBatch()
  await failed(batch)
  const other = PATH.replace(thumbprint, anotherCertificate.thumbprint)
  await arm(batch, 'PUT', other, { data: anotherCertificate.cer, format: 'Cer' })
  const list = async (query: Record<string, string>) =>
    (await arm(batch, 'GET', `${ARM_PATH}/certificates?${new URLSearchParams(query)}`)).body
  const names = (body: Awaited<ReturnType<typeof list>>) =>
    (body.value as unknown as { name: string }[]).map(({ name }) => name)
  assert.equal(names(await list({})).length, 2)
  const broken = await list({
    $filter: "properties/provisioningState eq 'Failed'",
    $select: 'properties/format,properties/provisioningState',
  })
  assert.deepEqual(names(broken), [NAME])
  const [only] = broken.value as unknown as { properties: object }[]
  assert.deepEqual(only!.properties, { format: 'Pfx', provisioningState: 'Failed' })
  assert.deepEqual(names(await list({ $filter: `name eq '${NAME}'` })), [NAME])
  const late = "properties/provisioningStateTransitionTime gt '2099-01-01'"
  assert.deepEqual(names(await list({ $filter: late })), [])
  const page = await list({ maxresults: '1' })
  assert.equal(names(page).length, 1)
  assert.ok(page.nextLink)
})
