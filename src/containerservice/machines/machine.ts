// The nodes of a pool, one by one: what its row says of them, in names and addresses. Pure.
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { Schemas } from '../wire.ts'

type Machine = Schemas['Machine']

/** Eight digits that are the same for all scale sets of a cluster, as Azure has them. */
const digitsOf = ({ body }: ManagedCluster): string =>
  String(Number.parseInt(body.properties.resourceUID?.slice(0, 8) ?? '0', 16) % 1e8).padStart(
    8,
    '0',
  )

/** Scale sets number their machines in base 36, with six digits. */
const numbered = (index: number): string => index.toString(36).padStart(6, '0')

const numberOf = (name: string): number => Number.parseInt(name.slice(-6), 36)

/** Azure's own range for the nodes of a cluster without a network of its own begins so. */
const addressOf = (place: number, index: number): string => {
  const number = place * 1000 + index + 4
  return `10.224.${Math.floor(number / 256) % 256}.${number % 256}`
}

export const firstAddressOf = ({ body }: AgentPool): string => addressOf(body.place, 0)

/** What the machines of a pool are instances of. */
export function scaleSetOf(
  cluster: ManagedCluster,
  pool: AgentPool,
): { readonly name: string; readonly id: string } {
  const name = `aks-${pool.name}-${digitsOf(cluster)}-vmss`
  const group = `/subscriptions/${cluster.subscriptionId}/resourceGroups/${cluster.body.properties.nodeResourceGroup}`
  return { name, id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}` }
}

/**
 * A pool that is stopped has none; of one whose nodes are not known by name they have the lowest
 * numbers.
 */
export function machinesOf(
  cluster: ManagedCluster,
  pool: AgentPool,
  names: readonly string[] | undefined,
): Machine[] {
  const { count = 0 } = pool.body.properties
  if (pool.body.power === 'Stopped') return []
  const numbers = names?.map(numberOf) ?? Array.from({ length: count }, (_, index) => index)
  return numbers.map((index) => machineAt(cluster, pool, index))
}

/** The one with this number. */
export function machineAt(cluster: ManagedCluster, pool: AgentPool, index: number): Machine {
  const { availabilityZones: zones = [] } = pool.body.properties
  const scaleSet = scaleSetOf(cluster, pool)
  const name = nodeNameOf(cluster, pool, index)
  const zone = zones[index % zones.length]
  return {
    id: `${pool.id}/machines/${name}`,
    name,
    type: `${pool.type}/machines`,
    ...(zone === undefined ? {} : { zones: [zone] }),
    properties: {
      network: { ipAddresses: [{ family: 'IPv4', ip: addressOf(pool.body.place, index) }] },
      resourceId: `${scaleSet.id}/virtualMachines/${index}`,
    },
  }
}

const nodeNameOf = (cluster: ManagedCluster, pool: AgentPool, index: number): string =>
  `${scaleSetOf(cluster, pool).name}${numbered(index)}`
