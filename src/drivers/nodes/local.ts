import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Instant } from '#kernel/instant.ts'
import { AgentLink } from './agent-link.ts'
import {
  type AgentHello,
  type AgentSettings,
  CHANNEL_VERSION,
  type FromAgent,
  type FromDriver,
  LineWriter,
  type NumberedReport,
  type Opening,
  onLines,
  type Question,
  type Verb,
} from './channel.ts'
import { HostProvider } from './host-provider.ts'
import type {
  AgentReport,
  AttemptId,
  NodeFiles,
  NodeSecrets,
  NodeSpec,
  SharedAgent,
  TaskAttempt,
} from './port.ts'
import type { NodeDriver, NodeProvider } from './provider.ts'
import { remoteFiles } from './remote-files.ts'
import { remoteUsage } from './remote-usage.ts'
import { ReportFeed } from './report-feed.ts'
import { answerTo } from './transfers/answers.ts'
import type { UsageReading } from './usage.ts'
import { firstUidFor } from './user-ids.ts'

export interface LocalOptions extends Partial<Omit<AgentSettings, 'directory'>> {
  /** The agent's own: its journal, its socket, and where it is allowed the nodes' files. */
  readonly directory: string
  readonly now: () => Instant
  /** What the agent's own process finds in its environment besides. */
  readonly environment?: NodeJS.ProcessEnv
  /** Nothing is kept: the agent ends with the connection, since no server can come back to it. */
  readonly isLast?: boolean
  /** Hears of an agent that could not be started or did not understand. It is tried again. */
  readonly onTrouble?: (error: unknown) => void
  /** By what its nodes use storage. Absent: by what is in an address alone. */
  readonly secrets?: NodeSecrets
  /** Hears that the connection to the agent is there, or no longer is. */
  readonly onLink?: ((isUp: boolean) => void) | undefined
}

interface Call {
  readonly verb: Verb
  /** Ends the waiting. */
  readonly signal: AbortSignal | undefined
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

const LINGER_MS = 10_000
/** How long an agent that is told to leave may take before the server goes without waiting. */
const LEAVING_MS = 5_000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 5000

/**
 * Nodes on this machine. An agent, a process of its own, runs what they run and survives this one;
 * the driver only speaks with it, and starts it where there is none.
 */
export class LocalNodes implements SharedAgent, NodeDriver {
  readonly #options: LocalOptions
  readonly #link: AgentLink
  readonly #feed = new ReportFeed<AgentReport>()
  readonly #numbers = new WeakMap<AgentReport, number>()
  /** Calls that the agent has not yet called done: a new connection says them again. */
  readonly #calls = new Map<number, Call>()
  readonly #watched = new WeakSet<AbortSignal>()
  readonly #nodes = new Set<string>()
  readonly files: NodeFiles
  readonly provider: NodeProvider
  readonly agent = this
  #writer: LineWriter<FromDriver> | undefined
  #socket: Socket | undefined
  #lastCall = 0
  #lastNumber = 0
  readonly #closing = new AbortController()
  readonly #connected: Promise<void>
  /** What the agent's process last said about itself: how it keeps tasks apart, and where. */
  hello: AgentHello | undefined

  constructor(options: LocalOptions) {
    this.#options = options
    const { directory, nodesDirectory, separation, elevation, controlGroups, hide, authority } =
      options
    this.#link = new AgentLink(
      {
        directory,
        nodesDirectory,
        separation,
        elevation,
        containers: options.containers,
        controlGroups,
        hide,
        authority,
        firstUid: options.firstUid ?? firstUidFor(directory),
        lingerMs: options.lingerMs ?? LINGER_MS,
      },
      options.environment,
    )
    this.files = remoteFiles(this.#link)
    this.provider = new HostProvider(this, options.now)
    this.#connected = this.#stayConnected()
  }

  async #stayConnected(): Promise<void> {
    let pause = FIRST_WAIT_MS
    while (!this.#closing.signal.aborted) {
      try {
        const socket = await this.#link.connectOrStart()
        pause = FIRST_WAIT_MS
        if (this.#closing.signal.aborted) socket.destroy()
        else await this.#converse(socket)
      } catch (error) {
        if (this.#closing.signal.aborted) return
        this.#options.onTrouble?.(error)
        await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => {})
        pause = Math.min(LONGEST_WAIT_MS, pause * 2)
      }
    }
  }

