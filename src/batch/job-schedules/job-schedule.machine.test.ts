import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { accountKeyOf } from '../keys.ts'
import { decide, type JobScheduleEvent, jobScheduleMoves } from './job-schedule.machine.ts'
import type { JobSchedule } from './job-schedule.ts'
import type { Timing } from './recurrence.ts'

const START = instant(Date.UTC(2026, 0, 1))
const after = (ms: number): Instant => plus(START, ms)

const aSchedule = (timing: Partial<Timing> = {}): JobSchedule => ({
  num: 1,
  account: accountKeyOf('lazuli'),
  id: 'nightly',
  state: 'active',
  stateTransitionTime: START,
  creationTime: START,
  lastModified: START,
  revision: 1,
  version: 1,
  due: START,
  made: 0,
  spec: {
    timing: { startWindowMs: Number.POSITIVE_INFINITY, ...timing },
    jobSpecification: {
      poolInfo: { poolId: 'pool1' },
      priority: 0,
      maxParallelTasks: -1,
      allowTaskPreemption: false,
      usesTaskDependencies: false,
      onAllTasksComplete: 'noaction',
      onTaskFailure: 'noaction',
      constraints: { maxWallClockTime: 'PT1H', maxTaskRetryCount: 0 },
    },
  },
})

const event: fc.Arbitrary<JobScheduleEvent> = fc.oneof(
  fc.constantFrom<JobScheduleEvent>(
    { type: 'disable' },
    { type: 'enable' },
    { type: 'terminate' },
    { type: 'delete' },
    { type: 'look', isBusy: true },
    { type: 'look', isBusy: false },
    { type: 'look', isBusy: false },
  ),
  fc.record({
    type: fc.constant('change' as const),
    spec: fc
      .option(fc.integer({ min: 60_000, max: 600_000 }))
      .map((intervalMs) => aSchedule(intervalMs === null ? {} : { intervalMs }).spec),
  }),
)

test('whatever happens to a schedule, it keeps to its moves', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let schedule = aSchedule({ intervalMs: 60_000 })
      for (const [i, next] of events.entries()) {
        const moves: Readonly<Record<string, readonly string[]>> = jobScheduleMoves[schedule.state]
        const decision = decide(schedule, next, after(i * 45_000))
        if (!decision.accepted) {
          assert.ok(!(next.type in moves))
          continue
        }
        const { next: moved, effects } = decision
        if (next.type in moves) assert.ok(moves[next.type]!.includes(moved.state))
        else assert.equal(moved, schedule)
        const starts = effects.filter(({ type }) => type === 'startJob').length
        assert.equal(moved.made - schedule.made, starts)
        if (starts > 0)
          assert.ok(schedule.state === 'active' && next.type === 'look' && !next.isBusy)
        assert.equal(moved.version > schedule.version, next.type !== 'look')
        assert.equal(
          moved.endTime !== undefined,
          moved.state === 'completed' || schedule.endTime !== undefined,
        )
        schedule = moved
      }
    }),
  )
})

test('a disabled schedule is over too once its time is', () => {
  const disabled = { ...aSchedule({ doNotRunAfter: after(10) }), state: 'disabled' } as const
  const decision = decide(disabled, { type: 'look', isBusy: false }, after(11))
  assert.ok(decision.accepted)
  assert.equal(decision.next.state, 'completed')
})
