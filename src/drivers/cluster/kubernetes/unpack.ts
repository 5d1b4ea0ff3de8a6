// A small zip, unpacked into a folder that nothing else uses. What would land beside it is refused.
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fromBufferPromise } from 'yauzl'
import { ClusterRefusal } from '../port.ts'

const MOST_BYTES = 256 * 2 ** 20
const MOST_FILES = 10_000

export async function unpack(zip: Buffer, folder: string): Promise<void> {
  try {
    await unpackAll(zip, folder)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ClusterRefusal(
      'BadRequest',
      `The command's files are no zip that can be used: ${why}`,
    )
  }
}

async function unpackAll(zip: Buffer, folder: string): Promise<void> {
  const file = await fromBufferPromise(zip, { lazyEntries: true })
  let bytes = 0
  let entries = 0
  // The library refuses absolute names and those that lead upwards.
  for await (const entry of file.eachEntry()) {
    bytes += entry.uncompressedSize
    entries += 1
    if (bytes > MOST_BYTES || entries > MOST_FILES) throw new Error('it unpacks to too much')
    const path = join(folder, entry.fileName)
    if (entry.fileName.endsWith('/')) {
      await mkdir(path, { recursive: true })
      continue
    }
    await mkdir(dirname(path), { recursive: true })
    const source = await file.openReadStreamPromise(entry)
    await pipeline(source, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  }
}
