// How often AKS lets itself be called, as documented with its quotas; what is not named shares one.
import type { CallLimit, CallLimits } from '#kernel/service.ts'
import { aksError } from '../errors.ts'

type Params = Readonly<Record<string, string | undefined>>

const SCOPES = {
  subscription: ['subscriptionId'],
  group: ['subscriptionId', 'resourceGroupName'],
  cluster: ['subscriptionId', 'resourceGroupName', 'resourceName'],
  pool: ['subscriptionId', 'resourceGroupName', 'resourceName', 'agentPoolName'],
} as const

interface Limit {
  readonly size: number
  readonly perSecond: number
  readonly per: keyof typeof SCOPES
}

const LIMITS: Readonly<Record<string, Limit>> = {
  ManagedClusters_List: { size: 500, perSecond: 1, per: 'subscription' },
  ManagedClusters_ListByResourceGroup: { size: 60, perSecond: 1, per: 'group' },
  AgentPools_CreateOrUpdate: { size: 20, perSecond: 1 / 60, per: 'pool' },
  ManagedClusters_CreateOrUpdate: { size: 20, perSecond: 1 / 60, per: 'cluster' },
  ManagedClusters_Get: { size: 60, perSecond: 1, per: 'cluster' },
}
const MONITORS: Limit = { size: 200, perSecond: 2, per: 'subscription' }
const OTHERS: Limit = { size: 60, perSecond: 1, per: 'subscription' }

function limitOf(operationId: string, params: Params): CallLimit {
  const isMonitor = operationId.startsWith('OperationStatuses_')
  const own = LIMITS[operationId] ?? (isMonitor ? MONITORS : undefined)
  const { size, perSecond, per } = own ?? OTHERS
  const where = SCOPES[per].map((name) => params[name]?.toLowerCase())
  const what = own ? (isMonitor ? 'monitors' : operationId) : 'others'
  return { key: [what, ...where].join('/'), size, perSecond }
}

export const callLimits: CallLimits = {
  of: limitOf,
  refuse: (waitS) => aksError('Throttled', {}, { headers: { 'retry-after': String(waitS) } }),
}
