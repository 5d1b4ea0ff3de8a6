// What calls on pools have in common, on either plane.

import type { Operation } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import { unsatisfied } from '../applications/package-reference.rules.ts'
import { unsatisfiedOf } from '../applications/package-references.ts'
import { checkCertificateReferences } from '../certificates/certificate-references.ts'
import { setCertificateUse } from '../certificates/certificate-use.queries.ts'
import { batchError } from '../errors.ts'
import { type AccountKey, type NodeId, poolKeyOf } from '../keys.ts'
import { changeNode, hasten } from '../nodes/node.commands.ts'
import { listNodes } from '../nodes/node.queries.ts'
import { type BatchPorts, quotasOf } from '../ports.ts'
import { refusal } from '../refusals.ts'
import { countNodes, totalOf } from './counts/node-counts.queries.ts'
import { decide, type PoolEvent } from './pool.machine.ts'
import { poolDelete, poolResize, poolStopResize } from './pool.operations.ts'
import { countPools, findPool, insertPool, savePool } from './pool.queries.ts'
import type { DrainOption, Pool, PoolSettings, PoolSize } from './pool.ts'
import { checkSize } from './settings/most-nodes.ts'
import { refuseBeyondQuota } from './settings/pool-settings.ts'

/** The pool of that name, or Azure's refusal. */
export async function poolOf(
  reader: Reader,
  { account, id }: { readonly account: AccountKey; readonly id: string },
): Promise<Pool> {
  const pool = await findPool(reader, account, poolKeyOf(id))
  if (!pool) throw batchError('PoolNotFound')
  return pool
}

/** The next record, or Azure's refusal. */
export function decided(pool: Pool, event: PoolEvent, now: Instant): Pool {
  const decision = decide(pool, event, now)
  if (!decision.accepted) throw batchError(decision.refusal)
  return decision.next
}

/** When a change comes, and in which api-version it is asked for. */
export interface Change {
  readonly now: Instant
  readonly apiVersion: string
}

export interface Resizing {
  readonly size: PoolSize
  readonly option: DrainOption
  /** These go, whatever the size says of others. */
  readonly nodeKeys?: readonly NodeId[]
  /** A formula may resize a pool that no client may. */
  readonly by?: 'formula'
}

/** Begins bringing the pool to another size. Wake the engine once it is saved. */
export async function resized(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  { size, option, nodeKeys, by }: Resizing,
  now: Instant,
): Promise<Pool> {
  const { account, key: poolKey } = pool
  if (!by && !nodeKeys) checkSize(pool.settings, size, await isOfUser(tx, account))
  const counts = (await countNodes(tx, account, [poolKey])).get(poolKey)
  const grows =
    size.targetDedicatedNodes > totalOf(counts, true) ||
    size.targetLowPriorityNodes > totalOf(counts, false)
  const { id } = await ports.engine.begin(tx, poolResize(ports), {
    resource: `batch:${account}/pools/${poolKey}`,
    input: { account, poolKey, option, grows, ...(nodeKeys && { nodeKeys }) },
  })
  const event = { type: 'resize', size, operation: id, option, ...(by && { by }) } as const
  const next = decided(pool, event, now)
  await savePool(tx, next)
  return next
}

export interface NewPool {
  readonly account: AccountKey
  readonly id: string
  readonly settings: PoolSettings
  readonly size: PoolSize
  readonly option?: DrainOption
}

/** Adds the pool and begins to size it. Wake the engine once it is saved. */
export async function addPool(
  tx: Tx,
  ports: BatchPorts,
  { account, id, settings, size, option = 'requeue' }: NewPool,
  { now, apiVersion }: Change,
): Promise<Pool> {
  const existing = await findPool(tx, account, poolKeyOf(id))
  if (existing) {
    throw batchError(existing.state === 'deleting' ? 'PoolBeingDeleted' : 'PoolExists')
  }
  refuseBeyondQuota(await countPools(tx, account), quotasOf(ports).poolQuota)
  const call = { account, apiVersion, options: ports.options }
  await checkPackages(tx, account, settings)
  await checkCertificateReferences(tx, call, settings.certificateReferences)
  await checkResourceTags(tx, account, settings)
  checkSize(settings, size, await isOfUser(tx, account))
  const pool: Pool = {
    account,
    key: poolKeyOf(id),
    id,
    state: 'active',
    stateTransitionTime: now,
    allocationState: 'steady',
    allocationStateTransitionTime: now,
    allocation: '',
    creationTime: now,
    lastModified: now,
    revision: 0,
    settings,
    size,
    resizeErrors: [],
    nextNode: 0,
    // Its first run is at once.
    ...(settings.autoScale && { nextAutoScale: now }),
  }
  await insertPool(tx, pool)
  await useCertificates(tx, pool)
  const by = settings.enableAutoScale && ({ by: 'formula' } as const)
  return resized(tx, ports, pool, { size, option, ...by }, now)
}

