// Brings news from the compute driver into the store: one observer for nodes and tasks alike, so
// that what belongs together is saved together.
import type { AgentReport } from '#drivers/nodes/port.ts'
import { Loop } from '#engine/loop.ts'
import { plus } from '#kernel/instant.ts'
import type { BatchPorts } from '../ports.ts'
import type { Dispatcher } from '../scheduler/dispatcher.ts'
import { computeNodeOf } from './compute-node.ts'
import { listAllocated } from './node.queries.ts'
import { concernsNode, takeNodeReports } from './node.reports.ts'

const AGAIN_MS = 1000
/** A machine that falls takes what runs there with it: the driver then tells what became of it. */
const LATER = { flush: 'later' } as const

/** Where the news of attempts goes. */
type TaskReports = Pick<Dispatcher, 'noteSpokenOf' | 'takeReports'>

/**
 * Observes until it is stopped. The driver may know nothing of nodes that were made before it was,
 * so it is told of all that there should be; a node it has that nobody knows is removed.
 */
export function observeCompute(ports: BatchPorts, tasks: TaskReports): { stop(): Promise<void> } {
  const { clock, compute, store } = ports
  const stopping = new AbortController()
  const { signal } = stopping
  const onError = (error: unknown): void => {
    if (!signal.aborted) ports.onRetry?.('the compute driver', error)
  }
  const ensuring = new Loop({
    clock,
    onError,
    async scan() {
      for (const node of await listAllocated(store)) {
        await compute.ensureNode(await computeNodeOf(ports, node), signal)
      }
      return undefined
    },
  })
  const observing = new Loop({
    clock,
    onError,
    async scan() {
      for await (const reports of compute.observe(signal)) {
        const strangers = await takeReports(ports, tasks, reports)
        for (const nodeId of strangers) await compute.removeNode(nodeId, signal)
        // An agent that starts anew may have forgotten the nodes it had.
        if (reports.some(isLoss)) ensuring.wake()
      }
      return signal.aborted ? undefined : plus(clock.now(), AGAIN_MS)
    },
  })
  ensuring.wake()
  observing.wake()
  return {
    async stop() {
      stopping.abort()
      await Promise.all([ensuring.stop(), observing.stop()])
    },
  }
}

/** That a task began is no news to the rows: it was saved as running before it was started. */
const isNews = (report: AgentReport): boolean => report.kind !== 'started' || concernsNode(report)

const isLoss = ({ kind }: AgentReport): boolean => kind === 'nodeUnknown' || kind === 'nodeDown'

/** Saves what a batch of reports means. Answers the nodes that are out there and that nobody wants. */
async function takeReports(
  ports: BatchPorts,
  tasks: TaskReports,
  reports: readonly AgentReport[],
): Promise<readonly string[]> {
  tasks.noteSpokenOf(reports)
  const news = reports.filter(isNews)
  if (news.length === 0) return []
  const now = ports.clock.now()
  const { strangers, after } = await ports.store.write(async (tx) => {
    const unknown = await takeNodeReports(tx, ports, news, now)
    return { strangers: unknown, after: await tasks.takeReports(tx, news, now) }
  }, LATER)
  after()
  // Only nodes begin operations by what is heard of them.
  if (news.some(concernsNode)) ports.engine.wake()
  return strangers
}
