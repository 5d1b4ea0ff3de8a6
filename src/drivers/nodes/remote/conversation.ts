import { addAbortListener } from 'node:events'
import type { Duplex } from 'node:stream'
import {
  type AgentHello,
  CHANNEL_VERSION,
  type FromAgent,
  type FromDriver,
  LineWriter,
  type NumberedReport,
  type Opening,
  onLines,
  type Verb,
} from '../channel.ts'
import type { AgentReport, NodeSecrets } from '../port.ts'
import { Questions } from './questions.ts'

export interface ConversationOptions {
  /** Gets what the agent reports, each report once: what a new connection repeats is left out. */
  readonly take: (reports: readonly AgentReport[]) => void
  /** Whether the agent that answers is the one that is meant. One that is not is asked to leave. */
  readonly suits: (hello: AgentHello) => boolean
  /** By what its nodes use storage. Absent: by what is in an address alone. */
  readonly secrets?: NodeSecrets | undefined
  /** Handles a connection that ended because what came on it was not understood. */
  readonly onTrouble?: ((error: unknown) => void) | undefined
}

interface Call {
  readonly verb: Verb
  /** Ends the waiting. */
  readonly signal: AbortSignal | undefined
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/**
 * What is sent to one agent and received from it, over as many connections as it takes: calls that were
 * not called done are said again on the next, and reports are told until they are safe.
 */
export class Conversation {
  readonly #options: ConversationOptions
  readonly #numbers = new WeakMap<AgentReport, number>()
  readonly #calls = new Map<number, Call>()
  readonly #watched = new WeakSet<AbortSignal>()
  #writer: LineWriter<FromDriver> | undefined
  #socket: Duplex | undefined
  #lastCall = 0
  #lastNumber = 0
  /** Why nothing more is said. */
  #ended: Error | undefined
  /** What the agent's process last said about itself: how it keeps tasks apart, and where. */
  hello: AgentHello | undefined

  constructor(options: ConversationOptions) {
    this.#options = options
  }

  get isConnected(): boolean {
    return this.#writer !== undefined
  }

  /** Speaks with the agent until the connection ends. A later connection takes the place of this one. */
  over(socket: Duplex): Promise<void> {
    this.#socket?.destroy()
    const writer = new LineWriter<FromDriver>(socket)
    this.#socket = socket
    this.#writer = writer
    const opening: Opening = { open: 'control', version: CHANNEL_VERSION }
    socket.write(`${JSON.stringify(opening)}\n`)
    for (const [call, { verb }] of this.#calls) writer.send({ call, verb })
    const questions = new Questions(writer, this.#options.secrets)
    onLines<FromAgent>(socket, (line) => this.#receive(line, writer, questions))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // What has a code is of the connection alone.
      if (error.code === undefined) this.#options.onTrouble?.(error)
      socket.destroy()
    })
    return new Promise((resolve) => {
      socket.on('close', () => {
        if (this.#socket === socket) {
          this.#writer = undefined
          this.#socket = undefined
        }
        resolve()
      })
    })
  }

  #receive(line: FromAgent, writer: LineWriter<FromDriver>, questions: Questions): void {
    if ('reports' in line) this.#take(line.reports)
    else if ('done' in line) for (const call of line.done) this.#settle(call)
    else if ('refused' in line) this.#settle(line.refused, new Error(line.message))
    else if ('question' in line) questions.take(line.question, line.asks)
    else if (this.#options.suits(line.hello)) this.#meet(line.hello)
    // Another Lazuli's agent: it leaves, what it runs goes on, and ours takes over.
    else writer.send({ leave: true })
  }

  #meet(hello: AgentHello): void {
    // An agent whose journal is a new one counts its reports from the start.
    if (hello.journal !== this.hello?.journal) this.#lastNumber = 0
    this.hello = hello
  }

  #take(reports: readonly NumberedReport[]): void {
    const fresh: AgentReport[] = []
    for (const { number, report } of reports) {
      if (number !== undefined) {
        // A new connection tells again what was not yet safe: what is in the feed is there already.
        if (number <= this.#lastNumber) continue
        this.#lastNumber = number
        this.#numbers.set(report, number)
      }
      fresh.push(report)
    }
    this.#options.take(fresh)
  }

  /** These reports, and all that came before them, need not be told again. */
  safe(batch: readonly AgentReport[]): void {
    const last = batch.findLast((report) => this.#numbers.has(report))
    if (last) this.#writer?.sendLater({ safe: this.#numbers.get(last)! })
  }

  /** Asks for every node's present state. */
  askPresent(): void {
    this.#writer?.send({ present: true })
  }

  #settle(call: number, error?: Error): void {
    const waiting = this.#calls.get(call)
    this.#calls.delete(call)
    if (error) waiting?.reject(error)
    else waiting?.resolve()
  }

  call(verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#ended) return Promise.reject(this.#ended)
    if (signal) this.#watch(signal)
    const call = ++this.#lastCall
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { verb, signal, resolve, reject })
      this.#writer?.send({ call, verb })
    })
  }

  /** One listener for all calls that a signal may end: most share the server's own. */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return
    this.#watched.add(signal)
    addAbortListener(signal, () => {
      for (const [call, waiting] of [...this.#calls]) {
        if (waiting.signal === signal) this.#settle(call, signal.reason as Error)
      }
    })
  }

  /** Asks the agent to leave for good, and waits for its connection to end, but not for long. */
  async sendAway(patienceMs: number): Promise<void> {
    const socket = this.#socket
    if (!this.#writer || !socket) return
    const gone = Promise.withResolvers<void>()
    socket.once('close', () => gone.resolve())
    this.#writer.send({ leave: true, forGood: true })
    const patience = setTimeout(gone.resolve, patienceMs).unref()
    await gone.promise
    clearTimeout(patience)
  }

  /** The node is no more: what was asked of it has nothing left to do. */
  settleAll(): void {
    for (const call of [...this.#calls.keys()]) this.#settle(call)
  }

  /** Ends the connection; calls that wait are rejected, and so are later ones. */
  end(reason: Error): void {
    this.#ended = reason
    this.#socket?.destroy()
    for (const call of [...this.#calls.keys()]) this.#settle(call, reason)
  }
}
