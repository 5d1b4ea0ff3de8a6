import type { DialledNodes } from '../dialled/dialled-nodes.ts'
import { merged } from '../merged.ts'
import type {
  AgentReport,
  AttemptId,
  LogRequest,
  NodeAgent,
  NodeFiles,
  NodeSpec,
  TaskAttempt,
  UsageReading,
} from '../port.ts'
import type { NodeDriver, NodeProvider, NodeRequest, ReleaseOptions } from '../provider.ts'

export interface RoutedOptions {
  /** Nodes of this machine. */
  readonly here: NodeDriver
  /** What has nodes elsewhere. */
  readonly clusters: readonly Cluster[]
  /** What runs on those. */
  readonly agents: DialledNodes
}

export interface Cluster {
  readonly provider: NodeProvider & { has(nodeId: string): boolean; close(): Promise<void> }
  /** Whether a rule gives the node to it. */
  readonly isFor: (request: NodeRequest) => boolean
}

/** Nodes of this machine and of clusters, each where a rule says. A node that is there stays there. */
export class RoutedNodes implements NodeDriver, NodeAgent {
  readonly #options: RoutedOptions
  /** Attempts that were started here, until their ends. */
  readonly #here = new Set<AttemptId>()
  readonly provider: NodeProvider
  readonly agent: NodeAgent = this
  readonly files: NodeFiles

  constructor(options: RoutedOptions) {
    this.#options = options
    const { agents, clusters, here } = options
    const having = (nodeId: string): NodeProvider | undefined =>
      clusters.find(({ provider }) => provider.has(nodeId))?.provider
    this.provider = {
      request: (request, signal) => {
        // One that is elsewhere stays there, whatever the rules say by now.
        const elsewhere = agents.has(request.nodeId) ? clusters[0] : undefined
        const ruled = clusters.find(({ isFor }) => isFor(request)) ?? elsewhere
        const provider = having(request.nodeId) ?? ruled?.provider ?? here.provider
        return provider.request(request, signal)
      },
      release: async (nodeId, how?: ReleaseOptions, signal?: AbortSignal) => {
        const found = having(nodeId)
        if (found) return found.release(nodeId, how, signal)
        if (!agents.has(nodeId)) return here.provider.release(nodeId, how, signal)
        // A cluster that was not looked at yet may have it.
        for (const { provider } of clusters) await provider.release(nodeId, how, signal)
      },
      observe: (signal) =>
        merged([here.provider, ...clusters.map(({ provider }) => provider)], signal),
    }
    this.files = {
      page: (nodeId, ...more) => this.#of(nodeId).files.page(nodeId, ...more),
      stat: (nodeId, ...more) => this.#of(nodeId).files.stat(nodeId, ...more),
      read: (nodeId, ...more) => this.#of(nodeId).files.read(nodeId, ...more),
      remove: (nodeId, ...more) => this.#of(nodeId).files.remove(nodeId, ...more),
    }
  }

  #isElsewhere(nodeId: string): boolean {
    const { agents, clusters } = this.#options
    return agents.has(nodeId) || clusters.some(({ provider }) => provider.has(nodeId))
  }

  #of(nodeId: string): NodeAgent {
    return this.#isElsewhere(nodeId) ? this.#options.agents : this.#options.here.agent
  }

  setUp(node: NodeSpec, signal?: AbortSignal): Promise<void> {
    return this.#of(node.nodeId).setUp(node, signal)
  }

  reboot(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#of(nodeId).reboot(nodeId, bootId, signal)
  }

  wipe(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void> {
    return this.#of(nodeId).wipe(nodeId, bootId, signal)
  }

  start(attempt: TaskAttempt, signal?: AbortSignal): Promise<void> {
    if (!this.#isElsewhere(attempt.nodeId)) this.#here.add(attempt.attemptId)
    return this.#of(attempt.nodeId).start(attempt, signal)
  }

  proceed(attemptId: AttemptId, signal?: AbortSignal): Promise<void> {
    return this.#tell(attemptId, (agent) => agent.proceed(attemptId, signal))
  }

  stop(attemptId: AttemptId, graceMs: number, signal?: AbortSignal): Promise<void> {
    return this.#tell(attemptId, (agent) => agent.stop(attemptId, graceMs, signal))
  }

  /** Where an attempt is that an earlier life of the server started is not known: both are told. */
  async #tell(attemptId: AttemptId, say: (agent: NodeAgent) => Promise<void>): Promise<void> {
    const { agents, here } = this.#options
    if (this.#here.has(attemptId)) return say(here.agent)
    if (agents.hasAttempt(attemptId)) return say(agents)
    await Promise.all([say(agents), say(here.agent)])
  }

  async *observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> {
    const { agents, here } = this.#options
    for await (const reports of merged([here.agent, agents], signal)) {
      for (const report of reports) {
        if (report.kind === 'exited' || report.kind === 'lost') this.#here.delete(report.attemptId)
      }
      yield reports
    }
  }

  async usage(signal?: AbortSignal): Promise<readonly UsageReading[]> {
    const { agents, here } = this.#options
    return (await Promise.all([here.agent.usage(signal), agents.usage(signal)])).flat()
  }

  uploadLogs(nodeId: string, request: LogRequest): Promise<number> {
    return this.#of(nodeId).uploadLogs(nodeId, request)
  }

  async close(how?: { readonly forGood: boolean }): Promise<void> {
    const { agents, clusters, here } = this.#options
    await Promise.all([here.close(how), ...clusters.map(({ provider }) => provider.close())])
    await agents.close(how)
  }
}
