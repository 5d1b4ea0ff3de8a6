// Tells provider and agents of all nodes that there should be. One that is away, or of which something
// fails, holds up no other.

import { addAbortListener } from 'node:events'
import type { NodeId } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { findAllocated, listAllocated } from '../node.queries.ts'
import { nodeRequestOf, nodeSpecOf } from '../node-driver.ts'

/** Nodes that are told at the same time. */
const AT_ONCE = 64
/** Failures that are told in words; of the others there is the number. */
const MOST_TOLD = 5
/** An agent that is there has answered by then. */
const PATIENCE_MS = 5_000

interface EnsureOptions {
  /** Gives up what has not been answered. */
  readonly signal: AbortSignal
  /** How long a node is waited for, in milliseconds. What it was told goes on. */
  readonly patienceMs?: number
  /** The nodes that have not answered yet. They are not told twice: an agent is told when it is back. */
  readonly unanswered?: Set<NodeId>
  /** Gets the failure of a node that is waited for no longer. */
  readonly onLate?: (error: Error) => void
}

/** Rejects once all nodes were told or were waited for, with what failed of them, if something did. */
export async function ensureNodes(ports: BatchPorts, options: EnsureOptions): Promise<void> {
  const { signal, patienceMs = PATIENCE_MS, unanswered = new Set(), onLate } = options
  const failures: Error[] = []
  let isOver = false
  const failed = (key: NodeId, error: unknown): void => {
    const said = error instanceof Error ? error.message : String(error)
    const failure = new Error(`node ${key}: ${said}`, { cause: error })
    if (isOver) onLate?.(failure)
    else failures.push(failure)
  }
  const waits = new Set<Promise<void>>()
  for (const { key } of await listAllocated(ports.store)) {
    if (unanswered.has(key)) continue
    while (waits.size >= AT_ONCE) await Promise.race(waits)
    if (signal.aborted) break
    unanswered.add(key)
    const told = ensureNode(ports, key, signal)
      .catch((error) => failed(key, error))
      .finally(() => unanswered.delete(key))
    const wait = atMost(patienceMs, told, signal).finally(() => waits.delete(wait))
    waits.add(wait)
  }
  await Promise.all(waits)
  isOver = true
  if (failures.length > 0) throw together(failures)
}

async function ensureNode(ports: BatchPorts, key: NodeId, signal: AbortSignal): Promise<void> {
  // What was told to another may have taken long: this one may have gone meanwhile.
  const node = await findAllocated(ports.store, key)
  if (!node) return
  const id = node.machine?.bootId ?? ''
  const request = await nodeRequestOf(ports, node, { id, input: {} })
  const spec = await nodeSpecOf(ports, node)
  signal.throwIfAborted()
  await ports.nodeProvider.request({ ...request, isKept: true }, signal)
  await ports.nodeAgent.setUp(spec, signal)
}

/** Waits for what never fails, but no longer than so long and not after the signal. */
async function atMost(ms: number, done: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  using _ = addAbortListener(signal, () => resolve())
  await Promise.race([done, promise])
  clearTimeout(timer)
}

function together(failures: readonly Error[]): Error {
  const said = failures.slice(0, MOST_TOLD).map(({ message }) => message)
  const more = failures.length - said.length
  if (more > 0) said.push(`${more} more`)
  return new AggregateError(failures, said.join('; '))
}
