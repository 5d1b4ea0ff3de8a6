// Zip archives of any kind, malicious ones among them.
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** As it stands in the archive, whatever it is. */
  readonly name: string
  readonly content?: string | Buffer
  /** As in stat, file type included. Absent: made where files have no modes. */
  readonly mode?: number
  /** What the archive says instead of what is true. */
  readonly says?: { readonly size?: number; readonly crc?: number }
  readonly isEncrypted?: boolean
}

const UNIX = 3 << 8
const DEFLATED = 8

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content = '', mode, says = {}, isEncrypted = false } of entries) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    // The name is UTF-8.
    common.writeUInt16LE(0x800 | (isEncrypted ? 1 : 0), 2)
    common.writeUInt16LE(DEFLATED, 4)
    common.writeUInt32LE(says.crc ?? crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(says.size ?? bytes.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const local = [Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]
    const more = Buffer.alloc(14)
    more.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6)
    more.writeUInt32LE(offset, 10)
    const madeBy = Buffer.alloc(2)
    madeBy.writeUInt16LE(mode === undefined ? 0 : UNIX | 20)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), madeBy, common, more, nameBytes)
    files.push(...local)
    offset += local.reduce((sum, part) => sum + part.length, 0)
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}
