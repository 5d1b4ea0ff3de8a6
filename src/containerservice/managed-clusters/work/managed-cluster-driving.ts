// What an operation asks of the cluster driver, in the driver's words. Every call is repeatable.
import { idKey } from '#arm/resource-id.ts'
import { save } from '#arm/resources/resource.queries.ts'
import {
  ClusterRefusal,
  type ControlPlane,
  type NodePool,
  type PlaneCredentials,
  type SignIn,
} from '#drivers/cluster/port.ts'
import { OperationFailure } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import { findPool } from '../../agent-pools/agent-pool.queries.ts'
import type { AgentPool } from '../../agent-pools/agent-pool.ts'
import { credentialsFor } from '../../credentials/credential.commands.ts'
import type { ClusterCredentials, CredentialName } from '../../credentials/credentials.ts'
import { AKS_SERVER_APP } from '../../credentials/kubeconfig.ts'
import { machineNodeOf, nodePoolOf, replacingOf } from '../../machines/node-pool.ts'
import { hasOwnMachines, isWanted, listMachines, nodeNameOf } from '../../machines/own-machine.ts'
import type { ContainerServicePorts } from '../../ports.ts'
import { findCluster, listPools } from '../managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-cluster.ts'

export type DrivingPorts = Pick<
  ContainerServicePorts,
  'store' | 'clusters' | 'credentials' | 'catalogues'
>

const planeCredentials = (
  { credentials: issuer }: Pick<DrivingPorts, 'credentials'>,
  { body }: ManagedCluster,
  { authority, clients, serviceAccountKeys }: ClusterCredentials,
): PlaneCredentials => ({
  authority,
  serviceAccountKeys,
  administrator: clients.clusterAdmin,
  tokens: Object.entries(clients).map(([name, { token }]) => ({
    token,
    ...issuer.subjectOf(name as CredentialName),
  })),
  server: (names) => issuer.server(authority, names, body.credentialsFrom),
})

const controlPlaneOf = (
  ports: DrivingPorts,
  cluster: ManagedCluster,
  version?: string,
  next?: ClusterCredentials,
): ControlPlane => {
  const { fqdn, privateFQDN, currentKubernetesVersion, apiServerAccessProfile } =
    cluster.body.properties
  const { authorizedIPRanges: callers = [] } = apiServerAccessProfile ?? {}
  const signIn = signInOf(cluster)
  return {
    cluster: idKey(cluster.id),
    ...(signIn ? { signIn } : {}),
    // An empty list lets all in, as in AKS.
    ...(callers.length > 0 ? { callers } : {}),
    kubernetesVersion: version ?? currentKubernetesVersion!,
    hostNames: [fqdn, privateFQDN].filter((name) => name !== undefined),
    credentials: async () =>
      planeCredentials(ports, cluster, next ?? (await credentialsFor(ports, cluster))),
  }
}

/** By tokens of Entra, where the cluster is integrated with it. */
function signInOf({ body }: ManagedCluster): SignIn | undefined {
  const { aadProfile } = body.properties
  if (!aadProfile) return undefined
  return {
    audience: aadProfile.serverAppID ?? AKS_SERVER_APP,
    adminGroups: aadProfile.adminGroupObjectIDs ?? [],
    asksForRights: aadProfile.enableAzureRBAC ?? false,
  }
}

/** What a driver will not do ends the operation: to try again would be of no use. */
export async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ClusterRefusal) throw new OperationFailure(error.code, error.message)
    throw error
  }
}

/** Makes the control plane run, at `version` where an upgrade is under way. */
export async function runControlPlane(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
  version?: string,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  const plane = controlPlaneOf(ports, cluster, version)
  await refusing(() => ports.clusters.runControlPlane(plane, signal))
}

/** Makes the control plane run at this version; where it cannot, it goes on as the record says. */
export async function upgradeControlPlane(
  ports: DrivingPorts,
  id: string,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  await orAsBefore(ports, id, signal, () => runControlPlane(ports, id, signal, version))
}

/**
 * Makes the control plane run with the credentials that a rotation brings in; where it cannot, it goes on with those of
 * the record, which are what callers get.
 */
export async function runWithNextCredentials(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  const plane = controlPlaneOf(ports, cluster, undefined, cluster.body.nextCredentials)
  await orAsBefore(ports, id, signal, () =>
    refusing(() => ports.clusters.runControlPlane(plane, signal)),
  )
}

async function orAsBefore(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof OperationFailure) {
      // Why the work failed is what is told. What does not run as before either does so when it next can: the driver
      // has the record's credentials by then.
      await restoreControlPlane(ports, id, true, signal).catch(() => signal.throwIfAborted())
    }
    throw error
  }
}

/** Gives every pool of the cluster the nodes that its record says it has. */
export async function setNodePools(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
  change: (pool: AgentPool) => Partial<NodePool> = () => ({}),
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  for (const pool of await listPools(ports.store, id)) {
    await setNodes(ports, cluster, pool, signal, change(pool))
  }
}

