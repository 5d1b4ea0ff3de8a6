// The long work on single pools, step by step; lengths are those of the real service.
import { idKey } from '#arm/resource-id.ts'
import { deleteResource, save } from '#arm/resources/resource.queries.ts'
import type { NodePool } from '#drivers/cluster/port.ts'
import {
  type Durable,
  durable,
  type Operation,
  type OperationError,
  type Step,
} from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape, ValueShape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { withMachines } from '../machines/machine-ends.ts'
import { renewed, setNodePool } from '../managed-clusters/work/managed-cluster-driving.ts'
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

export interface PoolMachinesWork extends PoolWork {
  /** Names of those that go. */
  readonly machines: readonly string[]
}

export interface PoolMachineWork extends PoolWork {
  /** The name of the one that is made or changed. */
  readonly machine: string
}

export interface PoolPowerWork extends PoolWork {
  /** What an abort finds again. */
  readonly before: { readonly power: PowerCode; readonly stoppedAlone: boolean }
}

export const workShape: Shape<PoolWork> = { cluster: 'string', pool: 'string', nodes: 'number' }
const upgradeShape: Shape<PoolUpgradeWork> = { ...workShape, version: 'string' }
const machinesShape: Shape<PoolMachinesWork> = { ...workShape, machines: 'array' }
const machineShape: Shape<PoolMachineWork> = { ...workShape, machine: 'string' }
const powerShape: Shape<PoolPowerWork> = { ...workShape, before: 'object' }

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** The step of a delete from which there is no way back: the nodes are gone. */
export const FORGET_POOL = 'forget-pool'

type PoolEnd = Extract<PoolEvent, 'succeed' | 'fail' | 'canceled'>
type Change<Work> = (pool: AgentPool, work: Work, begun: Instant) => AgentPool

const unchanged = (pool: AgentPool): AgentPool => pool

/** Saves the end of a pool's operation, unless it comes too late: the pool is going or gone. */
async function settlePool<Work extends PoolWork>(
  tx: Tx,
  work: Work,
  end: PoolEnd,
  change: (pool: AgentPool) => AgentPool,
  error?: OperationError,
): Promise<void> {
  const pool = await findPool(tx, work.cluster, work.pool)
  if (!pool) return
  const decision = decide(pool.provisioningState, end)
  if (!decision.accepted || decision.next === pool.provisioningState) return
  const changed = change(pool)
  const { failure: _, ...body } = changed.body
  const failed = error && { failure: error }
  await save(tx, { ...changed, body: { ...body, ...failed }, provisioningState: decision.next })
}

/** An operation on one pool; `undone` is what an abort or a failure makes of the pool. */
function poolOperation<Work extends PoolWork>(
  kind: string,
  shape: ValueShape<Work>,
  steps: readonly Step<Work>[],
  undone: (pool: AgentPool, work: Work) => AgentPool = unchanged,
): Durable<Work> {
  const settle =
    (end: PoolEnd) =>
    (tx: Tx, { input }: { readonly input: Work }, error?: OperationError) =>
      settlePool(tx, input, end, (pool) => undone(pool, input), error)
  return durable<Work>(kind, shape, steps, {
    failed: settle('fail'),
    canceling: async (tx, { input }) => {
      const pool = await findPool(tx, input.cluster, input.pool)
      const decision = pool && decide(pool.provisioningState, 'abort')
      if (decision?.accepted) await save(tx, { ...pool!, provisioningState: decision.next })
    },
    canceled: (tx, operation) => settle('canceled')(tx, operation),
  })
}

const succeed = <Work extends PoolWork>(
  lasts: number,
  change: Change<Work> = unchanged,
): Step<Work> => ({
  name: 'finish',
  lasts,
  commit: (tx, { input, startedAt }) =>
    settlePool(tx, input, 'succeed', (pool) => change(pool, input, startedAt)),
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
    change: (pool: AgentPool, operation: Operation<Work>) => Partial<NodePool> = () => ({}),
  ): Step<Work> => ({
    name,
    lasts,
    async act(operation, signal) {
      const { cluster, pool: name } = operation.input
      const pool = await findPool(store, cluster, name)
      if (pool) await setNodePool(ports, cluster, name, signal, change(pool, operation))
    },
  })
  return {
    poolCreate: poolOperation<PoolWork>('AgentPools_Create', workShape, [
      { name: 'reserve-nodes', lasts: 2 * MINUTE },
      setNodes('join-nodes', 80 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolUpdate: poolOperation<PoolWork>('AgentPools_Update', workShape, [
      setNodes('reconcile-nodes', 50 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolScale: poolOperation<PoolWork>('AgentPools_Scale', workShape, [
      setNodes('scale-nodes', 110 * SECOND),
      succeed(10 * SECOND),
    ]),
    poolDeleteMachines: withMachines(
      poolOperation<PoolMachinesWork>('AgentPools_DeleteMachines', machinesShape, [
        setNodes('delete-machines', 110 * SECOND, (_, { input }) => ({ unwanted: input.machines })),
        succeed(10 * SECOND),
      ]),
    ),
    poolPutMachine: withMachines(
      poolOperation<PoolMachineWork>('Machines_CreateOrUpdate', machineShape, [
        setNodes('make-machine', 80 * SECOND),
        succeed(10 * SECOND),
      ]),
    ),
    poolUpgrade: poolOperation<PoolUpgradeWork>('AgentPools_Upgrade', upgradeShape, [
      setNodes(
        'replace-nodes',
        ({ nodes }) => nodes * 6 * MINUTE,
        (pool, { input, startedAt }) =>
          renewed(pool, {
            kubernetesVersion: input.version,
            image: latestNodeImage(pool.body.properties.osSKU, startedAt),
          }),
      ),
      succeed(10 * SECOND, withVersion),
    ]),
    poolUpgradeNodeImage: poolOperation<PoolWork>('AgentPools_UpgradeNodeImageVersion', workShape, [
      setNodes(
        'reimage-nodes',
        ({ nodes }) => nodes * 4 * MINUTE,
        (pool, { startedAt }) =>
          renewed(pool, { image: latestNodeImage(pool.body.properties.osSKU, startedAt) }),
      ),
      succeed(10 * SECOND, withImage),
    ]),
    poolStop: poolOperation<PoolPowerWork>(
      'AgentPools_Stop',
      powerShape,
      [
        { name: 'drain-nodes', lasts: MINUTE },
        setNodes('deallocate-nodes', MINUTE),
        succeed(5 * SECOND),
      ],
      withOldPower,
    ),
    poolStart: poolOperation<PoolPowerWork>(
      'AgentPools_Start',
      powerShape,
      [
        { name: 'allocate-nodes', lasts: MINUTE },
        setNodes('join-nodes', 80 * SECOND),
        succeed(10 * SECOND),
      ],
      withOldPower,
    ),
    poolDelete: poolOperation<PoolWork>('AgentPools_Delete', workShape, [
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
