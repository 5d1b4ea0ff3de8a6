import type { components, operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../../handler.ts'
import { accountOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { NodeState } from '../../nodes/node.ts'
import type { BatchPorts } from '../../ports.ts'
import { filterOf } from '../../wire/filtered.ts'
import { pageOf } from '../../wire/page.ts'
import { found } from '../../wire/replies.ts'
import { listPools } from '../pool.queries.ts'
import { countNodes, type StateCount, totalOf } from './node-counts.queries.ts'

type NodeCounts = components['schemas']['NodeCounts']

/** The counts are spelt otherwise than the states. */
const NAMES: Record<NodeState, keyof NodeCounts> = {
  creating: 'creating',
  idle: 'idle',
  offline: 'offline',
  preempted: 'preempted',
  rebooting: 'rebooting',
  reimaging: 'reimaging',
  running: 'running',
  starting: 'starting',
  starttaskfailed: 'startTaskFailed',
  leavingpool: 'leavingPool',
  unknown: 'unknown',
  unusable: 'unusable',
  waitingforstarttask: 'waitingForStartTask',
  upgradingos: 'upgradingOS',
  deallocated: 'deallocated',
  deallocating: 'deallocating',
}

function nodeCounts(counts: readonly StateCount[], isDedicated: boolean): NodeCounts {
  const mine = counts.filter((each) => each.isDedicated === isDedicated)
  const byName = Object.entries(NAMES).map(([state, name]) => [
    name,
    mine.find((each) => each.state === state)?.count ?? 0,
  ])
  return { ...(Object.fromEntries(byName) as NodeCounts), total: totalOf(counts, isDedicated) }
}

const filterables = { poolId: { column: 'pool_key', operators: ['eq'], kind: 'id' } } as const

const Account_ListPoolNodeCounts: Handler<
  operations['Account_ListPoolNodeCounts'],
  BatchPorts
> = async (request, { store }) => {
  const account = accountOf(request)
  const filter = filterOf(request.query, filterables)
  const page = await pageOf(
    request,
    async (wanted) => {
      const pools = await listPools(store, account, filter, wanted)
      const keys = pools.map(({ key }) => key)
      const counts = await countNodes(store, account, keys)
      return pools.map((pool) => ({ pool, counts: counts.get(pool.key) ?? [] }))
    },
    ({ pool }) => pool.key,
    ({ pool, counts }) => ({
      poolId: pool.id,
      dedicated: nodeCounts(counts, true),
      lowPriority: nodeCounts(counts, false),
    }),
    limits.nodeCountsPageSize,
  )
  return found(page)
}

export const nodeCountHandlers = { Account_ListPoolNodeCounts } satisfies Handlers
