// Clusters: what each button does is read back by an SDK.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { azureFor } from '#testing/clients/azure.ts'
import { press, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let client: ContainerServiceClient
let group: string
before(async () => {
  scene = await openScene({ timeScale: 500 })
  const { credential, options } = azureFor(scene.lazuli.ready)
  const { subscriptionId, resourceGroup, location } = scene.lazuli.ready
  group = resourceGroup
  client = new ContainerServiceClient(credential, subscriptionId, options)
  const pool = { count: 1, vmSize: 'Standard_DS2_v2' }
  await client.managedClusters.beginCreateOrUpdateAndWait(
    group,
    'demo',
    {
      location,
      dnsPrefix: 'demo',
      kubernetesVersion: await oldest(location),
      identity: { type: 'SystemAssigned' },
      agentPoolProfiles: [
        { name: 'system', mode: 'System', ...pool },
        { name: 'work', mode: 'User', ...pool },
      ],
    },
    { updateIntervalInMs: 50 },
  )
})
after(() => scene[Symbol.asyncDispose]())

async function oldest(location: string): Promise<string> {
  const { values = [] } = await client.managedClusters.listKubernetesVersions(location)
  const patches = values
    .filter(
      ({ capabilities }) =>
        !capabilities?.supportPlan?.every((plan) => plan === 'AKSLongTermSupport'),
    )
    .flatMap(({ patchVersions = {} }) => Object.keys(patchVersions))
  return patches.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0]!
}

const cluster = () => client.managedClusters.get(group, 'demo')
const settled = () => until(cluster, ({ provisioningState }) => provisioningState === 'Succeeded')

test('a cluster is upgraded, its node pools are scaled and deleted', async () => {
  const { page } = scene
  const before = (await cluster()).currentKubernetesVersion!
  await scene.open('/clusters')
  await scene.inspect()
  await page.getByRole('link', { name: 'demo' }).click()
  await press(page, 'Scale work', { fill: { Nodes: '3' } })
  await until(
    () => client.agentPools.get(group, 'demo', 'work'),
    ({ count, provisioningState }) => count === 3 && provisioningState === 'Succeeded',
  )
  await settled()
  await press(page, 'Upgrade')
  const { currentKubernetesVersion } = await until(
    cluster,
    ({ currentKubernetesVersion: now, provisioningState }) =>
      now !== before && provisioningState === 'Succeeded',
  )
  assert.ok(currentKubernetesVersion!.localeCompare(before, 'en', { numeric: true }) > 0)
  // The view shows the end a moment later, and its buttons change their colours then.
  await page.locator('button:not([aria-disabled="true"])', { hasText: 'Scale system' }).waitFor()
  await scene.inspect()
  await press(page, 'Delete work')
  await until(cluster, ({ agentPoolProfiles }) => agentPoolProfiles?.length === 1)
})

test('a cluster is stopped and started, and its kubeconfig is downloaded', async () => {
  const { page } = scene
  await settled()
  await scene.open(`/clusters/${group}/demo`)
  const download = page.waitForEvent('download')
  await press(page, 'Get kubeconfig')
  const file = await download
  assert.equal(file.suggestedFilename(), 'demo.kubeconfig')
  const { kubeconfigs } = await client.managedClusters.listClusterUserCredentials(group, 'demo')
  assert.equal(
    await readFile(await file.path(), 'utf8'),
    Buffer.from(kubeconfigs![0]!.value!).toString('utf8'),
  )
  const power = async () => (await cluster()).powerState?.code
  await press(page, 'Stop')
  await until(power, (code) => code === 'Stopped')
  await settled()
  await press(page, 'Start')
  await until(power, (code) => code === 'Running')
  await settled()
  await press(page, 'Delete')
  await page.getByText('There is no cluster yet.').waitFor()
  await assert.rejects(cluster, { statusCode: 404 })
})
