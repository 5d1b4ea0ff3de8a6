// How a file is cut into the blocks of a blob.

export interface Block {
  readonly id: string
  /** First byte, and the one after the last. */
  readonly start: number
  readonly end: number
}

const MIB = 1024 * 1024
/** Up to here a blob is put by one call. */
export const SINGLE_BYTES = 16 * MIB
const USUAL_BLOCK_BYTES = 8 * MIB
/** The service's own limits: they make the largest blob of all. */
export const MOST_BLOCKS = 50_000

/** `prefix` tells this upload's blocks from those that another left: ids of a blob have one length. */
export function blocksOf(size: number, prefix: string): Block[] {
  const blockSize = Math.max(USUAL_BLOCK_BYTES, Math.ceil(size / MOST_BLOCKS / MIB) * MIB)
  const count = Math.ceil(size / blockSize)
  return Array.from({ length: count }, (_, at) => ({
    id: Buffer.from(`${prefix}${String(at).padStart(6, '0')}`).toString('base64'),
    start: at * blockSize,
    end: Math.min(size, (at + 1) * blockSize),
  }))
}
