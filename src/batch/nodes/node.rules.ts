import type { ChangeKind, Node, NodeState } from './node.ts'

export interface NodeRefusal {
  readonly code:
    | 'NodeBeingCreated'
    | 'NodeBeingStarted'
    | 'NodeBeingRebooted'
    | 'NodeBeingReimaged'
    | 'NodeStateUnusable'
    | 'NodeNotReady'
    | 'NodeAlreadyInTargetSchedulingState'
    | 'OperationNotValidOnNode'
    | 'OperationInvalidForCurrentState'
  /** Why, where the code does not say it. */
  readonly reason?: string
}

/** It has a machine, or is getting one. */
const PRESENT: readonly NodeState[] = [
  'creating',
  'starting',
  'waitingforstarttask',
  'starttaskfailed',
  'idle',
  'running',
  'offline',
  'rebooting',
  'reimaging',
  'unknown',
  'unusable',
  'upgradingos',
]

/**
 * From where each change may begin. The documents name `idle` and `running` for reboot and reimage;
 * tools reboot nodes whose start task failed (Batch Shipyard has an option for it), so Azure does.
 */
const FROM: Record<ChangeKind, readonly NodeState[]> = {
  // What was preempted comes back as a new machine.
  create: ['creating', 'preempted'],
  start: ['deallocated'],
  reboot: ['idle', 'running', 'starttaskfailed'],
  reimage: ['idle', 'running', 'starttaskfailed'],
  deallocate: ['idle', 'running'],
  remove: [...PRESENT, 'deallocating', 'deallocated', 'preempted'],
  preempt: PRESENT,
  upgrade: ['idle', 'running', 'offline', 'starttaskfailed'],
  lose: ['waitingforstarttask', 'starttaskfailed', 'idle', 'running', 'offline'],
  recover: ['unusable'],
}

/** Assumed: Azure lists these codes, and each can mean only one state. */
const BUSY: Partial<Record<NodeState, NodeRefusal['code']>> = {
  creating: 'NodeBeingCreated',
  starting: 'NodeBeingStarted',
  waitingforstarttask: 'NodeBeingStarted',
  rebooting: 'NodeBeingRebooted',
  reimaging: 'NodeBeingReimaged',
  unusable: 'NodeStateUnusable',
}

/** What happens to a machine does not wait for what was asked of it. */
const OVERTAKING: readonly ChangeKind[] = ['create', 'remove', 'preempt', 'recover']

/** Why the change cannot be; undefined: it can. A removal overtakes every other change. */
export function changeRefusal(node: Node, kind: ChangeKind): NodeRefusal | undefined {
  const overtakes = OVERTAKING.includes(kind) && node.changeKind !== 'remove'
  const isChanging = node.change !== '' && !overtakes
  if (!isChanging && canBegin(node, kind)) return undefined
  const isPower = kind === 'deallocate' || kind === 'start'
  if (isPower) return { code: 'OperationInvalidForCurrentState', reason: stateReason(node) }
  if (isChanging) return changing(node)
  const code = BUSY[node.state]
  return code ? { code } : { code: 'OperationNotValidOnNode', reason: stateReason(node) }
}

/**
 * A node that tells what is wrong with it can be reached: documented is a reboot once its disk has
 * space again. One that does not tell cannot.
 */
const canBegin = ({ state, errors = [] }: Node, kind: ChangeKind): boolean =>
  FROM[kind].includes(state) ||
  (state === 'unusable' && errors.length > 0 && (kind === 'reboot' || kind === 'reimage'))

/** A change is under way, or waits for tasks: then the state does not tell of it yet. */
function changing(node: Node): NodeRefusal {
  const code = BUSY[node.state]
  if (code) return { code }
  if (node.changeKind === 'reboot') return { code: 'NodeBeingRebooted' }
  if (node.changeKind === 'reimage') return { code: 'NodeBeingReimaged' }
  return { code: 'OperationNotValidOnNode', reason: stateReason(node) }
}

/** Why a node cannot be made `unusable`. */
export const failRefusal = (node: Node): NodeRefusal => ({
  code: 'OperationNotValidOnNode',
  reason: stateReason(node),
})

const stateReason = ({ state, changeKind }: Node): string =>
  changeKind === 'remove' || changeKind === 'deallocate'
    ? `The node is in state ${state} and is to be ${changeKind === 'remove' ? 'removed' : 'deallocated'}`
    : `The node is in state ${state}`