/** Gives a pool the nodes that its record says it has, changed so. */
export async function setNodePool(
  ports: DrivingPorts,
  id: string,
  name: string,
  signal: AbortSignal,
  change: Partial<NodePool> = {},
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  const pool = await findPool(ports.store, id, name)
  if (cluster && pool) await setNodes(ports, cluster, pool, signal, change)
}

async function setNodes(
  ports: DrivingPorts,
  cluster: ManagedCluster,
  pool: AgentPool,
  signal: AbortSignal,
  change: Partial<NodePool>,
): Promise<void> {
  const { vmSize } = pool.body.properties
  const size = vmSize === undefined ? undefined : ports.catalogues.find('vmSizes', vmSize)
  const machines = await machinesFor(ports, cluster, pool)
  const wanted = nodePoolOf(cluster, pool, size, { ...change, ...machines })
  try {
    await refusing(() => ports.clusters.setNodePool(wanted, signal))
  } catch (error) {
    if (error instanceof OperationFailure) await countNodes(ports, cluster.id, signal)
    throw error
  }
}

/** What each node is of a pool whose machines are made one by one. */
async function machinesFor(
  ports: DrivingPorts,
  cluster: ManagedCluster,
  pool: AgentPool,
): Promise<Pick<NodePool, 'machines'>> {
  if (!hasOwnMachines(pool)) return {}
  const machines = (await listMachines(ports.store, pool)).filter(isWanted)
  const nodes = machines.map((machine) => {
    const size = ports.catalogues.find('vmSizes', machine.body.vmSize)
    return [machine.body.number, machineNodeOf(cluster, pool, machine, size)] as const
  })
  return { machines: Object.fromEntries(nodes) }
}

/** What replaces nodes of another version or image. */
export const renewed = (pool: AgentPool, change: Partial<NodePool>): Partial<NodePool> => ({
  ...change,
  replacing: { ...replacingOf(pool), renews: true },
})

/** Saves which of the machines that were made by themselves have their node. */
async function noteMachines(
  tx: Tx,
  cluster: ManagedCluster,
  pool: AgentPool,
  nodes: readonly string[],
): Promise<void> {
  if (!hasOwnMachines(pool)) return
  for (const machine of await listMachines(tx, pool)) {
    const isMade = nodes.includes(nodeNameOf(cluster, pool, machine))
    if (isMade === machine.body.isMade) continue
    await save(tx, { ...machine, body: { ...machine.body, isMade } })
  }
}

/**
 * Saves as the count of pools how many nodes they have, where that is known, and of machines that were made by
 * themselves whether theirs is there: after work that stopped half-way. What is stopped keeps the count that it will
 * have again.
 */
export async function countNodes(
  { store, clusters }: Pick<DrivingPorts, 'store' | 'clusters'>,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const nodes = new Map<string, readonly string[]>()
  for (const { name } of await listPools(store, id)) {
    const names = await clusters.nodes({ cluster: idKey(id), name }, signal)
    if (names) nodes.set(name, names)
  }
  if (nodes.size === 0) return
  await store.write(async (tx) => {
    const cluster = await findCluster(tx, id)
    for (const pool of await listPools(tx, id)) {
      const names = nodes.get(pool.name)
      if (cluster && names) await noteMachines(tx, cluster, pool, names)
      const { properties, power } = pool.body
      const count = names?.length ?? properties.count
      if (power === 'Stopped' || count === undefined || properties.count === count) continue
      await save(tx, { ...pool, body: { ...pool.body, properties: { ...properties, count } } })
    }
  })
}

/** Makes the driver agree with the power that the record has: after an aborted stop or start. */
export async function restorePower(
  ports: DrivingPorts,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster) return
  if (cluster.body.power === 'Stopped') return await ports.clusters.stop(idKey(id), signal)
  await runControlPlane(ports, id, signal)
  await setNodePools(ports, id, signal)
}

/**
 * Lets a control plane go on that aborted work may have ended or given other credentials: with those of the record. One
 * that was never there is not made.
 */
export async function restoreControlPlane(
  ports: DrivingPorts,
  id: string,
  isRekeyed: boolean,
  signal: AbortSignal,
): Promise<void> {
  const cluster = await findCluster(ports.store, id)
  if (!cluster || cluster.body.power === 'Stopped') return
  if (!isRekeyed && (await isAnswering(ports, id, signal))) return
  await runControlPlane(ports, id, signal)
}

/** Also where a control plane has never been there. */
async function isAnswering(
  { store, clusters }: Pick<DrivingPorts, 'store' | 'clusters'>,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { name } of await listPools(store, id)) {
    if (!(await clusters.nodes({ cluster: idKey(id), name }, signal))) return false
  }
  return true
}
