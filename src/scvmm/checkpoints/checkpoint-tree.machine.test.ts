import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type CheckpointEvent,
  type CheckpointTree,
  childrenOf,
  currentCheckpoint,
  decide,
  findCheckpoint,
  MOST_CHECKPOINTS,
  noCheckpoints,
} from './checkpoint-tree.machine.ts'

const ROOT = 'ROOT'
const create = (id: string): CheckpointEvent<string> => ({
  type: 'create',
  id,
  name: `checkpoint ${id}`,
  description: '',
  kept: `state at ${id}`,
})
const restore = (id: string): CheckpointEvent<string> => ({ type: 'restore', id })
const remove = (id: string): CheckpointEvent<string> => ({ type: 'delete', id })

/** The tree after a history in which nothing is refused. */
function after(...history: readonly CheckpointEvent<string>[]): CheckpointTree<string> {
  return history.reduce((tree: CheckpointTree<string>, event) => {
    const decision = decide(tree, event)
    assert.ok(decision.accepted, `${event.type} ${event.id} is refused`)
    return decision.next
  }, noCheckpoints(ROOT))
}

const parents = (tree: CheckpointTree<string>) =>
  Object.fromEntries(
    tree.checkpoints.map((each) => [each.checkpointID, each.parentCheckpointID] as const),
  )

/** A, then B and C on it, then back to A and D beside B. D is current. */
const branched = () => after(create('A'), create('B'), create('C'), restore('A'), create('D'))

test('the first checkpoint has the root id as parent and becomes the current one', () => {
  const tree = after(create('A'))
  assert.deepEqual(parents(tree), { A: ROOT })
  assert.equal(currentCheckpoint(tree)?.checkpointID, 'A')
  assert.equal(findCheckpoint(tree, ROOT), undefined)
})

test('a checkpoint hangs on the one that the present state descends from', () => {
  assert.deepEqual(parents(branched()), { A: ROOT, B: 'A', C: 'B', D: 'A' })
  assert.equal(branched().currentID, 'D')
})

test('restoring keeps every checkpoint and can be done twice', () => {
  const tree = after(create('A'), create('B'), restore('A'), restore('A'))
  assert.deepEqual(parents(tree), { A: ROOT, B: 'A' })
  assert.equal(tree.currentID, 'A')
})

test('deleting a leaf that is not current leaves the rest as it was', () => {
  const tree = after(create('A'), create('B'), restore('A'), remove('B'))
  assert.deepEqual(parents(tree), { A: ROOT })
  assert.equal(tree.currentID, 'A')
})

test('deleting a middle one hangs its children on its parent', () => {
  const tree = after(create('A'), create('B'), create('C'), remove('B'))
  assert.deepEqual(parents(tree), { A: ROOT, C: 'A' })
  assert.equal(tree.currentID, 'C')
})

test('deleting the root gives its children the root id as parent', () => {
  const decision = decide(branched(), remove('A'))
  assert.ok(decision.accepted)
  assert.deepEqual(parents(decision.next), { B: ROOT, C: 'B', D: ROOT })
  assert.equal(decision.next.currentID, 'D')
})

test('deleting the current one makes its parent current, or none', () => {
  assert.equal(after(create('A'), create('B'), remove('B')).currentID, 'A')
  assert.deepEqual(after(create('A'), remove('A')), noCheckpoints(ROOT))
})

test('ids compare without case', () => {
  assert.deepEqual(after(create('ABCD'), remove('abcd')), noCheckpoints(ROOT))
  assert.equal(after(create('ABCD'), restore('aBcD')).currentID, 'ABCD')
})

test('an unknown, deleted or empty id is refused and deletes nothing', () => {
  for (const id of ['X', '', ROOT]) {
    for (const event of [restore(id), remove(id)]) {
      assert.deepEqual(decide(branched(), event), {
        accepted: false,
        refusal: 'CheckpointNotFound',
      })
    }
  }
  const again = decide(after(create('A'), create('B'), remove('A')), remove('A'))
  assert.equal(again.accepted, false)
})

test('there is a limit, and deleting makes room again', () => {
  const ids = Array.from({ length: MOST_CHECKPOINTS }, (_, i) => `C${i}`)
  const full = after(...ids.map(create))
  assert.deepEqual(decide(full, create('more')), {
    accepted: false,
    refusal: 'CheckpointLimitReached',
  })
  assert.ok(after(...ids.map(create), remove('C7'), create('more')))
})

test('whatever happens it stays a tree, and nothing is lost but what is deleted', () => {
  const step = fc.record({
    type: fc.constantFrom('create', 'create', 'restore', 'delete'),
    pick: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let tree: CheckpointTree<string> = noCheckpoints(ROOT)
      for (const [i, { type, pick }] of steps.entries()) {
        const target = tree.checkpoints[pick % Math.max(1, tree.checkpoints.length)]
        const id = type === 'create' ? `N${i}` : (target?.checkpointID ?? 'none')
        const event = type === 'create' ? create(id) : type === 'restore' ? restore(id) : remove(id)
        const decision = decide(tree, event)
        if (!decision.accepted) continue
        assertTree(decision.next)
        const gone = type === 'delete' ? [id] : []
        const kept = tree.checkpoints.filter((each) => !gone.includes(each.checkpointID))
        for (const each of kept) {
          assert.equal(findCheckpoint(decision.next, each.checkpointID)?.kept, each.kept)
        }
        tree = decision.next
      }
    }),
  )
})

/** Every checkpoint leads to the root without a circle, and the current one is there. */
function assertTree(tree: CheckpointTree<string>): void {
  const reached = new Set<string>()
  const queue = [tree.rootID]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const child of childrenOf(tree, id)) {
      assert.ok(!reached.has(child.checkpointID))
      reached.add(child.checkpointID)
      queue.push(child.checkpointID)
    }
  }
  assert.equal(reached.size, tree.checkpoints.length)
  if (tree.currentID !== undefined) assert.ok(currentCheckpoint(tree))
}
