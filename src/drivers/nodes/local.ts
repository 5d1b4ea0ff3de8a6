import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Instant } from '#kernel/instant.ts'
import { AgentLink } from './agent-link.ts'
import { type AgentHello, type AgentSettings, CHANNEL_VERSION, type Verb } from './channel.ts'
import { HostProvider } from './host-provider.ts'
import type {
  AgentReport,
  AttemptId,
  LogRequest,
  NodeFiles,
  NodeSecrets,
  NodeSpec,
  SharedAgent,
  TaskAttempt,
} from './port.ts'
import type { NodeDriver, NodeProvider } from './provider.ts'
import { Conversation } from './remote/conversation.ts'
import { remoteFiles } from './remote/remote-files.ts'
import { remoteLogs } from './remote/remote-logs.ts'
import { remoteUsage } from './remote/remote-usage.ts'
import { ReportFeed } from './report-feed.ts'
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
  /** Called when an agent could not be started or did not understand. It is tried again. */
  readonly onTrouble?: (error: unknown) => void
  /** By what its nodes use storage. Absent: by what is in an address alone. */
  readonly secrets?: NodeSecrets
  /** Called when the connection to the agent opens or closes. */
  readonly onLink?: ((isUp: boolean) => void) | undefined
}

const LINGER_MS = 10_000
/** How long an agent that is told to leave may take before the server goes without waiting. */
const LEAVING_MS = 10_000
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
  readonly #conversation: Conversation
  readonly #nodes = new Set<string>()
  readonly files: NodeFiles
  readonly provider: NodeProvider
  readonly agent = this
  readonly #closing = new AbortController()
  readonly #connected: Promise<void>
  /** That the agent of this connection was asked to leave, for one that suits. */
  #isReplaced = false

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
    this.#conversation = new Conversation({
      take: (reports) => this.#take(reports),
      suits: (hello) => {
        const suits = this.#suits(hello)
        this.#isReplaced = !suits
        return suits
      },
      secrets: options.secrets,
      onTrouble: options.onTrouble,
    })
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
        this.#loseTouch()
        this.#options.onTrouble?.(error)
        await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => {})
        pause = Math.min(LONGEST_WAIT_MS, pause * 2)
      }
    }
  }

  /** What the agent's process last said about itself: how it keeps tasks apart, and where. */
  get hello(): AgentHello | undefined {
    return this.#conversation.hello
  }

  /** Speaks with the agent until the connection ends. */
  async #converse(socket: Socket): Promise<void> {
    this.#options.onLink?.(true)
    await this.#conversation.over(socket)
    this.#options.onLink?.(false)
    // The next one, which is started at once, tells of the nodes of the one that it replaces.
    if (!this.#isReplaced) this.#loseTouch()
    this.#isReplaced = false
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

  #take(reports: readonly AgentReport[]): void {
    for (const report of reports) {
      if (report.kind === 'nodeUp') this.#nodes.add(report.nodeId)
      if (report.kind === 'nodeDown') this.#nodes.delete(report.nodeId)
    }
    this.#feed.push(...reports)
  }

  #loseTouch(): void {
    if (this.#closing.signal.aborted) return
    const at = this.#options.now()
    for (const nodeId of this.#nodes) this.#feed.push({ kind: 'nodeUnknown', nodeId, at })
    this.#nodes.clear()
  }

  #call(verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    return this.#conversation.call(verb, signal)
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
      this.#conversation.askPresent()
      return []
    }
    const safe = (batch: readonly AgentReport[]): void => this.#conversation.safe(batch)
    return this.#feed.observe(signal, present, safe)
  }

  async usage(signal?: AbortSignal): Promise<readonly UsageReading[]> {
    const reading = await remoteUsage(this.#link, signal)
    return reading ? [reading] : []
  }

  uploadLogs(nodeId: string, request: LogRequest): Promise<number> {
    return remoteLogs(this.#link, nodeId, request)
  }

  /** Ends the connection; the agent and what it runs go on, unless nothing is kept. */
  async close({ forGood = this.#options.isLast ?? false } = {}): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    if (forGood) await this.#conversation.sendAway(LEAVING_MS)
    this.#conversation.end(new Error('the driver is closed'))
    await this.#connected
    this.#link.close()
  }
}
