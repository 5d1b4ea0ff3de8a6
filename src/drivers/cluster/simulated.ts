import { type BeforeChange, memoryNodes } from './nodes/memory-nodes.ts'
import { NodePools } from './nodes/node-pools.ts'
import type { ClusterDriver } from './port.ts'

const NOTHING_HERE =
  'This cluster is simulated: no API server runs behind it, so no command can be run on it.\n'

interface Remembered {
  readonly pools: NodePools
  /** Names of the pools that this server has set: it does not know of the nodes of others. */
  readonly known: Set<string>
}

/**
 * Remembers which nodes clusters have, for as long as its server lives; beside that only the resource
 * side exists. It says so where a call asks.
 */
export function simulatedClusters(beforeChange?: BeforeChange): ClusterDriver {
  const clusters = new Map<string, Remembered>()
  const made = (cluster: string): Remembered => {
    const found = clusters.get(cluster) ?? {
      pools: new NodePools(memoryNodes(beforeChange), () => 0),
      known: new Set(),
    }
    clusters.set(cluster, found)
    return found
  }
  return {
    runControlPlane: async ({ cluster }) => void made(cluster),
    async setNodePool(pool, signal) {
      const { pools, known } = made(pool.cluster)
      known.add(pool.name)
      await pools.set(pool, signal)
    },
    removeNodePool: async ({ cluster, name }, signal) =>
      await clusters.get(cluster)?.pools.remove(name, signal),
    stop: async () => {},
    remove: async (cluster) => void clusters.delete(cluster),
    async nodes({ cluster, name }, signal) {
      const found = clusters.get(cluster)
      return found?.known.has(name) ? await found.pools.names(name, signal) : undefined
    },
    serverUrl: async () => undefined,
    runCommand: async () => ({ exitCode: 1, logs: NOTHING_HERE }),
    setNamespace: async () => {},
    removeNamespace: async () => {},
    resume: async () => {},
    close: async () => {},
  }
}
