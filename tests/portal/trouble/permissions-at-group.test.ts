// A role at one resource group decides what is offered there, and there alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CONTRIBUTOR, READER } from '#identity/roles/roles.ts'
import { aMachine, aPool, batchOf, press, readArm, resourcesOf, until } from '../estate.ts'
import { addUser, signInAs } from '../people.ts'
import { openScene, type Scene } from '../scene.ts'

let scene: Scene
const idOf = (group: string): string =>
  `/subscriptions/${scene.lazuli.ready.subscriptionId}/resourceGroups/${group}`

before(async () => {
  scene = await openScene({ timeScale: 500 })
  const { ready } = scene.lazuli
  const client = batchOf(ready)
  await aPool(client, 'pool1', 0)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await aMachine(ready, 'vm1')
  const { resourceGroups } = resourcesOf(ready)
  await resourceGroups.createOrUpdate('own', { location: ready.location })
})
after(() => scene[Symbol.asyncDispose]())

/** The buttons of a view, once what a role permits here has been told. */
async function offered(path: string, sign: string): Promise<readonly string[]> {
  const { page } = scene
  await scene.open(path)
  await page.getByRole('main').getByText(sign).first().waitFor()
  await page.waitForLoadState('networkidle')
  return await page.getByRole('main').getByRole('button').allInnerTexts()
}

/** Gives the one who reads all a second role, in the group `own`. */
async function alsoContributor(): Promise<void> {
  const { ready } = scene.lazuli
  const assignments = `${idOf('own')}/providers/Microsoft.Authorization/roleAssignments`
  const { value } = await readArm<{
    value: { properties: { roleDefinitionId: string; principalId: string } }[]
  }>(ready, `${assignments}?api-version=2022-04-01`)
  const reader = value.find(({ properties }) => properties.roleDefinitionId.endsWith(READER))!
  await resourcesOf(ready).resources.beginCreateOrUpdateByIdAndWait(
    `${assignments}/${randomUUID()}`,
    '2022-04-01',
    {
      properties: {
        principalId: reader.properties.principalId,
        principalType: 'User',
        roleDefinitionId: `${idOf('own')}/providers/Microsoft.Authorization/roleDefinitions/${CONTRIBUTOR}`,
      },
    },
  )
}

test('who reads all, and works in one group, is offered the work in that group alone', async () => {
  const { page, lazuli } = scene
  await addUser(lazuli.ready, 'lee', 'Reader')
  await alsoContributor()
  await signInAs(scene, 'lee')
  assert.deepEqual(await offered('/resources', 'own'), [])
  assert.deepEqual(await offered('/batch/lazuli/jobs/job1', 'The job has no tasks yet'), ['Copy'])
  const elsewhere = await offered('/resources/lazuli', 'batchAccounts')
  assert.ok(!elsewhere.includes('Delete group'))
  await scene.open('/resources/own')
  await press(page, 'Edit tags', { fill: { 'Tags (may be empty)': 'team=blue' } })
  const group = await resourcesOf(lazuli.ready).resourceGroups.get('own')
  assert.deepEqual(group.tags, { team: 'blue' })
  // A contributor gives no other a role.
  assert.equal(await page.getByRole('button', { name: 'Assign role' }).count(), 0)
})

test('who has a role in one group alone sees that group, and works in it', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await addUser(lazuli.ready, 'mia', 'Contributor', idOf('lazuli'))
  await signInAs(scene, 'mia')
  await page.getByRole('region', { name: 'Jobs of lazuli' }).getByText('job1').waitFor()
  await scene.inspect()
  await page.getByRole('link', { name: 'job1' }).click()
  await press(page, 'Disable', { choice: 'Run them again' })
  const { state } = await until(
    () => client.job.get('job1'),
    ({ state: now }) => now !== 'disabling',
  )
  assert.equal(state, 'disabled')
  await page.getByRole('link', { name: 'Virtual machines' }).click()
  await page.getByRole('link', { name: 'vm1' }).click()
  await press(page, 'Create checkpoint', { fill: { 'Name of the checkpoint': 'hers' } })
  await page.getByRole('list', { name: 'Checkpoints' }).getByText('hers').first().waitFor()
  await page.getByRole('link', { name: 'Clusters' }).click()
  await page.getByText('There is no cluster yet.').waitFor()
  await page.getByRole('link', { name: 'Resources' }).click()
  const groups = page.getByRole('table', { name: 'Groups' }).getByRole('rowheader')
  await groups.first().waitFor()
  assert.deepEqual(await groups.allInnerTexts(), ['lazuli'])
  await scene.open('/resources/own')
  await page.getByText('AuthorizationFailed').first().waitFor()
  await page.getByText('Your role does not permit this.').first().waitFor()
})

test('who has a role for one resource alone finds it, works on it, and sees that time is not real', async () => {
  const { page, lazuli } = scene
  const machine = `${idOf('lazuli')}/providers/Microsoft.HybridCompute/machines/vm1`
  await addUser(lazuli.ready, 'noa', 'Contributor', machine)
  await signInAs(scene, 'noa')
  await page.getByText('Time is not real: long work goes 500 times').waitFor()
  await page.getByRole('link', { name: 'Resources' }).click()
  await page.getByRole('table', { name: 'Resources' }).getByText('vm1').waitFor()
  await scene.inspect()
  await page.getByRole('link', { name: 'Clusters' }).click()
  await page.getByText('There is no cluster yet.').waitFor()
  await page.getByRole('link', { name: 'Virtual machines' }).click()
  await page.getByRole('table', { name: 'Virtual machines' }).getByRole('link').click()
  await press(page, 'Create checkpoint', { fill: { 'Name of the checkpoint': 'theirs' } })
  await page.getByRole('list', { name: 'Checkpoints' }).getByText('theirs').first().waitFor()
})
