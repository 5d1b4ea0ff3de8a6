import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import { changeRefusal, failRefusal, type NodeRefusal } from './node.rules.ts'
import type { ChangeKind, Node, NodeError, NodeState } from './node.ts'

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
  | { readonly type: 'report' }
  /** Something is wrong with it; `errors` is empty where it cannot be reached. */
  | { readonly type: 'fail'; readonly errors: readonly NodeError[] }
  /** Out of touch for too long. */
  | { readonly type: 'abandon' }
  /** There is a machine again for one that was preempted. */
  | { readonly type: 'return' }
  /** Its provider does not let go of it. */
  | { readonly type: 'stay' }
  | { readonly type: 'disableScheduling' }
  | { readonly type: 'enableScheduling' }

const usable = ['idle', 'running', 'offline'] as const
const changes = [
  'rebooting',
  'reimaging',
  'deallocating',
  'leavingpool',
  'preempted',
  'upgradingos',
] as const
const gone = ['leavingpool', 'preempted'] as const
const reporting = [...usable, 'starttaskfailed', 'waitingforstarttask'] as const

/**
 * The legal moves. Tasks that come and go move a node between `idle`, `running` and `offline` too:
 * see `countTasks`. A node that has left is no more: that is no state.
 */
export const nodeMoves = {
  creating: { begin: gone, boot: ['starting'] },
  starting: { begin: gone, ready: ['waitingforstarttask', ...usable], fail: ['unusable'] },
  waitingforstarttask: {
    begin: [...gone, 'unknown'],
    startTaskDone: [...usable, 'starttaskfailed'],
    lose: ['unknown'],
    fail: ['unusable'],
  },
  starttaskfailed: { begin: [...changes, 'unknown'], lose: ['unknown'], fail: ['unusable'] },
  idle: {
    begin: [...changes, 'unknown'],
    lose: ['unknown'],
    fail: ['unusable'],
    disableScheduling: ['offline'],
  },
  running: {
    begin: [...changes, 'unknown'],
    lose: ['unknown'],
    fail: ['unusable'],
    disableScheduling: ['running', 'offline'],
  },
  offline: {
    begin: [...gone, 'upgradingos', 'unknown'],
    lose: ['unknown'],
    fail: ['unusable'],
    enableScheduling: ['idle'],
  },
  rebooting: { begin: gone, boot: ['starting'], fail: ['unusable'] },
  reimaging: { begin: gone, boot: ['starting'], fail: ['unusable'] },
  deallocating: { begin: ['leavingpool'], down: ['deallocated'] },
  deallocated: { begin: ['starting', 'leavingpool'] },
  unknown: { begin: changes, report: reporting, fail: ['unusable'], abandon: ['unusable'] },
  unusable: { begin: [...gone, 'starting', 'rebooting', 'reimaging'], fail: ['unusable'] },
  preempted: { begin: ['leavingpool', 'creating'], return: ['creating'] },
  upgradingos: { begin: gone, boot: ['starting'], fail: ['unusable'] },
  leavingpool: { stay: usable },
} as const satisfies Moves<NodeState, NodeEvent['type']>

/** What a change makes of a node when it begins. */
const BEGUN: Record<ChangeKind, NodeState> = {
  create: 'creating',
  start: 'starting',
  reboot: 'rebooting',
  reimage: 'reimaging',
  deallocate: 'deallocating',
  remove: 'leavingpool',
  preempt: 'preempted',
  upgrade: 'upgradingos',
  // Out of touch first: this is what it becomes once it is found again.
  lose: 'starting',
  recover: 'starting',
}

/**
 * Whether a change of the node can wait for its tasks. While it is on its way to somewhere there are
 * none, and what took it there does so no longer.
 */
export const canWait = ({ state }: Node): boolean => {
  const places: readonly NodeState[] = [...reporting, 'unknown', 'deallocated']
  return places.includes(state)
}

/** Whether the node answers: it runs, and is not reported as out of touch. */
export const isReachable = ({ state, errors = [] }: Node): boolean =>
  (reporting as readonly NodeState[]).includes(state) || (state === 'unusable' && errors.length > 0)

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
    case 'begin':
      return begun(node, moved)
    case 'callOff': {
      return accept(isWaiting(node) ? { ...node, ...noChange } : node)
    }
    case 'boot':
      return 'boot' in nodeMoves[node.state] ? moved('starting', noErrors) : accept(node)
    case 'down':
      return node.state === 'deallocating' ? moved('deallocated', noChange) : accept(node)
    case 'ready':
      return node.state === 'starting' ? moved(...readyState(node, event, now)) : accept(node)
    case 'startTaskDone':
      return startTaskDone(node, event.isGood, moved)
    case 'lose': {
      const isReporting = 'lose' in nodeMoves[node.state]
      return isReporting ? moved('unknown', { stateBefore: node.state }) : accept(node)
    }
    case 'report': {
      if (node.state !== 'unknown') return accept(node)
      // It is no longer given up.
      const isLost = node.changeKind === 'lose'
      return moved(reportingState(node), { ...noStateBefore, ...(isLost ? noChange : {}) })
    }
    case 'fail': {
      const { errors } = event
      const canFail = 'fail' in nodeMoves[node.state] && node.changeKind !== 'remove'
      if (!canFail) return reject(failRefusal(node))
      return moved('unusable', { ...noChange, ...noStateBefore, errors })
    }
    case 'abandon':
      return node.state === 'unknown' ? moved('unusable', noStateBefore) : accept(node)
    case 'return':
      return node.state === 'preempted' ? moved('creating', unbooted) : accept(node)
    case 'stay':
      return node.state === 'leavingpool' ? moved(usableState(node), noChange) : accept(node)
    case 'disableScheduling':
      return schedule(node, 'disabled', moved)
    case 'enableScheduling':
      return schedule(node, 'enabled', moved)
  }
}

const noChange: Partial<Node> = { change: '', changeKind: undefined }
const noStateBefore: Partial<Node> = { stateBefore: undefined }
const noErrors: Partial<Node> = { errors: undefined }
/** A new machine has not booted yet. */
const unbooted: Partial<Node> = { lastBootTime: undefined, startTaskRun: undefined, ...noErrors }

function begun(node: Node, moved: Moved): NodeDecision {
  const { changeKind, change, state } = node
  if (!changeKind || change === '') return accept(node)
  if (changeKind === 'lose' && state === 'unknown') return accept(node)
  if (changeKind === 'lose' && state !== 'unusable') return moved('unknown', { stateBefore: state })
  const rest = changeKind === 'create' ? unbooted : changeKind === 'remove' ? {} : noErrors
  return moved(BEGUN[changeKind], { ...noStateBefore, ...rest })
}

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
function reportingState(node: Node): NodeState {
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