  /** Speaks with the agent until the connection ends. */
  #converse(socket: Socket): Promise<void> {
    const writer = new LineWriter<FromDriver>(socket)
    this.#socket = socket
    this.#writer = writer
    this.#options.onLink?.(true)
    const opening: Opening = { open: 'control', version: CHANNEL_VERSION }
    socket.write(`${JSON.stringify(opening)}\n`)
    for (const [call, { verb }] of this.#calls) writer.send({ call, verb })
    onLines<FromAgent>(socket, (line) => this.#hear(line))
    socket.on('error', () => socket.destroy())
    return new Promise((resolve) => {
      socket.on('close', () => {
        this.#writer = undefined
        this.#options.onLink?.(false)
        this.#loseTouch()
        resolve()
      })
    })
  }

  #hear(line: FromAgent): void {
    if ('reports' in line) this.#take(line.reports)
    else if ('done' in line) for (const call of line.done) this.#settle(call)
    else if ('refused' in line) this.#settle(line.refused, new Error(line.message))
    else if ('question' in line) void this.#answer(line.question, line.asks)
    else if (this.#suits(line.hello)) this.#meet(line.hello)
    // Another Lazuli's agent: it leaves, what it runs goes on, and ours takes over.
    else this.#writer?.send({ leave: true })
  }

  async #answer(question: number, asks: Question): Promise<void> {
    const writer = this.#writer
    writer?.send({ answer: question, ...(await answerTo(asks, this.#options.secrets)) })
  }

  /** Whether it speaks as we do, and keeps tasks as we want them kept. */
  #suits({ version, settings, separation }: AgentHello): boolean {
    if (version !== CHANNEL_VERSION || settings === undefined) return false
    const { hide = [], separation: wanted, elevation = 'none', containers } = this.#options
    const hidden = new Set(settings.hide)
    if (settings.authority !== this.#options.authority) return false
    const hidesAll = separation !== 'bwrap' || hide.every((path) => hidden.has(path))
    const elevates = (settings.elevation ?? 'none') === elevation
    const contains = settings.containers === containers
    return hidesAll && settings.separation === wanted && elevates && contains
  }

  #meet(hello: AgentHello): void {
    // An agent whose journal is a new one counts its reports from the start.
    if (hello.journal !== this.hello?.journal) this.#lastNumber = 0
    this.hello = hello
  }

  #take(reports: readonly NumberedReport[]): void {
    const fresh: AgentReport[] = []
    for (const { number, report } of reports) {
      if (report.kind === 'nodeUp') this.#nodes.add(report.nodeId)
      if (report.kind === 'nodeDown') this.#nodes.delete(report.nodeId)
      if (number !== undefined) {
        // A new connection tells again what was not yet safe: what is in the feed is there already.
        if (number <= this.#lastNumber) continue
        this.#lastNumber = number
        this.#numbers.set(report, number)
      }
      fresh.push(report)
    }
    this.#feed.push(...fresh)
  }

  #settle(call: number, error?: Error): void {
    const waiting = this.#calls.get(call)
    this.#calls.delete(call)
    if (error) waiting?.reject(error)
    else waiting?.resolve()
  }

  #loseTouch(): void {
    if (this.#closing.signal.aborted) return
    const at = this.#options.now()
    for (const nodeId of this.#nodes) this.#feed.push({ kind: 'nodeUnknown', nodeId, at })
  }

  #call(verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#closing.signal.aborted) return Promise.reject(new Error('the driver is closed'))
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
    const giveUp = (): void => {
      for (const [call, waiting] of [...this.#calls]) {
        if (waiting.signal === signal) this.#settle(call, signal.reason as Error)
      }
    }
    signal.addEventListener('abort', giveUp, { once: true })
  }

  setUp(node: NodeSpec, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'setUp', node }, signal)
  }

  reboot(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'reboot', nodeId, bootId }, signal)
  }

  wipe(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'wipe', nodeId, bootId }, signal)
  }

  deallocate(nodeId: string, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'deallocate', nodeId }, signal)
  }

  remove(nodeId: string, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'remove', nodeId }, signal)
  }

  start(attempt: TaskAttempt, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'start', attempt }, signal)
  }

  proceed(attemptId: AttemptId, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'proceed', attemptId }, signal)
  }

  stop(attemptId: AttemptId, graceMs: number, signal?: AbortSignal): Promise<void> {
    return this.#call({ verb: 'stop', attemptId, graceMs }, signal)
  }

  observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> {
    const present = (): readonly AgentReport[] => {
      this.#writer?.send({ present: true })
      return []
    }
    const safe = (batch: readonly AgentReport[]): void => {
      const last = batch.findLast((report) => this.#numbers.has(report))
      if (last) this.#writer?.sendLater({ safe: this.#numbers.get(last)! })
    }
    return this.#feed.observe(signal, present, safe)
  }

  usage(signal?: AbortSignal): Promise<UsageReading | undefined> {
    return remoteUsage(this.#link, signal)
  }

  /** Ends the connection; the agent and what it runs go on, unless nothing is kept. */
  async close({ forGood = this.#options.isLast ?? false } = {}): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    if (forGood) await this.#sendAway()
    this.#socket?.destroy()
    for (const call of [...this.#calls.keys()])
      this.#settle(call, new Error('the driver is closed'))
    await this.#connected
    this.#link.close()
  }

  /** Its process is at its end when the connection has ended. */
  async #sendAway(): Promise<void> {
    const socket = this.#socket
    if (!this.#writer || !socket) return
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    this.#writer.send({ leave: true })
    await Promise.race([gone, wait(LEAVING_MS, undefined, { ref: false })])
  }
}
