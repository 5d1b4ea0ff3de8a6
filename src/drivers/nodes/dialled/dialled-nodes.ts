import assert from 'node:assert'
import type { Duplex } from 'node:stream'
import type { Instant } from '#kernel/instant.ts'
import type { AgentWay, Verb } from '../channel.ts'
import {
  type AgentReport,
  type AttemptId,
  type LogRequest,
  NodeFileError,
  type NodeFiles,
  type NodeSecrets,
  type NodeSpec,
  type SharedAgent,
  type TaskAttempt,
  type UsageReading,
} from '../port.ts'
import { Conversation } from '../remote/conversation.ts'
import { remoteFiles } from '../remote/remote-files.ts'
import { remoteLogs } from '../remote/remote-logs.ts'
import { remoteUsage } from '../remote/remote-usage.ts'
import { ReportFeed } from '../report-feed.ts'
import { type Entry, entryOf, hashOf, type Knock, newSecret } from './credentials.ts'
import { type Presence, unlessAway } from './patience.ts'
import type { AgentRegistry, KeptAgent } from './port.ts'
import { isReadingOf, isReportOf } from './reports.ts'
import { type DialledSession, dialledSession, type SessionLimits } from './session.ts'

export interface DialledOptions {
  readonly registry: AgentRegistry
  readonly now: () => Instant
  /** By what its nodes use storage. Absent: by what is in an address alone. */
  readonly secrets?: NodeSecrets | undefined
  readonly onTrouble?: ((error: unknown) => void) | undefined
  /** Observes that a connection to an agent is there, or no longer is. */
  readonly onLink?: ((isUp: boolean) => void) | undefined
  /** Absent: those that agents in use need. */
  readonly limits?: DialledLimits | undefined
}

interface DialledLimits extends SessionLimits {
  /** For so long, in milliseconds, the boot of a node waits for an agent that is not connected. */
  readonly awayMs: number
}

/**
 * An agent whose server vanished has dialled the next one in two minutes: after 30 s of silence, with up to
 * 30 s between two tries of up to 20 s.
 */
const LIMITS: DialledLimits = { silentMs: 30_000, pingMs: 10_000, awayMs: 120_000 }

interface Member extends AgentWay, Presence {
  kept: KeptAgent
  readonly conversation: Conversation
  session: DialledSession | undefined
  awaySince: number | undefined
}

/** What is answered to an agent that knocks: an entry is of the machine that the node then had. */
type Admission =
  | Extract<Entry, { readonly ok: false }>
  | {
      readonly ok: true
      /** The agent speaks on this connection from now on; an earlier one of it ends. */
      enter(socket: Duplex): Promise<void>
    }

/** After a start, agents that are there have dialled by then. */
const RETURN_MS = 15_000
const LEAVING_MS = 10_000

/** Nodes elsewhere, each with an agent of its own that dials in and is spoken with over what it dialled. */
export class DialledNodes implements SharedAgent {
  readonly #options: DialledOptions
  readonly #limits: DialledLimits
  readonly #members = new Map<string, Member>()
  readonly #feed = new ReportFeed<AgentReport>()
  readonly #from = new WeakMap<AgentReport, Conversation>()
  /** Which node an attempt is on, as far as this was said or reported since the start. */
  readonly #attempts = new Map<AttemptId, string>()
  readonly #returning: NodeJS.Timeout
  readonly files: NodeFiles

