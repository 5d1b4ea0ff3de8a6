// What Batch leaves beside a task's output of the upload of its files: `fileuploadout.txt` says what was
// done, `fileuploaderr.txt` what could not be. No signature is in them.
import { closeSync, constants, fchownSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { at } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import { type Root, reach } from '../files/beneath.ts'
import type { Owner } from '../separation/layout.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

/** An upload goes on without what cannot be written: a full disk, a directory in the way. */
export class UploadLog implements Disposable {
  readonly #out: number | undefined
  readonly #err: number | undefined

  constructor(root: Root, directory: string, owner: Owner | undefined) {
    this.#out = made(root, directory, 'fileuploadout.txt', owner)
    this.#err = made(root, directory, 'fileuploaderr.txt', owner)
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

/** A file that was not there before: what a task has put in its place goes, even a link. */
function made(
  root: Root,
  directory: string,
  name: string,
  owner: Owner | undefined,
): number | undefined {
  try {
    using place = reach(root, `${directory}/${name}`, false)
    const path = at(place.parent, nameOf(name))
    try {
      unlinkSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    const fd = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)
    if (owner) fchownSync(fd, owner.uid, owner.gid)
    return fd
  } catch {
    return undefined
  }
}

function write(fd: number | undefined, text: string): void {
  try {
    if (fd !== undefined) writeSync(fd, text)
  } catch {
    // The disk is full: the upload itself needs none of it.
  }
}
