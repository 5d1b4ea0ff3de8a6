import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionOf } from './authorize.ts'

const S = '/subscriptions/s1'
const G = `${S}/resourceGroups/rg`
const C = `${G}/providers/Microsoft.ContainerService/managedClusters/c1`
const M = `${S}/resourceGroups/rg/providers/Microsoft.HybridCompute/machines/m1`

const cases: readonly [string, string, string, string][] = [
  ['GET', S, 'Microsoft.Resources/subscriptions/read', S],
  ['GET', `${S}/locations`, 'Microsoft.Resources/subscriptions/locations/read', S],
  ['GET', `${S}/resourcegroups`, 'Microsoft.Resources/subscriptions/resourceGroups/read', S],
  ['HEAD', G, 'Microsoft.Resources/subscriptions/resourceGroups/read', G],
  ['PUT', G, 'Microsoft.Resources/subscriptions/resourceGroups/write', G],
  ['DELETE', G, 'Microsoft.Resources/subscriptions/resourceGroups/delete', G],
  ['GET', `${G}/resources`, 'Microsoft.Resources/subscriptions/resourceGroups/resources/read', G],
  ['GET', `${S}/providers`, 'Microsoft.Resources/subscriptions/providers/read', S],
  ['GET', `${S}/providers/Microsoft.Batch`, 'Microsoft.Resources/subscriptions/providers/read', S],
  ['POST', `${S}/providers/Microsoft.Batch/register`, 'Microsoft.Batch/register/action', S],
  ['GET', C, 'Microsoft.ContainerService/managedClusters/read', C],
  ['PATCH', C, 'Microsoft.ContainerService/managedClusters/write', C],
  ['POST', `${C}/abort`, 'Microsoft.ContainerService/managedClusters/abort/action', C],
  [
    'POST',
    `${C}/agentPools/np1/abort`,
    'Microsoft.ContainerService/managedClusters/agentPools/abort/action',
    `${C}/agentPools/np1`,
  ],
  ['GET', `${C}/agentPools`, 'Microsoft.ContainerService/managedClusters/agentPools/read', C],
  [
    'GET',
    `${S}/providers/Microsoft.ContainerService/managedClusters`,
    'Microsoft.ContainerService/managedClusters/read',
    S,
  ],
  [
    'GET',
    `${G}/providers/Microsoft.ContainerService/managedClusters`,
    'Microsoft.ContainerService/managedClusters/read',
    G,
  ],
  [
    'POST',
    `${M}/providers/Microsoft.ScVmm/virtualMachineInstances/default/deleteCheckpoint`,
    'Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action',
    `${M}/providers/Microsoft.ScVmm/virtualMachineInstances/default`,
  ],
  [
    'PUT',
    `${G}/providers/Microsoft.Authorization/roleAssignments/r1`,
    'Microsoft.Authorization/roleAssignments/write',
    `${G}/providers/Microsoft.Authorization/roleAssignments/r1`,
  ],
]

test('each call amounts to one action at one scope', () => {
  for (const [method, path, action, scope] of cases) {
    assert.deepEqual(actionOf(method, path), { action, scope }, `${method} ${path}`)
  }
})

test('the contract spells the types, whatever the client made of them', () => {
  const path =
    '/subscriptions/s1/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/c1/ABORT'
  const template =
    '/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.ContainerService/managedClusters/{n}/abort'
  assert.equal(
    actionOf('POST', path, template)?.action,
    'Microsoft.ContainerService/managedClusters/abort/action',
  )
  // But the scope is the client's own words.
  assert.equal(actionOf('POST', path, template)?.scope, path.slice(0, -'/ABORT'.length))
  const extension = `${M.toLowerCase()}/providers/microsoft.scvmm/virtualmachineinstances/default`
  assert.equal(
    actionOf(
      'GET',
      extension,
      '/{resourceUri}/providers/Microsoft.ScVmm/virtualMachineInstances/default',
    )?.action,
    'Microsoft.ScVmm/virtualMachineInstances/read',
  )
})

test('lists of tenants and subscriptions, and what providers tell of themselves, ask no role', () => {
  for (const path of ['/tenants', '/subscriptions', '/providers/Microsoft.Batch/operations']) {
    assert.equal(actionOf('GET', path), undefined)
  }
  assert.notEqual(actionOf('PUT', '/providers/Microsoft.Batch/operations'), undefined)
  // Role assignments of the whole tenant are not for every caller to read.
  const assignments = '/providers/Microsoft.Authorization/roleAssignments'
  assert.deepEqual(actionOf('GET', assignments), {
    action: 'Microsoft.Authorization/roleAssignments/read',
    scope: '/',
  })
})

test('an encoded path names the same scope, and an encoded slash parts nothing', () => {
  assert.deepEqual(actionOf('GET', '//%73ubscriptions/s1/resourceGroups/r%67'), actionOf('GET', G))
  assert.equal(
    actionOf('GET', `${S}/resourceGroups/mine%2F..%2Fother`)?.scope,
    `${S}/resourceGroups/mine%2F..%2Fother`,
  )
})

test('a caller that was told of long work may ask after it, wherever the role holds that let them begin', () => {
  const at = '/providers/Microsoft.ContainerService/locations/westeurope'
  for (const path of [
    `${S}${at}/operations/o1`,
    `${S}${at}/operationResults/o1`,
    `${S}${at}/operationStatuses/o1`,
    '/providers/Microsoft.ScVmm/locations/WESTEUROPE/operationStatuses/1*2',
    `${S}/operationresults/o1`,
  ]) {
    assert.equal(actionOf('GET', path), undefined, path)
    assert.notEqual(actionOf('DELETE', path), undefined, path)
  }
  for (const path of [`${S}${at}/operations`, `${S}${at}/kubernetesVersions`, `${G}/resources/r`]) {
    assert.notEqual(actionOf('GET', path), undefined, path)
  }
})
