import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterWire, PoolWire } from '../wire.ts'
import { clusterAt, poolAt } from './managed-cluster.versions.ts'

const cluster: ClusterWire = {
  location: 'westeurope',
  properties: {
    dnsPrefix: 'demo',
    bootstrapProfile: { artifactSource: 'Direct' },
    nodeProvisioningProfile: { mode: 'Manual' },
    apiServerAccessProfile: { disableRunCommand: true, enableVnetIntegration: true },
    agentPoolProfiles: [
      {
        name: 'one',
        gpuProfile: { driver: 'None' },
        upgradeSettings: { maxSurge: '1', maxUnavailable: '2' },
      },
      { name: 'two' },
    ],
  },
}

test('a version has what came with it and before it', () => {
  assert.deepEqual(clusterAt(cluster, '2025-10-01'), cluster)
  const may = clusterAt(cluster, '2025-05-01').properties
  assert.deepEqual(may?.apiServerAccessProfile, { disableRunCommand: true })
  assert.deepEqual(may?.nodeProvisioningProfile, { mode: 'Manual' })
  assert.deepEqual(clusterAt(cluster, '2024-05-01'), {
    location: 'westeurope',
    properties: {
      dnsPrefix: 'demo',
      apiServerAccessProfile: { disableRunCommand: true },
      agentPoolProfiles: [{ name: 'one', upgradeSettings: { maxSurge: '1' } }, { name: 'two' }],
    },
  })
})

test('a pool has it likewise, and nothing more', () => {
  const pool: PoolWire = { properties: { count: 1, gpuProfile: { driver: 'None' } } }
  assert.deepEqual(poolAt(pool, '2025-02-01'), pool)
  assert.deepEqual(poolAt(pool, '2024-05-01'), { properties: { count: 1 } })
})
