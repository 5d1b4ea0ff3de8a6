import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { DrainOption } from '../pools/pool.ts'
import type { BatchPorts } from '../ports.ts'
import { giveUpTasks } from '../scheduler/node-tasks.ts'
import { canWait, decide } from './node.machine.ts'
import { nodeOperation } from './node.operations.ts'
import { saveNode } from './node.queries.ts'
import type { NodeRefusal } from './node.rules.ts'
import type { Node } from './node.ts'
import { beginChange, CHANGE_KIND, type NodeChange } from './node-change.ts'

type Asked = Pick<NodeChange, 'kind' | 'option' | 'atOnce' | 'leaves' | 'resize'>

/**
 * Begins a change, or answers why it cannot be. With `requeue` and `terminate` the tasks are off the
 * node when this is saved; with the other two the node waits for them. Wake the engine afterwards.
 */
export async function changeNode(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  asked: Asked,
  now: Instant,
): Promise<NodeRefusal | undefined> {
  const { kind, option } = asked
  const trial = decide(node, { type: 'change', kind, operation: '' }, now)
  if (!trial.accepted) return trial.refusal
  const operation = await beginOperation(tx, ports, node, asked)
  const taken = decide(node, { type: 'change', kind, operation }, now)
  if (!taken.accepted) return taken.refusal
  await saveNode(tx, taken.next)
  const clears = kind !== 'create' && kind !== 'lose'
  if (!waits(option) && clears) await giveUpTasks(tx, node, option, now)
  // One that is to recover shows it only once it does.
  const begins = kind !== 'recover' && (!waits(option) || !canWait(node))
  if (begins) await beginChange(tx, taken.next, now)
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
export async function hasten(tx: Tx, node: Node, now: Instant): Promise<void> {
  if (node.changeKind !== 'remove' || node.state === 'leavingpool') return
  await giveUpTasks(tx, node, 'requeue', now)
  await beginChange(tx, node, now)
}
