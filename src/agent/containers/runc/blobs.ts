// Saves what a registry sends. Digests are checked, so that neither a registry nor what stands between can
// slip in something else; layers become plain archives, of which no more is kept than there is room for.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { ImageError } from '../runtime.ts'

export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

/** What an image may still take when its layers are unpacked. */
export interface Room {
  bytes: number
}

export const OCI = 'application/vnd.oci.image.'
const LAYER =
  /^application\/vnd\.(?:oci\.image\.layer\.v1|docker\.image\.rootfs\.diff)\.tar(?<packing>[+.](?:gzip|zstd))?$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

/** Saves the blob under its digest in the directory. */
export async function saveBlob(
  response: Response,
  blob: Descriptor,
  directory: string,
): Promise<void> {
  await save(response, blob, new PassThrough(), { bytes: blob.size }, directory)
}

/** Saves the archive that a layer is, and describes that. */
export async function saveLayer(
  response: Response,
  layer: Descriptor,
  directory: string,
  room: Room,
): Promise<Descriptor> {
  const found = LAYER.exec(layer.mediaType)
  if (!found) throw new ImageError('image', `a layer is of an unknown kind: ${layer.mediaType}`)
  const packing = found.groups!.packing?.slice(1)
  const unpacker =
    packing === 'gzip'
      ? createGunzip()
      : packing === 'zstd'
        ? createZstdDecompress()
        : new PassThrough()
  const { digest, size } = await save(response, layer, unpacker, room, directory)
  return { mediaType: `${OCI}layer.v1.tar`, digest, size }
}

async function save(
  response: Response,
  { digest, size }: Descriptor,
  unpacker: Transform,
  room: Room,
  directory: string,
): Promise<{ readonly digest: string; readonly size: number }> {
  if (!DIGEST.test(digest) || !Number.isSafeInteger(size)) {
    throw new ImageError('image', `${digest} is no digest, or ${size} no size`)
  }
  const sent = counted(size, `${digest} is longer than it should be`)
  const kept = counted(room.bytes, 'there is no room for the image when it is unpacked')
  const making = `${directory}/.${digest.slice('sha256:'.length)}`
  try {
    await pipeline(
      Readable.from(response.body ?? []),
      sent.stream,
      unpacker,
      kept.stream,
      createWriteStream(making, { mode: 0o600 }),
    )
  } catch (error) {
    if (error instanceof ImageError) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    // What the disk or the line did is no fault of the image.
    throw /^(ERR|Z_)/.test(code) ? new ImageError('image', message) : error
  }
  if (sent.digest() !== digest) {
    throw new ImageError('image', `what the registry sent is not ${digest}`)
  }
  room.bytes -= kept.bytes()
  const name = kept.digest()
  await rename(making, `${directory}/${name.slice('sha256:'.length)}`)
  return { digest: name, size: kept.bytes() }
}

/** Passes bytes on, up to a limit, and says what they were. */
function counted(most: number, reason: string) {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > most ? new ImageError('image', reason) : null, chunk)
    },
  })
  return { stream, bytes: () => bytes, digest: () => `sha256:${hash.digest('hex')}` }
}

/** A text that is no longer than it may be. */
export async function shortText(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > most) throw new ImageError('image', 'what the registry says is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
