// A file of the bytes of little blobs, one behind the other.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'

export class LittleFile {
  readonly id: string
  readonly #fd: number
  #size = 0
  #isFlushed = true

  constructor(path: string, id: string) {
    this.id = id
    this.#fd = openSync(path, 'wx', 0o600)
  }

  get size(): number {
    return this.#size
  }

  /** What fails, as on a full disk, leaves nothing that counts. A thread for it takes longer than it does. */
  append(bytes: Uint8Array): {
    readonly id: string
    readonly offset: number
    readonly count: number
  } {
    const offset = this.#size
    const count = bytes.length
    this.#isFlushed = false
    for (let at = 0; at < count; ) at += writeSync(this.#fd, bytes, at, count - at, offset + at)
    this.#size += count
    return { id: this.id, offset, count }
  }

  /** Puts what was written on the disk. */
  flush(): void {
    if (!this.#isFlushed) fdatasyncSync(this.#fd)
    this.#isFlushed = true
  }

  close(): void {
    try {
      this.flush()
    } finally {
      closeSync(this.#fd)
    }
  }
}
