import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type ClusterEvent,
  type ClusterLife,
  type ClusterState,
  clusterMoves,
  decide,
} from './managed-cluster.machine.ts'

const states = Object.keys(clusterMoves) as ClusterState[]
const events: readonly ClusterEvent[] = [
  'update',
  'upgrade',
  'start',
  'stop',
  'rotate',
  'reset',
  'delete',
  'abort',
  'succeed',
  'fail',
  'canceled',
]
const powers = ['Running', 'Stopped'] as const

const after = (life: ClusterLife, ...history: ClusterEvent[]): ClusterLife =>
  history.reduce((at, event) => {
    const decision = decide(at, event)
    assert.ok(decision.accepted, `${event} is refused in ${at.state}`)
    return decision.next
  }, life)

const refusal = (life: ClusterLife, event: ClusterEvent) => {
  const decision = decide(life, event)
  return decision.accepted ? undefined : decision.refusal
}

test('every decision is a move of the table, and every move of the table is decided', () => {
  const seen = new Set<string>()
  for (const state of states) {
    for (const event of events) {
      for (const power of powers) {
        const decision = decide({ state, power }, event)
        if (!decision.accepted || decision.next.state === state) continue
        const moves: Partial<Record<ClusterEvent, readonly ClusterState[]>> = clusterMoves[state]
        assert.ok(moves[event]?.includes(decision.next.state), `${state} ${event}`)
        seen.add(`${state} ${event} ${decision.next.state}`)
      }
    }
  }
  const legal = states.flatMap((state) =>
    Object.entries(clusterMoves[state]).flatMap(([event, to]) =>
      to.map((next: string) => `${state} ${event} ${next}`),
    ),
  )
  assert.deepEqual([...seen].sort(), legal.sort())
})

test('a stop that ends leaves the cluster stopped, an aborted one leaves it running', () => {
  const running: ClusterLife = { state: 'Succeeded', power: 'Running' }
  assert.deepEqual(after(running, 'stop', 'succeed'), { state: 'Succeeded', power: 'Stopped' })
  assert.deepEqual(after(running, 'stop', 'abort', 'canceled'), {
    state: 'Canceled',
    power: 'Running',
  })
})

test('an aborted start leaves the cluster stopped, and it may be started again', () => {
  const stopped: ClusterLife = { state: 'Succeeded', power: 'Stopped' }
  const aborted = after(stopped, 'start', 'abort', 'canceled')
  assert.deepEqual(aborted, { state: 'Canceled', power: 'Stopped' })
  assert.deepEqual(after(aborted, 'start', 'succeed'), { state: 'Succeeded', power: 'Running' })
})

test('a stopped cluster only starts or is deleted', () => {
  const stopped: ClusterLife = { state: 'Succeeded', power: 'Stopped' }
  for (const event of ['update', 'upgrade', 'rotate', 'reset'] as const) {
    assert.equal(refusal(stopped, event), 'stopped')
  }
  assert.equal(refusal(stopped, 'stop'), 'already-stopped')
  assert.equal(after(stopped, 'delete').state, 'Deleting')
})

test('news of an operation that was interrupted changes nothing', () => {
  const canceling: ClusterLife = { state: 'Canceling', power: 'Running' }
  assert.deepEqual(after(canceling, 'succeed'), canceling)
  assert.deepEqual(after(canceling, 'fail'), canceling)
  const deleting: ClusterLife = { state: 'Deleting', power: 'Running' }
  assert.deepEqual(after(deleting, 'canceled'), deleting)
})
