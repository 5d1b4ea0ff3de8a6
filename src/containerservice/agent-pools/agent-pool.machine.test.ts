import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, type PoolEvent, type PoolState, poolMoves } from './agent-pool.machine.ts'

const states = Object.keys(poolMoves) as PoolState[]
const events: readonly PoolEvent[] = [
  'update',
  'scale',
  'upgrade',
  'upgradeNodeImage',
  'start',
  'stop',
  'rotate',
  'delete',
  'abort',
  'succeed',
  'fail',
  'canceled',
  'deleteWithCluster',
]

test('every decision is a move of the table, and every move of the table is decided', () => {
  const seen = new Set<string>()
  for (const state of states) {
    for (const event of events) {
      const decision = decide(state, event)
      if (!decision.accepted) continue
      const moves: Partial<Record<PoolEvent, readonly PoolState[]>> = poolMoves[state]
      if (decision.next === state && !moves[event]) continue
      assert.ok(moves[event]?.includes(decision.next), `${state} ${event}`)
      seen.add(`${state} ${event} ${decision.next}`)
    }
  }
  const legal = states.flatMap((state) =>
    Object.entries(poolMoves[state]).flatMap(([event, to]) =>
      to.map((next: string) => `${state} ${event} ${next}`),
    ),
  )
  assert.deepEqual([...seen].sort(), legal.sort())
})

test('a pool that works takes no second operation', () => {
  for (const event of ['update', 'scale', 'upgrade', 'stop', 'start', 'delete'] as const) {
    assert.deepEqual(decide('Creating', event), { accepted: false, refusal: 'pool-busy' })
  }
})

test('a second abort is told from an abort of nothing', () => {
  assert.deepEqual(decide('Canceling', 'abort'), { accepted: false, refusal: 'canceling' })
  assert.deepEqual(decide('Succeeded', 'abort'), { accepted: false, refusal: 'nothing-to-abort' })
})
