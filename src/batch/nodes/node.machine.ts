import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import { changeRefusal, type NodeRefusal } from './node.refusals.ts'
import type { ChangeKind, Node, NodeState } from './node.ts'

export type NodeEvent =
  /** A change is asked for; it begins when the tasks are out of its way. */
  | { readonly type: 'change'; readonly kind: ChangeKind; readonly operation: string }
  /** The tasks are out of the way. */
  | { readonly type: 'begin' }
  /** A change that waited for tasks is called off. */
  | { readonly type: 'callOff' }
  /** The machine is there, or there again: its agent starts. */
  | { readonly type: 'boot' }
  /** It is switched off. */
  | { readonly type: 'down' }
  /** The agent answers. `startTaskAttempt`: the start task's first, if there is one. */
  | { readonly type: 'ready'; readonly startTaskAttempt?: string }
  | { readonly type: 'startTaskDone'; readonly isGood: boolean }
  /** Out of touch. */
  | { readonly type: 'lose' }
  /** In touch again. */
  | { readonly type: 'hear' }
  | { readonly type: 'disableScheduling' }
  | { readonly type: 'enableScheduling' }

const usable = ['idle', 'running', 'offline'] as const
const changes = ['rebooting', 'reimaging', 'deallocating', 'leavingpool'] as const
const heard = [...usable, 'starttaskfailed', 'waitingforstarttask'] as const

/**
 * The legal moves. Tasks that come and go move a node between `idle`, `running` and `offline` too:
 * see `countTasks`. A node that has left is no more: that is no state.
 */
export const nodeMoves = {
  creating: { begin: ['leavingpool'], boot: ['starting'] },
  starting: { begin: ['leavingpool'], ready: ['waitingforstarttask', ...usable] },
  waitingforstarttask: {
    begin: ['leavingpool'],
    startTaskDone: [...usable, 'starttaskfailed'],
    lose: ['unknown'],
  },
  starttaskfailed: { begin: changes, lose: ['unknown'] },
  idle: { begin: changes, lose: ['unknown'], disableScheduling: ['offline'] },
  running: { begin: changes, lose: ['unknown'], disableScheduling: ['running', 'offline'] },
  offline: { begin: ['leavingpool'], lose: ['unknown'], enableScheduling: ['idle'] },
  rebooting: { begin: ['leavingpool'], boot: ['starting'] },
  reimaging: { begin: ['leavingpool'], boot: ['starting'] },
  deallocating: { begin: ['leavingpool'], down: ['deallocated'] },
  deallocated: { begin: ['starting', 'leavingpool'] },
  unknown: { begin: changes, hear: heard },
  unusable: { begin: ['leavingpool'] },
  preempted: { begin: ['leavingpool'] },
  upgradingos: { begin: ['leavingpool'] },
  leavingpool: {},
} as const satisfies Moves<NodeState, NodeEvent['type']>

/** What a change makes of a node when it begins. */
const BEGUN: Record<ChangeKind, NodeState> = {
  create: 'creating',
  start: 'starting',
  reboot: 'rebooting',
  reimage: 'reimaging',
  deallocate: 'deallocating',
  remove: 'leavingpool',
}

/**
 * Whether a change of the node can wait for its tasks. While it is on its way to somewhere there are
 * none, and whoever took it there does so no longer.
 */
export const canWait = ({ state }: Node): boolean => {
  const places: readonly NodeState[] = [...heard, 'unknown', 'deallocated']
  return places.includes(state)
}

/** Whether a change was asked for that has not begun. */
export const isWaiting = (node: Node): boolean => node.change !== '' && canWait(node)

type NodeDecision = Decision<Node, never, NodeRefusal>

export function decide(node: Node, event: NodeEvent, now: Instant): NodeDecision {
  const moved = (state: NodeState, rest: Partial<Node> = {}): NodeDecision => {
    const stateTransitionTime = state === node.state ? node.stateTransitionTime : now
    return accept({ ...node, ...rest, state, stateTransitionTime })
  }
  switch (event.type) {
    case 'change': {
      const refused = changeRefusal(node, event.kind)
      if (refused) return reject(refused)
      return accept({ ...node, change: event.operation, changeKind: event.kind })
    }
    case 'begin': {
      const begun = node.changeKind && BEGUN[node.changeKind]
      return begun && node.change !== '' ? moved(begun, { stateBefore: undefined }) : accept(node)
    }
    case 'callOff': {
      return accept(isWaiting(node) ? { ...node, ...noChange } : node)
    }
    case 'boot':
      return 'boot' in nodeMoves[node.state] ? moved('starting') : accept(node)
    case 'down':
      return node.state === 'deallocating' ? moved('deallocated', noChange) : accept(node)
    case 'ready':
      return node.state === 'starting' ? moved(...readyState(node, event, now)) : accept(node)
    case 'startTaskDone':
      return startTaskDone(node, event.isGood, moved)
    case 'lose': {
      const isHeardOf = 'lose' in nodeMoves[node.state]
      return isHeardOf ? moved('unknown', { stateBefore: node.state }) : accept(node)
    }
    case 'hear':
      return node.state === 'unknown' ? moved(heardState(node), noStateBefore) : accept(node)
    case 'disableScheduling':
      return schedule(node, 'disabled', moved)
    case 'enableScheduling':
      return schedule(node, 'enabled', moved)
  }
}

const noChange: Partial<Node> = { change: '', changeKind: undefined }
const noStateBefore: Partial<Node> = { stateBefore: undefined }

/** What a node is that can run tasks. */
function usableState({ schedulingState, runningTasks }: Node): NodeState {
  if (runningTasks > 0) return 'running'
  return schedulingState === 'disabled' ? 'offline' : 'idle'
}

function readyState(
  node: Node,
  { startTaskAttempt }: { readonly startTaskAttempt?: string },
  now: Instant,
): [NodeState, Partial<Node>] {
  const booted = { ...noChange, lastBootTime: now }
  if (startTaskAttempt === undefined) {
    return [usableState(node), { ...booted, startTaskRun: undefined }]
  }
  const startTaskRun = {
    attemptId: startTaskAttempt,
    state: 'running',
    startTime: now,
    retryCount: 0,
  } as const
  const waits = node.startTask?.waitForSuccess ?? true
  return [waits ? 'waitingforstarttask' : usableState(node), { ...booted, startTaskRun }]
}

type Moved = (state: NodeState, rest?: Partial<Node>) => NodeDecision

function startTaskDone(node: Node, isGood: boolean, moved: Moved): NodeDecision {
  const next = isGood ? usableState(node) : 'starttaskfailed'
  if (node.state === 'waitingforstarttask') return moved(next)
  const waited = node.state === 'unknown' && node.stateBefore === 'waitingforstarttask'
  return accept(waited ? { ...node, stateBefore: next } : node)
}

/** What it was, with what tasks and their scheduling have become meanwhile. */
function heardState(node: Node): NodeState {
  const { stateBefore } = node
  const waits = stateBefore === 'starttaskfailed' || stateBefore === 'waitingforstarttask'
  return waits ? stateBefore : usableState(node)
}

function schedule(
  node: Node,
  schedulingState: Node['schedulingState'],
  moved: Moved,
): NodeDecision {
  const isReady = (usable as readonly NodeState[]).includes(node.state)
  if (!isReady) return reject({ code: 'NodeNotReady' })
  if (node.schedulingState === schedulingState) {
    return reject({ code: 'NodeAlreadyInTargetSchedulingState' })
  }
  return moved(usableState({ ...node, schedulingState }), { schedulingState })
}
