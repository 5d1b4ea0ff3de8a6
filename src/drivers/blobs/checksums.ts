// The checksums of a block or a blob, as Azurite wants them of a stream.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type Crc64, crc64Update } from './crc64.ts'

export interface Checksums {
  readonly md5?: Uint8Array | undefined
  readonly crc64?: Uint8Array | undefined
}

const MAX = 0xffff_ffff

/** Each that is expected, or wanted in any case. */
export async function checksumsOf(
  stream: Readable,
  expected: { readonly md5?: unknown; readonly crc64?: unknown },
  wanted: { readonly md5?: boolean; readonly crc64?: boolean } = {},
): Promise<Checksums> {
  const hash = expected.md5 !== undefined || wanted.md5 ? createHash('md5') : undefined
  const crc = expected.crc64 !== undefined || wanted.crc64 ? { hi: MAX, lo: MAX } : undefined
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
    hash?.update(bytes)
    if (crc) crc64Update(crc, bytes)
  }
  return { md5: hash && new Uint8Array(hash.digest()), crc64: crc && digestOf(crc) }
}

function digestOf({ hi, lo }: Crc64): Uint8Array {
  const digest = new Uint8Array(8)
  const view = new DataView(digest.buffer)
  view.setUint32(0, ~lo >>> 0, true)
  view.setUint32(4, ~hi >>> 0, true)
  return digest
}
