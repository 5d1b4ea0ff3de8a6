// A driver of clusters that is loaded when the first cluster needs it.
import type { ClusterDriver } from './port.ts'

export function clustersOnDemand(
  open: () => Promise<ClusterDriver>,
  hasClusters: () => boolean,
): ClusterDriver {
  let opened: Promise<ClusterDriver> | undefined
  const driver = (): Promise<ClusterDriver> => {
    opened ??= open().catch((error: unknown) => {
      // The next call may find what this one lacked.
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    runControlPlane: async (...args) => (await driver()).runControlPlane(...args),
    setNodePool: async (...args) => (await driver()).setNodePool(...args),
    removeNodePool: async (...args) => (await driver()).removeNodePool(...args),
    stop: async (...args) => (await driver()).stop(...args),
    remove: async (...args) => (await driver()).remove(...args),
    nodes: async (...args) => (await driver()).nodes(...args),
    serverUrl: async (...args) => (await driver()).serverUrl(...args),
    runCommand: async (...args) => (await driver()).runCommand(...args),
    setNamespace: async (...args) => (await driver()).setNamespace(...args),
    removeNamespace: async (...args) => (await driver()).removeNamespace(...args),
    resume: async () => {
      if (hasClusters()) await (await driver()).resume()
    },
    close: async () => await (await opened)?.close(),
  }
}
