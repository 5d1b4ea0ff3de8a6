import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nodeIdOf, taskNumberOf } from '../keys.ts'
import { type Assignment, type Fill, type FreeNode, place, type WaitingTask } from './place.ts'

const nodes = (...free: number[]): FreeNode[] =>
  free.map((count, i) => ({ key: nodeIdOf(`n${i}`), slots: 4, free: count, isDedicated: true }))
const tasks = (...slots: number[]): WaitingTask[] =>
  slots.map((count, i) => ({ seq: taskNumberOf(i + 1), slots: count }))
const flat = (assignments: readonly Assignment[]) =>
  assignments.map(({ task, nodes: keys }) => `${task}@${keys.join('+')}`)

test('spread takes the emptiest node, pack the fullest that has room', () => {
  assert.deepEqual(flat(place(nodes(2, 4), tasks(1, 1, 1, 1), 'spread')), [
    '1@n1',
    '2@n1',
    '3@n0',
    '4@n1',
  ])
  assert.deepEqual(flat(place(nodes(4, 2), tasks(1, 1, 1), 'pack')), ['1@n1', '2@n1', '3@n0'])
})

test('a task that finds no room holds up no other', () => {
  assert.deepEqual(flat(place(nodes(2), tasks(3, 1, 1), 'spread')), ['2@n0', '3@n0'])
})

test('a task goes where it would like to if there is room, and elsewhere if not', () => {
  const waitingTask = (seq: number): WaitingTask => ({
    seq: taskNumberOf(seq),
    slots: 1,
    affinity: nodeIdOf('n1'),
  })
  assert.deepEqual(flat(place(nodes(4, 1), [waitingTask(1), waitingTask(2)], 'spread')), [
    '1@n1',
    '2@n0',
  ])
})

test('a task of many instances gets all its nodes or none', () => {
  const many: WaitingTask = { seq: taskNumberOf(1), slots: 1, instances: 2 }
  assert.deepEqual(flat(place(nodes(1), [many], 'spread')), [])
  assert.deepEqual(flat(place(nodes(1, 0, 1), [many], 'spread')), ['1@n0+n2'])
})

/** The same in the most obvious way: each task looks at a freshly sorted list of all that has room. */
function slowPlace(
  all: readonly FreeNode[],
  waiting: readonly WaitingTask[],
  fill: Fill,
): string[] {
  const given: Assignment[] = []
  for (const task of waiting) {
    const freeOf = (node: FreeNode): number =>
      node.free -
      given
        .filter(({ nodes: keys }) => keys.includes(node.key))
        .reduce((sum, { task: seq }) => sum + waiting.find((one) => one.seq === seq)!.slots, 0)
    const able = all.filter((node) => freeOf(node) >= task.slots)
    const preferred = able.find(({ key }) => key === task.affinity)
    const wanted = task.instances ?? 1
    const sorted = [...able].sort((a, b) =>
      fill === 'spread' ? freeOf(b) - freeOf(a) : freeOf(a) - freeOf(b),
    )
    const chosen = wanted > 1 ? able.slice(0, wanted) : [preferred ?? sorted[0]]
    const isComplete = chosen.length === wanted && chosen[0] !== undefined
    if (isComplete) given.push({ task: task.seq, nodes: chosen.map((node) => node!.key) })
  }
  return flat(given)
}

test('a task that wants a node for itself takes one on which nothing runs, and all of it', () => {
  const exclusive = { ...tasks(1)[0]!, isExclusive: true }
  assert.deepEqual(flat(place(nodes(3, 2), [exclusive], 'spread')), [])
  const rest = tasks(1, 1, 1).map((task) => ({ ...task, seq: taskNumberOf(task.seq + 1) }))
  assert.deepEqual(flat(place(nodes(1, 4), [exclusive, ...rest], 'spread')), ['1@n1', '2@n0'])
})

test('a task that is for dedicated nodes waits for one', () => {
  const manager = { ...tasks(1)[0]!, isForDedicated: true }
  const [first, second] = nodes(4, 1) as [FreeNode, FreeNode]
  const low = { ...first, isDedicated: false }
  assert.deepEqual(flat(place([low, second], [manager], 'spread')), ['1@n1'])
  assert.deepEqual(flat(place([low], [manager], 'spread')), [])
})

test('placing agrees with a slow and obvious model of it', () => {
  const aNode = fc.record({ free: fc.integer({ min: 0, max: 6 }) })
  const aTask = fc.record({
    slots: fc.integer({ min: 1, max: 4 }),
    affinity: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    instances: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined, freq: 6 }),
  })
  fc.assert(
    fc.property(
      fc.array(aNode, { maxLength: 6 }),
      fc.array(aTask, { maxLength: 20 }),
      fc.constantFrom<Fill>('spread', 'pack'),
      (freeNodes, requests, fill) => {
        const all = freeNodes.map(({ free }, i) => ({
          key: nodeIdOf(`n${i}`),
          slots: 6,
          free,
          isDedicated: true,
        }))
        const waiting = requests.map(({ slots, affinity, instances }, i) => ({
          seq: taskNumberOf(i),
          slots: instances ? 1 : slots,
          ...(affinity === undefined ? {} : { affinity: nodeIdOf(`n${affinity}`) }),
          ...(instances === undefined ? {} : { instances }),
        }))
        assert.deepEqual(flat(place(all, waiting, fill)), slowPlace(all, waiting, fill))
      },
    ),
    { seed: 7, numRuns: 1000 },
  )
})
