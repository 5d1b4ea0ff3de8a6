// qcow2 images that no process has open, worked on with qemu-img.
import { setTimeout as pause } from 'node:timers/promises'
import { HypervisorRefusal } from '../port.ts'
import { CommandFailed, type QemuHost } from '../qemu/qemu-host.ts'
import { readSnapshots, type Snapshot } from './qcow2.ts'

interface ImageInfo {
  readonly format: string
  readonly 'virtual-size': number
}

// A process that has just ended, or someone's backup, may hold an image's lock a little longer.
const LOCK_TRIES = 40
const LOCK_PAUSE_MS = 50

export class Images {
  readonly #host: QemuHost

  constructor(host: QemuHost) {
    this.#host = host
  }

  /** A blank image, or one that begins with the source's content and leaves the source alone. */
  async create(path: string, sizeBytes: number, source?: string): Promise<void> {
    const backing = source === undefined ? [] : await this.#backing(source, sizeBytes)
    await this.#host.remove(path)
    await this.#run(['create', '-q', '-f', 'qcow2', ...backing, path, String(sizeBytes)])
  }

  /** A full copy of a raw image. */
  async copy(path: string, source: string): Promise<void> {
    await this.#host.remove(path)
    await this.#run(['convert', '-q', '-f', 'raw', '-O', 'qcow2', source, path])
  }

  async grow(path: string, sizeBytes: number): Promise<void> {
    await this.#run(['resize', '-q', path, String(sizeBytes)])
  }

  /** Of an image that no process has open. */
  snapshots(path: string): Promise<Snapshot[]> {
    return readSnapshots(path)
  }

  /** The tag must not be there: qemu-img would make a second one of that name. */
  async takeSnapshot(path: string, tag: string): Promise<void> {
    await this.#run(['snapshot', '-q', '-c', tag, path])
  }

  async applySnapshot(path: string, tag: string): Promise<void> {
    await this.#run(['snapshot', '-q', '-a', tag, path])
  }

  /** A tag that is not there counts as dropped. */
  async dropSnapshot(path: string, tag: string): Promise<void> {
    try {
      await this.#run(['snapshot', '-q', '-d', tag, path])
    } catch (error) {
      if ((await this.snapshots(path)).some((snapshot) => snapshot.tag === tag)) throw error
    }
  }

  async #backing(source: string, sizeBytes: number): Promise<string[]> {
    const { format, 'virtual-size': least } = await this.#sourceInfo(source)
    if (sizeBytes < least) {
      throw new HypervisorRefusal(
        'SourceNotUsable',
        `${source} needs a disk of at least ${least} bytes.`,
      )
    }
    return ['-b', source, '-F', format]
  }

  async #sourceInfo(source: string): Promise<ImageInfo> {
    try {
      return JSON.parse(await this.#run(['info', '-U', '--output=json', source])) as ImageInfo
    } catch (cause) {
      if (!(cause instanceof CommandFailed)) throw cause
      throw new HypervisorRefusal('SourceNotUsable', `${source} is no readable image.`, { cause })
    }
  }

  async #run(args: readonly string[]): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#host.run('qemu-img', args)
      } catch (error) {
        const isLocked =
          error instanceof CommandFailed && /Failed to get .* lock/.test(error.stderr)
        if (!isLocked || attempt === LOCK_TRIES) throw error
        await pause(LOCK_PAUSE_MS)
      }
    }
  }
}

/** Does the same to several images at once. */
export const forEach = (
  files: readonly string[],
  job: (file: string) => Promise<void>,
): Promise<void> => all(files.map(job))

/** Waits for all, also when one fails: nothing goes on behind the caller's back. */
export async function all(jobs: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(jobs)
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
