import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterDriverConformance } from './conformance.ts'
import { simulatedClusters } from './simulated.ts'

clusterDriverConformance({
  name: 'simulated',
  // Each change takes its time, so that what is there meanwhile is seen.
  make: async () => simulatedClusters(() => new Promise((resolve) => setImmediate(resolve))),
  plane: {
    cluster: '/subscriptions/s/resourcegroups/g/providers/p/managedclusters/one',
    kubernetesVersion: '1.29.7',
    hostNames: [],
    credentials: async () => Promise.reject(new Error('a simulation needs none')),
  },
})

test('a simulated cluster says that no command can be run on it', async () => {
  const command = { cluster: 'one', id: '0', line: 'kubectl get nodes' }
  const { logs } = await simulatedClusters().runCommand(command, new AbortController().signal)
  assert.match(logs, /simulated/)
})
