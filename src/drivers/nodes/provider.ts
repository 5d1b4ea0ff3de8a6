// Where nodes come from. No wire type and no row belongs here, and nothing of what runs on a node:
// that is the agent's, in `port.ts`.
import type { Instant } from '#kernel/instant.ts'
import type { NodeAgent } from './port.ts'

export interface NodeRequest {
  /** Unique among all pools of all accounts. */
  readonly nodeId: string
  /** Names this time of having it: a node that was released comes back under another. */
  readonly bootId: string
  /** The pool by its account's name and its own id: `account/pool`. */
  readonly pool: string
  /** In Azure's words, with what it means. */
  readonly vmSize: string
  readonly cores: number
  readonly memoryMiB: number
  /** The image in Azure's words: `publisher/offer/sku/version`, or the resource id of one. */
  readonly image?: string
  /** May be taken away again: a Spot or low-priority node. */
  readonly isLowPriority: boolean
  /** The resize that wants it; absent where a node comes back to its pool. */
  readonly resize?: NodeGroup
  /**
   * The node had its machine before: a provider that finds machines by itself tells what became of this
   * one, and makes no other under its boot.
   */
  readonly isKept?: boolean
}

export interface NodeGroup {
  readonly id: string
  /** How many nodes the resize requests. */
  readonly count: number
  /** How long it waits for them at most, in milliseconds of a time that nothing shortens. */
  readonly patienceMs: number
  /** All of them come, near each other, or none. */
  readonly isTogether: boolean
}

/** Something that became of a request. Reports may come late and twice. */
export type NodeReport = {
  readonly nodeId: string
  /** As the request named it: what is told of an earlier one changes nothing. */
  readonly bootId: string
  readonly at: Instant
} & NodeNews

export type NodeNews =
  /** `reason`: why it waits, in the provider's words. */
  | { readonly state: 'queued'; readonly reason?: string }
  /** There is a machine, and it boots. */
  | { readonly state: 'starting' }
  /** The machine runs. Its agent may yet have to start. */
  | { readonly state: 'up' }
  /** It will not come. `code` is one of Azure's for a resize: AllocationFailed, for instance. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string }
  /** It is about to end, at `endsAt` if that is known. */
  | { readonly state: 'ending'; readonly endsAt?: Instant }
  /** Taken away in favour of others. */
  | { readonly state: 'preempted' }
  /** There is no such machine any more. */
  | { readonly state: 'gone' }

export interface ReleaseOptions {
  /** The resize that no longer wants the node. */
  readonly resize?: Pick<NodeGroup, 'id'> & { readonly pool: string }
  /** The machine is given back and its disk is kept: a later boot finds its files. */
  readonly keepsDisk?: boolean
}

/**
 * Gets nodes from somewhere: this machine, Slurm, Kubernetes, or only imagination.
 * Lazuli may die between any two calls, so every call can be repeated with the same outcome.
 */
export interface NodeProvider {
  /**
   * Asks for the node, or does nothing while it has it or is getting it; either way a report
   * follows. One that was refused, preempted or is gone may be asked for again.
   */
  request(node: NodeRequest, signal?: AbortSignal): Promise<void>
  /**
   * Gives it back. A node that it does not know counts as released. Rejects with `NotReleased` what
   * it cannot give back.
   */
  release(nodeId: string, options?: ReleaseOptions, signal?: AbortSignal): Promise<void>
  /**
   * What is true out there, whatever the store believes: first the present state of every node that
   * it has, then all that happens. Asking for the next batch says that the one before is safe.
   */
  observe(signal: AbortSignal): AsyncIterable<readonly NodeReport[]>
}

/** The provider keeps the node, whatever is tried. */
export class NotReleased extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'NotReleased'
    this.code = code
  }
}

/** A provider with the agents of its nodes. */
export interface NodeDriver {
  readonly provider: NodeProvider
  readonly agent: NodeAgent
  /** `forGood`: nothing out there is to go on without this driver. */
  close(how?: { readonly forGood: boolean }): Promise<void>
}

/**
 * Lets things happen to nodes by themselves, as they do in Azure. Each call resolves once what
 * follows was reported and the report is safe. Nothing of it is kept for another start.
 */
export interface Provocations {
  /** The machine is taken away in favour of others. */
  preempt(node: NodeBoot): Promise<void>
  /** The machine is no more. */
  vanish(node: NodeBoot): Promise<void>
  /** The agent falls silent, until its node is booted anew or spoken to by `restore`. */
  silence(nodeId: string): Promise<void>
  isSilenced(nodeId: string): boolean
  restore(nodeId: string): Promise<void>
  /** The agent says what is wrong with its node. */
  fault(nodeId: string, code: string, message: string): Promise<void>
  /** The next resize of the pool, `account/pool`, that requests or releases nodes fails so. */
  failResize(pool: string, code: string, message: string): Promise<void>
}

export type NodeBoot = Pick<NodeReport, 'nodeId' | 'bootId'>