  private constructor(options: DialledOptions, kept: readonly KeptAgent[]) {
    this.#options = options
    this.#limits = options.limits ?? LIMITS
    for (const each of kept) this.#members.set(each.nodeId, this.#member(each))
    this.#returning = setTimeout(() => this.#missThoseAway(), RETURN_MS).unref()
    const of = (nodeId: string): NodeFiles => remoteFiles(this.#wayTo(nodeId))
    this.files = {
      page: async (nodeId, ...more) => of(nodeId).page(nodeId, ...more),
      stat: async (nodeId, ...more) => of(nodeId).stat(nodeId, ...more),
      read: async (nodeId, ...more) => of(nodeId).read(nodeId, ...more),
      remove: async (nodeId, ...more) => of(nodeId).remove(nodeId, ...more),
    }
  }

  static async open(options: DialledOptions): Promise<DialledNodes> {
    return new DialledNodes(options, await options.registry.list())
  }

  has(nodeId: string): boolean {
    return this.#members.has(nodeId)
  }

  hasAttempt(attemptId: AttemptId): boolean {
    return this.#attempts.has(attemptId)
  }

  /** Whether its agent was ever let in. */
  hasEntered(nodeId: string): boolean {
    return this.#members.get(nodeId)?.kept.credentialHash !== undefined
  }

  /** Expects the agent of a machine to be. Answers the token that it begins with. */
  async expect(nodeId: string, bootId: string): Promise<string> {
    const token = newSecret()
    const kept = { nodeId, bootId, tokenHash: hashOf(token) }
    const before = this.#members.get(nodeId)
    // Before it is saved: what is admitted meanwhile is admitted by this, and saved after it.
    if (before?.kept.bootId === bootId && !before.kept.credentialHash) before.kept = kept
    else {
      this.#drop(before)
      this.#members.set(nodeId, this.#member(kept))
    }
    await this.#options.registry.save(kept)
    return token
  }

  /** The machine is no more: its agent is let in no longer. */
  async forget(nodeId: string): Promise<void> {
    this.#drop(this.#members.get(nodeId))
    await this.#options.registry.remove(nodeId)
  }

  #drop(member: Member | undefined): void {
    if (!member) return
    const { nodeId } = member.kept
    if (this.#members.get(nodeId) === member) this.#members.delete(nodeId)
    const at = this.#options.now()
    for (const [attemptId, on] of this.#attempts) {
      if (on !== nodeId) continue
      this.#attempts.delete(attemptId)
      // Its agent ends with the machine, and may be unable to say so.
      this.#feed.push({ kind: 'lost', attemptId, nodeId, at })
    }
    member.conversation.settleAll()
    member.session?.destroy()
  }

  #member(kept: KeptAgent): Member {
    const { nodeId } = kept
    const conversation: Conversation = new Conversation({
      take: (reports) => this.#take(nodeId, conversation, reports),
      // Its version was compared when it dialled.
      suits: () => true,
      secrets: this.#options.secrets && secretsOf(nodeId, this.#options.secrets),
      onTrouble: this.#options.onTrouble,
    })
    const member: Member = {
      kept,
      conversation,
      session: undefined,
      awaySince: performance.now(),
      connect: async () => {
        if (!member.session) throw new Error(`the agent of node ${nodeId} is not connected`)
        return member.session.connect()
      },
    }
    return member
  }

