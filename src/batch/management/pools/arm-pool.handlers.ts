// Pools on ARM: the same rows as on the data plane, in ARM's words.

import { isDeepStrictEqual } from 'node:util'
import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountResource } from '../../accounts/account.ts'
import { disableAutoScale } from '../../autoscale/autoscale.commands.ts'
import { accountKeyOf, poolKeyOf } from '../../keys.ts'
import { listNodes } from '../../nodes/node.queries.ts'
import { countNodes, totalOf } from '../../pools/counts/node-counts.queries.ts'
import {
  addPool,
  beginDeletion,
  decided,
  saveSettings,
  stopResizing,
} from '../../pools/pool.commands.ts'
import { findPool, listPools } from '../../pools/pool.queries.ts'
import type { Pool, PoolSettings } from '../../pools/pool.ts'
import type { Asking } from '../../pools/settings/asking.ts'
import { changedSettings, settingsOf } from '../../pools/settings/pool-settings.ts'
import type { BatchPorts } from '../../ports.ts'
import { missingProperty } from '../../refusals.ts'
import type { Filterables } from '../../wire/filter.ts'
import { byId, byTime, byWord } from '../../wire/filterables.ts'
import { filterOf } from '../../wire/filtered.ts'
import { pageOf } from '../../wire/page.ts'
import { accountError } from '../accounts/account.errors.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { asArm } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import { cannotBeUpdated } from '../refusals.ts'
import {
  type ArmProperties,
  armEtagOf,
  identityIn,
  presentArmPool,
  sentSettings,
  withKept,
} from './arm-pool.wire.ts'
import { withoutRemoved } from './arm-pool-removed.ts'
import { firstScale, rescaled } from './arm-pool-scale.ts'
import { armPathOf } from './arm-pool-words.ts'

type ArmHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>
type Named = Pick<Request<operations['Pool_Get']>, 'params'>

interface Found {
  readonly account: AccountResource
  readonly pool: Pool | undefined
}

async function find(reader: Reader, { params }: Named): Promise<Found> {
  const account = await accountOf(reader, params)
  return {
    account,
    pool: await findPool(reader, accountKeyOf(account.name), poolKeyOf(params.poolName)),
  }
}

async function existing(
  reader: Reader,
  request: Named,
): Promise<{ readonly account: AccountResource; readonly pool: Pool }> {
  const { account, pool } = await find(reader, request)
  if (!pool) throw accountError('ResourceNotFound', { name: request.params.poolName })
  return { account, pool }
}

async function shown(reader: Reader, account: AccountResource, pool: Pool): Promise<Reply> {
  const counts = (await countNodes(reader, pool.account, [pool.key])).get(pool.key)
  return {
    status: 200,
    headers: { ETag: armEtagOf(pool) },
    body: presentArmPool(account, pool, totalsOf(counts)),
  }
}

const totalsOf = (counts: Parameters<typeof totalOf>[0]) => ({
  dedicated: totalOf(counts, true),
  lowPriority: totalOf(counts, false),
})

