import { defined } from '#kernel/defined.ts'
import { etagOf } from '../etag.ts'
import type { PoolProfile, PoolProperties, PoolWire } from '../wire.ts'
import type { AgentPool, PoolBody, StoredPool } from './agent-pool.ts'

const propertiesOf = (pool: AgentPool): PoolProperties => ({
  ...pool.body.properties,
  ...machinesOf(pool.body.properties),
  eTag: etagOf(pool),
  provisioningState: pool.provisioningState,
  powerState: { code: pool.body.power },
  ...statusOf(pool.body),
})

/** What a GET of a cluster or a pool tells of its last change. */
export const statusOf = ({ failure }: Pick<PoolBody, 'failure'>) =>
  failure ? { status: { provisioningError: failure } } : {}

/** A pool of single machines tells how many of each size there are. */
function machinesOf({ type, vmSize, count, virtualMachinesProfile }: StoredPool) {
  if (type !== 'VirtualMachines') return {}
  const { manual, autoscale } = virtualMachinesProfile?.scale ?? {}
  const fewest = autoscale?.map(({ size, minCount = 0 }) => defined({ size, count: minCount }))
  return { virtualMachineNodesStatus: manual ?? fewest ?? [defined({ size: vmSize, count })] }
}

/** A pool as its own GET answers it. */
export const presentPool = (pool: AgentPool): PoolWire => ({
  id: pool.id,
  name: pool.name,
  type: pool.type,
  properties: propertiesOf(pool),
})

/** As recorded, the answers to a stop and to its abort show no nodes; a GET right after does. */
export function answeredPool(pool: AgentPool): PoolWire {
  const shown = presentPool(pool)
  if (pool.provisioningState !== 'Stopping') return shown
  const { minCount: _min, maxCount: _max, ...properties } = shown.properties!
  return { ...shown, properties: { ...properties, count: 0 } }
}

/** A pool as its cluster shows it: flat, with its name. */
export const profileOf = (pool: AgentPool): PoolProfile => ({
  name: pool.name,
  ...propertiesOf(pool),
})
