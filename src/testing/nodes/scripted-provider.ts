import type { SharedAgent } from '#drivers/nodes/port.ts'
import type { NodeNews, NodeProvider, NodeReport, NodeRequest } from '#drivers/nodes/provider.ts'
import { ReportFeed } from '#drivers/nodes/report-feed.ts'
import type { Instant } from '#kernel/instant.ts'

/** A provider that says of its nodes what a test tells it to, when it tells it to. */
export class ScriptedProvider implements NodeProvider {
  /** The latest request for each node that was not released. */
  readonly requests = new Map<string, NodeRequest>()
  readonly released: string[] = []
  readonly #agent: Pick<SharedAgent, 'deallocate' | 'remove'>
  readonly #now: () => Instant
  readonly #feed = new ReportFeed<NodeReport>()

  constructor(agent: Pick<SharedAgent, 'deallocate' | 'remove'>, now: () => Instant) {
    this.#agent = agent
    this.#now = now
  }

  async request(node: NodeRequest): Promise<void> {
    this.requests.set(node.nodeId, node)
  }

  async release(nodeId: string): Promise<void> {
    this.requests.delete(nodeId)
    this.released.push(nodeId)
    await this.#agent.remove(nodeId)
  }

  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]> {
    return this.#feed.observe(signal, () => [])
  }

  /** Reports of a node, under the boot that was requested last. */
  say(nodeId: string, news: NodeNews): void {
    const { bootId } = this.requests.get(nodeId)!
    this.#feed.push({ nodeId, bootId, at: this.#now(), ...news })
  }

  /** Reports the same of all nodes that are requested. */
  sayOfAll(news: NodeNews): void {
    for (const nodeId of this.requests.keys()) this.say(nodeId, news)
  }
}
