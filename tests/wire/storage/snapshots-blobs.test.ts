// Blobs go along with a snapshot whose files are asked for, and calls wait while they are copied.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { BlobServiceClient } from '@azure/storage-blob'
import { startLazuli } from '#library/start-lazuli.ts'

test('blobs are there again byte by byte, and what was put later is not', async () => {
  await using lazuli = await startLazuli({ storage: true, nodes: 'simulated' })
  const connection = lazuli.env.AZURE_STORAGE_CONNECTION_STRING!
  // Its declarations do not name what its pipeline reads.
  const options = { retryOptions: {}, tlsOptions: lazuli.clientOptions.tlsOptions }
  const client = BlobServiceClient.fromConnectionString(connection, options)
  const container = client.getContainerClient('results')
  await container.create()
  const kept = container.getBlockBlobClient('kept')
  const later = container.getBlockBlobClient('later')
  const bytes = randomBytes(3_000_000)
  await kept.uploadData(bytes)

  assert.deepEqual((await lazuli.snapshot()).leftOut, ['blobs'])
  // What is sent meanwhile waits, and is answered.
  const sent = Array.from({ length: 20 }, (_, i) =>
    container.getBlockBlobClient(`meanwhile-${i}`).uploadData(Buffer.from(`${i}`)),
  )
  const snapshot = await lazuli.snapshot({ files: true })
  await Promise.all(sent)
  assert.ok(snapshot.files.includes('storage'))
  assert.deepEqual(snapshot.leftOut, [])

  for (let i = 0; i < 2; i++) {
    await kept.uploadData(Buffer.from('something else'))
    await later.uploadData(Buffer.from('later'))
    await snapshot.restore()
    assert.ok(bytes.equals(await kept.downloadToBuffer()))
    assert.equal(await later.exists(), false)
  }
  await container.delete()
  await snapshot.restore()
  assert.ok(bytes.equals(await kept.downloadToBuffer()))
})
