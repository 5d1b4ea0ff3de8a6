// The five actions that interrupt a life cycle, each by clicking, and each read back by an SDK.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { aMachine, aPool, batchOf, press, readArm, resourcesOf, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
before(async () => {
  scene = await openScene({ timeScale: 60 })
})
after(() => scene[Symbol.asyncDispose]())

test('a task is terminated while its output is followed', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'pool1', 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await client.task.add('job1', {
    id: 'long',
    commandLine: "/bin/sh -c 'echo began; sleep 600'",
  })
  await scene.open('/batch/lazuli/jobs')
  await page.getByRole('link', { name: 'job1' }).click()
  await page.getByRole('link', { name: 'long' }).click()
  await page.getByText('began', { exact: true }).waitFor()
  await scene.inspect()
  await press(page, 'Terminate')
  const ended = await client.task.get('job1', 'long')
  assert.equal(ended.state, 'completed')
  await page.getByText('TaskEnded').first().waitFor()
  await page.getByRole('button', { name: 'Reactivate', exact: true }).waitFor()
})

test('a node is reimaged, in one of four ways', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  const [node] = await client.computeNode.list('pool1')
  await scene.open('/batch/lazuli/pools')
  await page.getByRole('link', { name: 'pool1' }).click()
  await scene.inspect()
  await page.getByRole('link', { name: node!.id! }).click()
  await page.getByRole('button', { name: 'Reimage', exact: true }).click()
  assert.equal(await page.getByRole('dialog').getByRole('radio').count(), 4)
  await scene.inspect()
  await page.getByRole('button', { name: 'Do nothing' }).first().click()
  // Held, so that it is seen however slow the browser is.
  const { engine } = lazuli.inside
  engine.pace([{ kind: 'ComputeNode_Reimage', pace: { hold: true } }])
  await press(page, 'Reimage', { choice: 'Now, and end its tasks' })
  const { state } = await client.computeNode.get('pool1', node!.id!)
  assert.equal(state, 'reimaging')
  await page.getByText('reimaging').first().waitFor()
  engine.pace([])
  const { value } = await readArm<{ value: { id: string; kind: string }[] }>(
    lazuli.ready,
    '/lazuli/operations?running=true',
  )
  for (const { id, kind } of value) if (kind === 'ComputeNode_Reimage') await engine.release(id)
  await page.getByText('idle').first().waitFor()
})

test("a certificate's failed deletion is cancelled", async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  const { thumbprint } = certificate
  await client.certificate.add({
    thumbprint,
    thumbprintAlgorithm: 'sha1',
    data: pfx.rc2With40Bits,
    certificateFormat: 'pfx',
    password: PASSWORD,
  })
  await client.pool.patch('pool1', {
    certificateReferences: [{ thumbprint, thumbprintAlgorithm: 'sha1' }],
  })
  await scene.open('/batch/lazuli/certificates')
  const short = thumbprint.slice(0, 8)
  await press(page, `Delete ${short}`)
  await until(
    () => client.certificate.get('sha1', thumbprint),
    ({ state }) => state === 'deletefailed',
  )
  await page.getByText('deletefailed').waitFor()
  await scene.inspect()
  await press(page, `Cancel deletion of ${short}`)
  assert.equal((await client.certificate.get('sha1', thumbprint)).state, 'active')
  await page.getByText('active', { exact: true }).waitFor()
})

test("a cluster's creation is aborted, and the page says before what that leaves", async () => {
  const { page, lazuli } = scene
  const { credential, options } = azureFor(lazuli.ready)
  const { resourceGroup: group, location, subscriptionId } = lazuli.ready
  const { managedClusters } = new ContainerServiceClient(credential, subscriptionId, options)
  lazuli.inside.engine.pace([{ kind: 'ManagedClusters_Create', pace: { hold: true } }])
  await managedClusters.beginCreateOrUpdate(group, 'demo', {
    location,
    dnsPrefix: 'demo',
    identity: { type: 'SystemAssigned' },
    agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
  })
  await scene.open('/clusters')
  await page.getByRole('link', { name: 'demo' }).click()
  await page.getByRole('list', { name: 'Steps of ManagedClusters_Create' }).waitFor()
  await scene.inspect()
  await page.getByRole('button', { name: 'Abort', exact: true }).click()
  await page.getByText('What is under way (Creating) stops where it is.').waitFor()
  await page.getByRole('button', { name: 'Do nothing' }).first().click()
  await press(page, 'Abort')
  const { provisioningState } = await until(
    () => managedClusters.get(group, 'demo'),
    ({ provisioningState: state }) => state !== 'Creating' && state !== 'Canceling',
  )
  assert.equal(provisioningState, 'Canceled')
  await page.getByText('Canceled').first().waitFor()
})

test("a machine's checkpoint is created, restored and deleted", async () => {
  const { page, lazuli } = scene
  const instance = await aMachine(lazuli.ready, 'vm1')
  const { resources } = resourcesOf(lazuli.ready)
  const names = async (): Promise<string[]> => {
    const { properties } = (await resources.getById(instance, '2025-03-13')) as {
      properties: { infrastructureProfile: { checkpoints?: { name: string }[] } }
    }
    return (properties.infrastructureProfile.checkpoints ?? []).map((each) => each.name)
  }
  await scene.open('/machines')
  await page.getByRole('link', { name: 'vm1' }).click()
  const checkpoints = page.getByRole('list', { name: 'Checkpoints' })
  for (const name of ['first', 'second']) {
    await press(page, 'Create checkpoint', { fill: { 'Name of the checkpoint': name } })
    await checkpoints.getByText(name, { exact: true }).waitFor()
  }
  assert.deepEqual(await names(), ['first', 'second'])
  await scene.inspect()
  await press(page, 'Restore first')
  await page.getByText('restored last').waitFor()
  const restored = async (): Promise<string | undefined> => {
    const { properties } = (await resources.getById(instance, '2025-03-13')) as {
      properties: {
        provisioningState: string
        infrastructureProfile: { lastRestoredVMCheckpoint?: { name: string } }
      }
    }
    if (properties.provisioningState !== 'Succeeded') return undefined
    return properties.infrastructureProfile.lastRestoredVMCheckpoint?.name
  }
  await until(restored, (name) => name === 'first')
  assert.equal(await restored(), 'first')
  await press(page, 'Delete first')
  assert.deepEqual(await until(names, (left) => left.length === 1), ['second'])
  await checkpoints.getByText('first', { exact: true }).waitFor({ state: 'hidden' })
})

test('a machine is stopped in either way, started and restarted', async () => {
  const { page, lazuli } = scene
  const instance = await aMachine(lazuli.ready, 'vm2')
  const { resources } = resourcesOf(lazuli.ready)
  /** Its power once it takes orders again: one that is under way refuses others. */
  const settledPower = async () => {
    const { properties } = await until(
      () => resources.getById(instance, '2025-03-13'),
      ({ properties }) =>
        (properties as { provisioningState: string }).provisioningState === 'Succeeded',
    )
    return (properties as { powerState?: string }).powerState
  }
  await scene.open(`/machines/${lazuli.ready.resourceGroup}/vm2`)
  for (const choice of ['Shut down', 'Turn off']) {
    if ((await settledPower()) !== 'Running') {
      await press(page, 'Start')
      assert.equal(await settledPower(), 'Running')
    }
    await press(page, 'Restart')
    assert.equal(await settledPower(), 'Running')
    await press(page, 'Stop', { choice })
    assert.notEqual(await settledPower(), 'Running')
  }
  await scene.inspect()
})
