import type { AgentReport } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { decide } from './node.machine.ts'
import { findNodeAnywhere, saveNode } from './node.queries.ts'
import type { Node } from './node.ts'
import type { Taken } from './provider.reports.ts'
import { type StartTaskNews, startTaskNews } from './start-task.machine.ts'
import { beginStartTask, type StartTaskPorts } from './start-task.operations.ts'

/** Moves nodes by what their agents report. */
export async function takeNodeReports(
  tx: Tx,
  ports: StartTaskPorts,
  reports: readonly AgentReport[],
  now: Instant,
): Promise<Taken> {
  const strangers = new Set<string>()
  const awaited = new Set<string>()
  for (const report of reports) {
    const node = concernsNode(report) ? await findNodeAnywhere(tx, report.nodeId) : undefined
    // One that is not to be there may have been made again by whoever did not know of it yet.
    const isUnwanted = !node || node.state === 'leavingpool' || node.state === 'preempted'
    if (isUnwanted && report.kind === 'nodeUp') strangers.add(report.nodeId)
    if (!node) continue
    const next = await after(tx, ports, node, report, now)
    if (next === node) continue
    await saveNode(tx, next)
    if (next.agentBootId === node.change && node.change !== '') awaited.add(node.change)
  }
  return { strangers: [...strangers], awaited: [...awaited] }
}

/** Whether nodes change by such news: it is theirs, or their start tasks'. */
export const concernsNode = (report: AgentReport): boolean =>
  report.kind.startsWith('node') || isStartTask(report)

type NodeUp = Extract<AgentReport, { kind: 'nodeUp' }>

const isStartTask = (report: AgentReport): boolean =>
  'attemptId' in report && report.attemptId.startsWith('starttask-')

async function after(
  tx: Tx,
  ports: StartTaskPorts,
  node: Node,
  report: AgentReport,
  now: Instant,
): Promise<Node> {
  const moved = movedBy(node, report, now)
  const news = startTaskNews(moved, report, now)
  return news ? afterStartTask(tx, ports, moved, news, now) : moved
}

/** What is off when it should be on comes back by itself: the reconciler sees to it. */
function movedBy(node: Node, report: AgentReport, now: Instant): Node {
  if (report.kind !== 'nodeUp' && report.kind !== 'nodeUnknown') return node
  const known = report.kind === 'nodeUp' ? withNews(node, report) : node
  const event = { type: report.kind === 'nodeUp' ? 'hear' : 'lose' } as const
  const decision = decide(known, event, now)
  return decision.accepted ? decision.next : known
}

/** What the agent says of itself is kept. */
function withNews(node: Node, { bootId, capabilities }: NodeUp): Node {
  const isKnown =
    node.agentBootId === bootId &&
    JSON.stringify(node.capabilities) === JSON.stringify(capabilities)
  return isKnown ? node : { ...node, agentBootId: bootId, capabilities }
}

async function afterStartTask(
  tx: Tx,
  ports: StartTaskPorts,
  node: Node,
  news: StartTaskNews,
  now: Instant,
): Promise<Node> {
  const told = { ...node, startTaskRun: news.run }
  if (news.again) await beginStartTask(tx, ports, told)
  if (news.isGood === undefined) return told
  const decision = decide(told, { type: 'startTaskDone', isGood: news.isGood }, now)
  return decision.accepted ? decision.next : told
}
