import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callLimits } from './call-limits.ts'

const one = { subscriptionId: 'S', resourceGroupName: 'g', resourceName: 'one' }
const key = (operationId: string, params: Record<string, string>) =>
  callLimits.of(operationId, params).key

test('each cluster and each pool has buckets of its own, by its name in any case', () => {
  const get = key('ManagedClusters_Get', one)
  assert.equal(key('ManagedClusters_Get', { ...one, resourceName: 'ONE' }), get)
  assert.notEqual(key('ManagedClusters_Get', { ...one, resourceName: 'two' }), get)
  assert.notEqual(key('ManagedClusters_CreateOrUpdate', one), get)
  const put = (agentPoolName: string) => key('AgentPools_CreateOrUpdate', { ...one, agentPoolName })
  assert.notEqual(put('a'), put('b'))
})

test('what is not named shares one bucket of the subscription; all monitors share another', () => {
  const stop = key('ManagedClusters_Stop', one)
  assert.equal(key('Snapshots_List', { subscriptionId: 's' }), stop)
  const monitor = key('OperationStatuses_GetOperation', one)
  assert.notEqual(monitor, stop)
  assert.equal(key('OperationStatuses_GetOperationResults', one), monitor)
})
