// The steps that operations on nodes are made of. Which of them an operation takes, and in which
// order, is in `node.operations.ts`.
import { AgentAway } from '#drivers/nodes/port.ts'
import { NotReleased } from '#drivers/nodes/provider.ts'
import { AwaitsReport, NotYet, type Operation, type Step } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { setCertificateUse } from '../certificates/certificate-use.queries.ts'
import { nodeChanged } from '../job-nodes/job-node.commands.ts'
import { runFilesKeptUntil } from '../job-nodes/job-node.queries.ts'
import { addResizeError, findPool } from '../pools/pool.queries.ts'
import { keepCoreTime } from '../pools/pool-usage.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { runsJobTasksOn } from '../scheduler/attempt.queries.ts'
import { giveUpTasks } from '../scheduler/node-tasks.ts'
import { filesKeptUntil } from '../tasks/task.queries.ts'
import { keepSpan } from '../usage/node-span.queries.ts'
import { decide, isWaiting, type NodeEvent } from './node.machine.ts'
import { findNode, removeNode, saveNode } from './node.queries.ts'
import type { ChangeKind, Node } from './node.ts'
import { beginChange, emptied, type NodeChange } from './node-change.ts'
import { isLost, isUp, nodeRequestOf, nodeSpecOf } from './node-driver.ts'
import { asPoolHasIt } from './node-settings.ts'
import { startTaskAttempt } from './start-task/start-task.machine.ts'
import { beginStartTask } from './start-task/start-task.operations.ts'

/** How often a node that waits for its tasks looks whether they have ended. */
const LOOK_MS = 1000
/** Recorded: from a new machine to a node that can be used takes 10 to 20 seconds. */
const JOIN_MS = 10_000
const AGENT_MS = 8_000
/** Recorded: 93 seconds from a reboot until the node has booted, its agent's start included. */
const REBOOT_MS = 85_000
/** Assumed: what the documents leave open. */
const SETTLE_MS: Record<ChangeKind, number> = {
  create: JOIN_MS,
  preempt: JOIN_MS,
  start: 30_000,
  reboot: REBOOT_MS,
  recover: REBOOT_MS,
  lose: REBOOT_MS,
  reimage: 90_000,
  upgrade: 300_000,
  deallocate: 30_000,
  remove: 10_000,
}
/** Assumed: until there is capacity again, and until a silent node counts as unusable. */
const CAPACITY_MS = 600_000
const SILENT_MS = 600_000
/** However short lengths are made here: an agent that was killed is started again by then, and has reported. */
const LEAST_SILENT_MS = 30_000
/** Told by the service's people: an unusable node is recovered in 15 to 45 minutes. */
const HEAL_MS = 15 * 60_000

/** Looks again after so long, in case no report says that it is time. */
const REPORT_MS = 5_000
/** Reports that were sent already have arrived by then. */
const NEWS_MS = 200

const boots = ({ kind }: NodeChange): boolean => kind !== 'deallocate' && kind !== 'remove'

/** Whether the change is to have a machine for the node that was not there. */
const obtains = ({ kind }: NodeChange, { machine }: Node, id: string): boolean =>
  kind === 'create' ||
  kind === 'preempt' ||
  kind === 'start' ||
  ((kind === 'lose' || kind === 'recover') && (isLost(machine) || machine?.bootId === id))

export type NodeSteps = ReturnType<typeof nodeSteps>