/** Saves other settings as a new version of the pool, with the certificates that it needs now. */
export async function saveSettings(
  tx: Tx,
  { options }: BatchPorts,
  pool: Pool,
  settings: PoolSettings,
  { now, apiVersion }: Change,
): Promise<Pool> {
  const { certificateReferences } = settings
  if (certificateReferences !== pool.settings.certificateReferences) {
    const call = { account: pool.account, apiVersion, options }
    await checkCertificateReferences(tx, call, certificateReferences)
  }
  if (settings.applicationPackageReferences !== pool.settings.applicationPackageReferences) {
    await checkPackages(tx, pool.account, settings)
  }
  if (settings.resourceTags !== pool.settings.resourceTags) {
    await checkResourceTags(tx, pool.account, settings)
  }
  const next = decided(pool, { type: 'change', settings }, now)
  await savePool(tx, next)
  await useCertificates(tx, next)
  return next
}

/** Refuses packages that nodes could not install. */
async function checkPackages(
  reader: Reader,
  account: AccountKey,
  { applicationPackageReferences: references }: PoolSettings,
): Promise<void> {
  const lacking = await unsatisfiedOf(reader, account, references)
  if (lacking) throw unsatisfied('applicationPackageReferences', lacking)
}

/** Whether the account's nodes are in the user's own subscription. */
export async function isOfUser(reader: Reader, account: AccountKey): Promise<boolean> {
  return (await findAccount(reader, account))?.body.poolAllocationMode === 'UserSubscription'
}

/** Tags are for resources in the user's own subscription: only some accounts have their nodes there. */
async function checkResourceTags(
  reader: Reader,
  account: AccountKey,
  { resourceTags = {} }: PoolSettings,
): Promise<void> {
  if (Object.keys(resourceTags).length === 0) return
  if (await isOfUser(reader, account)) return
  throw refusal('UnsupportedProperty', {
    PropertyName: 'resourceTags',
    Reason: 'It needs an account with the pool allocation mode UserSubscription',
  })
}

const useCertificates = (tx: Tx, { account, id, settings }: Pool): Promise<void> =>
  setCertificateUse(
    tx,
    { account, poolId: id },
    (settings.certificateReferences ?? []).map(({ thumbprint }) => thumbprint),
  )

/** Leaves the pool's nodes as they are. Wake the engine once it is saved. */
export async function stopResizing(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  now: Instant,
): Promise<Pool> {
  const { id } = await ports.engine.begin(tx, poolStopResize(ports), {
    resource: `batch:${pool.account}/pools/${pool.key}`,
    input: { account: pool.account, poolKey: pool.key },
  })
  const next = decided(pool, { type: 'stopResize', operation: id }, now)
  await savePool(tx, next)
  return next
}

/**
 * Begins the pool's end, which is an operation of ARM's as well: `accountId` is the account's id there.
 * Wake the engine and the scheduler once it is saved.
 */
export async function beginDeletion(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  { now, accountId }: { readonly now: Instant; readonly accountId: string },
): Promise<Pick<Operation, 'id'>> {
  const nodes = await listNodes(tx, pool)
  const operation = await ports.engine.begin(tx, poolDelete(ports), {
    resource: `${accountId}/pools/${pool.key}`,
    input: { account: pool.account, poolKey: pool.key },
  })
  const isEmpty = nodes.length === 0
  await savePool(tx, decided(pool, { type: 'delete', operation: operation.id, isEmpty }, now))
  for (const node of nodes) {
    const asked = { kind: 'remove', option: 'requeue' } as const
    const refused = await changeNode(tx, ports, node, asked, now)
    if (refused) await hasten(tx, node, now)
  }
  return operation
}
