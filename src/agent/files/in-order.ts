import { setImmediate as nextTurn } from 'node:timers/promises'

/** After so many items others have their turn. */
const AT_ONCE = 2000

/**
 * All items of many short runs, in order. Each run is sorted by itself, and of all runs only the next
 * item is compared: others do not wait while a long list is sorted as a whole.
 */
export async function* inOrder<Item>(
  runs: readonly (readonly Item[])[],
  compare: (one: Item, other: Item) => number,
): AsyncGenerator<Item, void, void> {
  const heap: Run<Item>[] = []
  for (const run of runs) {
    if (heap.length % 16 === 15) await nextTurn()
    const [next, ...rest] = run.toSorted(compare)
    if (next === undefined) continue
    heap.push({ next, rest: rest.reverse() })
    rise(heap, compare)
  }
  for (let count = 1; heap.length > 0; count++) {
    const first = heap[0]!
    yield first.next
    const following = first.rest.pop()
    if (following !== undefined) first.next = following
    else {
      const last = heap.pop()!
      if (heap.length === 0) return
      if (last !== first) heap[0] = last
    }
    sink(heap, compare)
    if (count % AT_ONCE === 0) await nextTurn()
  }
}

interface Run<Item> {
  next: Item
  /** The last is the next but one. */
  readonly rest: Item[]
}

function rise<Item>(heap: Run<Item>[], compare: (one: Item, other: Item) => number): void {
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1
    if (compare(heap[above]!.next, heap[at]!.next) <= 0) return
    swap(heap, above, at)
    at = above
  }
}

function sink<Item>(heap: Run<Item>[], compare: (one: Item, other: Item) => number): void {
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    let least = at
    for (const below of [left, right]) {
      if (below < heap.length && compare(heap[below]!.next, heap[least]!.next) < 0) least = below
    }
    if (least === at) return
    swap(heap, least, at)
    at = least
  }
}

function swap<Item>(heap: Item[], one: number, other: number): void {
  const kept = heap[one]!
  heap[one] = heap[other]!
  heap[other] = kept
}
