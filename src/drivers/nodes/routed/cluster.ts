import type { Instant } from '#kernel/instant.ts'
import type { DialledNodes } from '../dialled/dialled-nodes.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import type { NodeRequest } from '../provider.ts'

/** What a provider of nodes on a cluster is made with, whatever the cluster is. */
export interface ClusterOptions<Rule> {
  readonly ruleFor: (request: NodeRequest) => Rule | undefined
  readonly agents: Pick<DialledNodes, 'expect' | 'forget' | 'hasEntered'>
  readonly bootstrapOf: (nodeId: string, token: string) => AgentBootstrap
  /** The agent's program, gzipped, in base64. */
  readonly program: () => Promise<string>
  readonly now: () => Instant
  /** How many machines may wait in the cluster's queue; the others wait here. */
  readonly mostQueued: number
  /** How long before the end of its time a node is given nothing new. */
  readonly drainMs: number
  readonly onTrouble: (error: unknown) => void
}