export function nodeSteps(ports: BatchPorts) {
  /** The operations that have told the agent in this life of the server. */
  const setUp = new Set<string>()
  const listensSince = ports.clock.now()
  return {
    drain: {
      name: 'drain',
      act: (operation) => drained(ports, operation),
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (node && isWaiting(node)) await beginChange(tx, node, now)
      },
    },
    /** The machine of a preempted node goes, with all that was on it. */
    evict: {
      name: 'evict',
      async act(operation, signal) {
        const node = await changedBy(ports.store, operation)
        if (node) await ports.nodeProvider.release(node.key, {}, signal)
      },
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (node) await emptied(tx, node, now)
      },
    },
    awaitCapacity: {
      name: 'await-capacity',
      lasts: CAPACITY_MS,
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (node) await move(tx, node, { type: 'return' }, now)
      },
    },
    /** A silent node is given up: its tasks run elsewhere. */
    giveUp: {
      name: 'give-up',
      lasts: SILENT_MS,
      act: async (operation) => silent(ports, operation, listensSince),
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (!node) return
        await move(tx, node, { type: 'abandon' }, now)
        await giveUpTasks(tx, node, 'requeue', now)
      },
    },
    heal: {
      name: 'heal',
      lasts: (input) => (input.atOnce ? 0 : HEAL_MS),
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (node) await beginChange(tx, node, now)
      },
    },
    change: {
      name: 'switch',
      async act(operation, signal) {
        const node = await changedBy(ports.store, operation)
        if (node) await switchNode(ports, node, operation, signal)
      },
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        const empties = operation.input.kind === 'reimage' || operation.input.kind === 'remove'
        if (node && empties) await emptied(tx, node, now)
      },
    },
    settle: {
      name: 'settle',
      lasts: (input) => SETTLE_MS[input.kind],
      act: (operation, signal) => obtained(ports, operation, signal),
      async commit(tx, operation, now) {
        const node = await changedBy(tx, operation)
        if (node) await settle(tx, ports, node, operation, now)
      },
    },
    join: {
      name: 'join',
      lasts: (input) => (boots(input) ? AGENT_MS : 0),
      act: (operation, signal) => answered(ports, setUp, operation, signal),
      async commit(tx, operation, now) {
        const node = boots(operation.input) ? await changedBy(tx, operation) : undefined
        if (node) await join(tx, ports, node, operation, now)
      },
    },
  } satisfies Record<string, Step<NodeChange>>
}

/** The node, while it is this very operation that changes it: a removal overtakes the others. */
async function changedBy(
  reader: Reader,
  { id, input }: Operation<NodeChange>,
): Promise<Node | undefined> {
  const node = await findNode(reader, input)
  return node?.change === id ? node : undefined
}

/** Throws `NotYet` while tasks, or the files that they left, are in the way. */
async function drained(ports: BatchPorts, operation: Operation<NodeChange>): Promise<void> {
  const { store, clock } = ports
  const node = await changedBy(store, operation)
  if (!node || !isWaiting(node)) return
  // There is no news of the tasks of a node that is out of touch.
  if (operation.input.kind === 'lose') return
  const isBusy = node.runningTasks > 0 || (await runsJobTasksOn(store, node.key))
  if (isBusy) throw new NotYet(LOOK_MS)
  if (operation.input.option !== 'retaineddata') return
  for (const keptUntil of [filesKeptUntil, runFilesKeptUntil]) {
    const until = await keptUntil(store, node.key, clock.now())
    if (until !== undefined && until > clock.now()) throw new NotYet(LOOK_MS)
  }
}

/**
 * Waits until the node has not reported for long enough. A server that was away got no report
 * because of that.
 */
function silent(
  { clock, provocations }: BatchPorts,
  { input, stepAt, startedAt }: Operation<NodeChange>,
  listensSince: Instant,
): void {
  if (provocations.isSilenced(input.key)) return
  const since = Math.max(stepAt ?? startedAt, listensSince)
  const left = since + LEAST_SILENT_MS - clock.now()
  if (left > 0) throw new AwaitsReport(left)
}

/** Tells provider or agent. The operation's id tells this boot from every other. */
async function switchNode(
  ports: BatchPorts,
  node: Node,
  operation: Operation<NodeChange>,
  signal: AbortSignal,
): Promise<void> {
  const { nodeAgent, nodeProvider } = ports
  const { id, input } = operation
  if (obtains(input, node, id)) {
    const isOld = node.machine && node.machine.bootId !== id && !isLost(node.machine)
    const keepsDisk = input.kind === 'start'
    if (isOld) await nodeProvider.release(node.key, { keepsDisk }, signal)
    return nodeProvider.request(await nodeRequestOf(ports, node, operation), signal)
  }
  switch (input.kind) {
    case 'reimage':
      return unlessAway(ports, node, nodeAgent.wipe(node.key, id, signal), signal)
    case 'deallocate':
      return nodeProvider.release(node.key, { keepsDisk: true }, signal)
    case 'remove':
      return released(ports, node, input, signal)
    default:
      return unlessAway(ports, node, nodeAgent.reboot(node.key, id, signal), signal)
  }
}

/**
 * A machine whose agent is not there to be told is given back. That it is gone is then reported, and the
 * node gets another one as each does whose machine is gone.
 */
async function unlessAway(
  { nodeProvider, onRetry }: BatchPorts,
  { key }: Node,
  told: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await told
  } catch (error) {
    if (!(error instanceof AgentAway)) throw error
    onRetry?.(`node ${key}, whose machine is given back`, error)
    await nodeProvider.release(key, {}, signal)
    throw new AwaitsReport(REPORT_MS)
  }
}

