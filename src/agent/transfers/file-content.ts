import { read, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import type { Content } from '#blobs/blob-client.ts'

const CHUNK_BYTES = 256 * 1024
const readPart = promisify(read)

/** The first bytes of a file that stays open, whatever becomes of who reads. */
export const fileContent = (fd: number, size: number): Content => ({
  size,
  read: (start, end) => Readable.from(bytesOf(fd, start, end)),
  readWhole: async () => wholeOf(fd, size),
})

/** It was written a moment ago, so it is in memory: a thread that reads it takes longer than that. */
function wholeOf(fd: number, size: number): Buffer {
  const whole = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; ) {
    const bytesRead = readSync(fd, whole, at, size - at, at)
    if (bytesRead === 0) return whole.subarray(0, at)
    at += bytesRead
  }
  return whole
}

/** A stream of the file's own would close it. */
async function* bytesOf(fd: number, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at))
    const { bytesRead } = await readPart(fd, chunk, 0, chunk.length, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield chunk.subarray(0, bytesRead)
  }
}
