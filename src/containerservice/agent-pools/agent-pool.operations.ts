// The long work on single pools, step by step; lengths are those of the real service.
import { idKey } from '#arm/resource-id.ts'
import { deleteResource } from '#arm/resources/resource.queries.ts'
import type { NodePool } from '#drivers/cluster/port.ts'
import { type Durable, durable, type Step } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { save } from '../managed-clusters/managed-cluster.queries.ts'
import { nodePoolOf } from '../managed-clusters/work/managed-cluster.driving.ts'
import type { ContainerServicePorts } from '../ports.ts'
import type { PowerCode } from '../wire.ts'
import { decide, type PoolEvent } from './agent-pool.machine.ts'
import { findPool } from './agent-pool.queries.ts'
import { type AgentPool, latestNodeImage, poolId } from './agent-pool.ts'

/** What every operation on a pool knows. */
export interface PoolWork {
  /** The cluster's id. */
  readonly cluster: string
  readonly pool: string
  /** Nodes that are worked on one after the other. */
  readonly nodes: number
}

export interface PoolUpgradeWork extends PoolWork {
  /** In full. */
  readonly version: string
}

export interface PoolPowerWork extends PoolWork {
  /** What an abort finds again. */
  readonly before: { readonly power: PowerCode; readonly stoppedAlone: boolean }
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** The step of a delete from which there is no way back: the nodes are gone. */
export const FORGET_POOL = 'forget-pool'

type PoolEnd = Extract<PoolEvent, 'succeed' | 'fail' | 'canceled'>
type Change<Work> = (pool: AgentPool, work: Work, now: Instant) => AgentPool

const unchanged = (pool: AgentPool): AgentPool => pool

/** Saves the end of a pool's operation, unless it comes too late: the pool is going or gone. */
async function settlePool<Work extends PoolWork>(
  tx: Tx,
  work: Work,
  end: PoolEnd,
  change: (pool: AgentPool) => AgentPool,
): Promise<void> {
  const pool = await findPool(tx, work.cluster, work.pool)
  if (!pool) return
  const decision = decide(pool.provisioningState, end)
  if (!decision.accepted || decision.next === pool.provisioningState) return
  await save(tx, { ...change(pool), provisioningState: decision.next })
}

/** An operation on one pool; `undone` is what an abort or a failure makes of the pool. */
function poolOperation<Work extends PoolWork>(
  kind: string,
  steps: readonly Step<Work>[],
  undone: (pool: AgentPool, work: Work) => AgentPool = unchanged,
): Durable<Work> {
  const settle =
    (end: PoolEnd) =>
    (tx: Tx, { input }: { readonly input: Work }) =>
      settlePool(tx, input, end, (pool) => undone(pool, input))
  return durable(kind, steps, {
    failed: settle('fail'),
    canceling: async (tx, { input }) => {
      const pool = await findPool(tx, input.cluster, input.pool)
      const decision = pool && decide(pool.provisioningState, 'abort')
      if (decision?.accepted) await save(tx, { ...pool!, provisioningState: decision.next })
    },
    canceled: settle('canceled'),
  })
}

const succeed = <Work extends PoolWork>(
  lasts: number,
  change: Change<Work> = unchanged,
): Step<Work> => ({
  name: 'finish',
  lasts,
  commit: (tx, { input }, now) =>
    settlePool(tx, input, 'succeed', (pool) => change(pool, input, now)),
})

const withImage: Change<PoolWork> = (pool, _, now) => ({
  ...pool,
  body: {
    ...pool.body,
    properties: {
      ...pool.body.properties,
      nodeImageVersion: latestNodeImage(pool.body.properties.osSKU, now),
    },
  },
})

const withVersion: Change<PoolUpgradeWork> = (pool, work, now) => {
  const upgraded = withImage(pool, work, now)
  const properties = { ...upgraded.body.properties, currentOrchestratorVersion: work.version }
  return { ...upgraded, body: { ...upgraded.body, properties } }
}

/** A stop or a start that was aborted leaves the pool's power as it was before. */
const withOldPower = (pool: AgentPool, { before }: PoolPowerWork): AgentPool => ({
  ...pool,
  body: { ...pool.body, ...before },
})

export function poolOperations(ports: ContainerServicePorts) {
  const { clusters, store } = ports
  const setNodes = <Work extends PoolWork>(
    name: string,
    lasts: number | ((work: Work) => number),
    change: (work: Work) => Partial<NodePool> = () => ({}),
  ): Step<Work> => ({
    name,
    lasts,
    async act({ input }, signal) {
      const pool = await findPool(store, input.cluster, input.pool)
      if (pool) await clusters.setNodePool(nodePoolOf(input.cluster, pool, change(input)), signal)
    },
  })
  return {
    poolCreate: poolOperation<PoolWork>('AgentPools_Create', [
      { name: 'reserve-nodes', lasts: 2 * MINUTE },
      setNodes('join-nodes', 80 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolUpdate: poolOperation<PoolWork>('AgentPools_Update', [
      setNodes('reconcile-nodes', 50 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolScale: poolOperation<PoolWork>('AgentPools_Scale', [
      setNodes('scale-nodes', 110 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolUpgrade: poolOperation<PoolUpgradeWork>('AgentPools_Upgrade', [
      setNodes(
        'replace-nodes',
        ({ nodes }) => nodes * 6 * MINUTE,
        ({ version }) => ({ kubernetesVersion: version }),
      ),
      succeed(10 * SECOND, withVersion),
    ]),
    poolUpgradeNodeImage: poolOperation<PoolWork>('AgentPools_UpgradeNodeImageVersion', [
      setNodes('reimage-nodes', ({ nodes }) => nodes * 4 * MINUTE),
      succeed(10 * SECOND, withImage),
    ]),
    poolStop: poolOperation<PoolPowerWork>(
      'AgentPools_Stop',
      [
        { name: 'drain-nodes', lasts: MINUTE },
        setNodes('deallocate-nodes', MINUTE),
        succeed(5 * SECOND),
      ],
      withOldPower,
    ),
    poolStart: poolOperation<PoolPowerWork>(
      'AgentPools_Start',
      [
        { name: 'allocate-nodes', lasts: MINUTE },
        setNodes('join-nodes', 80 * SECOND),
        succeed(10 * SECOND),
      ],
      withOldPower,
    ),
    poolDelete: poolOperation<PoolWork>('AgentPools_Delete', [
      { name: 'drain-nodes', lasts: 90 * SECOND },
      {
        name: 'remove-nodes',
        lasts: MINUTE,
        act: ({ input: { cluster, pool } }, signal) =>
          clusters.removeNodePool({ cluster: idKey(cluster), name: pool }, signal),
      },
      {
        name: FORGET_POOL,
        lasts: 5 * SECOND,
        async commit(tx, { input }) {
          await deleteResource(tx, poolId(input.cluster, input.pool))
        },
      },
    ]),
  }
}
