import type { components } from '#contract/batch/types.ts'
import type { NodeCapabilities } from '#drivers/nodes/port.ts'
import type { NodeNews } from '#drivers/nodes/provider.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ContainerInfo } from '../containers/container-info.ts'
import { type AccountKey, type NodeId, nodeIdOf, type PoolKey, poolKeyOf } from '../keys.ts'

type Schemas = components['schemas']

export type NodeState = Schemas['ComputeNodeState']
export type SchedulingState = Schemas['SchedulingState']
export const schedulingStates = {
  enabled: true,
  disabled: true,
} as const satisfies Record<SchedulingState, true>

/** What an operation makes of a node, once the tasks there are out of its way. */
export type ChangeKind =
  | 'create'
  | 'start'
  | 'reboot'
  | 'reimage'
  | 'deallocate'
  | 'remove'
  /** What no client asks for: see `provoke.ts`. */
  | 'preempt'
  | 'upgrade'
  | 'lose'
  | 'recover'

/** Which node of which pool: what rows that belong to it are found by. */
export interface NodeKey {
  readonly account: AccountKey
  readonly poolKey: PoolKey
  readonly key: NodeId
}

/** The node of which a task keeps the ids as they are written. */
export const nodeKeyOf = (at: {
  readonly account: AccountKey
  readonly poolId: string
  readonly nodeId: string
}): NodeKey => ({
  account: at.account,
  poolKey: poolKeyOf(at.poolId),
  key: nodeIdOf(at.nodeId),
})

/** Why a start task failed; the category is spelt as the real service spells it. */
interface StartTaskFailure {
  readonly category: 'UserError' | 'ServerError'
  readonly code: string
  readonly message: string
  readonly details?: readonly { readonly name: string; readonly value: string }[]
}

/** The start task's present or last run. */
export interface StartTaskRun {
  /** The attempt whose reports count. */
  readonly attemptId: string
  readonly state: 'running' | 'completed'
  readonly startTime: Instant
  readonly endTime?: Instant
  readonly exitCode?: number | undefined
  readonly failureInfo?: StartTaskFailure | undefined
  readonly containerInfo?: ContainerInfo | undefined
  readonly retryCount: number
  readonly lastRetryTime?: Instant
  readonly result?: Schemas['TaskExecutionResult']
  /** When the agent had taken the attempt: until then it cannot know of it. */
  readonly handedOverAt?: Instant | undefined
}

/** What its provider last said of the machine that the node has, or is getting. */
export interface Machine {
  /** The operation that requested it. */
  readonly bootId: string
  readonly state: NodeNews['state']
  readonly at: Instant
  /** When it is going to end; only in `ending`, where that is known. */
  readonly endsAt?: Instant
  /** Why it is `queued` or was `refused`. */
  readonly reason?: string
}

export type NodeError = Schemas['ComputeNodeError']

export interface Node extends NodeKey {
  readonly id: string
  /** The pool's id as it is written. */
  readonly poolId: string
  readonly state: NodeState
  readonly stateTransitionTime: Instant
  readonly schedulingState: SchedulingState
  /** The operation that changes it; empty when there is none. Tasks are put only where it is empty. */
  readonly change: string
  readonly changeKind?: ChangeKind | undefined
  /** What it was at its last report. Only in `unknown`. */
  readonly stateBefore?: NodeState | undefined
  readonly isDedicated: boolean
  readonly number: number
  readonly allocationTime: Instant
  readonly lastBootTime?: Instant | undefined
  readonly slots: number
  readonly runningSlots: number
  readonly runningTasks: number
  readonly totalTasksRun: number
  readonly totalTasksSucceeded: number
  readonly vmSize: string
  /** As they were at the pool when the node last booted. */
  readonly startTask?: Schemas['StartTask'] | undefined
  readonly certificateReferences?: Schemas['CertificateReference'][] | undefined
  readonly packageReferences?: Schemas['ApplicationPackageReference'][] | undefined
  readonly imageReference?: Schemas['ImageReference'] | undefined
  /** Those of the pool's user accounts that have elevated access. */
  readonly admins?: readonly string[] | undefined
  readonly machine?: Machine | undefined
  /** The boot of which the agent last said that it is up. */
  readonly agentBootId?: string | undefined
  /** What the agent found that the node can do. */
  readonly capabilities?: NodeCapabilities | undefined
  readonly startTaskRun?: StartTaskRun | undefined
  /** Why it is `unusable`, where that is known. */
  readonly errors?: readonly NodeError[] | undefined
}

/**
 * Where other nodes and tasks reach it. The nodes of a pool share this machine: each has an address
 * of its own among those that lead back here, so that their programs can find each other.
 */
export const ipAddressOf = ({ number }: Pick<Node, 'number'>): string => {
  const at = number + 4
  return `127.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`
}

export const affinityIdOf = ({ id }: Pick<Node, 'id'>): string => `TVM:${id}`
