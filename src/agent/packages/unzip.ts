// Unpacks zip archives of unknown origin. Nothing of one gets out of its directory: there are
// no links in what is unpacked, and its size is bounded before it is written.
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import type { Entry } from 'yauzl'

export interface UnzipLimits {
  /** Files and directories. */
  readonly entries: number
  readonly bytes: number
  /** Of what is free on the disk, bytes and files, so much may be taken. */
  readonly partOfFree: number
}

export const usualLimits: UnzipLimits = {
  entries: 200_000,
  bytes: 32 * 1024 ** 3,
  partOfFree: 0.8,
}

/** The archive is not what it should be. */
class BadArchive extends Error {}

const UNIX = 3
const EXECUTABLE = 0o111
const DIRECTORY_MODE = 0o755
const LONGEST_NAME = 255
const LONGEST_PATH = 4096
/** Small files are mostly waiting: for the disk, and for a processor that others use. */
const AT_ONCE = 16

/** Unpacks into a directory that is there and that only the agent may write to. */
export async function unzip(
  archive: string,
  into: string,
  signal: AbortSignal,
  limits: UnzipLimits = usualLimits,
): Promise<void> {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: false })
  const writes = new Writes(signal)
  try {
    const { bavail, bsize, files, ffree } = await statfs(into)
    const part = (free: number): number => Math.floor(free * limits.partOfFree)
    const most = Math.min(limits.bytes, part(bavail * bsize))
    // Some disks hold so many files and no more.
    const mostEntries = files === 0 ? limits.entries : Math.min(limits.entries, part(ffree))
    if (zip.entryCount > mostEntries) throw new BadArchive('It has too many entries')
    const directories = new Set<string>()
    let entries = 0
    let bytes = 0
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted()
      entries += 1
      bytes += entry.uncompressedSize
      // What it says of itself first: more than it says is not read.
      const path = pathIn(into, entry.fileName)
      addAbove(directories, into, path)
      if (entries + directories.size > mostEntries) throw new BadArchive('It has too many entries')
      if (bytes > most) throw new BadArchive('Unpacked, it is too large for the node')
      if (entry.fileName.endsWith('/')) await writes.makeDirectory(path)
      else await writes.begin(path, entry, () => zip.openReadStreamPromise(entry))
    }
    await writes.end()
  } finally {
    await writes.settled()
    zip.close()
  }
}

/** Where the entry goes. The library has refused absolute paths and those that lead upwards. */
function pathIn(into: string, name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  const isLong = parts.some((part) => Buffer.byteLength(part) > LONGEST_NAME)
  const path = join(into, ...parts)
  if (parts.includes('..') || isLong || Buffer.byteLength(path) > LONGEST_PATH) {
    throw new BadArchive('One of its names is not allowed')
  }
  return path
}

/** The directories that a path makes: a name of an entry may make thousands. */
function addAbove(directories: Set<string>, into: string, path: string): void {
  let above = dirname(path)
  while (above.length > into.length && !directories.has(above)) {
    directories.add(above)
    above = dirname(above)
  }
}

/** Some files of one archive at once. */
class Writes {
  readonly #signal: AbortSignal
  readonly #under = new Map<string, Promise<void>>()
  readonly #made = new Set<string>()
  #failure: { readonly error: unknown } | undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  async makeDirectory(path: string): Promise<void> {
    if (this.#made.has(path)) return
    await mkdir(path, { recursive: true, mode: DIRECTORY_MODE })
    this.#made.add(path)
  }

  /** Resolves once it is under way. Of two with one path, the later comes after the earlier. */
  async begin(path: string, entry: Entry, open: () => Promise<NodeJS.ReadableStream>) {
    await this.#under.get(path)
    while (this.#under.size >= AT_ONCE) await Promise.race(this.#under.values())
    this.#throwFailure()
    await this.makeDirectory(dirname(path))
    const writing = write(path, entry, open, this.#signal)
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#under.delete(path))
    this.#under.set(path, writing)
  }

  async end(): Promise<void> {
    await this.settled()
    this.#throwFailure()
  }

  async settled(): Promise<void> {
    await Promise.all(this.#under.values())
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
  }
}

/** Whatever it is in the archive, a link or a device, it becomes a plain file. */
async function write(
  path: string,
  entry: Entry,
  open: () => Promise<NodeJS.ReadableStream>,
  signal: AbortSignal,
): Promise<void> {
  let sum = 0
  const summed = new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum)
      done(null, chunk)
    },
  })
  // Nothing in between: what is opened may fail at once.
  await pipeline(await open(), summed, createWriteStream(path, { mode: 0o600 }), { signal })
  if (sum !== entry.crc32) throw new BadArchive('One of its files is damaged')
  await chmod(path, modeOf(entry))
}

/** All users may read it, and run it where any could, or where the archive has no modes. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  const mode = versionMadeBy >> 8 === UNIX ? (externalFileAttributes >>> 16) & 0o777 : 0
  return mode === 0 || (mode & EXECUTABLE) !== 0 ? 0o755 : 0o644
}
