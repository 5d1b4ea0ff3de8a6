// Brings news from providers and agents into the store: one observer of each, for nodes and tasks
// together, so that what belongs together is saved together.
import type { AgentReport } from '#drivers/nodes/port.ts'
import type { NodeReport } from '#drivers/nodes/provider.ts'
import { Loop } from '#engine/loop.ts'
import { plus } from '#kernel/instant.ts'
import type { NodeId } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import type { Dispatcher } from '../../scheduler/dispatcher.ts'
import { ensureNodes } from './ensure-nodes.ts'
import { concernsNode, takeNodeReports } from './node-reports.ts'
import { oneByOne } from './one-by-one.ts'
import { type Taken, takeProviderReports } from './provider-reports.ts'

const AGAIN_MS = 1000
/** A machine that falls takes what runs there with it: it is found out again what became of it. */
const LATER = { flush: 'later' } as const

/** Where the news of attempts goes. */
type TaskReports = Pick<Dispatcher, 'noteSpokenOf' | 'takeReports'>

/**
 * Observes until it is stopped. Provider and agent may know nothing of nodes that were made before
 * they were, so they are told of all that there should be; a node that they have and no pool has is
 * released.
 */
export function observeNodes(ports: BatchPorts, tasks: TaskReports): { stop(): Promise<void> } {
  const { clock, nodeAgent, nodeProvider } = ports
  const stopping = new AbortController()
  const { signal } = stopping
  const onError = (error: unknown): void => {
    if (!signal.aborted) ports.onRetry?.('the nodes', error)
  }
  const givenUp = (report: AgentReport | NodeReport, error: unknown): void => {
    const of = 'attemptId' in report ? report.attemptId : report.nodeId
    ports.onRetry?.(`what was reported of ${of}, which is given up`, error)
  }
  const unanswered = new Set<NodeId>()
  const ensuring: Loop = new Loop({
    clock,
    onError,
    async scan() {
      await ensureNodes(ports, { signal, unanswered, onLate })
      return undefined
    },
  })
  const onLate = (error: Error): void => {
    onError(error)
    ensuring.wake()
  }
  let taking = 0
  // Time that is moved by hand waits for what was told before.
  clock.watch?.(() => taking > 0)
  const follower = <Report extends AgentReport | NodeReport>(
    observed: { observe(signal: AbortSignal): AsyncIterable<readonly Report[]> },
    take: (reports: readonly Report[]) => Promise<Taken>,
    after: (reports: readonly Report[]) => void,
  ) => {
    const takeAll = oneByOne<Report>(async (reports) => {
      const { strangers, awaited } = await take(reports)
      await ports.engine.hasten(awaited)
      for (const nodeId of strangers) await nodeProvider.release(nodeId, {}, signal)
      after(reports)
    }, givenUp)
    return async () => {
      for await (const reports of observed.observe(signal)) {
        taking += 1
        try {
          await takeAll(reports)
        } finally {
          taking -= 1
        }
      }
      return signal.aborted ? undefined : plus(clock.now(), AGAIN_MS)
    }
  }
  // An agent that starts anew may have forgotten the nodes it had.
  const ensure = (reports: readonly AgentReport[]): void => {
    if (reports.some(isLoss)) ensuring.wake()
  }
  const ofAgents = (reports: readonly AgentReport[]) => takeAgentNews(ports, tasks, reports)
  const ofProvider = (reports: readonly NodeReport[]) => takeProviderNews(ports, reports)
  const loops = [
    ensuring,
    new Loop({ clock, onError, scan: follower(nodeAgent, ofAgents, ensure) }),
    new Loop({ clock, onError, scan: follower(nodeProvider, ofProvider, () => {}) }),
  ]
  for (const loop of loops) loop.wake()
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** That a task began is no news to the rows: it was saved as running before it was started. */
const isNews = (report: AgentReport): boolean => report.kind !== 'started' || concernsNode(report)

const isLoss = ({ kind }: AgentReport): boolean => kind === 'nodeUnknown' || kind === 'nodeDown'

/** Saves what a batch of agents' reports means. */
async function takeAgentNews(
  ports: BatchPorts,
  tasks: TaskReports,
  reports: readonly AgentReport[],
): Promise<Taken> {
  tasks.noteSpokenOf(reports)
  const news = reports.filter(isNews)
  if (news.length === 0) return { strangers: [], awaited: [] }
  const now = ports.clock.now()
  const { taken, after } = await ports.store.write(async (tx) => {
    const ofNodes = await takeNodeReports(tx, ports, news, now)
    return { taken: ofNodes, after: await tasks.takeReports(tx, news, now) }
  }, LATER)
  after()
  // Only nodes begin operations by what is reported of them.
  if (news.some(concernsNode)) ports.engine.wake()
  return taken
}

async function takeProviderNews(ports: BatchPorts, reports: readonly NodeReport[]): Promise<Taken> {
  const now = ports.clock.now()
  const taken = await ports.store.write((tx) => takeProviderReports(tx, ports, reports, now), LATER)
  ports.engine.wake()
  ports.wake.scheduler()
  return taken
}