/** Gives the machine back. A node that its provider keeps stays in its pool, which tells why. */
async function released(
  { clock, nodeProvider, store }: BatchPorts,
  node: Node,
  { leaves }: NodeChange,
  signal: AbortSignal,
): Promise<void> {
  try {
    await nodeProvider.release(node.key, leaves ? { resize: leaves } : {}, signal)
  } catch (error) {
    if (!(error instanceof NotReleased)) throw error
    const { code, message } = error
    await store.write(async (tx) => {
      await move(tx, node, { type: 'stay' }, clock.now())
      await addResizeError(tx, node, { code, message })
    })
  }
}

/** Waits for the machine. The request is repeated: a provider that knows it does nothing. */
async function obtained(
  ports: BatchPorts,
  operation: Operation<NodeChange>,
  signal: AbortSignal,
): Promise<void> {
  const { nodeProvider, store } = ports
  const { id, input } = operation
  const node = await changedBy(store, operation)
  if (!node || !obtains(input, node, id) || isUp(node.machine, id)) return
  await nodeProvider.request(await nodeRequestOf(ports, node, operation), signal)
  throw new AwaitsReport(REPORT_MS)
}

/**
 * Waits until the agent has answered for this boot. It is told what the node has: the pool may have
 * changed since it was requested. A machine that was lost before its agent answered is asked for again:
 * no other change of the node would.
 */
async function answered(
  ports: BatchPorts,
  setUp: Set<string>,
  operation: Operation<NodeChange>,
  signal: AbortSignal,
): Promise<void> {
  const { id, input } = operation
  const node = boots(input) ? await changedBy(ports.store, operation) : undefined
  if (!node) return
  await obtained(ports, operation, signal)
  const hasAnswered = node.agentBootId === id
  if (!setUp.has(id) || !hasAnswered) {
    const spec = await nodeSpecOf(ports, node)
    const told = ports.nodeAgent.setUp({ ...spec, bootId: id }, signal)
    await unlessAway(ports, node, told, signal)
    const isFirst = !setUp.has(id)
    setUp.add(id)
    // It has said by now whether all of that could be installed: that report has to come first.
    if ((spec.packages || spec.mounts) && isFirst) throw new AwaitsReport(NEWS_MS)
  }
  if (!hasAnswered) throw new AwaitsReport(REPORT_MS)
  setUp.delete(id)
}

/** The machine is as it should be. One that is to run again has what its pool has now. */
async function settle(
  tx: Tx,
  { catalogues }: Pick<BatchPorts, 'catalogues'>,
  node: Node,
  { input }: Operation<NodeChange>,
  now: Instant,
): Promise<void> {
  if (input.kind === 'remove') {
    await keepCoreTime(tx, catalogues, node, now)
    await keepSpan(tx, node, now)
    await removeNode(tx, node)
    return installed(tx, node, [])
  }
  await nodeChanged(tx, node.key, input.kind === 'deallocate' ? 'leave' : 'restart', now)
  if (input.kind === 'deallocate') return move(tx, node, { type: 'down' }, now)
  const pool = await findPool(tx, node.account, node.poolKey)
  if (!pool) return
  const booted = { ...node, ...asPoolHasIt(pool) }
  await installed(tx, booted, booted.certificateReferences ?? [])
  await move(tx, booted, { type: 'boot' }, now)
}

const installed = (
  tx: Tx,
  { account, poolId, id }: Node,
  references: readonly { readonly thumbprint: string }[],
): Promise<void> =>
  setCertificateUse(
    tx,
    { account, poolId, nodeId: id },
    references.map(({ thumbprint }) => thumbprint),
  )

/** The agent answers: the start task runs, or there is none and tasks may come. */
async function join(
  tx: Tx,
  ports: BatchPorts,
  node: Node,
  { id }: Operation<NodeChange>,
  now: Instant,
): Promise<void> {
  const startTaskRun = node.startTask && startTaskAttempt(id, 0)
  const event: NodeEvent = {
    type: 'ready',
    ...(startTaskRun === undefined ? {} : { startTaskAttempt: startTaskRun }),
  }
  const decision = decide(node, event, now)
  if (!decision.accepted) return
  await saveNode(tx, decision.next)
  if (startTaskRun !== undefined) await beginStartTask(tx, ports, decision.next)
}

async function move(tx: Tx, node: Node, event: NodeEvent, now: Instant): Promise<void> {
  const decision = decide(node, event, now)
  if (decision.accepted) await saveNode(tx, decision.next)
}
