// The server is killed while certificates change: what it had answered holds, and what it had begun
// goes on at the next start.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import { setCertificateUse } from '#batch/certificates/certificate-use.queries.ts'
import { accountKeyOf } from '#batch/keys.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { openDataDirectory } from '#store/data-directory.ts'
import { certificate } from '#testing/certificates.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const SHA1 = 'sha1'
const { thumbprint } = certificate
/** A minute of Azure's lasts a second and a half: long enough to be killed within. */
const timeScale = 40

const stateOf = async (client: BatchServiceClient): Promise<string> => {
  try {
    return (await client.certificate.get(SHA1, thumbprint)).state!
  } catch (error) {
    assert.equal((error as { code: string }).code, 'CertificateNotFound')
    return 'gone'
  }
}

/** Polls until the certificate is no longer being deleted. */
async function settled(client: BatchServiceClient): Promise<string> {
  for (;;) {
    const state = await stateOf(client)
    if (state !== 'deleting') return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('certificates survive kill -9 in every state, and so does what is done to them', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-certificates-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  let lazuli = await spawnLazuli({ data, timeScale })
  t.after(() => lazuli.kill())
  const killed = async (): Promise<BatchServiceClient> => {
    await lazuli.kill()
    lazuli = await spawnLazuli({ data, timeScale })
    return batchClientFor(lazuli.ready)
  }
  let client = batchClientFor(lazuli.ready)
  await client.certificate.add({
    thumbprint,
    thumbprintAlgorithm: SHA1,
    data: certificate.cer,
    certificateFormat: 'cer',
  })
  client = await killed()
  assert.equal(await stateOf(client), 'active')

  await lazuli.stop()
  const directory = await openDataDirectory(data)
  const pool = { account: accountKeyOf(lazuli.ready.batch!.account), poolId: 'pool1' }
  await directory.store.write((tx) => setCertificateUse(tx, pool, [thumbprint]))
  await directory.close()
  lazuli = await spawnLazuli({ data, timeScale })
  client = batchClientFor(lazuli.ready)

  await client.certificate.deleteMethod(SHA1, thumbprint)
  client = await killed()
  assert.equal(await settled(client), 'deletefailed')

  client = await killed()
  assert.equal(await stateOf(client), 'deletefailed')
  await client.certificate.cancelDeletion(SHA1, thumbprint)
  client = await killed()
  assert.equal(await stateOf(client), 'active')
  await assert.rejects(client.certificate.cancelDeletion(SHA1, thumbprint), {
    code: 'CertificateStateActive',
  })
})
