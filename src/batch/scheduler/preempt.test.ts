import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type NodeId, nodeIdOf, taskNumberOf } from '../keys.ts'
import type { WaitingTask } from './place.ts'
import { type Preempted, preempt, type Victim, type Yielding } from './preempt.ts'

const rooms = (...slots: number[]): Map<NodeId, number> =>
  new Map(slots.map((count, i) => [nodeIdOf(`n${i}`), count]))
const victim = (seq: number, node: string, more: Partial<Victim> = {}): Victim => ({
  seq: taskNumberOf(seq),
  slots: 1,
  nodes: [nodeIdOf(node)],
  priority: 0,
  startedAt: seq,
  ...more,
})
const task = (seq: number, slots = 1, more: Partial<WaitingTask> = {}): WaitingTask => ({
  seq: taskNumberOf(seq),
  slots,
  ...more,
})
const flat = ({ preemptions }: Preempted): string[] =>
  preemptions.map(
    ({ task: seq, nodes, victims }) =>
      `${seq}@${nodes.join('+')} for ${victims.map((one) => one.seq).join(',')}`,
  )

test('what is free or ending anyway is taken before any task is ended', () => {
  const victims = [victim(1, 'n0'), victim(2, 'n1')]
  assert.deepEqual(flat(preempt({ rooms: rooms(0, 1), victims }, [task(9)])), ['9@n1 for '])
  assert.deepEqual(flat(preempt({ rooms: rooms(0, 1), victims }, [task(8), task(9)])), [
    '8@n1 for ',
    '9@n0 for 1',
  ])
})

test('the lowest priority makes way first, and then the youngest', () => {
  const victims = [
    victim(1, 'n0', { priority: 5 }),
    victim(2, 'n0', { priority: -1, startedAt: 10 }),
    victim(3, 'n0', { priority: -1, startedAt: 20 }),
  ]
  const tasks = [task(7), task(8), task(9)]
  assert.deepEqual(flat(preempt({ rooms: rooms(0), victims }, tasks)), [
    '7@n0 for 3',
    '8@n0 for 2',
    '9@n0 for 1',
  ])
})

test('where not even all together make room enough, no task is ended', () => {
  const victims = [victim(1, 'n0'), victim(2, 'n1')]
  assert.deepEqual(flat(preempt({ rooms: rooms(0, 0), victims }, [task(9, 2)])), [])
  const two = task(9, 1, { instances: 3 })
  assert.deepEqual(flat(preempt({ rooms: rooms(0, 0), victims }, [two])), [])
})

test('a task of several instances gets a node for each, and ends one of several whole', () => {
  const wide = victim(1, 'n0', { nodes: [nodeIdOf('n0'), nodeIdOf('n1')] })
  const wanted = task(9, 1, { instances: 2 })
  const { preemptions, rooms: left } = preempt({ rooms: rooms(0, 0, 0), victims: [wide] }, [wanted])
  assert.deepEqual(preemptions, [{ task: 9, nodes: ['n0', 'n1'], victims: [wide] }])
  assert.deepEqual([...left.values()], [0, 0, 0])
})

const worlds = fc.record({
  free: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
  running: fc.array(
    fc.record({
      node: fc.integer({ min: 0, max: 3 }),
      slots: fc.integer({ min: 1, max: 3 }),
      priority: fc.integer({ min: -2, max: 2 }),
      startedAt: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 8 },
  ),
  waiting: fc.array(
    fc.record({
      slots: fc.integer({ min: 1, max: 4 }),
      instances: fc.option(fc.integer({ min: 2, max: 3 }), { nil: undefined, freq: 5 }),
    }),
    { maxLength: 6 },
  ),
})

/** Nodes on which a task of so many slots has room, once all of these victims have ended. */
function nodesWith(all: ReadonlyMap<string, number>, ended: readonly Victim[], slots: number) {
  return [...all].filter(([node, room]) => {
    const more = ended.filter(({ nodes }) => nodes.includes(nodeIdOf(node)))
    return room + more.reduce((sum, one) => sum + one.slots, 0) >= slots
  })
}

/** Holds each decision to what is found by trying all priorities, one task after the other. */
function hold(world: Yielding, tasks: readonly WaitingTask[], said: Preempted): void {
  const room = new Map(world.rooms)
  let left = [...world.victims]
  for (const one of tasks) {
    const wanted = one.instances ?? 1
    const enough = (ended: readonly Victim[]): boolean =>
      nodesWith(room, ended, one.slots).length >= wanted
    const found = said.preemptions.find((preemption) => preemption.task === one.seq)
    assert.equal(found !== undefined, enough(left), 'room is made exactly where it can be')
    if (!found) continue
    const { nodes, victims } = found
    assert.equal(new Set(nodes).size, wanted)
    const fits = (ended: readonly Victim[]): boolean => {
      const able = nodesWith(room, ended, one.slots).map(([node]) => node)
      return nodes.every((node) => able.includes(node))
    }
    assert.ok(fits(victims))
    for (const each of victims) {
      assert.ok(left.includes(each), 'no task is ended twice')
      assert.ok(!fits(victims.filter((other) => other !== each)), `${each.seq} is ended in vain`)
    }
    const dearest = Math.max(...victims.map(({ priority }) => priority))
    assert.ok(
      victims.length === 0 || !enough(left.filter(({ priority }) => priority < dearest)),
      'lower priorities alone would have done',
    )
    for (const each of victims) {
      for (const node of each.nodes)
        if (room.has(node)) room.set(node, room.get(node)! + each.slots)
    }
    for (const node of nodes) room.set(node, room.get(node)! - one.slots)
    left = left.filter((each) => !victims.includes(each))
  }
  assert.deepEqual(said.rooms, room)
  assert.deepEqual(new Set(said.victims), new Set(left))
}

test('room is made wherever it can be, at the least price, and no task is ended in vain', () => {
  fc.assert(
    fc.property(worlds, ({ free, running, waiting }) => {
      const victims = running.map(({ node, ...one }, i) => victim(i, `n${node}`, one))
      const tasks = waiting.map(({ slots, instances }, i) =>
        task(100 + i, instances ? 1 : slots, instances ? { instances } : {}),
      )
      const world = { rooms: rooms(...free), victims }
      hold(world, tasks, preempt(world, tasks))
    }),
    { seed: 5, numRuns: 2000 },
  )
})
