// Certificates driven by Microsoft's own Batch client, which signs each call with the account's key.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { setCertificateUse } from '#batch/certificates/certificate-use.queries.ts'
import { serverClock } from '#engine/clock.ts'
import { anotherCertificate, certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../../wire/batch/batch-server.ts'

const { thumbprint } = certificate
const SHA1 = 'sha1'

const clientOf = ({ origin, key }: BatchServer): BatchServiceClient =>
  new BatchServiceClient(new BatchSharedKeyCredentials(ACCOUNT, key), origin)

/** Polls as a user would until the certificate is in a state, or gone. */
async function settled(client: BatchServiceClient): Promise<string | undefined> {
  for (;;) {
    const { state } = await client.certificate
      .get(SHA1, thumbprint)
      .catch((error: { code: string }) => {
        assert.equal(error.code, 'CertificateNotFound')
        return { state: undefined }
      })
    if (state !== 'deleting') return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a certificate is added, its deletion fails, is cancelled, and succeeds at last', async () => {
  // A minute of the real service lasts a tenth of a second.
  await using batch = await startBatch({ clock: serverClock({ scale: 600 }) })
  const client = clientOf(batch)
  const added = await client.certificate.add({
    thumbprint,
    thumbprintAlgorithm: SHA1,
    data: pfx.rc2With40Bits,
    certificateFormat: 'pfx',
    password: PASSWORD,
  })
  assert.equal(added._response.status, 201)
  const pool = { account: ACCOUNT, poolId: 'pool1' }
  await batch.ports.store.write((tx) => setCertificateUse(tx, pool, [thumbprint]))

  assert.equal((await client.certificate.deleteMethod(SHA1, thumbprint))._response.status, 202)
  await assert.rejects(client.certificate.cancelDeletion(SHA1, thumbprint), {
    code: 'CertificateBeingDeleted',
    statusCode: 409,
  })
  assert.equal(await settled(client), 'deletefailed')
  const failed = await client.certificate.get(SHA1, thumbprint)
  assert.equal(failed.previousState, 'deleting')
  assert.ok(failed.stateTransitionTime instanceof Date)
  assert.deepEqual(failed.deleteCertificateError?.values, [{ name: 'Pools', value: 'pool1' }])

  const cancelled = await client.certificate.cancelDeletion(SHA1, thumbprint)
  assert.equal(cancelled._response.status, 204)
  assert.equal((await client.certificate.get(SHA1, thumbprint)).state, 'active')
  await assert.rejects(client.certificate.cancelDeletion(SHA1, thumbprint), {
    code: 'CertificateStateActive',
  })

  await batch.ports.store.write((tx) => setCertificateUse(tx, pool, []))
  await client.certificate.deleteMethod(SHA1, thumbprint)
  assert.equal(await settled(client), undefined)
})

test('a list is read page by page, filtered and selected', async () => {
  await using batch = await startBatch({ clock: serverClock() })
  const client = clientOf(batch)
  const certificateListOptions = {
    filter: "state eq 'active'",
    select: 'thumbprint,state',
    maxResults: 1,
  }
  const body = { thumbprintAlgorithm: SHA1, certificateFormat: 'cer' as const }
  await client.certificate.add({ ...body, thumbprint, data: certificate.cer })
  await client.certificate.add({
    ...body,
    thumbprint: anotherCertificate.thumbprint,
    data: anotherCertificate.cer,
  })
  const found: string[] = []
  let page = await client.certificate.list({ certificateListOptions })
  found.push(...page.map((one) => one.thumbprint!))
  while (page.odatanextLink) {
    page = await client.certificate.listNext(page.odatanextLink)
    found.push(...page.map((one) => one.thumbprint!))
  }
  assert.deepEqual(found, [thumbprint, anotherCertificate.thumbprint].sort())
})

test('a wrong key is refused with what was signed', async () => {
  await using batch = await startBatch({ clock: serverClock() })
  const key = Buffer.alloc(64).toString('base64')
  const client = clientOf({ ...batch, key })
  await assert.rejects(client.certificate.list(), {
    code: 'AuthenticationFailed',
    statusCode: 403,
  })
})
