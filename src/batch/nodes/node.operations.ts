import { type Durable, durable, type Step } from '#engine/operation.ts'
import type { BatchPorts } from '../ports.ts'
import { giveUpTasks } from '../scheduler/node-tasks.ts'
import { decide } from './node.machine.ts'
import { findNode, saveNode } from './node.queries.ts'
import { CHANGE_KIND, changeShape, type NodeChange } from './node-change.ts'
import { type NodeSteps, nodeSteps } from './node-steps.ts'

/** Everything that changes a node as a whole; each begins when its tasks are out of the way. */
export const nodeOperations = (ports: BatchPorts): readonly Durable<NodeChange>[] =>
  Object.values(CHANGE_KIND).map((kind) => nodeOperation(kind, ports))

export const nodeOperation = (kind: string, ports: BatchPorts): Durable<NodeChange> =>
  durable<NodeChange>(
    kind,
    changeShape,
    [...stepsOf(kind, nodeSteps(ports)), announce(ports)],
    LEAVES_NODE.has(kind) ? {} : { failed: makeUnusable },
  )

/** Kinds that a node does not live through in a state that could show what went wrong. */
const LEAVES_NODE: ReadonlySet<string> = new Set([
  CHANGE_KIND.create,
  CHANGE_KIND.deallocate,
  CHANGE_KIND.preempt,
  CHANGE_KIND.remove,
])

/** A node that does not come back from what was done to it is unusable, and says why. */
const makeUnusable: NonNullable<Durable<NodeChange>['failed']> = async (tx, by, error, now) => {
  const node = await findNode(tx, by.input)
  if (node?.change !== by.id) return
  const decision = decide(node, { type: 'fail', errors: [error] }, now)
  if (!decision.accepted) return
  await saveNode(tx, decision.next)
  await giveUpTasks(tx, node, 'requeue', now)
}

function stepsOf(kind: string, steps: NodeSteps): readonly Step<NodeChange>[] {
  const { drain, change, settle, join } = steps
  switch (kind) {
    case CHANGE_KIND.preempt:
      return [drain, steps.evict, steps.awaitCapacity, change, settle, join]
    case CHANGE_KIND.lose:
      return [drain, steps.giveUp, steps.heal, change, settle, join]
    case CHANGE_KIND.recover:
      return [drain, steps.heal, change, settle, join]
    default:
      return [drain, change, settle, join]
  }
}

/** A last step: what is saved by now may let tasks come to nodes. */
export const announce = ({ wake }: Pick<BatchPorts, 'wake'>): Step<unknown> => ({
  name: 'announce',
  act: async () => wake.scheduler(),
})
