import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { at, DIRECTORY, type Held } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import type { Owner } from '../separation/layout.ts'
import { CALL, PIPES, REQUEST } from './remote-shell.ts'

/** No command line that a kernel takes is longer. */
const MOST_BYTES = 256 * 1024
const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants
const LOOK_MS = 20
const LOOKS = 250

export interface Call {
  readonly host: string
  readonly commandLine: string
}

/**
 * Where a task leaves its calls: a directory that only its user may enter, beside the program that
 * it calls with, which it may not change.
 */
export class Exchange {
  readonly directory: string

  constructor(directory: string) {
    this.directory = directory
  }

  get program(): string {
    return `${this.directory}/rsh`
  }

  get calls(): string {
    return `${this.directory}/calls`
  }

  make(program: string, owner: Owner | undefined): void {
    mkdirSync(this.calls, { recursive: true, mode: 0o711 })
    chmodSync(this.calls, 0o700)
    if (owner) lchownSync(this.calls, owner.uid, owner.gid)
    // A shell reads it bit by bit: what an earlier agent put there may be running.
    if (existsSync(this.program)) return
    writeFileSync(this.program, program, { mode: 0o755 })
    chmodSync(this.program, 0o755)
  }

  /** The calls that are there. */
  names(): string[] {
    return readdirSync(this.calls).filter((name) => CALL.test(name))
  }

  /** Takes the call, once. A task may have put anything there, so no link is followed. */
  take(name: string): Call | undefined {
    return this.#within(name, (call) => {
      const path = at(call, nameOf(REQUEST))
      const fd = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
      try {
        const stat = fstatSync(fd)
        if (!stat.isFile() || stat.size > MOST_BYTES) return undefined
        const bytes = Buffer.alloc(stat.size)
        const text = bytes.toString('utf8', 0, readSync(fd, bytes))
        unlinkSync(path)
        const end = text.indexOf('\n')
        return { host: text.slice(0, end), commandLine: text.slice(end + 1) }
      } finally {
        closeSync(fd)
      }
    })
  }

  /** Puts the call's pipes where a user of another node finds them. */
  hand(name: string, directory: string, owner: Owner | undefined): void {
    mkdirSync(dirname(directory), { recursive: true, mode: 0o711 })
    mkdirSync(directory, { mode: 0o700 })
    this.#within(name, (call) => {
      for (const pipe of PIPES) {
        const to = `${directory}/${pipe}`
        linkSync(at(call, nameOf(pipe)), to)
        // Seen only now: before, it could have been exchanged for something else.
        if (lstatSync(to).isFIFO()) continue
        unlinkSync(to)
        throw new Error(`${pipe} is no pipe`)
      }
    })
    if (owner) lchownSync(directory, owner.uid, owner.gid)
  }

  /** Says why nothing was run: as the command's words, and its exit code. */
  async refuse(name: string, message: string): Promise<void> {
    await this.#write(name, 'err', `${message}\n`)
    await this.#write(name, 'out', '')
    await this.#write(name, 'end', '255\n')
  }

  /** Writes to a pipe when it is being read: a caller that was killed does not read. */
  async #write(name: string, pipe: (typeof PIPES)[number], text: string): Promise<void> {
    for (let look = 0; look < LOOKS; look++) {
      try {
        this.#within(name, (call) => {
          const fd = openSync(at(call, nameOf(pipe)), O_WRONLY | O_NONBLOCK | O_NOFOLLOW)
          try {
            if (fstatSync(fd).isFIFO()) writeSync(fd, text)
          } finally {
            closeSync(fd)
          }
        })
        return
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENXIO') return
        await wait(LOOK_MS)
      }
    }
  }

  #within<T>(name: string, act: (call: Held) => T): T {
    const calls = openSync(this.calls, DIRECTORY)
    try {
      const call = openSync(at({ fd: calls }, nameOf(name)), DIRECTORY)
      try {
        return act({ fd: call })
      } finally {
        closeSync(call)
      }
    } finally {
      closeSync(calls)
    }
  }
}
