// What Batch leaves beside a task's output of the upload of its files: `fileuploadout.txt` says what was
// done, `fileuploaderr.txt` what could not be. No signature is in them.
import { closeSync, constants, fchownSync, open as openAnd, unlinkSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { at, type Path } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import { type Root, reach } from '../files/beneath.ts'
import type { Owner } from '../separation/layout.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants
const open = promisify(openAnd)

type Fds = readonly (number | undefined)[]

/**
 * An upload goes on without what cannot be written: a full disk, a directory in the way. It does not wait
 * for the files either: to make them takes as long as the upload of a little one.
 */
export class UploadLog implements AsyncDisposable {
  readonly #files: Promise<Fds>
  #fds: Fds | undefined
  #said = ''
  #failed = ''
  #isDue = false

  constructor(root: Root, directory: string, owner: Owner | undefined) {
    this.#files = made(root, directory, ['fileuploadout.txt', 'fileuploaderr.txt'], owner)
    void this.#files.then((fds) => {
      this.#fds = fds
      this.#write()
    })
  }

  say(text: string): void {
    this.#said += `${new Date().toISOString()} ${text}\n`
    this.#writeSoon()
  }

  fail(what: Readonly<Record<string, string | boolean>>): void {
    this.#failed += `${JSON.stringify(what)}\n`
    this.#writeSoon()
  }

  /** What is said in one turn is written at once. */
  #writeSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => this.#write())
  }

  #write(): void {
    this.#isDue = false
    if (!this.#fds) return
    const [out, err] = this.#fds
    write(out, this.#said)
    write(err, this.#failed)
    this.#said = ''
    this.#failed = ''
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const fds = await this.#files
    this.#write()
    this.#fds = []
    for (const fd of fds) if (fd !== undefined) closeSync(fd)
  }
}

/** Files that were not there before: what a task has put in their place goes, even a link. */
async function made(
  root: Root,
  directory: string,
  names: readonly string[],
  owner: Owner | undefined,
): Promise<Fds> {
  try {
    using place = reach(root, `${directory}/${names[0]}`, false)
    const paths = names.map((name) => at(place.parent, nameOf(name)))
    return await Promise.all(paths.map((path) => madeAt(path, owner)))
  } catch {
    return []
  }
}

const NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW

async function madeAt(path: Path, owner: Owner | undefined): Promise<number | undefined> {
  try {
    const fd = await openNew(path)
    if (owner) fchownSync(fd, owner.uid, owner.gid)
    return fd
  } catch {
    return undefined
  }
}

async function openNew(path: Path): Promise<number> {
  try {
    return await open(path, NEW, 0o644)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    unlinkSync(path)
    return await open(path, NEW, 0o644)
  }
}

function write(fd: number | undefined, text: string): void {
  try {
    if (fd !== undefined && text !== '') writeSync(fd, text)
  } catch {
    // The disk is full: the upload itself needs none of it.
  }
}
