// Reads which snapshots a qcow2 image has, where a process of qemu-img would take ten times longer.
// The layout is that of QEMU's document docs/interop/qcow2.txt; only closed images may be read so.
import { type FileHandle, open } from 'node:fs/promises'

export interface Snapshot {
  readonly tag: string
  /** How much memory lies in the image for it; 0 for disks alone. */
  readonly memoryBytes: number
}

const MAGIC = 0x514649fb
const HEADER_BYTES = 72
const COUNT_AT = 60
const TABLE_AT = 64
const ENTRY_BYTES = 40
// QEMU itself allows no larger table.
const MOST_TABLE_BYTES = 16 * 1024 * 1024

export async function readSnapshots(path: string): Promise<Snapshot[]> {
  const image = await open(path, 'r')
  try {
    const header = await readAt(image, 0, HEADER_BYTES)
    if (header.length < HEADER_BYTES || header.readUInt32BE(0) !== MAGIC) {
      throw new Error(`${path} is no qcow2 image.`)
    }
    const count = header.readUInt32BE(COUNT_AT)
    return await readTable(image, Number(header.readBigUInt64BE(TABLE_AT)), count)
  } finally {
    await image.close()
  }
}

/** The table has no length of its own: more is read until all entries are in. */
async function readTable(image: FileHandle, at: number, count: number): Promise<Snapshot[]> {
  for (let bytes = 64 * 1024; bytes <= MOST_TABLE_BYTES; bytes *= 4) {
    const snapshots = parseTable(await readAt(image, at, count === 0 ? 0 : bytes), count)
    if (snapshots) return snapshots
  }
  throw new Error('The snapshot table of an image is damaged.')
}

/** Undefined when the table goes on after what was read. */
function parseTable(table: Buffer, count: number): Snapshot[] | undefined {
  const snapshots: Snapshot[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > table.length) return undefined
    const idBytes = table.readUInt16BE(at + 12)
    const tagBytes = table.readUInt16BE(at + 14)
    const extraBytes = table.readUInt32BE(at + 36)
    const tagAt = at + ENTRY_BYTES + extraBytes + idBytes
    const end = tagAt + tagBytes
    if (end > table.length) return undefined
    const memoryBytes =
      extraBytes >= 8
        ? Number(table.readBigUInt64BE(at + ENTRY_BYTES))
        : table.readUInt32BE(at + 32)
    snapshots.push({ tag: table.toString('utf8', tagAt, end), memoryBytes })
    at = Math.ceil(end / 8) * 8
  }
  return snapshots
}

async function readAt(image: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await image.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