/** `*` stands for any version; a pool that is not there has none. */
function checkConditions({ headers }: Pick<Request, 'headers'>, pool: Pool | undefined): void {
  const { 'if-match': wanted, 'if-none-match': unwanted } = headers
  const etag = pool && armEtagOf(pool)
  const isWanted =
    wanted === undefined ||
    (etag !== undefined && (wanted === '*' || String(wanted).replace(/^W\//, '') === etag))
  if (!isWanted || (unwanted === '*' && etag !== undefined)) {
    throw accountError('PreconditionFailed')
  }
}

type ArmPool = operations['Pool_Create']['requestBody']['content']['application/json']

type Sent = Pick<Request, 'now' | 'apiVersion'> & {
  readonly subscriptionId: string
  readonly properties: ArmProperties
  readonly identity: ArmPool['identity']
  readonly tags: ArmPool['tags']
  /** What was sent as null. */
  readonly removed: readonly string[]
  /** Identities come to those that the pool has: told of PATCH, which takes none of them away. */
  readonly addsIdentities?: boolean
}

const askingOf = (
  { catalogues }: Pick<BatchPorts, 'catalogues'>,
  { apiVersion, subscriptionId }: Sent,
): Asking => ({
  catalogues,
  isByToken: true,
  takesManagedImages: true,
  apiVersion,
  subscriptionId,
})

/** An empty start task stands for none. */
const isEmpty = (startTask: object): boolean => Object.keys(startTask).length === 0

async function added(
  tx: Tx,
  ports: BatchPorts,
  account: AccountResource,
  id: string,
  sent: Sent,
): Promise<Pool> {
  const { vmSize, startTask, ...others } = sentSettings(sent.properties)
  if (vmSize === undefined) throw missingProperty('vmSize')
  const rest = { ...others, ...(startTask && !isEmpty(startTask) && { startTask }) }
  const { identity, tags } = sent
  const settings = {
    ...settingsOf({ id, vmSize, ...rest }, askingOf(ports, sent)),
    ...(identity && { identity: identityIn(ports, identity, undefined) }),
    ...(tags && { tags }),
  }
  const scale = firstScale(sent.properties, settings)
  return addPool(tx, ports, { account: accountKeyOf(account.name), id, settings, ...scale }, sent)
}

/** What a pool with nodes may change, too; its size is no setting. */
const CHANGEABLE: readonly (keyof PoolSettings)[] = [
  'startTask',
  'applicationPackageReferences',
  'certificateReferences',
  'identity',
  'metadata',
  'tags',
  'targetNodeCommunicationMode',
]

/** From this api-version on, a pool without nodes may change the rest as well. */
const CHANGES_EMPTY_FROM = '2024-07-01'

/** The pool with what was sent in place of what was; what was not sent stays. */
async function changed(tx: Tx, ports: BatchPorts, pool: Pool, sent: Sent): Promise<Pool> {
  // What a pool that is being deleted refuses comes before what is wrong with the body.
  decided(pool, { type: 'change', settings: pool.settings }, sent.now)
  const { startTask, ...asked } = sentSettings(sent.properties)
  const { startTask: before, ...kept } = withoutRemoved(pool.settings, sent.removed)
  const isRemoved = startTask !== undefined && isEmpty(startTask)
  const { identity, tags } = sent
  const settings = {
    ...changedSettings(
      isRemoved || !before ? kept : { ...kept, startTask: before },
      { ...asked, ...(startTask && !isRemoved && { startTask }) },
      askingOf(ports, sent),
    ),
    ...(identity && {
      identity: identityIn(
        ports,
        sent.addsIdentities ? withKept(identity, kept.identity) : identity,
        kept.identity,
      ),
    }),
    ...(tags && { tags }),
  }
  const names = Object.keys({ ...pool.settings, ...settings }) as (keyof PoolSettings)[]
  const fixed = names.find(
    (name) => !CHANGEABLE.includes(name) && !isSame(settings[name], pool.settings[name]),
  )
  if (fixed && (sent.apiVersion < CHANGES_EMPTY_FROM || (await listNodes(tx, pool)).length > 0)) {
    throw cannotBeUpdated(armPathOf(fixed))
  }
  const next = isDeepStrictEqual(settings, pool.settings)
    ? pool
    : await saveSettings(tx, ports, pool, settings, sent)
  return rescaled(tx, ports, next, sent.properties, sent.now)
}

/** An empty list says no more than none. */
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(withoutNothing(one), withoutNothing(other))

const withoutNothing = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? undefined : value

const sentIn = ({
  body,
  removed,
  now,
  apiVersion,
  params,
}: Pick<Request, 'now' | 'apiVersion' | 'removed'> & {
  readonly body: Pick<ArmPool, 'properties' | 'identity' | 'tags'>
  readonly params: { readonly subscriptionId: string }
}): Sent => ({
  now,
  apiVersion,
  subscriptionId: params.subscriptionId,
  properties: body.properties ?? {},
  identity: body.identity,
  tags: body.tags,
  removed,
})

/** What a PUT takes away by not saying it, as the data plane's update of all properties does. */
const REPLACED = [
  'startTask',
  'certificates',
  'applicationPackages',
  'metadata',
  'targetNodeCommunicationMode',
] as const satisfies readonly (keyof ArmProperties)[]

/** A PUT over a pool that is there says all that can be changed of it; the rest stays. */
function replacing(sent: Sent): Sent {
  const unsaid = REPLACED.filter((name) => sent.properties[name] === undefined)
  const gone = unsaid.map((name) => `properties.${name}`)
  return { ...sent, removed: [...new Set([...sent.removed, ...gone])] }
}

const Pool_Create: ArmHandler<'Pool_Create'> = async (request, ports) => {
  const reply = await ports.store.write(async (tx) => {
    const { account, pool } = await find(tx, request)
    checkConditions(request, pool)
    const saved = pool
      ? await changed(tx, ports, pool, replacing(sentIn(request)))
      : await added(tx, ports, account, request.params.poolName, sentIn(request))
    return shown(tx, account, saved)
  })
  ports.engine.wake()
  ports.wake.pools()
  return reply
}

const Pool_Update: ArmHandler<'Pool_Update'> = async (request, ports) => {
  const reply = await ports.store.write(async (tx) => {
    const { account, pool } = await existing(tx, request)
    checkConditions(request, pool)
    const sent = { ...sentIn(request), addsIdentities: true }
    return shown(tx, account, await changed(tx, ports, pool, sent))
  })
  ports.engine.wake()
  ports.wake.pools()
  return reply
}

const Pool_Get: ArmHandler<'Pool_Get'> = async (request, { store }) => {
  const { account, pool } = await existing(store, request)
  return shown(store, account, pool)
}

const filterables: Filterables = {
  name: byId('pool_key'),
  'properties/allocationState': byWord('allocation_state'),
  'properties/allocationStateTransitionTime': byTime('allocation_state_transition_time'),
  'properties/creationTime': byTime('creation_time'),
  'properties/provisioningState': byWord(
    "(case state when 'deleting' then state else 'succeeded' end)",
  ),
  'properties/provisioningStateTransitionTime': byTime('state_transition_time'),
  'properties/lastModified': byTime('last_modified'),
  'properties/vmSize': byWord('vm_size'),
  'properties/interNodeCommunication': byWord(
    "(case enable_inter_node_communication when 1 then 'enabled' else 'disabled' end)",
  ),
}

const Pool_ListByBatchAccount: ArmHandler<'Pool_ListByBatchAccount'> = async (
  request,
  { store },
) => {
  const account = await accountOf(store, request.params)
  const filter = filterOf(request.query, filterables)
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    async (wanted) => {
      const pools = await listPools(store, accountKeyOf(account.name), filter, wanted)
      const keys = pools.map(({ key }) => key)
      const counts = await countNodes(store, accountKeyOf(account.name), keys)
      return pools.map((pool) => ({ pool, totals: totalsOf(counts.get(pool.key)) }))
    },
    ({ pool }) => pool.key,
    ({ pool, totals }) => selected(presentArmPool(account, pool, totals), request),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

/** `$select=properties/x` leaves out other properties; what names the resource always stays. */
function selected(
  pool: Readonly<Record<string, unknown>>,
  { query }: Pick<Request, 'query'>,
): Readonly<Record<string, unknown>> {
  const wanted = queryParameter(query, '$select')?.split(',')
  if (!wanted) return pool
  const names = new Set(wanted.map((name) => name.trim().toLowerCase()))
  const kept = Object.entries(pool.properties as object).filter(([name]) =>
    names.has(`properties/${name.toLowerCase()}`),
  )
  return { ...pool, properties: Object.fromEntries(kept) }
}

const Pool_Delete: ArmHandler<'Pool_Delete'> = async (request, ports) => {
  const begun = await ports.store.write(async (tx) => {
    const { account, pool } = await find(tx, request)
    if (!pool) return undefined
    // Asked again while it goes, the same deletion is told of.
    const operation =
      pool.state === 'deleting'
        ? { id: pool.allocation }
        : await beginDeletion(tx, ports, pool, { now: request.now, accountId: account.id })
    return { account, operation }
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  ports.wake.scheduler()
  return { status: 202, headers: startedHeaders(ports, request, begun.account, begun.operation) }
}

const Pool_StopResize: ArmHandler<'Pool_StopResize'> = async (request, ports) => {
  const reply = await ports.store.write(async (tx) => {
    const { account, pool } = await existing(tx, request)
    return shown(tx, account, await stopResizing(tx, ports, pool, request.now))
  })
  ports.engine.wake()
  return reply
}

const Pool_DisableAutoScale: ArmHandler<'Pool_DisableAutoScale'> = async (request, ports) =>
  ports.store.write(async (tx) => {
    const { account, pool } = await existing(tx, request)
    return shown(tx, account, await disableAutoScale(tx, pool, request.now))
  })

export const armPoolHandlers = {
  Pool_DisableAutoScale: asArm(Pool_DisableAutoScale),
  Pool_Create: asArm(Pool_Create),
  Pool_Update: asArm(Pool_Update),
  Pool_Get: asArm(Pool_Get),
  Pool_ListByBatchAccount: asArm(Pool_ListByBatchAccount),
  Pool_Delete: asArm(Pool_Delete),
  Pool_StopResize: asArm(Pool_StopResize),
} satisfies Handlers
