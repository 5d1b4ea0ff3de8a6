import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ContainerServiceClient, type ManagedCluster } from '@azure/arm-containerservice'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

const cluster = (location: string, dnsPrefix: string): ManagedCluster => ({
  location,
  dnsPrefix,
  identity: { type: 'SystemAssigned' },
  agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
})

let lazuli: Lazuli
let clients: ContainerServiceClient
before(async () => {
  lazuli = await createLazuli({ timeScale: 60 })
  const { credential, options } = azureFor(lazuli.ready)
  clients = new ContainerServiceClient(credential, lazuli.ready.subscriptionId, options)
})
after(() => lazuli.stop())

test('a creation is aborted while it runs, and then done again', async () => {
  const { resourceGroup: group, location } = lazuli.ready
  const { managedClusters, agentPools } = clients
  const often = { updateIntervalInMs: 50 }
  const creation = await managedClusters.beginCreateOrUpdate(
    group,
    'demo',
    cluster(location, 'demo'),
    often,
  )
  assert.equal((await managedClusters.get(group, 'demo')).provisioningState, 'Creating')
  await managedClusters.beginAbortLatestOperationAndWait(group, 'demo', often)
  assert.equal((await managedClusters.get(group, 'demo')).provisioningState, 'Canceled')
  for await (const pool of agentPools.list(group, 'demo')) {
    assert.equal(pool.provisioningState, 'Canceled')
  }
  await assert.rejects(creation.pollUntilDone(), /canceled/i)

  const again = await managedClusters.beginCreateOrUpdateAndWait(
    group,
    'demo',
    cluster(location, 'demo'),
    often,
  )
  assert.equal(again.provisioningState, 'Succeeded')
  assert.equal(again.powerState?.code, 'Running')
  const credentials = await managedClusters.listClusterUserCredentials(group, 'demo')
  assert.equal(credentials.kubeconfigs?.[0]?.name, 'clusterUser')
  const kubeconfig = Buffer.from(credentials.kubeconfigs?.[0]?.value ?? []).toString()
  assert.match(kubeconfig, /kind: Config/)
})

test('a refusal arrives with its status and code', async () => {
  const { resourceGroup: group, location } = lazuli.ready
  const { managedClusters } = clients
  await assert.rejects(managedClusters.beginAbortLatestOperation(group, 'unknown'), {
    statusCode: 404,
    code: 'ResourceNotFound',
  })
  const poller = await managedClusters.beginCreateOrUpdate(group, 'busy', cluster(location, 'busy'))
  await assert.rejects(
    managedClusters.beginCreateOrUpdate(group, 'busy', cluster(location, 'busy')),
    { statusCode: 409, code: 'OperationNotAllowed' },
  )
  assert.equal(poller.getOperationState().status, 'running')
  await managedClusters.beginDeleteAndWait(group, 'busy', { updateIntervalInMs: 50 })
  await assert.rejects(managedClusters.get(group, 'busy'), { statusCode: 404 })
})
