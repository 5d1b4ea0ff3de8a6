import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anotherCertificate, certificate, openPfx, PASSWORD, pfx } from '#testing/certificates.ts'
import { readPfx } from './pkcs12.ts'

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64')

async function certificatesIn(file: string, password?: string): Promise<string[]> {
  const content = await readPfx(bytes(file), password)
  assert.ok('certificates' in content, JSON.stringify(content))
  return content.certificates.map((der) => der.toString('base64'))
}

test('a certificate is read out of a file, however it is protected', async () => {
  for (const [name, file] of Object.entries(pfx)) {
    const found = await certificatesIn(file, PASSWORD)
    assert.equal(found[0], certificate.cer, name)
  }
  for (const [name, file] of Object.entries(openPfx)) {
    assert.deepEqual(await certificatesIn(file), [certificate.cer], name)
    assert.deepEqual(await certificatesIn(file, ''), [certificate.cer], name)
  }
})

test('all certificates of a file are read', async () => {
  const found = await certificatesIn(pfx.withAnotherCertificate, PASSWORD)
  assert.deepEqual(found, [certificate.cer, anotherCertificate.cer])
})

test('a wrong password is told from a broken file', async () => {
  for (const [name, file] of Object.entries(pfx)) {
    for (const wrong of ['nodesdk ', '', undefined]) {
      assert.deepEqual(await readPfx(bytes(file), wrong), { fault: 'password' }, name)
    }
  }
  const whole = bytes(pfx.aes256)
  for (const broken of [Buffer.alloc(0), bytes(certificate.cer), whole.subarray(0, 200)]) {
    const content = await readPfx(broken, PASSWORD)
    assert.ok('fault' in content && content.fault === 'unreadable')
  }
})

test('whatever the bytes, reading ends with an answer', async () => {
  const whole = bytes(pfx.rc2With40Bits)
  const damaged = fc
    .tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }))
    .map(([at, byte]) => {
      const copy = Buffer.from(whole)
      copy[at] = byte
      return copy
    })
  const any = fc.oneof(
    damaged,
    fc.uint8Array({ maxLength: 300 }).map((list) => Buffer.from(list)),
  )
  await fc.assert(
    fc.asyncProperty(any, async (file) => {
      const content = await readPfx(file, PASSWORD)
      assert.ok('certificates' in content || 'fault' in content)
    }),
    { numRuns: 500 },
  )
})
