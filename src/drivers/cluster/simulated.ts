import type { ClusterDriver } from './port.ts'

const NOTHING_HERE =
  'This cluster is simulated: no API server runs behind it, so no command can be run on it.\n'

/** Keeps no cluster at all: only the resource side exists. It says so where a call asks. */
export const simulatedClusters = (): ClusterDriver => ({
  runControlPlane: async () => {},
  setNodePool: async () => {},
  removeNodePool: async () => {},
  stop: async () => {},
  remove: async () => {},
  serverUrl: () => undefined,
  runCommand: async () => ({ exitCode: 1, logs: NOTHING_HERE }),
})
