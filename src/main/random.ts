import { randomBytes, randomFillSync } from 'node:crypto'
import type { Random } from '#kernel/random.ts'

const POOL_BYTES = 4096
/** As much as an id or a key takes. */
const MOST_OF_POOL = 256

/**
 * As `randomBytes`, but the system is asked for many bytes at once: asking takes some microseconds, and
 * a new cluster takes a dozen ids. Each byte is handed out once.
 */
export function pooledRandom(): Random {
  let pool = Buffer.alloc(0)
  let next = 0
  return (bytes) => {
    if (bytes > MOST_OF_POOL) return randomBytes(bytes)
    if (next + bytes > pool.length) {
      pool = randomFillSync(Buffer.alloc(POOL_BYTES))
      next = 0
    }
    const given = pool.subarray(next, next + bytes)
    next += bytes
    return given
  }
}
