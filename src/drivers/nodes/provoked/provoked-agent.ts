import type { Instant } from '#kernel/instant.ts'
import { merged } from '../merged.ts'
import type {
  AgentReport,
  AttemptId,
  LogRequest,
  NodeAgent,
  NodeFiles,
  NodeSpec,
  TaskAttempt,
} from '../port.ts'
import type { UsageReading } from '../usage.ts'
import { ToldFeed } from './told-feed.ts'

/** An agent that falls silent or finds something wrong when it is asked to. */
export class ProvokedAgent implements NodeAgent {
  readonly #inner: NodeAgent
  readonly #now: () => Instant
  readonly #told = new ToldFeed<AgentReport>()
  /** What silent nodes would have reported. */
  readonly #withheld = new Map<string, AgentReport[]>()

  constructor(inner: NodeAgent, now: () => Instant) {
    this.#inner = inner
    this.#now = now
  }

  get files(): NodeFiles {
    return this.#inner.files
  }

  async silence(nodeId: string): Promise<void> {
    if (!this.#withheld.has(nodeId)) this.#withheld.set(nodeId, [])
    await this.#told.tell({ kind: 'nodeUnknown', nodeId, at: this.#now() })
  }

  isSilenced(nodeId: string): boolean {
    return this.#withheld.has(nodeId)
  }

  /** What it would have reported comes late, its latest state last. */
  async restore(nodeId: string): Promise<void> {
    await this.#speak(nodeId, ({ kind }) => kind === 'nodeUp' || kind === 'nodeDown')
  }

  /** Another boot is another beginning; what ended before it has ended all the same. */
  async begin(nodeId: string): Promise<void> {
    await this.#speak(nodeId, () => false)
  }

  async #speak(nodeId: string, isState: (report: AgentReport) => boolean): Promise<void> {
    const withheld = this.#withheld.get(nodeId) ?? []
    this.#withheld.delete(nodeId)
    const state = withheld.findLast(isState)
    const others = withheld.filter((report) => 'attemptId' in report)
    const reports = [...others, ...(state ? [state] : [])]
    await Promise.all(reports.map((report) => this.#told.tell(report)))
  }

  async fault(nodeId: string, code: string, message: string): Promise<void> {
    await this.#told.tell({ kind: 'nodeFaulty', nodeId, at: this.#now(), code, message })
  }

  async *observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> {
    for await (const reports of merged([this.#reported(), this.#told], signal)) yield reports
  }

  /** What is reported but for what silent nodes say. */
  #reported(): { observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> } {
    const inner = this.#inner
    const withheld = this.#withheld
    return {
      async *observe(signal) {
        for await (const reports of inner.observe(signal)) {
          if (withheld.size === 0) yield reports
          else yield reports.filter((report) => !withheld.get(report.nodeId)?.push(report))
        }
      },
    }
  }

  setUp(node: NodeSpec, signal?: AbortSignal): Promise<void> {
    if (node.bootId !== undefined) void this.begin(node.nodeId)
    return this.#inner.setUp(node, signal)
  }

  reboot(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    void this.begin(nodeId)
    return this.#inner.reboot(nodeId, bootId, signal)
  }

  wipe(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    void this.begin(nodeId)
    return this.#inner.wipe(nodeId, bootId, signal)
  }

  start(attempt: TaskAttempt, signal?: AbortSignal): Promise<void> {
    return this.#inner.start(attempt, signal)
  }

  proceed(attemptId: AttemptId, signal?: AbortSignal): Promise<void> {
    return this.#inner.proceed(attemptId, signal)
  }

  stop(attemptId: AttemptId, graceMs: number, signal?: AbortSignal): Promise<void> {
    return this.#inner.stop(attemptId, graceMs, signal)
  }

  /** Silent nodes tell nothing of what they take either. */
  async usage(signal?: AbortSignal): Promise<readonly UsageReading[]> {
    return (await this.#inner.usage(signal)).map((reading) => ({
      ...reading,
      nodes: reading.nodes.filter(({ nodeId }) => !this.#withheld.has(nodeId)),
    }))
  }

  uploadLogs(nodeId: string, request: LogRequest): Promise<number> {
    return this.#inner.uploadLogs(nodeId, request)
  }

  close(): Promise<void> {
    return this.#inner.close()
  }
}
