import {
  AwaitsReport,
  type Durable,
  durable,
  NotYet,
  type Operation,
  type Step,
} from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { setCertificateUse } from '../certificates/certificate-use.queries.ts'
import { keepPast } from '../histories/pool-history.queries.ts'
import type { AccountKey, NodeId, PoolKey } from '../keys.ts'
import { changeNode } from '../nodes/node.commands.ts'
import { announce } from '../nodes/node.operations.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { Node } from '../nodes/node.ts'
import { callOff } from '../nodes/node-change.ts'
import { poolNameOf } from '../nodes/node-driver.ts'
import { forgetNode, isComing } from '../nodes/node-release.ts'
import type { BatchPorts } from '../ports.ts'
import { managersNodes } from '../scheduler/attempt.queries.ts'
import { allocate } from './allocate.ts'
import { nodesNow } from './counts/node-counts.queries.ts'
import { decide } from './pool.machine.ts'
import { findPool, removePool, savePool } from './pool.queries.ts'
import type { DrainOption, Pool, ResizeError } from './pool.ts'
import { surplus } from './surplus.ts'

export interface PoolResize {
  readonly account: AccountKey
  readonly poolKey: PoolKey
  readonly option: DrainOption
  /** These go; absent: as many as are too many. */
  readonly nodeKeys?: readonly NodeId[]
  /** Whether nodes may have to be obtained. */
  readonly grows: boolean
}

export interface PoolEnd {
  readonly account: AccountKey
  readonly poolKey: PoolKey
}

const endShape: Shape<PoolEnd> = { account: 'string', poolKey: 'string' }
const resizeShape: Shape<PoolResize> = {
  ...endShape,
  option: 'string',
  nodeKeys: 'array?',
  grows: 'boolean',
}

/** Recorded: a pool that needs no nodes is steady after two seconds, one that does after 28. */
const PLAN_MS = 2_000
const OBTAIN_MS = 26_000
/** Assumed. */
const STOP_MS = 2_000
const VANISH_MS = 5_000
const LOOK_MS = 1_000

export const poolOperations = (ports: BatchPorts): readonly Durable<never>[] => [
  poolResize(ports),
  poolStopResize(ports),
  poolDelete(ports),
]

/** Brings a pool to its size, or as near to it as time and quotas allow. */
export const poolResize = (ports: BatchPorts): Durable<PoolResize> =>
  durable<PoolResize>('Pool_Resize', resizeShape, resizeSteps(ports), {
    async failed(tx, operation, error, now) {
      const pool = await allocatedBy(tx, operation)
      if (pool) await settleAsFarAsItCame(tx, ports, pool, [error], now)
    },
  })

const resizeSteps = (ports: BatchPorts): readonly Step<PoolResize>[] => [
  {
    name: 'remove-nodes',
    lasts: PLAN_MS,
    async commit(tx, operation, now) {
      const pool = await allocatedBy(tx, operation)
      if (!pool) return
      await removeSome(tx, ports, pool, operation.input, now)
    },
  },
  {
    name: 'obtain-nodes',
    lasts: (input) => (input.grows ? OBTAIN_MS : 0),
    async commit(tx, operation, now) {
      const pool = await allocatedBy(tx, operation)
      if (pool) await allocate(tx, ports, pool, now)
    },
  },
  {
    name: 'await-nodes',
    async act(operation) {
      const pool = await allocatedBy(ports.store, operation)
      if (!pool) return
      const nodes = await listNodes(ports.store, pool)
      const isLeft = nodes.some(isLeaving) && !isLate(ports, pool, operation)
      if (isLeft) throw new NotYet(LOOK_MS)
      const left = patienceLeft(ports, pool, operation)
      if (nodes.some(isComing) && left > 0) throw new AwaitsReport(Math.min(REPORT_MS, left))
    },
    async commit(tx, operation, now) {
      const pool = await allocatedBy(tx, operation)
      if (!pool) return
      const nodes = await listNodes(tx, pool)
      const isUnfinished = nodes.some(isWaitingToLeave) || nodes.some(isComing)
      const errors = isUnfinished ? [tooLate(nodes)] : []
      await settleAsFarAsItCame(tx, ports, pool, errors, now)
    },
  },
  announce(ports),
]

/** What waits to leave stays, and what has not come does not come. */
async function settleAsFarAsItCame(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  errors: readonly ResizeError[],
  now: Instant,
): Promise<void> {
  const nodes = await listNodes(tx, pool)
  for (const node of nodes.filter(isWaitingToLeave)) await callOff(tx, node, now)
  await forgetComing(tx, ports, nodes)
  await settle(tx, pool, [...pool.resizeErrors, ...errors], now)
}

