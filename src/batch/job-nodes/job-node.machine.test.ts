import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, plus } from '#kernel/instant.ts'
import { jobNumberOf } from '../keys.ts'
import { decide, isOpen, type JobNodeEvent, jobNodeMoves, type Rules } from './job-node.machine.ts'
import {
  type JobNode,
  type JobNodeState,
  jobNodeAttemptId,
  jobNodeAttemptOf,
  presentAttempt,
} from './job-node.ts'

const NOW = instant(1_000_000)
const usual: Rules = {
  waitForSuccess: true,
  rerunOnNodeRebootAfterSuccess: true,
  maxTaskRetryCount: 0,
  hasRelease: true,
}

const aNode = (changes: Partial<JobNode> = {}): JobNode => ({
  num: 1,
  job: jobNumberOf(1),
  poolId: 'pool1',
  nodeId: 'node1',
  state: 'unprepared',
  hasRun: false,
  preparations: 0,
  releases: 0,
  ...changes,
})

/** What a history is made of: an exit is of the attempt that runs, or of one before it. */
type Step = Exclude<JobNodeEvent['type'], 'exit'> | 'good' | 'bad' | 'unstartable' | 'late' | 'run'

const ended = { startedAt: NOW, endedAt: NOW }
const failure = {
  category: 'UserError',
  code: 'CommandProgramNotFound',
  message: '',
  details: [],
} as const

function eventOf(node: JobNode, step: Exclude<Step, 'run'>): JobNodeEvent {
  const attempt = presentAttempt(node) ?? { kind: 'preparation', num: 1, attempt: 99 }
  switch (step) {
    case 'good':
      return { type: 'exit', attempt, exitCode: 0, ...ended }
    case 'bad':
      return { type: 'exit', attempt, exitCode: 1, ...ended }
    case 'unstartable':
      return { type: 'exit', attempt, failure, ...ended }
    case 'late':
      return {
        type: 'exit',
        attempt: { ...attempt, attempt: attempt.attempt - 1 },
        exitCode: 0,
        ...ended,
      }
    case 'lost':
      return { type: 'lost', attempt }
    default:
      return { type: step }
  }
}

function replay(steps: readonly Step[], rules = usual): JobNode {
  let node = aNode()
  steps.forEach((step, i) => {
    node =
      step === 'run'
        ? { ...node, hasRun: true }
        : decide(node, eventOf(node, step), rules, plus(NOW, i + 1)).next
  })
  return node
}

test('a preparation is retried as often as it may be, and then bars the node', () => {
  const rules = { ...usual, maxTaskRetryCount: 2 }
  const tries: Step[] = ['place', 'start', 'bad', 'start', 'bad', 'start', 'bad']
  const barred = replay(tries, rules)
  assert.equal(barred.state, 'barred')
  assert.equal(barred.preparation!.retryCount, 2)
  assert.equal(replay([...tries, 'restart', 'place'], rules).state, 'barred')
  assert.equal(replay([...tries, 'wipe', 'place'], rules).state, 'toPrepare')
  assert.equal(replay(tries.slice(0, 5), rules).state, 'toPrepare')
})

test('what could not be started is not tried again', () => {
  const rules = { ...usual, maxTaskRetryCount: -1 }
  assert.equal(replay(['place', 'start', 'unstartable'], rules).state, 'barred')
})

test('a run that was lost counts as no retry', () => {
  const again = replay(['place', 'start', 'bad', 'start', 'lost', 'start'], {
    ...usual,
    maxTaskRetryCount: 1,
  })
  assert.equal(again.state, 'preparing')
  assert.equal(again.preparation!.retryCount, 1)
  assert.equal(again.preparations, 3)
})

test('only what a task has run on is released, once', () => {
  const ran: Step[] = ['place', 'start', 'good', 'run']
  assert.equal(replay([...ran, 'end']).state, 'toRelease')
  assert.equal(replay([...ran, 'wipe', 'end']).state, 'over')
  assert.equal(replay(['place', 'start', 'good', 'end']).state, 'over')
  assert.equal(replay([...ran, 'end'], { ...usual, hasRelease: false }).state, 'over')
  const released = replay([...ran, 'end', 'start', 'bad', 'start', 'end'])
  assert.equal(released.state, 'over')
  assert.equal(released.releases, 1)
})

test('ids of attempts say what they are of', () => {
  for (const kind of ['preparation', 'release'] as const) {
    const attempt = { kind, num: 12, attempt: 3 }
    assert.deepEqual(jobNodeAttemptOf(jobNodeAttemptId(attempt)), attempt)
  }
  assert.equal(jobNodeAttemptOf('t1-1-0'), undefined)
})

const steps = fc.array(
  fc.constantFrom<Step>(
    ...(['place', 'start', 'good', 'bad', 'unstartable', 'late', 'lost', 'run'] as const),
    ...(['restart', 'wipe', 'leave', 'suspend', 'end', 'force'] as const),
  ),
  { maxLength: 25 },
)
const rules: fc.Arbitrary<Rules> = fc.record({
  waitForSuccess: fc.boolean(),
  rerunOnNodeRebootAfterSuccess: fc.boolean(),
  maxTaskRetryCount: fc.integer({ min: -1, max: 2 }),
  hasRelease: fc.boolean(),
})

test('whatever happens, a node makes legal moves, and its runs say what they are', () => {
  fc.assert(
    fc.property(steps, rules, (history, given) => {
      let node = aNode()
      for (const step of history) {
        if (step === 'run') {
          if (isOpen(node, given)) node = { ...node, hasRun: true }
          continue
        }
        const event = eventOf(node, step)
        const { next, effects } = decide(node, event, given, NOW)
        if (next.state !== node.state) {
          const moves: Partial<Record<JobNodeEvent['type'], readonly JobNodeState[]>> =
            jobNodeMoves[node.state]
          assert.ok(moves[event.type]?.includes(next.state), `${node.state} ${event.type}`)
        }
        // What runs is ended when nothing waits for it any more, and only then.
        const present = presentAttempt(node)
        const isGivenUp =
          present !== undefined &&
          presentAttempt(next) === undefined &&
          event.type !== 'exit' &&
          event.type !== 'lost'
        assert.deepEqual(
          effects.map(({ attempt }) => attempt),
          isGivenUp ? [present] : [],
        )
        if (next.state === 'over') assert.notEqual(next.preparation?.state, 'running')
        if (next.state === 'over') assert.notEqual(next.release?.state, 'running')
        for (const run of [next.preparation, next.release]) {
          if (!run) continue
          const isOver = run.state === 'completed'
          assert.equal(run.endTime !== undefined, isOver)
          assert.equal(run.result !== undefined, isOver)
          assert.equal(run.failureInfo !== undefined, run.result === 'failure')
          const { maxTaskRetryCount: most } = given
          assert.ok(most === -1 || run.retryCount <= most)
        }
        if (next.state === 'barred') assert.ok(given.waitForSuccess && !isOpen(next, given))
        node = next
      }
    }),
    { seed: 33, numRuns: 2000 },
  )
})
