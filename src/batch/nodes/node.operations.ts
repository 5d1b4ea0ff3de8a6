import { type Durable, durable, type Step } from '#engine/operation.ts'
import type { BatchPorts } from '../ports.ts'
import { CHANGE_KIND, type NodeChange } from './node.change.ts'
import { type NodeSteps, nodeSteps } from './node.steps.ts'

/** Everything that changes a node as a whole; each begins when its tasks are out of the way. */
export const nodeOperations = (ports: BatchPorts): readonly Durable<NodeChange>[] =>
  Object.values(CHANGE_KIND).map((kind) => nodeOperation(kind, ports))

export const nodeOperation = (kind: string, ports: BatchPorts): Durable<NodeChange> =>
  durable<NodeChange>(kind, [...stepsOf(kind, nodeSteps(ports)), announce(ports)])

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
