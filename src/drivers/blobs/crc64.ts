// CRC-64/NVME as storage computes it of blocks: eight bytes a turn, in two halves of 32 bits each.

/** The polynomial, reflected. */
const POLYNOMIAL = 0x9a6c9329ac4bc9b5n
const SLICES = 8

/** Before the first byte; it is to be xored with the same at the end. */
export interface Crc64 {
  hi: number
  lo: number
}

interface Tables {
  readonly hi: Uint32Array
  readonly lo: Uint32Array
}

/** Of each slice 256 entries, one slice after the other. */
function tablesOf(): Tables {
  const entries: bigint[] = []
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte)
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ POLYNOMIAL : value >> 1n
    entries.push(value)
  }
  for (let at = 256; at < 256 * SLICES; at++) {
    const before = entries[at - 256]!
    entries.push((before >> 8n) ^ entries[Number(before & 0xffn)]!)
  }
  return {
    hi: Uint32Array.from(entries, (value) => Number(value >> 32n)),
    lo: Uint32Array.from(entries, (value) => Number(value & 0xffff_ffffn)),
  }
}

let tables: Tables | undefined

/** Takes further bytes in. */
export function crc64Update(crc: Crc64, bytes: Uint8Array): void {
  tables ??= tablesOf()
  const { hi: high, lo: low } = tables
  let { hi, lo } = crc
  const end = bytes.length - (bytes.length % SLICES)
  let at = 0
  for (; at < end; at += SLICES) {
    lo ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    hi ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)
    const a = 1792 + (lo & 0xff)
    const b = 1536 + ((lo >>> 8) & 0xff)
    const c = 1280 + ((lo >>> 16) & 0xff)
    const d = 1024 + (lo >>> 24)
    const e = 768 + (hi & 0xff)
    const f = 512 + ((hi >>> 8) & 0xff)
    const g = 256 + ((hi >>> 16) & 0xff)
    const h = hi >>> 24
    hi = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[h]!
    lo = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[h]!
  }
  for (; at < bytes.length; at++) {
    const index = (lo ^ bytes[at]!) & 0xff
    lo = ((lo >>> 8) | (hi << 24)) ^ low[index]!
    hi = (hi >>> 8) ^ high[index]!
  }
  crc.hi = hi >>> 0
  crc.lo = lo >>> 0
}
