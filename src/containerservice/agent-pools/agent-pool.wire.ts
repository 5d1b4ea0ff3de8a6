import type { PoolProfile, PoolProperties, PoolWire } from '../wire.ts'
import type { AgentPool } from './agent-pool.ts'

const propertiesOf = (pool: AgentPool): PoolProperties => ({
  ...pool.body.properties,
  provisioningState: pool.provisioningState,
  powerState: { code: pool.body.power },
})

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
