// What nodes ask of the tasks that run on them, and how news of attempts reaches those tasks. The
// tasks' side is joined in `joined.ts`; nothing of tasks is known here.
import type { components } from '#contract/batch/types.ts'
import type { AgentReport } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Node, NodeKey } from './node.ts'

/**
 * The tasks of nodes, by the nodes that they are on. A node counts them itself: whoever puts a task
 * on a node or takes it off calls `countTasks` of `node.queries.ts` in the same transaction, and a
 * node that waits for its tasks waits until `runningTasks` is 0.
 */
export interface NodeTasks {
  /**
   * Takes all tasks off the node now, in the caller's transaction: `requeue` makes them active
   * again, `terminate` completes them. Also queues the end of what still runs of them: not every
   * caller is about to stop the node.
   */
  giveUp(tx: Tx, node: NodeKey, how: 'requeue' | 'terminate', now: Instant): Promise<void>
  /** Until when tasks that have ended want to keep their files there; undefined: no longer. */
  retainedUntil(reader: Reader, node: NodeKey, now: Instant): Promise<Instant | undefined>
  /** The node's files are gone: what tasks left there is to be found no more. */
  filesGone(tx: Tx, node: NodeKey): Promise<void>
  /** The latest tasks, as the node shows them. `origin`: for their URLs. */
  recent(
    reader: Reader,
    node: Node,
    origin: string,
  ): Promise<components['schemas']['TaskInformation'][]>
}

/**
 * Hears of all that happens out there but of start tasks, in the transaction that makes the news
 * safe, after the nodes have changed their states by it. News may come late and twice. It keeps to
 * attempts that it knows by their ids. What it answers is called once all is saved.
 */
export type ReportHandler = (
  tx: Tx,
  reports: readonly AgentReport[],
  now: Instant,
) => Promise<(() => void) | undefined>

/** Is told of the same news before any of it is saved, and also of what is not worth saving. */
export type ReportWitness = (reports: readonly AgentReport[]) => void

/** Nodes without tasks. */
export const noTasks: NodeTasks = {
  giveUp: async () => undefined,
  retainedUntil: async () => undefined,
  filesGone: async () => undefined,
  recent: async () => [],
}
