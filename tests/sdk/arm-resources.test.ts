// Microsoft's own clients for Resource Manager against a real server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { ResourceManagementClient } from '@azure/arm-resources'
import { SubscriptionClient } from '@azure/arm-resources-subscriptions'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

let lazuli: Lazuli
let clients: ResourceManagementClient
let subscriptions: SubscriptionClient
let aks: ContainerServiceClient
before(async () => {
  lazuli = await createLazuli({ timeScale: 600 })
  const { credential, options } = azureFor(lazuli.ready)
  const { subscriptionId } = lazuli.ready
  clients = new ResourceManagementClient(credential, subscriptionId, options)
  subscriptions = new SubscriptionClient(credential, options)
  aks = new ContainerServiceClient(credential, subscriptionId, options)
})
after(() => lazuli.stop())

const often = { updateIntervalInMs: 50 }

async function namesOf(items: AsyncIterable<{ name?: string }>): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of items) names.push(name ?? '')
  return names
}

test('a subscription, its tenant and its regions are found', async () => {
  const { subscriptionId, tenantId } = lazuli.ready
  const found = await subscriptions.subscriptions.get(subscriptionId)
  assert.deepEqual([found.state, found.tenantId], ['Enabled', tenantId])
  for await (const tenant of subscriptions.tenants.list()) assert.equal(tenant.tenantId, tenantId)
  const regions = await namesOf(subscriptions.subscriptions.listLocations(subscriptionId))
  assert.ok(regions.includes('westeurope'))
})

test('a group is made, found, changed and deleted with what is in it', async () => {
  const { location } = lazuli.ready
  const { resourceGroups, resources } = clients
  assert.equal((await resourceGroups.checkExistence('sdk')).body, false)
  const made = await resourceGroups.createOrUpdate('sdk', { location, tags: { a: '1' } })
  assert.equal(made.properties?.provisioningState, 'Succeeded')
  assert.equal((await resourceGroups.checkExistence('SDK')).body, true)
  assert.deepEqual((await resourceGroups.update('sdk', { tags: { b: '2' } })).tags, { b: '2' })
  const tagged = resourceGroups.list({ filter: "tagName eq 'b' and tagValue eq '2'" })
  assert.deepEqual(await namesOf(tagged), ['sdk'])
  await aks.managedClusters.beginCreateOrUpdateAndWait(
    'sdk',
    'inside',
    {
      location,
      dnsPrefix: 'inside',
      identity: { type: 'SystemAssigned' },
      agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
    },
    often,
  )
  assert.deepEqual(await namesOf(resources.listByResourceGroup('sdk')), ['inside'])
  const byType = "resourceType eq 'Microsoft.ContainerService/managedClusters'"
  assert.deepEqual(await namesOf(resources.list({ filter: byType })), ['inside'])
  const id = `/subscriptions/${lazuli.ready.subscriptionId}/resourceGroups/sdk/providers/Microsoft.ContainerService/managedClusters/inside`
  assert.equal((await resources.checkExistenceById(id, '2024-05-01')).body, true)
  assert.equal((await resources.getById(id, '2024-05-01')).location, location)
  await resourceGroups.beginDeleteAndWait('sdk', often)
  await assert.rejects(resourceGroups.get('sdk'), { code: 'ResourceGroupNotFound' })
  await assert.rejects(resources.getById(id, '2024-05-01'), { code: 'ResourceGroupNotFound' })
  const groups = await namesOf(resourceGroups.list())
  assert.deepEqual(groups, [lazuli.ready.resourceGroup], 'no node group is left either')
})

test('a provider can be taken away and comes back', async () => {
  const { providers } = clients
  const namespace = 'Microsoft.ContainerService'
  assert.equal((await providers.get(namespace)).registrationState, 'Registered')
  assert.equal((await providers.unregister(namespace)).registrationState, 'Unregistering')
  await assert.rejects(namesOf(aks.managedClusters.list()), {
    code: 'MissingSubscriptionRegistration',
  })
  await providers.register(namespace)
  assert.deepEqual(await namesOf(aks.managedClusters.list()), [])
})

test('tags have a life of their own', async () => {
  const scope = `subscriptions/${lazuli.ready.subscriptionId}`
  const { tagsOperations } = clients
  const tags = { team: 'a' }
  await tagsOperations.createOrUpdateAtScope(scope, { properties: { tags } })
  const change = { operation: 'Merge', properties: { tags: { cost: '1' } } }
  await tagsOperations.updateAtScope(scope, change)
  const found = await tagsOperations.getAtScope(scope)
  assert.deepEqual(found.properties.tags, { team: 'a', cost: '1' })
  const names: string[] = []
  for await (const tag of tagsOperations.list()) names.push(tag.tagName ?? '')
  assert.deepEqual(names, ['cost', 'team'])
})
