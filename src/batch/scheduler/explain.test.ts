import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nodeIdOf, taskNumberOf } from '../keys.ts'
import { type Looked, reasons, type Surroundings } from './explain.ts'
import { place } from './place.ts'

const around: Surroundings = {
  jobState: 'active',
  poolId: 'pool1',
  hasPool: true,
  nodes: [{ isDedicated: true, key: nodeIdOf('n0'), slots: 4, free: 1 }],
  otherNodes: [],
  takesInstances: false,
  maxParallelTasks: -1,
  running: 0,
  ahead: 0,
}
const task: Looked = {
  seq: taskNumberOf(1),
  slots: 1,
  state: 'active',
  waitingFor: 0,
  isMultiInstance: false,
  isAlive: false,
}

test('each thing that keeps a task from starting is named', () => {
  const said = (changes: Partial<Surroundings>, looked: Partial<Looked> = {}) =>
    reasons({ ...task, ...looked }, { ...around, ...changes }).join(' ')
  assert.equal(said({}), '')
  assert.match(said({ jobState: 'disabled' }), /job is disabled/)
  assert.match(said({ hasPool: false }), /no pool pool1/)
  assert.match(said({ nodes: [], otherNodes: [{ state: 'starting', count: 2 }] }), /2 starting/)
  assert.match(said({ maxParallelTasks: 3, running: 3 }), /may run 3/)
  assert.match(said({ ahead: 7 }), /7 tasks are before it/)
  assert.match(said({}, { waitingFor: 1 }), /1 of its dependencies is not satisfied/)
  assert.match(said({}, { waitingFor: 2 }), /2 of its dependencies are not satisfied/)
  assert.match(said({}, { slots: 5 }), /never runs/)
  assert.match(said({}, { slots: 2 }), /2 free slots/)
  assert.match(said({}, { isMultiInstance: true }), /not for multi-instance/)
  assert.match(said({}, { isAlive: true }), /earlier attempt/)
  assert.match(said({}, { isOutlived: true }), /180 days/)
  const barred = new Set([nodeIdOf('n0')])
  assert.match(said({ barred }), /^The job preparation task failed on n0: .* reimaged/)
  assert.match(said({}, { isExclusive: true }), /shares its node with no task/)
  const spot = [{ isDedicated: false, key: nodeIdOf('n0'), slots: 4, free: 4 }]
  assert.match(said({ nodes: spot }, { isForDedicated: true }), /dedicated nodes alone, and 1/)
  const preparing = [{ nodeId: 'n0', retries: 2, isDone: false }]
  assert.match(
    said({}, { state: 'preparing', preparing }),
    /is preparing. It waits for the job preparation task on n0, for which it was retried 2/,
  )
})

test('what makes way for a task, and what made way, is named', () => {
  const full = { nodes: [{ isDedicated: true, key: nodeIdOf('n0'), slots: 4, free: 0 }] }
  const low = {
    seq: taskNumberOf(7),
    slots: 1,
    nodes: [nodeIdOf('n0')],
    priority: -1,
    startedAt: 0,
  }
  const said = (room: number, victims: readonly (typeof low)[], looked: Partial<Looked> = {}) =>
    reasons(
      { ...task, ...looked },
      { ...around, ...full, yielding: { rooms: new Map([[nodeIdOf('n0'), room]]), victims } },
    ).join(' ')
  assert.match(said(0, [low]), /A task of a lower priority will make way/)
  assert.match(said(1, [low]), /tasks that are being ended/)
  assert.match(said(0, []), /could make way/)
  assert.match(said(0, [], { yielded: true }), /It ran, and made way/)
  assert.equal(reasons({ ...task, yielded: true }, around).length, 0)
})

test('a task has a reason of its nodes exactly when placing finds none for it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.integer({ min: 2, max: 3 }), { nil: undefined }),
      (free, slots, instances) => {
        const nodes = free.map((count, i) => ({
          isDedicated: true,
          key: nodeIdOf(`n${i}`),
          slots: 4,
          free: count,
        }))
        const looked: Looked = {
          ...task,
          slots: instances ? 1 : slots,
          ...(instances && { instances, isMultiInstance: true }),
        }
        const isPlaced = place(nodes, [looked], 'spread').length > 0
        const said = reasons(looked, { ...around, nodes, takesInstances: true })
        assert.equal(said.length === 0, isPlaced)
      },
    ),
    { seed: 11, numRuns: 500 },
  )
})
