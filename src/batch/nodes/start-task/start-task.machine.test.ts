import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgentReport } from '#drivers/nodes/port.ts'
import { instant } from '#kernel/instant.ts'
import { accountKeyOf, nodeIdOf, poolKeyOf } from '../../keys.ts'
import type { Node, NodeState } from '../node.ts'
import { startTaskAttempt, startTaskNews } from './start-task.machine.ts'

const at = instant
const attemptId = startTaskAttempt('op-1', 0)
const nodeId = 'tvmps_00_d'

const aNode = (change: Partial<Node> = {}, retries = 0): Node => ({
  account: accountKeyOf('lazuli'),
  poolKey: poolKeyOf('pool1'),
  poolId: 'pool1',
  key: nodeIdOf(nodeId),
  id: nodeId,
  state: 'waitingforstarttask',
  stateTransitionTime: at(0),
  schedulingState: 'enabled',
  change: '',
  isDedicated: true,
  number: 0,
  allocationTime: at(0),
  slots: 1,
  runningSlots: 0,
  runningTasks: 0,
  totalTasksRun: 0,
  totalTasksSucceeded: 0,
  vmSize: 'small',
  startTask: { commandLine: 'x', maxTaskRetryCount: retries },
  startTaskRun: {
    attemptId,
    state: 'running',
    startTime: at(100),
    retryCount: 0,
    handedOverAt: at(110),
  },
  ...change,
})

const exited = (end: object): AgentReport => ({
  kind: 'exited',
  attemptId,
  nodeId,
  startedAt: at(120),
  endedAt: at(200),
  ...end,
})

test('an exit with 0 is good, any other is not', () => {
  const good = startTaskNews(aNode(), exited({ exitCode: 0 }), at(210))!
  assert.equal(good.isGood, true)
  assert.equal(good.run.state, 'completed')
  assert.equal(good.run.result, 'success')
  assert.equal(good.run.endTime, 200)
  const bad = startTaskNews(aNode(), exited({ exitCode: 2 }), at(210))!
  assert.equal(bad.isGood, false)
  assert.equal(bad.run.failureInfo?.code, 'FailureExitCode')
  assert.equal(startTaskNews(aNode(), exited({ signal: 9 }), at(210))!.run.exitCode, -9)
})

test('it is tried again as often as it may, each time as another attempt', () => {
  const first = startTaskNews(aNode({}, 2), exited({ exitCode: 1 }), at(210))!
  assert.equal(first.again, true)
  assert.equal(first.isGood, undefined)
  assert.equal(first.run.retryCount, 1)
  assert.equal(first.run.lastRetryTime, 210)
  assert.notEqual(first.run.attemptId, attemptId)
  const endless = startTaskNews(aNode({}, -1), exited({ exitCode: 1 }), at(210))!
  assert.equal(endless.again, true)
})

test('a program that could not be started is not tried again', () => {
  const failure = {
    category: 'UserError',
    code: 'CommandProgramNotFound',
    message: '',
    details: [],
  }
  const news = startTaskNews(aNode({}, 5), exited({ failure }), at(210))!
  assert.equal(news.again, false)
  assert.equal(news.isGood, false)
  assert.equal(news.run.failureInfo?.category, 'UserError')
})

test('an attempt that was lost is replaced, and that counts as no retry', () => {
  const lost: AgentReport = { kind: 'lost', attemptId, nodeId, at: at(200) }
  const news = startTaskNews(aNode(), lost, at(210))!
  assert.equal(news.again, true)
  assert.equal(news.run.retryCount, 0)
  assert.notEqual(news.run.attemptId, attemptId)
  assert.equal(
    startTaskNews(aNode(), { ...lost, attemptId: 'starttask-op-0-0' }, at(210)),
    undefined,
  )
})

test('a node that comes up without what it had taken has lost it', () => {
  const up = (time: number, attempts: string[] = []): AgentReport => ({
    kind: 'nodeUp',
    nodeId,
    at: at(time),
    attempts,
    capabilities: {
      processes: true,
      separation: 'none',
      controlGroups: false,
      containerRuntimes: [],
    },
  })
  assert.equal(startTaskNews(aNode(), up(200), at(210))!.again, true)
  assert.equal(startTaskNews(aNode(), up(200, [attemptId]), at(210)), undefined)
  // What was told before the driver had taken it says nothing of it.
  assert.equal(startTaskNews(aNode(), up(110), at(210)), undefined)
  const { handedOverAt: _, ...run } = aNode().startTaskRun!
  assert.equal(startTaskNews(aNode({ startTaskRun: run }), up(200), at(210)), undefined)
})

test('on a node that goes elsewhere nothing is tried again', () => {
  const lost: AgentReport = { kind: 'lost', attemptId, nodeId, at: at(200) }
  const elsewhere: NodeState[] = [
    'rebooting',
    'reimaging',
    'leavingpool',
    'deallocating',
    'starting',
  ]
  for (const state of elsewhere) {
    assert.equal(startTaskNews(aNode({ state }), lost, at(210)), undefined, state)
  }
})
