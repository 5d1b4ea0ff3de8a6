// What a caller's role does not permit is not offered, whatever kind of thing it is about.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import type { Ready } from '#library/ready/ready.ts'
import { certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { aMachine, aPool, batchOf, until } from '../estate.ts'
import { addUser, signInAs } from '../people.ts'
import { openScene, type Scene } from '../scene.ts'

/** Something of each kind. Answers the id of a node. */
async function anEstate(ready: Ready): Promise<string> {
  const client = batchOf(ready)
  await aPool(client, 'pool1', 1)
  const poolInfo = { poolId: 'pool1' }
  await client.job.add({ id: 'job1', poolInfo })
  await client.task.add('job1', { id: 'task1', commandLine: '/bin/sleep 900' })
  await client.jobSchedule.add({
    id: 'nightly',
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: { poolInfo },
  })
  await client.certificate.add({
    thumbprint: certificate.thumbprint,
    thumbprintAlgorithm: 'sha1',
    data: pfx.rc2With40Bits,
    certificateFormat: 'pfx',
    password: PASSWORD,
  })
  await aMachine(ready, 'vm1')
  const { credential, options } = azureFor(ready)
  const { resourceGroup, location, subscriptionId } = ready
  await new ContainerServiceClient(
    credential,
    subscriptionId,
    options,
  ).managedClusters.beginCreateOrUpdateAndWait(
    resourceGroup,
    'demo',
    {
      location,
      dnsPrefix: 'demo',
      identity: { type: 'SystemAssigned' },
      agentPoolProfiles: [{ name: 'work', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
    },
    { updateIntervalInMs: 50 },
  )
  const [node] = await until(
    async () => await client.computeNode.list('pool1'),
    ([first]) => first?.state === 'running',
  )
  return node!.id!
}

/** Views, what shows that one has been read, and one thing that its owner is offered. */
const viewsOf = ({ resourceGroup: group }: Ready, node: string) =>
  [
    ['/batch/lazuli/jobs/job1', 'task1', 'Disable'],
    ['/batch/lazuli/jobs/job1/tasks/task1', '/bin/sleep 900', 'Terminate'],
    ['/batch/lazuli/pools/pool1', node, 'Resize'],
    [`/batch/lazuli/pools/pool1/nodes/${node}`, 'Recent tasks', 'Reboot'],
    ['/batch/lazuli/schedules', 'nightly', 'Terminate nightly'],
    ['/batch/lazuli/certificates', 'active', `Delete ${certificate.thumbprint.slice(0, 8)}`],
    ['/resources', group, 'Create group'],
    [`/resources/${group}`, 'managedClusters', 'Delete demo'],
    [`/resources/${group}`, 'Owner', 'Assign role'],
    [`/clusters/${group}/demo`, 'work', 'Scale work'],
    [`/machines/${group}/vm1`, 'vm1', 'Create checkpoint'],
    ['/operations', 'Operations', 'Freeze'],
    ['/faults', 'Faults', 'Add fault'],
    ['/requests', 'Requests', 'Forget all'],
  ] as const

/** Buttons and boxes of a view, once what the role permits is known to it. */
async function offered(scene: Scene, path: string, sign: string): Promise<readonly string[]> {
  const { page } = scene
  const permissions = page.waitForResponse((answer) => answer.url().includes('/permissions'))
  await scene.open(path)
  await (await permissions).finished()
  await page.getByRole('main').getByText(sign).first().waitFor()
  await page.waitForLoadState('networkidle')
  const all = page.getByRole('main').locator('button, [type=checkbox]')
  return await all.evaluateAll((found) =>
    found.map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''),
  )
}

/** What changes nothing. */
const HARMLESS = /^(Copy|Download|Only those|Follow|$)|\.txt$/

test('what a role does not permit is not offered, and what it permits is', async () => {
  await using scene = await openScene({ timeScale: 1000 })
  const { page, lazuli } = scene
  const node = await anEstate(lazuli.ready)
  const views = viewsOf(lazuli.ready, node)
  for (const [path, sign, label] of views) {
    await scene.open(path)
    await page.getByRole('main').getByText(sign).first().waitFor()
    await page.getByRole('button', { name: label, exact: true }).waitFor()
  }
  await addUser(lazuli.ready, 'kim', 'Reader')
  await signInAs(scene, 'kim')
  await page.getByRole('link', { name: 'job1' }).waitFor()
  await scene.inspect()
  for (const [path, sign] of views) {
    const labels = await offered(scene, path, sign)
    assert.deepEqual(
      labels.filter((label) => !HARMLESS.test(label)),
      [],
      path,
    )
  }
  await page.getByText('Your role does not permit this.').waitFor()
  assert.equal(await page.getByRole('link', { name: 'Requests' }).count(), 0)
})
