// A client of QEMU's machine protocol: JSON lines over a unix socket.
import { type FileHandle, open } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { basename, dirname } from 'node:path'

interface QmpEvent {
  readonly event: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** QEMU understood the command and did not do it. */
export class QmpError extends Error {
  override readonly name = 'QmpError'
}

/** QEMU is gone, or does not answer. Whether the command was carried out is unknown. */
export class QmpLost extends Error {
  override readonly name = 'QmpLost'
}

export interface Watch {
  /** Rejects with `QmpLost` when the connection ends first. */
  readonly seen: Promise<QmpEvent>
  /** To be called when the event is no longer waited for, seen or not. */
  stop(): void
}

export interface Qmp {
  execute<T = unknown>(command: string, args?: object, timeoutMs?: number): Promise<T>
  /** Watches from now on for the first event that is wanted. */
  watch(wanted: (event: QmpEvent) => boolean): Watch
  readonly isClosed: boolean
  close(): void
}

interface Reply extends Partial<QmpEvent> {
  readonly id?: number
  readonly return?: unknown
  readonly error?: { readonly class: string; readonly desc: string }
  readonly QMP?: object
}

const REPLY_TIMEOUT_MS = 30_000
// A unix socket's path has room for 107 bytes; longer ones go by way of their directory.
const LONGEST_PATH = 107

/** Connects, waiting for the greeting: QEMU greets the next client when the last has left. */
export async function connectQmp(path: string, timeoutMs = REPLY_TIMEOUT_MS): Promise<Qmp> {
  const directory =
    Buffer.byteLength(path) > LONGEST_PATH ? await open(dirname(path), 'r') : undefined
  try {
    const socket = connect(shortPath(path, directory))
    const qmp = new QmpConnection(socket, timeoutMs)
    await qmp.greeted
    await qmp.execute('qmp_capabilities')
    return qmp
  } finally {
    await directory?.close()
  }
}

const shortPath = (path: string, directory: FileHandle | undefined): string =>
  directory ? `/proc/self/fd/${directory.fd}/${basename(path)}` : path

interface Waiter {
  readonly command: string
  resolve(value: unknown): void
  reject(error: Error): void
}

interface Watcher {
  wanted(event: QmpEvent): boolean
  resolve(event: QmpEvent): void
  reject(error: Error): void
}

class QmpConnection implements Qmp {
  readonly greeted: Promise<unknown>
  isClosed = false
  readonly #socket: Socket
  readonly #timeoutMs: number
  readonly #waiting = new Map<number, Waiter>()
  readonly #watching = new Set<Watcher>()
  #nextId = 1
  #unread = ''

  constructor(socket: Socket, timeoutMs: number) {
    this.#socket = socket
    this.#timeoutMs = timeoutMs
    this.greeted = this.#answer(0, 'connect', timeoutMs)
    // The end of QEMU shows as an end of the stream or as a reset: both are one thing here.
    socket.on('error', () => {})
    socket.on('close', () => this.#end())
    socket.setEncoding('utf8').on('data', (text: string) => this.#read(text))
  }

  execute<T>(command: string, args: object = {}, timeoutMs = this.#timeoutMs): Promise<T> {
    if (this.isClosed) return Promise.reject(new QmpLost(`QEMU is gone: no ${command}.`))
    const id = this.#nextId
    this.#nextId += 1
    const answer = this.#answer(id, command, timeoutMs)
    this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`)
    return answer as Promise<T>
  }

  watch(wanted: (event: QmpEvent) => boolean): Watch {
    const { promise, resolve, reject } = Promise.withResolvers<QmpEvent>()
    // A caller that stops watching does not look at the promise any more.
    promise.catch(() => {})
    const watcher = { wanted, resolve, reject }
    if (this.isClosed) reject(new QmpLost('QEMU is gone.'))
    else this.#watching.add(watcher)
    this.#stayAwake()
    return {
      seen: promise,
      stop: () => {
        this.#watching.delete(watcher)
        this.#stayAwake()
      },
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  #answer(id: number, command: string, timeoutMs: number): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, { command, resolve, reject })
    this.#stayAwake()
    const timer = setTimeout(() => {
      reject(new QmpLost(`QEMU did not answer ${command} within ${timeoutMs} ms.`))
      // What else it may still answer is of no use: the next command connects anew.
      this.close()
    }, timeoutMs)
    return promise.finally(() => clearTimeout(timer))
  }

  #read(text: string): void {
    const lines = (this.#unread + text).split('\n')
    this.#unread = lines.pop()!
    for (const line of lines) if (line.trim()) this.#take(JSON.parse(line) as Reply)
  }

  #take(reply: Reply): void {
    if (reply.event) {
      const event = reply as QmpEvent
      for (const { wanted, resolve } of this.#watching) if (wanted(event)) resolve(event)
      return
    }
    const id = reply.QMP ? 0 : reply.id!
    const waiter = this.#waiting.get(id)
    this.#waiting.delete(id)
    this.#stayAwake()
    if (reply.error) waiter?.reject(new QmpError(`${waiter.command}: ${reply.error.desc}`))
    else waiter?.resolve(reply.return)
  }

  #end(): void {
    this.isClosed = true
    for (const { command, reject } of this.#waiting.values()) {
      reject(new QmpLost(`QEMU ended the connection during ${command}.`))
    }
    for (const { reject } of this.#watching) reject(new QmpLost('QEMU ended the connection.'))
    this.#waiting.clear()
    this.#watching.clear()
  }

  /** The socket keeps this process alive only while something is awaited. */
  #stayAwake(): void {
    if (this.#waiting.size + this.#watching.size > 0) this.#socket.ref()
    else this.#socket.unref()
  }
}
