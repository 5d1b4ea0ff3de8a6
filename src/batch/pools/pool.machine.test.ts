import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { aPool } from './pool.fixture.ts'
import { allocationMoves, decide, type PoolEvent } from './pool.machine.ts'
import type { AllocationState, Pool } from './pool.ts'

const THEN = instant(1_000)
const NOW = instant(2_000)
const states = Object.keys(allocationMoves) as AllocationState[]
const size = { targetDedicatedNodes: 2, targetLowPriorityNodes: 0, resizeTimeoutMs: 900_000 }
const error = { code: 'ResizeStopped', message: '' }

const events: readonly PoolEvent[] = [
  { type: 'resize', size, option: 'requeue', operation: 'op-2' },
  { type: 'stopResize', operation: 'op-2' },
  { type: 'settle', errors: [error] },
  { type: 'delete', operation: 'op-2', isEmpty: true },
  { type: 'delete', operation: 'op-2', isEmpty: false },
]

test('decide keeps to the table, and refuses or ignores what is not in it', () => {
  for (const allocationState of states) {
    const allocation = allocationState === 'steady' ? '' : 'op-1'
    const pool = aPool({ allocationState, allocation })
    for (const event of events) {
      const decision = decide(pool, event, NOW)
      const moves: Record<string, readonly string[]> = allocationMoves[allocationState]
      const name = `${event.type} in ${allocationState}`
      if (moves[event.type]) {
        assert.ok(decision.accepted, name)
        assert.ok(moves[event.type]!.includes(decision.next.allocationState), name)
        const isMoved = decision.next.allocationState !== allocationState
        assert.equal(decision.next.allocationStateTransitionTime, isMoved ? NOW : THEN, name)
      } else if (event.type === 'settle') {
        assert.ok(decision.accepted && decision.next === pool, name)
      } else {
        const code =
          event.type === 'resize' ? 'PoolBeingResized' : 'OperationInvalidForCurrentState'
        assert.ok(!decision.accepted && decision.refusal === code, name)
      }
    }
  }
})

test('a pool that is being deleted refuses everything', () => {
  const pool = aPool({ state: 'deleting', allocationState: 'resizing', allocation: 'op-1' })
  for (const event of [...events, { type: 'change', settings: pool.settings } as const]) {
    const decision = decide(pool, event, NOW)
    if (event.type === 'settle') assert.ok(decision.accepted && decision.next === pool)
    else assert.ok(!decision.accepted && decision.refusal === 'PoolBeingDeleted', event.type)
  }
})

test('only what clients ask for makes a new version, and stopping a resize does not', () => {
  const revision = (pool: Pool, event: PoolEvent): number => {
    const decision = decide(pool, event, NOW)
    assert.ok(decision.accepted, event.type)
    return decision.next.revision
  }
  const resizing = aPool({ allocationState: 'resizing', allocation: 'op-1' })
  assert.equal(revision(aPool(), events[0]!), 2)
  assert.equal(revision(aPool(), { type: 'change', settings: aPool().settings }), 2)
  assert.equal(revision(aPool(), events[3]!), 2)
  assert.equal(revision(resizing, events[1]!), 1)
  assert.equal(revision(resizing, events[2]!), 1)
})

test('errors of a resize stay until the next', () => {
  const resizing = aPool({ allocationState: 'resizing', allocation: 'op-1' })
  const settled = decide(resizing, { type: 'settle', errors: [error] }, NOW)
  assert.ok(settled.accepted)
  assert.deepEqual(settled.next.resizeErrors, [error])
  const next = decide(
    settled.next,
    { type: 'resize', size, option: 'requeue', operation: 'op-2' },
    NOW,
  )
  assert.ok(next.accepted)
  assert.deepEqual(next.next.resizeErrors, [])
})
