import type { Instant } from '#kernel/instant.ts'
import type { SharedAgent } from './port.ts'
import type { NodeProvider, NodeReport, NodeRequest, ReleaseOptions } from './provider.ts'
import { ReportFeed } from './report-feed.ts'

/**
 * Nodes on a machine that is there already: each is up as soon as it is requested, and all of them
 * share one agent. What ends with a released node is the agent's to end.
 */
export class HostProvider implements NodeProvider {
  readonly #agent: Pick<SharedAgent, 'deallocate' | 'remove'>
  readonly #now: () => Instant
  readonly #feed = new ReportFeed<NodeReport>()
  /** The boots of the nodes that were requested since this provider was made. */
  readonly #boots = new Map<string, string>()

  constructor(agent: Pick<SharedAgent, 'deallocate' | 'remove'>, now: () => Instant) {
    this.#agent = agent
    this.#now = now
  }

  async request({ nodeId, bootId }: NodeRequest): Promise<void> {
    const known = this.#boots.get(nodeId) ?? bootId
    this.#boots.set(nodeId, known)
    this.#feed.push(this.#up(nodeId, known))
  }

  async release(
    nodeId: string,
    { keepsDisk = false }: ReleaseOptions = {},
    signal?: AbortSignal,
  ): Promise<void> {
    if (keepsDisk) await this.#agent.deallocate(nodeId, signal)
    else await this.#agent.remove(nodeId, signal)
    const bootId = this.#boots.get(nodeId)
    if (bootId === undefined) return
    this.#boots.delete(nodeId)
    this.#feed.push({ nodeId, bootId, at: this.#now(), state: 'gone' })
  }

  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]> {
    const present = (): readonly NodeReport[] =>
      [...this.#boots].map(([nodeId, bootId]) => this.#up(nodeId, bootId))
    return this.#feed.observe(signal, present)
  }

  #up(nodeId: string, bootId: string): NodeReport {
    return { nodeId, bootId, at: this.#now(), state: 'up' }
  }
}
