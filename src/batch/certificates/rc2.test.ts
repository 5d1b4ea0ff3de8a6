import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decryptRc2Cbc } from './rc2.ts'

test('RC2 decrypts the examples of RFC 2268', () => {
  const examples = [
    ['ffffffffffffffff', '278b27e42e2f0d49', 'ffffffffffffffff'],
    ['3000000000000000', '30649edf9be7d2c2', '1000000000000001'],
    ['88bca90e90875a7f0f79c384627bafb2', '2269552ab0f85ca6', '0000000000000000'],
  ] as const
  for (const [key, encrypted, plain] of examples) {
    const out = decryptRc2Cbc(
      Buffer.from(key, 'hex'),
      Buffer.alloc(8),
      Buffer.from(encrypted, 'hex'),
    )
    assert.equal(out.toString('hex'), plain)
  }
})

test('each block is chained to the one before', () => {
  const key = Buffer.from('ffffffffffffffff', 'hex')
  const block = Buffer.from('278b27e42e2f0d49', 'hex')
  const out = decryptRc2Cbc(key, Buffer.alloc(8), Buffer.concat([block, block]))
  const expected = Buffer.from(block.map((byte) => byte ^ 0xff))
  assert.deepEqual(out.subarray(8), expected)
})
