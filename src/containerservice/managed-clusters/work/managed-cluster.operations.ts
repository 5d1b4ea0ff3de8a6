// The long work on whole clusters, step by step; lengths are those of the real service.
import { idKey } from '#arm/resource-id.ts'
import { deleteResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable, type OperationError, type Step } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape, ValueShape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { latestNodeImage } from '../../agent-pools/agent-pool.ts'
import type { ContainerServicePorts } from '../../ports.ts'
import { type ClusterWithPools, findCluster, listPools } from '../managed-cluster.queries.ts'
import { removeNodeGroup } from '../profiles/node-resource-group.ts'
import { withSettledProperties } from '../profiles/settled-properties.ts'
import {
  beginCanceling,
  type ClusterEnd,
  movedPool,
  savePools,
  settleCluster,
} from './managed-cluster-commit.ts'
import {
  renewed,
  runControlPlane,
  runWithNextCredentials,
  setNodePools,
  upgradeControlPlane,
} from './managed-cluster-driving.ts'

/** What every operation on a cluster knows. */
export interface ClusterWork {
  /** The cluster's id. */
  readonly cluster: string
}

export interface NodesWork extends ClusterWork {
  /** All nodes of the cluster: they are replaced one after the other. */
  readonly nodes: number
}

export interface DeleteWork extends ClusterWork {
  /** Operations that the delete ended: one may still be in the middle of a step. */
  readonly preempted: readonly string[]
}

export interface UpgradeWork extends ClusterWork {
  /** In full. */
  readonly version: string
  /** Names of the pools that go along with the control plane. */
  readonly pools: readonly string[]
  /** Nodes of those pools: they are replaced one after the other. */
  readonly nodes: number
}

const workShape: Shape<ClusterWork> = { cluster: 'string' }
const nodesShape: Shape<NodesWork> = { ...workShape, nodes: 'number' }
const deleteShape: Shape<DeleteWork> = { ...workShape, preempted: 'array' }
const upgradeShape: Shape<UpgradeWork> = { ...nodesShape, version: 'string', pools: 'array' }

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A step of a delete from which there is no way back: the API server and the nodes are gone. */
export const FORGET_CLUSTER = 'forget-cluster'

type Change = (found: ClusterWithPools, now: Instant) => ClusterWithPools

/** An operation whose three ends settle the cluster and its pools. */
function clusterOperation<Work extends ClusterWork>(
  kind: string,
  shape: ValueShape<Work>,
  steps: readonly Step<Work>[],
): Durable<Work> {
  const settle = (
    tx: Tx,
    { input }: { readonly input: Work },
    end: ClusterEnd,
    error?: OperationError,
  ) => settleCluster(tx, input.cluster, end, { error })
  return durable<Work>(kind, shape, steps, {
    failed: (tx, operation, error) => settle(tx, operation, 'fail', error),
    canceling: (tx, { input }) => beginCanceling(tx, input.cluster),
    canceled: (tx, operation) => settle(tx, operation, 'canceled'),
  })
}

/** The last step: nothing after it can fail. */
const succeed = <Work extends ClusterWork>(lasts: number, change?: Change): Step<Work> => ({
  name: 'finish',
  lasts,
  commit: (tx, { input }, now) =>
    settleCluster(tx, input.cluster, 'succeed', {
      change: change && ((found) => change(found, now)),
    }),
})

