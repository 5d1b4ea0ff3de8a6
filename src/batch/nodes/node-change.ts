import type { NodeGroup, ReleaseOptions } from '#drivers/nodes/provider.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { nodeChanged } from '../job-nodes/job-node.commands.ts'
import type { AccountKey, NodeId, PoolKey } from '../keys.ts'
import type { DrainOption } from '../pools/pool.ts'
import { forgetFilesOn } from '../tasks/task.queries.ts'
import { decide } from './node.machine.ts'
import { saveNode } from './node.queries.ts'
import type { ChangeKind, Node } from './node.ts'
import { removeNodeUsers } from './users/node-user.queries.ts'

export interface NodeChange {
  readonly account: AccountKey
  readonly poolKey: PoolKey
  readonly key: NodeId
  readonly kind: ChangeKind
  readonly option: DrainOption
  /** The resize that wants the node. */
  readonly resize?: NodeGroup
  /** The resize that no longer wants it. */
  readonly leaves?: NonNullable<ReleaseOptions['resize']>
  /** Does not wait for what the real service waits for first. */
  readonly atOnce?: boolean
}

export const changeShape: Shape<NodeChange> = {
  account: 'string',
  poolKey: 'string',
  key: 'string',
  kind: 'string',
  option: 'string',
  resize: 'object?',
  leaves: 'object?',
  atOnce: 'boolean?',
}

/** The kinds of operation, by what they change; their steps are in `node.operations.ts`. */
export const CHANGE_KIND: Record<ChangeKind, string> = {
  create: 'ComputeNode_Create',
  start: 'ComputeNode_Start',
  reboot: 'ComputeNode_Reboot',
  reimage: 'ComputeNode_Reimage',
  deallocate: 'ComputeNode_Deallocate',
  remove: 'ComputeNode_Remove',
  preempt: 'ComputeNode_Preempt',
  upgrade: 'ComputeNode_UpgradeOs',
  lose: 'ComputeNode_Lose',
  recover: 'ComputeNode_Recover',
}

/** The tasks are out of the way: the change shows itself. */
export async function beginChange(tx: Tx, node: Node, now: Instant): Promise<void> {
  const decision = decide(node, { type: 'begin' }, now)
  if (decision.accepted) await saveNode(tx, decision.next)
}

/** A change that waits for tasks is no more. One that has begun goes on. */
export async function callOff(tx: Tx, node: Node, now: Instant): Promise<void> {
  const decision = decide(node, { type: 'callOff' }, now)
  if (decision.accepted && decision.next !== node) await saveNode(tx, decision.next)
}

/** Nothing is left on the node: it is as new, or its machine is no more and it gets another. */
export async function emptied(tx: Tx, node: Node, now: Instant): Promise<void> {
  await forgetFilesOn(tx, node.key)
  await nodeChanged(tx, node.key, 'wipe', now)
  await removeNodeUsers(tx, node)
}
