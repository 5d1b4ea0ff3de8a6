import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, plus } from '#kernel/instant.ts'
import { accountKeyOf, jobNumberOf, taskNumberOf } from '../keys.ts'
import { exitOptions } from './exit-conditions.ts'
import { decide, type TaskEvent, taskMoves } from './task.machine.ts'
import type { Task, TaskState } from './task.ts'

const NOW = instant(1_000_000)

function aTask(changes: Partial<Task> = {}, retries = 0): Task {
  const constraints = { maxWallClockTime: 'PT1H', retentionTime: 'P7D', maxTaskRetryCount: retries }
  return {
    seq: taskNumberOf(1),
    job: jobNumberOf(1),
    id: 'task1',
    state: 'active',
    stateTransitionTime: NOW,
    creationTime: NOW,
    lastModified: NOW,
    version: 1,
    retryCount: 0,
    requeueCount: 0,
    slots: 1,
    attempt: 0,
    waitingFor: 0,
    satisfied: false,
    spec: { commandLine: '/bin/true', constraints },
    ...changes,
  }
}

const assign: TaskEvent = {
  type: 'assign',
  node: { account: accountKeyOf('a'), poolId: 'pool1', nodeId: 'node1' },
}
const exit = (attempt: number, exitCode: number): TaskEvent => ({
  type: 'exit',
  attempt,
  exitCode,
  startedAt: NOW,
  endedAt: NOW,
})
const requeue = (attempt: number, counted = false): TaskEvent => ({
  type: 'requeue',
  attempt,
  counted,
})
const terminate: TaskEvent = { type: 'terminate', asked: true, message: 'ended' }

/** The task after the events; a refused one changes nothing. */
const replay = (task: Task, events: readonly TaskEvent[]): Task =>
  events.reduce((before, event, i) => {
    const decision = decide(before, event, plus(NOW, i + 1))
    return decision.accepted ? decision.next : before
  }, task)

const effectsOf = (task: Task, event: TaskEvent) => {
  const decision = decide(task, event, NOW)
  assert.ok(decision.accepted)
  return decision.effects
}

test('a late exit from an abandoned attempt changes nothing', () => {
  const running = replay(aTask(), [assign, requeue(1), assign])
  assert.deepEqual(replay(running, [exit(1, 0)]), running)
})

test('what a task used counts whatever became of it, and its late exit code only where it ran', () => {
  const killed: TaskEvent = { ...exit(1, -9), cpu: { userMs: 7, kernelMs: 1 } } as TaskEvent
  const running = replay(aTask(), [assign, terminate, killed])
  assert.deepEqual([running.exitCode, running.userMs, running.kernelMs], [-9, 7, 1])
  const waiting = replay(aTask(), [assign, requeue(1), terminate, killed])
  assert.deepEqual([waiting.state, waiting.exitCode, waiting.userMs], ['completed', undefined, 7])
  const yielded = replay(aTask(), [assign, { ...requeue(1), yields: true } as TaskEvent])
  assert.deepEqual([yielded.state, yielded.yielded, yielded.requeueCount], ['active', true, 0])
  assert.equal(replay(yielded, [assign]).yielded, undefined)
  const again = replay(yielded, [killed, assign, exit(2, 0)])
  assert.deepEqual([again.result, again.userMs, again.earlierWallMs], ['success', 7, 1])
})

test('an exit that is told twice counts once', () => {
  const done = replay(aTask(), [assign, exit(1, 0)])
  assert.equal(done.result, 'success')
  assert.equal(done.satisfied, true)
  assert.deepEqual(replay(done, [exit(1, 3)]), done)
})

test('a failing task is tried again as often as it may, and endlessly with -1', () => {
  const twice = replay(aTask({}, 1), [assign, exit(1, 4), assign, exit(2, 5)])
  assert.equal(twice.state, 'completed')
  assert.equal(twice.retryCount, 1)
  assert.equal(twice.exitCode, 5)
  const endless = replay(
    aTask({}, -1),
    Array.from({ length: 20 }, (_, i) => [assign, exit(i + 1, 1)]).flat(),
  )
  assert.equal(endless.state, 'active')
  assert.equal(endless.retryCount, 20)
})

test('what kept a task from starting is not tried again', () => {
  const failure = { category: 'UserError', code: 'BlobNotFound', message: 'none' } as const
  const failed = replay(aTask({}, 3), [
    assign,
    { type: 'exit', attempt: 1, startedAt: NOW, endedAt: NOW, failure },
  ])
  assert.equal(failed.state, 'completed')
  assert.equal(failed.failureInfo?.code, 'BlobNotFound')
  assert.equal(failed.exitCode, undefined)
})

