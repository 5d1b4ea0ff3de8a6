import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { nodeTasksOf } from '../joined.ts'
import type { DrainOption } from '../pools/pool.ts'
import type { BatchPorts } from '../ports.ts'
import { beginChange, CHANGE_KIND, type NodeChange } from './node.change.ts'
import { canWait, decide } from './node.machine.ts'
import { nodeOperation } from './node.operations.ts'
import { saveNode } from './node.queries.ts'
import type { NodeRefusal } from './node.refusals.ts'
import type { ChangeKind, Node } from './node.ts'

type Asked = { readonly kind: ChangeKind; readonly option: DrainOption }

/**
 * Begins a change, or answers why it cannot be. With `requeue` and `terminate` the tasks are off the
 * node when this is saved; with the other two the node waits for them. Wake the engine afterwards.
 */
export async function changeNode(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  { kind, option }: Asked,
  now: Instant,
): Promise<NodeRefusal | undefined> {
  const trial = decide(node, { type: 'change', kind, operation: '' }, now)
  if (!trial.accepted) return trial.refusal
  const operation = await beginOperation(tx, ports, node, { kind, option })
  const asked = decide(node, { type: 'change', kind, operation }, now)
  if (!asked.accepted) return asked.refusal
  await saveNode(tx, asked.next)
  if (!waits(option) && kind !== 'create') await nodeTasksOf(ports).giveUp(tx, node, option, now)
  if (!waits(option) || !canWait(node)) await beginChange(tx, asked.next, now)
  return undefined
}

const waits = (option: DrainOption): option is 'taskcompletion' | 'retaineddata' =>
  option === 'taskcompletion' || option === 'retaineddata'

async function beginOperation(
  tx: Tx,
  ports: BatchPorts,
  { account, poolKey, key }: Node,
  asked: Asked,
): Promise<string> {
  const input: NodeChange = { account, poolKey, key, ...asked }
  const resource = `batch:${account}/pools/${poolKey}/nodes/${key}`
  const kind = nodeOperation(CHANGE_KIND[asked.kind], ports)
  return (await ports.engine.begin(tx, kind, { resource, input })).id
}

/** A removal that waits for tasks no longer waits for them. */
export async function hasten(tx: Tx, ports: BatchPorts, node: Node, now: Instant): Promise<void> {
  if (node.changeKind !== 'remove' || node.state === 'leavingpool') return
  await nodeTasksOf(ports).giveUp(tx, node, 'requeue', now)
  await beginChange(tx, node, now)
}