/** Leaves a pool's nodes as they are. */
export const poolStopResize = (ports: BatchPorts): Durable<PoolEnd> =>
  durable<PoolEnd>('Pool_StopResize', endShape, [
    {
      name: 'stop',
      lasts: STOP_MS,
      async commit(tx, operation, now) {
        const pool = await allocatedBy(tx, operation)
        if (!pool) return
        const nodes = await listNodes(tx, pool)
        for (const node of nodes.filter(isWaitingToLeave)) await callOff(tx, node, now)
        await forgetComing(tx, ports, nodes)
        await settle(tx, pool, await stopsOf(tx, pool), now)
      },
    },
    announce(ports),
  ])

/** Waits until a pool that is being deleted has no nodes, and forgets it. */
export const poolDelete = ({ store }: BatchPorts): Durable<PoolEnd> =>
  durable<PoolEnd>('Pool_Delete', endShape, [
    {
      name: 'await-removals',
      async act({ input }) {
        const nodes = await listNodes(store, { account: input.account, key: input.poolKey })
        if (nodes.length > 0) throw new NotYet(LOOK_MS)
      },
    },
    {
      name: 'vanish',
      lasts: VANISH_MS,
      async commit(tx, operation) {
        const pool = await allocatedBy(tx, operation)
        if (!pool) return
        await removePool(tx, pool)
        await setCertificateUse(tx, { account: pool.account, poolId: pool.id }, [])
      },
    },
  ])

/** The pool, while it is this very operation that allocates for it: others may have taken over. */
async function allocatedBy(
  reader: Reader,
  { id, input }: Operation<PoolEnd>,
): Promise<Pool | undefined> {
  const pool = await findPool(reader, input.account, input.poolKey)
  return pool?.allocation === id ? pool : undefined
}

const isLeaving = (node: Node): boolean => node.changeKind === 'remove'
const isWaitingToLeave = (node: Node): boolean => isLeaving(node) && node.state !== 'leavingpool'

function isLate({ clock }: BatchPorts, { size }: Pool, { startedAt }: Operation): boolean {
  return clock.now() - startedAt >= clock.scaled(size.resizeTimeoutMs)
}

/** What a look waits at most: a report may not come. */
const REPORT_MS = 5_000

/** Machines come in a time that nothing here shortens. */
const patienceLeft = ({ clock }: BatchPorts, { size }: Pool, { startedAt }: Operation): number =>
  startedAt + size.resizeTimeoutMs - clock.now()

/** Nodes that have no machine yet are given up with the resize that requested them. */
async function forgetComing(tx: Tx, ports: BatchPorts, nodes: readonly Node[]): Promise<void> {
  for (const node of nodes.filter(isComing)) await forgetNode(tx, ports, node)
}

/** What the provider said of a node that waits, if it did, tells more than we can. */
function tooLate(nodes: readonly Node[]): ResizeError {
  const reason = nodes.filter(isComing).find(({ machine }) => machine?.reason)?.machine?.reason
  return reason === undefined ? timedOut : { ...timedOut, message: reason }
}

async function removeSome(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  { nodeKeys, option }: PoolResize,
  now: Instant,
): Promise<void> {
  const nodes = await listNodes(tx, pool)
  const leaving = nodeKeys
    ? nodes.filter((node) => nodeKeys.includes(node.key))
    : surplus(nodes, pool.size, await managersNodes(tx, pool.account, pool.key))
  const resize = {
    id: pool.allocation,
    pool: poolNameOf({ account: pool.account, poolKey: pool.key }),
  }
  for (const node of leaving) {
    await changeNode(tx, ports, node, { kind: 'remove', option, leaves: resize }, now)
  }
}

async function settle(
  tx: Tx,
  pool: Pool,
  errors: readonly ResizeError[],
  now: Instant,
): Promise<void> {
  const decision = decide(pool, { type: 'settle', errors }, now)
  if (!decision.accepted || decision.next === pool) return
  await savePool(tx, decision.next)
  if (!pool.lastResize) return
  const { byFormula = false, ...begun } = pool.lastResize
  const { targetDedicatedNodes, targetLowPriorityNodes } = pool.size
  await keepPast(tx, pool, 'resize', {
    ...begun,
    ...(await nodesNow(tx, pool)),
    endTime: now,
    byFormula,
    targetDedicatedNodes,
    targetLowPriorityNodes,
    errors,
  })
}

const timedOut: ResizeError = {
  code: 'AllocationTimedout',
  message: 'The resize operation could not be completed within its timeout',
}

/** Recorded of low-priority nodes. */
const stopped = (kind: string): ResizeError => ({
  code: 'ResizeStopped',
  message: `Desired number of ${kind} nodes could not be allocated due to a stop resize operation`,
})

/** One for each kind of node of which the pool has another number than was desired. */
async function stopsOf(reader: Reader, { account, key, size }: Pool): Promise<ResizeError[]> {
  const { dedicatedNodes, lowPriorityNodes } = await nodesNow(reader, { account, key })
  const isDedicated = dedicatedNodes !== size.targetDedicatedNodes
  const isLowPriority = lowPriorityNodes !== size.targetLowPriorityNodes
  return [
    ...(isDedicated || !isLowPriority ? [stopped('dedicated')] : []),
    ...(isLowPriority ? [stopped('low priority')] : []),
  ]
}
