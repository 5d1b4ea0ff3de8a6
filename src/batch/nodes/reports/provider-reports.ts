// What the provider's news of machines means for nodes, in the transaction that makes it safe.

import type { NodeReport } from '#drivers/nodes/provider.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { nodeIdOf } from '../../keys.ts'
import { addResizeError, findPool } from '../../pools/pool.queries.ts'
import type { ResizeError } from '../../pools/pool.ts'
import type { BatchPorts } from '../../ports.ts'
import { giveUpTasks } from '../../scheduler/node-tasks.ts'
import { changeNode } from '../node.commands.ts'
import { decide } from '../node.machine.ts'
import { findNodeAnywhere, saveNode } from '../node.queries.ts'
import type { ChangeKind, Machine, Node } from '../node.ts'
import { emptied } from '../node-change.ts'
import { forgetNode, isComing } from '../node-release.ts'

export interface Taken {
  /** Nodes that the provider has and that no pool has. */
  readonly strangers: readonly string[]
  /** The operations that may have waited for this. */
  readonly awaited: readonly string[]
}

export async function takeProviderReports(
  tx: Tx,
  ports: BatchPorts,
  reports: readonly NodeReport[],
  now: Instant,
): Promise<Taken> {
  const strangers = new Set<string>()
  const awaited = new Set<string>()
  for (const report of reports) {
    const node = await findNodeAnywhere(tx, nodeIdOf(report.nodeId))
    if (!node && !isOver(report)) strangers.add(report.nodeId)
    if (!node || !concerns(node, report)) continue
    const machine = machineOf(report)
    if (isSame(node.machine, machine)) continue
    await take(tx, ports, { ...node, machine, ...agentAfter(node, report) }, report, now)
    for (const id of await operationsOf(tx, node)) awaited.add(id)
  }
  return { strangers: [...strangers], awaited: [...awaited] }
}

const isOver = ({ state }: NodeReport): boolean =>
  state === 'refused' || state === 'preempted' || state === 'gone'

/** Changes for which the machine that the node had before is no more. */
const ANEW: readonly (ChangeKind | undefined)[] = ['create', 'preempt', 'start']

/** Whether the report is of the machine that the node has, or is getting. */
function concerns({ change, changeKind, machine }: Node, { bootId }: NodeReport): boolean {
  if (bootId === change) return true
  // A node of an earlier release has no boot.
  return bootId === (machine?.bootId ?? '') && !ANEW.includes(changeKind)
}

function machineOf(report: NodeReport): Machine {
  const { bootId, state, at } = report
  const reason = 'message' in report ? report.message : 'reason' in report && report.reason
  return {
    bootId,
    state,
    at,
    ...(reason && { reason }),
    ...('endsAt' in report && report.endsAt !== undefined && { endsAt: report.endsAt }),
  }
}

const isSame = (before: Machine | undefined, { bootId, state, endsAt, reason }: Machine): boolean =>
  before?.bootId === bootId &&
  before.state === state &&
  before.endsAt === endsAt &&
  before.reason === reason

/** What an agent said went with its machine: the next one is to answer anew. */
const agentAfter = ({ agentBootId }: Node, report: NodeReport): Pick<Node, 'agentBootId'> =>
  isOver(report) && agentBootId === report.bootId ? { agentBootId: undefined } : { agentBootId }

/** The node's own operation, and its pool's, which waits for all of its nodes. */
async function operationsOf(tx: Tx, node: Node): Promise<readonly string[]> {
  const pool = isComing(node) ? await findPool(tx, node.account, node.poolKey) : undefined
  return [node.change, pool?.allocation ?? ''].filter((id) => id !== '')
}

async function take(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  report: NodeReport,
  now: Instant,
): Promise<void> {
  if (isComing(node) && isOver(report)) return refused(tx, ports, node, report)
  await saveNode(tx, node)
  if (report.state !== 'preempted' && report.state !== 'gone') return
  if (!isExpectedToStay(node)) return
  if (report.state === 'preempted' && !node.isDedicated) {
    await changeNode(tx, ports, node, { kind: 'preempt', option: 'requeue' }, now)
    await emptied(tx, node, now)
  } else await lose(tx, ports, node, now)
}

/** A node that goes, or is about to have another machine, does not miss the one it had. */
const isExpectedToStay = ({ state, changeKind }: Node): boolean =>
  state !== 'leavingpool' &&
  state !== 'deallocated' &&
  state !== 'preempted' &&
  changeKind !== 'remove' &&
  changeKind !== 'deallocate' &&
  !ANEW.includes(changeKind)

/** It never was in the pool, whose resize tells why. */
async function refused(tx: Tx, ports: BatchPorts, node: Node, report: NodeReport): Promise<void> {
  await forgetNode(tx, ports, node)
  const { code, message } = report.state === 'refused' ? report : WENT_AWAY
  await addResizeError(tx, node, { code, message })
}

const WENT_AWAY: Required<Pick<ResizeError, 'code' | 'message'>> = {
  code: 'AllocationFailed',
  message: 'The machine of a node went away before the node was part of its pool',
}

/** The machine is no more, so nothing that ran there runs. The node gets another in time. */
async function lose(tx: Tx, ports: BatchPorts, node: Node, now: Instant): Promise<void> {
  const decision = decide(node, { type: 'fail', errors: [] }, now)
  if (!decision.accepted) return
  await saveNode(tx, decision.next)
  await giveUpTasks(tx, node, 'requeue', now)
  await emptied(tx, node, now)
  await changeNode(tx, ports, decision.next, { kind: 'recover', option: 'requeue' }, now)
}
