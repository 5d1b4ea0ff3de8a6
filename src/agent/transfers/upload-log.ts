// What Batch leaves beside a task's output of the upload of its files: `fileuploadout.txt` says what was
// done, `fileuploaderr.txt` what could not be. No signature is in them.
import { closeSync, constants, fchownSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { at, type Path } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import { type Root, reach } from '../files/beneath.ts'
import type { Owner } from '../separation/layout.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

/** An upload goes on without what cannot be written: a full disk, a directory in the way. */
export class UploadLog implements Disposable {
  readonly #out: number | undefined
  readonly #err: number | undefined

  constructor(root: Root, directory: string, owner: Owner | undefined) {
    const [out, err] = made(root, directory, ['fileuploadout.txt', 'fileuploaderr.txt'], owner)
    this.#out = out
    this.#err = err
  }

  say(text: string): void {
    write(this.#out, `${new Date().toISOString()} ${text}\n`)
  }

  fail(what: Readonly<Record<string, string | boolean>>): void {
    write(this.#err, `${JSON.stringify(what)}\n`)
  }

  [Symbol.dispose](): void {
    for (const fd of [this.#out, this.#err]) if (fd !== undefined) closeSync(fd)
  }
}

/** Files that were not there before: what a task has put in their place goes, even a link. */
function made(
  root: Root,
  directory: string,
  names: readonly string[],
  owner: Owner | undefined,
): readonly (number | undefined)[] {
  try {
    using place = reach(root, `${directory}/${names[0]}`, false)
    return names.map((name) => madeAt(at(place.parent, nameOf(name)), owner))
  } catch {
    return []
  }
}

const NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW

function madeAt(path: Path, owner: Owner | undefined): number | undefined {
  try {
    const fd = openNew(path)
    if (owner) fchownSync(fd, owner.uid, owner.gid)
    return fd
  } catch {
    return undefined
  }
}

function openNew(path: Path): number {
  try {
    return openSync(path, NEW, 0o644)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    unlinkSync(path)
    return openSync(path, NEW, 0o644)
  }
}

function write(fd: number | undefined, text: string): void {
  try {
    if (fd !== undefined) writeSync(fd, text)
  } catch {
    // The disk is full: the upload itself needs none of it.
  }
}
