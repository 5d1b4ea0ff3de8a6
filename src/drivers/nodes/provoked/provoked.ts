import { type Instant, instant } from '#kernel/instant.ts'
import { merged } from '../merged.ts'
import type { NodeAgent } from '../port.ts'
import {
  type NodeBoot,
  type NodeDriver,
  type NodeProvider,
  type NodeReport,
  type NodeRequest,
  NotReleased,
  type Provocations,
  type ReleaseOptions,
} from '../provider.ts'
import { ProvokedAgent } from './provoked-agent.ts'
import { ToldFeed } from './told-feed.ts'

/** The part of the engine's clock that is needed here. */
export interface ProvokedClock {
  now(): Instant
  scaled(ms: number): number
  at(at: Instant, ring: () => void): unknown
}

/** How the next resize of a pool is to fail; `resize` is the one that came first. */
interface Failure {
  readonly code: string
  readonly message: string
  resize?: string
}

/** What does not end a request: it waits, and the resize runs out of time. */
const TIMED_OUT = 'AllocationTimedout'
/** What fails where nodes are released; everything else fails where some are requested. */
const NOT_REMOVED = 'RemoveNodesFailed'

/** Nodes to which things happen when it is asked for; all else is as the real ones have it. */
export class ProvokedNodes implements NodeDriver, Provocations {
  readonly provider: NodeProvider
  readonly agent: NodeAgent
  readonly #agent: ProvokedAgent
  readonly #inner: NodeDriver
  readonly #clock: ProvokedClock
  readonly #now: () => Instant
  readonly #told = new ToldFeed<NodeReport>()
  readonly #failures = new Map<string, Failure>()
  /** Requests that will be refused when their time is over. */
  readonly #held = new Set<string>()

  constructor(inner: NodeDriver, clock: ProvokedClock) {
    this.#inner = inner
    this.#clock = clock
    this.#now = clock.now
    this.#agent = new ProvokedAgent(inner.agent, clock.now)
    this.agent = this.#agent
    this.provider = {
      request: (node, signal) => this.#request(node, signal),
      release: (nodeId, options, signal) => this.#release(nodeId, options, signal),
      observe: (signal) => merged([inner.provider, this.#told], signal),
    }
  }

  async #request(node: NodeRequest, signal?: AbortSignal): Promise<void> {
    const { nodeId, bootId, pool, resize } = node
    const failure = resize && this.#failureOf(pool, resize.id, false)
    if (!failure) return this.#inner.provider.request(node, signal)
    const { code, message } = failure
    const report = { nodeId, bootId, at: this.#now() }
    const refuse = (): void =>
      // The caller that requests it does not wait: the report may be awaited where it was requested.
      void this.#told.tell({ ...report, at: this.#now(), state: 'refused', code, message })
    if (code !== TIMED_OUT) return refuse()
    void this.#told.tell({ ...report, state: 'queued', reason: message })
    // Azure goes on trying for as long as it may.
    const patience = Math.ceil(this.#clock.scaled(resize.patienceMs))
    if (this.#held.has(`${nodeId}/${bootId}`)) return
    this.#held.add(`${nodeId}/${bootId}`)
    this.#clock.at(instant(report.at + patience), refuse)
  }

  async #release(
    nodeId: string,
    options: ReleaseOptions = {},
    signal?: AbortSignal,
  ): Promise<void> {
    const { resize } = options
    const failure = resize && this.#failureOf(resize.pool, resize.id, true)
    if (failure) throw new NotReleased(failure.code, failure.message)
    void this.#agent.begin(nodeId)
    await this.#inner.provider.release(nodeId, options, signal)
  }

  /** What is to fail the resize: all that the first one asks, and nothing of a later one. */
  #failureOf(pool: string, resize: string, releases: boolean): Failure | undefined {
    const failure = this.#failures.get(pool)
    if (!failure || releases !== (failure.code === NOT_REMOVED)) return undefined
    failure.resize ??= resize
    if (failure.resize === resize) return failure
    this.#failures.delete(pool)
    return undefined
  }

  async failResize(pool: string, code: string, message: string): Promise<void> {
    this.#failures.set(pool, { code, message })
  }

  async preempt(node: NodeBoot): Promise<void> {
    await this.#end(node, 'preempted')
  }

  async vanish(node: NodeBoot): Promise<void> {
    await this.#end(node, 'gone')
  }

  async #end({ nodeId, bootId }: NodeBoot, state: 'preempted' | 'gone'): Promise<void> {
    void this.#agent.begin(nodeId)
    await this.#inner.provider.release(nodeId)
    await this.#told.tell({ nodeId, bootId, at: this.#now(), state })
  }

  silence(nodeId: string): Promise<void> {
    return this.#agent.silence(nodeId)
  }

  isSilenced(nodeId: string): boolean {
    return this.#agent.isSilenced(nodeId)
  }

  restore(nodeId: string): Promise<void> {
    return this.#agent.restore(nodeId)
  }

  fault(nodeId: string, code: string, message: string): Promise<void> {
    return this.#agent.fault(nodeId, code, message)
  }

  close(): Promise<void> {
    return this.#inner.close()
  }
}
