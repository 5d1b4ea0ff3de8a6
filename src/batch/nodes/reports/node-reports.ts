import type { AgentReport } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { nodeIdOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { giveUpTasks } from '../../scheduler/node-tasks.ts'
import { changeNode } from '../node.commands.ts'
import { decide } from '../node.machine.ts'
import { findNodeAnywhere, saveNode } from '../node.queries.ts'
import type { Node } from '../node.ts'
import { type StartTaskNews, startTaskNews } from '../start-task/start-task.machine.ts'
import { beginStartTask, type StartTaskPorts } from '../start-task/start-task.operations.ts'
import type { Taken } from './provider-reports.ts'

/** Moves nodes by what their agents report. */
export async function takeNodeReports(
  tx: Tx,
  ports: BatchPorts,
  reports: readonly AgentReport[],
  now: Instant,
): Promise<Taken> {
  const strangers = new Set<string>()
  const awaited = new Set<string>()
  for (const report of reports) {
    const node = concernsNode(report)
      ? await findNodeAnywhere(tx, nodeIdOf(report.nodeId))
      : undefined
    // One that is not to be there may have been made again by an agent that did not know of it yet.
    const isUnwanted = !node || node.state === 'leavingpool' || node.state === 'preempted'
    if (isUnwanted && report.kind === 'nodeUp') strangers.add(report.nodeId)
    if (!node) continue
    if (report.kind === 'nodeUnknown') await lose(tx, ports, node, now)
    if (report.kind === 'nodeFaulty') await fail(tx, node, report, now)
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
type NodeFaulty = Extract<AgentReport, { kind: 'nodeFaulty' }>

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

/** A node that is out of touch is given up in time, unless it is under way to something else. */
async function lose(tx: Tx, ports: BatchPorts, node: Node, now: Instant): Promise<void> {
  const decision = decide(node, { type: 'lose' }, now)
  if (!decision.accepted || decision.next === node) return
  const option = 'requeue'
  const refused = await changeNode(tx, ports, node, { kind: 'lose', option }, now)
  if (refused) await saveNode(tx, decision.next)
}

/** One that says what is wrong with it waits until it is repaired; its tasks run elsewhere. */
async function fail(
  tx: Tx,
  node: Node,
  { code, message, details = [] }: NodeFaulty,
  now: Instant,
): Promise<void> {
  const errorDetails = details.map(({ name, value }) => ({ name, value }))
  const error = { code, message, ...(errorDetails.length > 0 && { errorDetails }) }
  const decision = decide(node, { type: 'fail', errors: [error] }, now)
  if (!decision.accepted) return
  await saveNode(tx, decision.next)
  await giveUpTasks(tx, node, 'requeue', now)
}

/** What is off when it should be on comes back by itself: the loop of `observe.ts` sees to it. */
function movedBy(node: Node, report: AgentReport, now: Instant): Node {
  if (report.kind !== 'nodeUp') return node
  const known = withNews(node, report)
  const decision = decide(known, { type: 'report' }, now)
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
