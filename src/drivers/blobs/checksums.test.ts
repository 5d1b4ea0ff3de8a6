import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { checksumsOf } from './checksums.ts'

const ofAzurite = createRequire(import.meta.url)('azurite/dist/src/common/utils/utils.js') as {
  getCRC64FromString(text: Uint8Array): Uint8Array
}

const of = (chunks: readonly (Uint8Array | string)[]) =>
  checksumsOf(Readable.from(chunks), {}, { crc64: true, md5: true })

test('the checksum of a known text is the published one', async () => {
  const { crc64 } = await of(['123456789'])
  assert.equal(Buffer.from(crc64!).readBigUInt64LE().toString(16), 'ae8b14860a799888')
})

test('checksums are those of Azurite, however the bytes come', async () => {
  for (let length = 0; length < 70; length++) {
    const bytes = randomBytes(length)
    const cut = length === 0 ? 0 : randomBytes(1)[0]! % length
    const { crc64, md5 } = await of([bytes.subarray(0, cut), bytes.subarray(cut)])
    assert.deepEqual(crc64, ofAzurite.getCRC64FromString(bytes), String(length))
    assert.equal(Buffer.from(md5!).toString('hex'), createHash('md5').update(bytes).digest('hex'))
  }
  const large = randomBytes(100_003)
  assert.deepEqual((await of([large])).crc64, ofAzurite.getCRC64FromString(large))
})

test('what is not asked for is not computed', async () => {
  const stream = Readable.from([Buffer.from('x')])
  assert.deepEqual(await checksumsOf(stream, {}), { md5: undefined, crc64: undefined })
  const { md5, crc64 } = await checksumsOf(Readable.from([]), { md5: 'x' })
  assert.ok(md5 && !crc64)
})
