import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import type { Handlers } from '../handler.ts'
import { accountOf } from '../keys.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { invalidProperty } from '../refusals.ts'
import type { Filterables } from '../wire/filter.ts'
import { byFlag, byId, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { preconditions } from '../wire/preconditions.ts'
import { created, done, found, noContent } from '../wire/replies.ts'
import { wantsStats } from '../wire/shape.ts'
import { countNodes, totalOf } from './counts/node-counts.queries.ts'
import { addPool, decided, poolOf, saveSettings } from './pool.commands.ts'
import { listPools } from './pool.queries.ts'
import type { Pool, PoolSettings } from './pool.ts'
import { poolNameOf, poolStatistics, poolUrl, presentPool, versionOf } from './pool.wire.ts'
import { coreTimeOf } from './pool-usage.queries.ts'
import { askingOf } from './settings/asker.ts'
import { changedSettings, firstSizeOf, settingsOf } from './settings/pool-settings.ts'

const Pool_Add: Handler<operations['Pool_Add'], BatchPorts> = async (request, ports) => {
  const { body, caller } = request
  const settings = settingsOf(body, await askingOf(ports.store, ports, request))
  const size = firstSizeOf(body, settings)
  const saved = await ports.store.write((tx) =>
    addPool(tx, ports, { account: accountOf({ caller }), id: body.id, settings, size }, request),
  )
  ports.engine.wake()
  ports.wake.pools()
  return created(poolUrl(request, saved.id), versionOf(saved))
}

const Pool_Get: Handler<operations['Pool_Get'], BatchPorts> = async (request, ports) => {
  const { store } = ports
  const pool = await poolOf(store, poolNameOf(request))
  preconditions(request, versionOf(pool))
  const counts = (await countNodes(store, pool.account, [pool.key])).get(pool.key)
  const stats = wantsStats(request.query) ? await statsOf(ports, request, pool) : {}
  return found({ ...presentPool(request, pool, totals(counts)), ...stats }, versionOf(pool))
}

/** What the pool shows more where its statistics are asked for. */
async function statsOf(
  { store, catalogues }: Pick<BatchPorts, 'store' | 'catalogues'>,
  request: Pick<Request, 'origin' | 'now'>,
  pool: Pool,
): Promise<{ readonly stats?: unknown }> {
  const coreMs = await coreTimeOf(store, catalogues, pool, request.now)
  // Recorded: a new pool has none yet.
  if (coreMs === 0) return {}
  return { stats: poolStatistics(request, pool, coreMs, request.now) }
}

const totals = (counts: Parameters<typeof totalOf>[0]) => ({
  dedicated: totalOf(counts, true),
  lowPriority: totalOf(counts, false),
})

const Pool_Exists: Handler<operations['Pool_Exists'], BatchPorts> = async (request, { store }) => {
  const pool = await poolOf(store, poolNameOf(request))
  preconditions(request, versionOf(pool))
  return found(undefined, versionOf(pool))
}

const filterables: Filterables = {
  id: byId('pool_key'),
  state: byWord('state'),
  allocationState: byWord('allocation_state'),
  stateTransitionTime: byTime('state_transition_time'),
  allocationStateTransitionTime: byTime('allocation_state_transition_time'),
  creationTime: byTime('creation_time'),
  lastModified: byTime('last_modified'),
  enableAutoScale: byFlag('enable_auto_scale'),
  enableInterNodeCommunication: byFlag('enable_inter_node_communication'),
  vmSize: byWord('vm_size'),
}

const Pool_List: Handler<operations['Pool_List'], BatchPorts> = async (request, ports) => {
  const { store } = ports
  const account = accountOf(request)
  const filter = filterOf(request.query, filterables)
  const withStats = wantsStats(request.query)
  const page = await pageOf(
    request,
    async (wanted) => {
      const pools = await listPools(store, account, filter, wanted)
      const counts = await countNodes(
        store,
        account,
        pools.map(({ key }) => key),
      )
      const shown: { pool: Pool; body: Readonly<Record<string, unknown>> }[] = []
      for (const pool of pools) {
        const stats = withStats ? await statsOf(ports, request, pool) : {}
        const body = presentPool(request, pool, totals(counts.get(pool.key)))
        shown.push({ pool, body: { ...body, ...stats } })
      }
      return shown
    },
    ({ pool }) => pool.key,
    ({ body }) => body,
  )
  return found(page)
}

const OLD_PATCH = [
  'startTask',
  'certificateReferences',
  'applicationPackageReferences',
  'metadata',
  'targetNodeCommunicationMode',
]

const Pool_Patch: Handler<operations['Pool_Patch'], BatchPorts> = async (request, ports) => {
  const { body } = request
  const pool = await change(request, ports, async (tx, pool) => {
    preconditions(request, versionOf(pool))
    const onlyEmpty = Object.keys(body).find((name) => !OLD_PATCH.includes(name))
    if (onlyEmpty && (await listNodes(tx, pool)).length > 0) {
      throw invalidProperty(onlyEmpty, 'It can be changed only while the pool has no nodes')
    }
    return changedSettings(pool.settings, body, await askingOf(tx, ports, request))
  })
  ports.engine.wake()
  return done(request, versionOf(pool))
}

const Pool_UpdateProperties: Handler<operations['Pool_UpdateProperties'], BatchPorts> = async (
  request,
  ports,
) => {
  const { body } = request
  const pool = await change(request, ports, async (tx, { settings }) => {
    // What is left out is no more.
    const { startTask: _startTask, metadata: _metadata, ...others } = settings
    const kept = { ...others, targetNodeCommunicationMode: 'default' as const }
    const { metadata, ...sent } = body
    // Recorded: an empty list leaves nothing, here alone.
    const asked = metadata.length > 0 ? { ...sent, metadata } : sent
    return changedSettings(kept, asked, await askingOf(tx, ports, request))
  })
  return noContent(request, versionOf(pool))
}

/** Saves other settings as a new version of the pool. */
function change(
  request: Pick<Request, 'caller' | 'apiVersion' | 'now'> & { params: { poolId: string } },
  ports: BatchPorts,
  settingsFor: (tx: Tx, pool: Pool) => Promise<PoolSettings>,
): Promise<Pool> {
  return ports.store.write(async (tx) => {
    const pool = await poolOf(tx, poolNameOf(request))
    // What a pool that is being deleted refuses comes before what is wrong with the body.
    decided(pool, { type: 'change', settings: pool.settings }, request.now)
    return saveSettings(tx, ports, pool, await settingsFor(tx, pool), request)
  })
}

export const poolHandlers = {
  Pool_Add,
  Pool_Get,
  Pool_Exists,
  Pool_List,
  Pool_Patch,
  Pool_UpdateProperties,
} satisfies Handlers