  /** Whether an agent may enter. What its token was good for is saved before it is let in. */
  async admit(knock: Knock): Promise<Admission> {
    const member = this.#members.get(knock.nodeId)
    const entry = entryOf(member?.kept, knock)
    if (!entry.ok) return entry
    assert(member)
    if (entry.next !== member.kept) {
      const before = member.kept
      // At once: of two that come with the same token, one enters.
      member.kept = entry.next
      try {
        await this.#options.registry.save(entry.next)
      } catch (error) {
        member.kept = before
        throw error
      }
    }
    if (!this.#isPresent(member)) return this.admit(knock)
    return { ok: true, enter: (socket) => this.#enter(member, socket) }
  }

  /** Whether the node's machine is still the one that the member is of: ask again after each wait. */
  #isPresent(member: Member): boolean {
    return this.#members.get(member.kept.nodeId) === member
  }

  async #enter(member: Member, socket: Duplex): Promise<void> {
    if (!this.#isPresent(member)) return void socket.destroy()
    const session = await dialledSession(socket, this.#limits)
    if (!this.#isPresent(member)) return session.destroy()
    member.session?.destroy()
    member.session = session
    member.awaySince = undefined
    try {
      const control = await session.connect()
      this.#options.onLink?.(true)
      try {
        await Promise.race([member.conversation.over(control), session.closed])
      } finally {
        this.#options.onLink?.(false)
      }
    } catch (error) {
      this.#options.onTrouble?.(error)
    }
    session.destroy()
    if (member.session !== session) return
    member.session = undefined
    member.awaySince = performance.now()
    if (this.#isPresent(member)) this.#miss(member.kept.nodeId)
  }

  #miss(nodeId: string): void {
    this.#feed.push({ kind: 'nodeUnknown', nodeId, at: this.#options.now() })
  }

  /** Those whose agents were there before this server was, and did not come back. */
  #missThoseAway(): void {
    for (const { kept, session } of this.#members.values()) {
      if (kept.credentialHash && !session) this.#miss(kept.nodeId)
    }
  }

  #take(nodeId: string, from: Conversation, reports: readonly AgentReport[]): void {
    const own: AgentReport[] = []
    for (const report of reports) {
      if (!isReportOf(nodeId, report)) throw new Error(`node ${nodeId} reports what it may not`)
      if (!this.#isOwn(nodeId, report)) continue
      this.#from.set(report, from)
      own.push(report)
    }
    if (this.#members.get(nodeId)?.conversation === from) this.#feed.push(...own)
  }

  /** An attempt that is known to be on another node is not this one's to speak of. */
  #isOwn(nodeId: string, report: AgentReport): boolean {
    if (report.kind === 'nodeUp') {
      for (const attemptId of report.attempts) {
        if (!this.#attempts.has(attemptId)) this.#attempts.set(attemptId, nodeId)
      }
    }
    if (!('attemptId' in report)) return true
    const { attemptId, kind } = report
    if ((this.#attempts.get(attemptId) ?? nodeId) !== nodeId) return false
    if (kind === 'exited' || kind === 'lost') this.#attempts.delete(attemptId)
    else this.#attempts.set(attemptId, nodeId)
    return true
  }

  #wayTo(nodeId: string): Member {
    const member = this.#members.get(nodeId)
    if (!member) throw new NodeFileError('NodeUnavailable', `node ${nodeId} is not there`)
    return member
  }

  #say(nodeId: string, verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    const member = this.#members.get(nodeId)
    return member ? member.conversation.call(verb, signal) : Promise.resolve()
  }

  /** The same, but rejects with `AgentAway` once the agent has not been connected for too long. */
  async #boot(nodeId: string, verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    const member = this.#members.get(nodeId)
    if (!member) return
    const call = (until: AbortSignal) => member.conversation.call(verb, until)
    await unlessAway(nodeId, member, this.#limits.awayMs, signal, call)
  }

  setUp(node: NodeSpec, signal?: AbortSignal): Promise<void> {
    const { bootId, nodeId } = node
    // An agent that was never there may take as long as its machine does.
    const isBoot = bootId !== undefined && this.hasEntered(nodeId)
    if (isBoot) return this.#boot(nodeId, { verb: 'setUp', node }, signal)
    return this.#say(nodeId, { verb: 'setUp', node }, signal)
  }

  reboot(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#boot(nodeId, { verb: 'reboot', nodeId, bootId }, signal)
  }

  wipe(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#boot(nodeId, { verb: 'wipe', nodeId, bootId }, signal)
  }

  deallocate(nodeId: string, signal?: AbortSignal): Promise<void> {
    return this.#say(nodeId, { verb: 'deallocate', nodeId }, signal)
  }

  remove(nodeId: string, signal?: AbortSignal): Promise<void> {
    return this.#say(nodeId, { verb: 'remove', nodeId }, signal)
  }

  async start(attempt: TaskAttempt, signal?: AbortSignal): Promise<void> {
    const { attemptId, nodeId } = attempt
    if (!this.#members.has(nodeId)) {
      this.#feed.push({ kind: 'lost', attemptId, nodeId, at: this.#options.now() })
      return
    }
    this.#attempts.set(attemptId, nodeId)
    await this.#say(nodeId, { verb: 'start', attempt }, signal)
  }

  proceed(attemptId: AttemptId, signal?: AbortSignal): Promise<void> {
    return this.#sayOf(attemptId, { verb: 'proceed', attemptId }, signal)
  }

  stop(attemptId: AttemptId, graceMs: number, signal?: AbortSignal): Promise<void> {
    return this.#sayOf(attemptId, { verb: 'stop', attemptId, graceMs }, signal)
  }

  /** To the node that the attempt is on. Where this was not said yet, to all: the others do nothing. */
  async #sayOf(attemptId: AttemptId, verb: Verb, signal: AbortSignal | undefined): Promise<void> {
    const nodeId = this.#attempts.get(attemptId)
    if (nodeId !== undefined) return this.#say(nodeId, verb, signal)
    const said = [...this.#members.values()].flatMap(({ conversation }) => {
      const done = conversation.call(verb, signal)
      // One that is away is told when it is back, without hurry.
      if (conversation.isConnected) return [done]
      done.catch(() => undefined)
      return []
    })
    await Promise.all(said)
  }

  observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> {
    const present = (): readonly AgentReport[] => {
      for (const { conversation } of this.#members.values()) conversation.askPresent()
      return []
    }
    const safe = (batch: readonly AgentReport[]): void => {
      const from = new Set(batch.map((report) => this.#from.get(report)))
      for (const conversation of from) conversation?.safe(batch)
    }
    return this.#feed.observe(signal, present, safe)
  }

  /** Each is asked at the same time; one that does not answer until `signal` is left out. */
  async usage(signal?: AbortSignal): Promise<readonly UsageReading[]> {
    const readings = await Promise.all(
      [...this.#members].map(async ([nodeId, member]) => {
        const reading = member.session && (await remoteUsage(member, signal))
        // Runs of several agents may have the same name.
        return isReadingOf(nodeId, reading) ? [{ ...reading, run: `${nodeId} ${reading.run}` }] : []
      }),
    )
    return readings.flat()
  }

  async uploadLogs(nodeId: string, request: LogRequest): Promise<number> {
    return remoteLogs(this.#wayTo(nodeId), nodeId, request)
  }

  /** Ends the connections; the agents and what they run go on, unless nothing is kept. */
  async close({ forGood = false } = {}): Promise<void> {
    clearTimeout(this.#returning)
    const members = [...this.#members.values()]
    if (forGood) {
      await Promise.all(members.map(({ conversation }) => conversation.sendAway(LEAVING_MS)))
    }
    for (const { conversation, session } of members) {
      conversation.end(new Error('the driver is closed'))
      session?.destroy()
    }
  }
}

/** A node may ask for what is its own alone. */
function secretsOf(nodeId: string, secrets: NodeSecrets): NodeSecrets {
  const own = (asked: string): void => {
    if (asked !== nodeId) throw new Error(`node ${asked} is not the one that asks`)
  }
  return {
    async token(asked, ...more) {
      own(asked)
      return await secrets.token(asked, ...more)
    },
    async autoStorage(asked, ...more) {
      own(asked)
      return await secrets.autoStorage(asked, ...more)
    },
  }
}