test('a requeue is counted where Azure counts it, and ends the attempt', () => {
  const running = replay(aTask(), [assign])
  assert.deepEqual(effectsOf(running, requeue(1)), [{ type: 'stop', attempt: 1 }])
  assert.equal(replay(running, [requeue(1)]).requeueCount, 0)
  assert.equal(replay(running, [requeue(1, true)]).requeueCount, 1)
})

test('a reactivated task is as if it had never run; one that succeeded is not reactivated', () => {
  const failed = replay(aTask(), [assign, exit(1, 1)])
  const again = replay(failed, [{ type: 'reactivate' }])
  assert.equal(again.state, 'active')
  assert.equal(again.exitCode, undefined)
  assert.equal(again.failureInfo, undefined)
  assert.equal(again.node, undefined)
  const decided = (task: Task) => decide(task, { type: 'reactivate' }, NOW)
  assert.deepEqual(decided(again), { accepted: false, refusal: 'TaskNotCompleted' })
  const done = replay(aTask(), [assign, exit(1, 0)])
  assert.deepEqual(decided(done), { accepted: false, refusal: 'TaskSucceeded' })
})

const anyEvent = fc.oneof(
  fc.constant(assign),
  fc.constant<TaskEvent>({ ...assign, waits: true }),
  fc.constant<TaskEvent>({ type: 'prepared' }),
  fc.constant(terminate),
  fc.constant<TaskEvent>({ type: 'terminate', asked: false, message: 'ended' }),
  fc.constant<TaskEvent>({ type: 'reactivate' }),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 }))
    .map(([a, c]) => exit(a, c)),
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()).map(([a, c]) => requeue(a, c)),
)

test('a task that waits for its node to be prepared has nothing to be stopped', () => {
  const waiting = replay(aTask(), [{ ...assign, waits: true }])
  assert.equal(waiting.state, 'preparing')
  assert.equal(waiting.startTime, undefined)
  assert.deepEqual(effectsOf(waiting, requeue(1)), [{ type: 'drop', attempt: 1 }])
  const ended = replay(waiting, [terminate])
  assert.equal(ended.state, 'completed')
  assert.equal(ended.startTime, undefined)
  const running = replay(waiting, [{ type: 'prepared' }])
  assert.equal(running.state, 'running')
  assert.notEqual(running.startTime, undefined)
})

test('whatever happens in whatever order, a task keeps to its moves and to the truth', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 30 }),
      fc.integer({ min: -1, max: 2 }),
      (events, retries) => {
        let task = aTask({}, retries)
        for (const event of events) {
          const decision = decide(task, event, NOW)
          if (!decision.accepted) continue
          const { next } = decision
          if (next.state !== task.state) {
            const moves: Partial<Record<TaskEvent['type'], readonly TaskState[]>> =
              taskMoves[task.state]
            assert.ok(moves[event.type]?.includes(next.state), `${task.state} ${event.type}`)
          }
          const isDone = next.state === 'completed'
          assert.equal(next.result !== undefined, isDone)
          assert.equal(next.endTime !== undefined, isDone)
          assert.equal(next.failureInfo !== undefined, isDone && next.result === 'failure')
          assert.equal(next.state === 'running' && next.node === undefined, false)
          assert.ok(retries === -1 || next.retryCount <= retries)
          task = next
        }
      },
    ),
    { seed: 20, numRuns: 500 },
  )
})

test('what is said for the very exit code wins over ranges and the default', () => {
  const conditions = {
    exitCodes: [{ code: 3, exitOptions: { dependencyAction: 'satisfy' as const } }],
    exitCodeRanges: [{ start: 2, end: 9, exitOptions: { jobAction: 'none' as const } }],
    default: { jobAction: 'disable' as const },
  }
  assert.deepEqual(exitOptions(conditions, { exitCode: 3 }), {
    dependencyAction: 'satisfy',
    jobAction: 'terminate',
  })
  assert.deepEqual(exitOptions(conditions, { exitCode: 5 }).jobAction, 'none')
  assert.deepEqual(exitOptions(conditions, { exitCode: 10 }).jobAction, 'disable')
  assert.deepEqual(exitOptions(conditions, { failure: 'preProcessingError' }).jobAction, 'disable')
  assert.deepEqual(exitOptions(conditions, { exitCode: 0 }), {
    dependencyAction: 'satisfy',
    jobAction: 'none',
  })
})