export function clusterOperations(ports: ContainerServicePorts) {
  const { clusters, engine, random } = ports
  const reserveControlPlane = (lasts: number): Step<ClusterWork> => ({
    name: 'reserve-control-plane',
    lasts,
    act: ({ input }, signal) => runControlPlane(ports, input.cluster, signal),
  })
  const createNodePools = (lasts: number): Step<ClusterWork> => ({
    name: 'create-node-pools',
    lasts,
    act: ({ input }, signal) => setNodePools(ports, input.cluster, signal),
  })
  const rotateCredentials = <Work extends ClusterWork>(
    name: string,
    lasts: number,
  ): Step<Work> => ({
    name,
    lasts,
    act: ({ input }, signal) => runWithNextCredentials(ports, input.cluster, signal),
    commit: (tx, { input }) => bringInCredentials(tx, input.cluster),
  })
  const settled: Change = (found) => ({
    ...found,
    cluster: withSettledProperties(found.cluster, random),
  })
  return {
    create: clusterOperation<ClusterWork>('ManagedClusters_Create', workShape, [
      reserveControlPlane(2 * MINUTE),
      createNodePools(150 * SECOND),
      succeed(30 * SECOND, settled),
    ]),
    update: clusterOperation<ClusterWork>('ManagedClusters_Update', workShape, [
      reserveControlPlane(30 * SECOND),
      createNodePools(60 * SECOND),
      succeed(10 * SECOND, settled),
    ]),
    updateTags: clusterOperation<ClusterWork>('ManagedClusters_UpdateTags', workShape, [
      succeed(10 * SECOND),
    ]),
    upgrade: clusterOperation<UpgradeWork>('ManagedClusters_Upgrade', upgradeShape, [
      {
        name: 'upgrade-control-plane',
        lasts: 6 * MINUTE,
        act: ({ input }, signal) =>
          upgradeControlPlane(ports, input.cluster, input.version, signal),
        commit: (tx, { input }) => controlPlaneUpgraded(tx, input),
      },
      {
        name: 'upgrade-node-pools',
        lasts: ({ nodes }) => nodes * 6 * MINUTE,
        act: ({ input, startedAt }, signal) =>
          setNodePools(ports, input.cluster, signal, (pool) => {
            if (!input.pools.includes(pool.name)) return {}
            const image = latestNodeImage(pool.body.properties.osSKU, startedAt)
            return renewed(pool, { kubernetesVersion: input.version, image })
          }),
        commit: (tx, { input, startedAt }) => nodePoolsUpgraded(tx, input, startedAt),
      },
      succeed(10 * SECOND, settled),
    ]),
    stop: clusterOperation<ClusterWork>('ManagedClusters_Stop', workShape, [
      { name: 'drain-nodes', lasts: 60 * SECOND },
      {
        name: 'stop-control-plane',
        lasts: 30 * SECOND,
        act: ({ input }, signal) => clusters.stop(idKey(input.cluster), signal),
      },
      succeed(5 * SECOND),
    ]),
    start: clusterOperation<ClusterWork>('ManagedClusters_Start', workShape, [
      reserveControlPlane(2 * MINUTE),
      { name: 'join-nodes', lasts: 2 * MINUTE },
      {
        // Only now: until the end the records say that the pools are stopped.
        ...succeed<ClusterWork>(20 * SECOND),
        act: ({ input }, signal) =>
          setNodePools(ports, input.cluster, signal, ({ body }) =>
            body.stoppedAlone ? {} : { count: body.properties.count ?? 1 },
          ),
      },
    ]),
    rotateCertificates: clusterOperation<NodesWork>(
      'ManagedClusters_RotateClusterCertificates',
      nodesShape,
      [
        rotateCredentials('renew-authority', 5 * MINUTE),
        {
          name: 'recreate-nodes',
          lasts: ({ nodes }) => Math.min(nodes * 5, 25) * MINUTE,
          act: ({ input }, signal) => setNodePools(ports, input.cluster, signal),
        },
        succeed(10 * SECOND),
      ],
    ),
    rotateSigningKeys: clusterOperation<ClusterWork>(
      'ManagedClusters_RotateServiceAccountSigningKeys',
      workShape,
      [rotateCredentials('renew-signing-key', 5 * MINUTE), succeed(10 * SECOND)],
    ),
    resetServicePrincipal: clusterOperation<ClusterWork>(
      'ManagedClusters_ResetServicePrincipalProfile',
      workShape,
      [reserveControlPlane(2 * MINUTE), succeed(10 * SECOND)],
    ),
    resetEntra: clusterOperation<ClusterWork>('ManagedClusters_ResetAADProfile', workShape, [
      reserveControlPlane(2 * MINUTE),
      succeed(10 * SECOND),
    ]),
    delete: clusterOperation<DeleteWork>('ManagedClusters_Delete', deleteShape, [
      { name: 'drain-nodes', lasts: 2 * MINUTE },
      {
        name: 'delete-resources',
        lasts: 3 * MINUTE,
        async act({ input }, signal) {
          // What would make resources must have let go before they are removed for good.
          for (const operation of input.preempted) await engine.settled(operation)
          await clusters.remove(idKey(input.cluster), signal)
        },
      },
      {
        name: FORGET_CLUSTER,
        lasts: 20 * SECOND,
        async commit(tx, { input }) {
          const cluster = await findCluster(tx, input.cluster)
          if (cluster) await removeNodeGroup(tx, cluster)
          await deleteResource(tx, input.cluster)
        },
      },
    ]),
  }
}

/** From now on only the new credentials are given out; the old ones are of no use. */
async function bringInCredentials(tx: Tx, id: string): Promise<void> {
  const cluster = await findCluster(tx, id)
  if (!cluster?.body.nextCredentials) return
  const { nextCredentials: credentials, ...body } = cluster.body
  await save(tx, { ...cluster, body: { ...body, credentials } })
}

/** From now on the API server speaks the new version; the nodes follow. */
async function controlPlaneUpgraded(tx: Tx, work: UpgradeWork): Promise<void> {
  const cluster = await findCluster(tx, work.cluster)
  if (!cluster) return
  const pools = await listPools(tx, work.cluster)
  const upgrading = pools.map((pool) =>
    work.pools.includes(pool.name) ? movedPool(pool, 'upgrade') : pool,
  )
  await savePools(tx, pools, upgrading)
  const properties = { ...cluster.body.properties, currentKubernetesVersion: work.version }
  await save(tx, { ...cluster, body: { ...cluster.body, properties } })
}

async function nodePoolsUpgraded(tx: Tx, work: UpgradeWork, now: Instant): Promise<void> {
  const pools = await listPools(tx, work.cluster)
  const upgraded = pools.map((pool) => {
    if (!work.pools.includes(pool.name)) return pool
    const properties = {
      ...pool.body.properties,
      currentOrchestratorVersion: work.version,
      nodeImageVersion: latestNodeImage(pool.body.properties.osSKU, now),
    }
    return { ...pool, body: { ...pool.body, properties } }
  })
  await savePools(tx, pools, upgraded)
}
