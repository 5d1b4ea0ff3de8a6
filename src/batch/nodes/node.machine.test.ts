import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { accountKeyOf, nodeIdOf, poolKeyOf } from '../keys.ts'
import { decide, type NodeEvent, nodeMoves } from './node.machine.ts'
import type { ChangeKind, Node, NodeState } from './node.ts'

const THEN = instant(1_000)
const NOW = instant(2_000)
const states = Object.keys(nodeMoves) as NodeState[]
const kinds: readonly ChangeKind[] = [
  'create',
  'start',
  'reboot',
  'reimage',
  'deallocate',
  'remove',
  'preempt',
  'upgrade',
  'lose',
  'recover',
]

const aNode = (change: Partial<Node> = {}): Node => ({
  account: accountKeyOf('lazuli'),
  poolKey: poolKeyOf('pool1'),
  poolId: 'Pool1',
  key: nodeIdOf('tvmps_00_d'),
  id: 'tvmps_00_d',
  state: 'idle',
  stateTransitionTime: THEN,
  schedulingState: 'enabled',
  change: '',
  isDedicated: true,
  number: 0,
  allocationTime: THEN,
  slots: 1,
  runningSlots: 0,
  runningTasks: 0,
  totalTasksRun: 0,
  totalTasksSucceeded: 0,
  vmSize: 'standard_d2s_v3',
  ...change,
})

const accepted = (node: Node, event: NodeEvent): Node => {
  const decision = decide(node, event, NOW)
  assert.ok(decision.accepted, `${event.type} in ${node.state}`)
  return decision.next
}

const codeOf = (node: Node, kind: ChangeKind): string | undefined => {
  const decision = decide(node, { type: 'change', kind, operation: 'op-2' }, NOW)
  return decision.accepted ? undefined : decision.refusal.code
}

test('decide keeps to the table in every state, and the time tells of each move', () => {
  const events: NodeEvent[] = [
    { type: 'begin' },
    { type: 'boot' },
    { type: 'down' },
    { type: 'ready' },
    { type: 'ready', startTaskAttempt: 'starttask-b-0' },
    { type: 'startTaskDone', isGood: true },
    { type: 'startTaskDone', isGood: false },
    { type: 'lose' },
    { type: 'report' },
    { type: 'fail', errors: [] },
    { type: 'abandon' },
    { type: 'return' },
    { type: 'disableScheduling' },
    { type: 'enableScheduling' },
  ]
  for (const state of states) {
    for (const changeKind of [undefined, ...kinds]) {
      for (const event of events) {
        for (const runningTasks of state === 'idle' || state === 'offline' ? [0] : [0, 1]) {
          const change = changeKind ? 'op-1' : ''
          const node = aNode({ state, change, changeKind, runningTasks })
          // A change begins only from where it could be asked for, or from a loss of touch since.
          const couldBe =
            (state === 'unknown' && changeKind !== 'start' && changeKind !== 'recover') ||
            (changeKind && !codeOf(aNode({ state, runningTasks }), changeKind))
          if (event.type === 'begin' && (!couldBe || changeKind === 'create')) continue
          const decision = decide(node, event, NOW)
          if (!decision.accepted) continue
          const { next } = decision
          const legal = (nodeMoves[state] as Record<string, readonly string[]>)[event.type] ?? []
          const name = `${event.type} in ${state} (${changeKind})`
          assert.ok(next.state === state || legal.includes(next.state), `${name}: ${next.state}`)
          assert.equal(next.stateTransitionTime, next.state === state ? THEN : NOW, name)
        }
      }
    }
  }
})

const refusals: Record<'reboot' | 'reimage', Partial<Record<NodeState, string>>> = {
  reboot: {
    creating: 'NodeBeingCreated',
    starting: 'NodeBeingStarted',
    waitingforstarttask: 'NodeBeingStarted',
    rebooting: 'NodeBeingRebooted',
    reimaging: 'NodeBeingReimaged',
    unusable: 'NodeStateUnusable',
    offline: 'OperationNotValidOnNode',
    unknown: 'OperationNotValidOnNode',
    leavingpool: 'OperationNotValidOnNode',
    preempted: 'OperationNotValidOnNode',
    upgradingos: 'OperationNotValidOnNode',
    deallocated: 'OperationNotValidOnNode',
    deallocating: 'OperationNotValidOnNode',
  },
  reimage: {},
}
refusals.reimage = refusals.reboot

for (const kind of ['reboot', 'reimage'] as const) {
  test(`a ${kind} is taken or refused by the state`, () => {
    for (const state of states) {
      assert.equal(codeOf(aNode({ state }), kind), refusals[kind][state], state)
    }
  })
}

test('a change that waits for tasks keeps others out, but for a removal', () => {
  for (const [first, code] of [
    ['reboot', 'NodeBeingRebooted'],
    ['reimage', 'NodeBeingReimaged'],
    ['deallocate', 'OperationNotValidOnNode'],
  ] as const) {
    const waiting = accepted(aNode({ state: 'running', runningTasks: 1 }), {
      type: 'change',
      kind: first,
      operation: 'op-1',
    })
    assert.equal(waiting.state, 'running')
    assert.equal(codeOf(waiting, 'reimage'), code)
    assert.equal(codeOf(waiting, 'reboot'), code)
    assert.equal(codeOf(waiting, 'remove'), undefined)
    const leaving = accepted(waiting, { type: 'change', kind: 'remove', operation: 'op-2' })
    assert.equal(leaving.change, 'op-2')
    assert.equal(codeOf(leaving, 'remove'), 'OperationNotValidOnNode')
    assert.equal(accepted(waiting, { type: 'callOff' }).change, '')
  }
})

test('a change that has begun is not called off', () => {
  const begun = accepted(aNode({ change: 'op-1', changeKind: 'remove' }), { type: 'begin' })
  assert.equal(begun.state, 'leavingpool')
  assert.deepEqual(accepted(begun, { type: 'callOff' }), begun)
})

test('a node out of touch comes back as what it has become meanwhile', () => {
  const lost = accepted(aNode({ state: 'running', runningTasks: 1 }), { type: 'lose' })
  assert.equal(lost.state, 'unknown')
  assert.equal(accepted(lost, { type: 'report' }).state, 'running')
  assert.equal(accepted({ ...lost, runningTasks: 0 }, { type: 'report' }).state, 'idle')
  const waiting = accepted(aNode({ state: 'waitingforstarttask' }), { type: 'lose' })
  const ended = accepted(waiting, { type: 'startTaskDone', isGood: false })
  assert.equal(ended.state, 'unknown')
  assert.equal(accepted(ended, { type: 'report' }).state, 'starttaskfailed')
})

test('a start task that is not waited for leaves the node usable', () => {
  const starting = aNode({ state: 'starting', change: 'op-1', changeKind: 'reboot' })
  const ready = { type: 'ready', startTaskAttempt: 'starttask-op-1-0' } as const
  const waits = accepted({ ...starting, startTask: { commandLine: 'a' } }, ready)
  assert.equal(waits.state, 'waitingforstarttask')
  assert.equal(waits.change, '')
  const startTask = { commandLine: 'a', waitForSuccess: false }
  const goesOn = accepted({ ...starting, startTask }, ready)
  assert.equal(goesOn.state, 'idle')
  assert.equal(accepted(goesOn, { type: 'startTaskDone', isGood: false }).state, 'idle')
})

test('scheduling is changed once, and only where tasks can be', () => {
  const off = accepted(aNode(), { type: 'disableScheduling' })
  assert.equal(off.state, 'offline')
  const again = decide(off, { type: 'disableScheduling' }, NOW)
  assert.ok(!again.accepted && again.refusal.code === 'NodeAlreadyInTargetSchedulingState')
  assert.equal(accepted(off, { type: 'enableScheduling' }).state, 'idle')
  const busy = accepted(aNode({ state: 'running', runningTasks: 1 }), { type: 'disableScheduling' })
  assert.equal(busy.state, 'running')
  const early = decide(aNode({ state: 'starting' }), { type: 'disableScheduling' }, NOW)
  assert.ok(!early.accepted && early.refusal.code === 'NodeNotReady')
})
