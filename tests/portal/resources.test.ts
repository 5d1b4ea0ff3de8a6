// Groups, tags, locks, roles and faults: what each button does is read back by an SDK or the admin API.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ResourceManagementClient } from '@azure/arm-resources'
import { READER } from '#identity/roles/roles.ts'
import { batchOf, press, readArm, resourcesOf, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let client: ResourceManagementClient
before(async () => {
  scene = await openScene({ timeScale: 500 })
  client = resourcesOf(scene.lazuli.ready)
})
after(() => scene[Symbol.asyncDispose]())

const idOf = (group: string): string =>
  `/subscriptions/${scene.lazuli.ready.subscriptionId}/resourceGroups/${group}`

const read = <Answer>(path: string): Promise<Answer> => readArm(scene.lazuli.ready, path)

const locks = async (): Promise<readonly string[]> => {
  const { value } = await read<{ value: { name: string }[] }>(
    `${idOf('kept')}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`,
  )
  return value.map(({ name }) => name)
}

interface Fault {
  readonly hits: number
  readonly error?: { readonly code: string }
  readonly delayMs?: number
  readonly drop?: string
}

const faults = async (): Promise<readonly Fault[]> =>
  (await read<{ value: Fault[] }>('/lazuli/faults')).value

test('a group is created, tagged, locked and unlocked, and deleted', async () => {
  const { page } = scene
  await scene.open('/resources')
  await press(page, 'Create group', { fill: { Name: 'kept', Location: 'westeurope' } })
  assert.ok((await client.resourceGroups.checkExistence('kept')).body)
  await scene.inspect()
  await page.getByRole('link', { name: 'kept' }).click()
  await page.getByText('Nothing is in this group yet.').waitFor()
  await press(page, 'Edit tags', { fill: { 'Tags (may be empty)': 'team=blue, stage=test' } })
  assert.deepEqual((await client.resourceGroups.get('kept')).tags, { team: 'blue', stage: 'test' })
  await press(page, 'Add lock', { choice: 'Not deleted', fill: { Name: 'safe' } })
  assert.deepEqual(await locks(), ['safe'])
  await scene.inspect()
  await page.getByRole('button', { name: 'Delete group' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete group' })
  await dialog.getByRole('button', { name: 'Delete group' }).click()
  await dialog.getByText('ScopeLocked').waitFor()
  await dialog.getByText('The view of its resource group shows the locks').waitFor()
  await dialog.getByRole('button', { name: 'Do nothing' }).click()
  await press(page, 'Remove lock safe')
  assert.deepEqual(await locks(), [])
  await press(page, 'Delete group')
  await until(
    () => client.resourceGroups.checkExistence('kept'),
    ({ body }) => !body,
  )
})

test('a role is assigned and taken away', async () => {
  const { page, lazuli } = scene
  const { ready } = lazuli
  await scene.open(`/resources/${ready.resourceGroup}`)
  const assignments = async () => {
    const { value } = await read<{
      value: { properties: { principalId: string; scope: string } }[]
    }>(
      `${idOf(ready.resourceGroup)}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`,
    )
    return value.map(({ properties }) => properties)
  }
  const principal = ready.user.objectId
  const assigned = async (to: string): Promise<boolean> =>
    (await assignments()).some(
      ({ principalId, scope }) => principalId === to && scope.endsWith(ready.resourceGroup),
    )
  await press(page, 'Assign role', {
    fill: { 'Object id of the user, group or application': principal, Role: 'Reader' },
  })
  assert.equal(await assigned(principal), true)
  // Another has the same role, that Graph does not know.
  const stranger = randomUUID()
  await client.resources.beginCreateOrUpdateByIdAndWait(
    `${idOf(ready.resourceGroup)}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`,
    '2022-04-01',
    {
      properties: {
        roleDefinitionId: `/subscriptions/${ready.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
        principalId: stranger,
        principalType: 'User',
      },
    },
  )
  await page.getByRole('button', { name: `Take away Reader from ${stranger}` }).waitFor()
  await page.getByRole('row').filter({ hasText: stranger }).getByText('User').waitFor()
  const name = await page.locator('.who span').innerText()
  await scene.inspect()
  await press(page, `Take away Reader from ${name}`)
  assert.equal(await assigned(principal), false)
  assert.equal(await assigned(stranger), true)
})

test('a resource is tagged, and its deletion says what goes with it', async () => {
  const { page, lazuli } = scene
  const { ready } = lazuli
  const account = `${idOf(ready.resourceGroup)}/providers/Microsoft.Batch/batchAccounts/${ready.batch!.account}`
  await batchOf(ready).job.add({ id: 'job1', poolInfo: { poolId: 'nowhere' } })
  await scene.open(`/resources/${ready.resourceGroup}`)
  await press(page, 'Tag lazuli', { fill: { 'Tags (may be empty)': 'team=blue' } })
  const { tags } = await client.resources.getById(account, '2024-07-01')
  assert.deepEqual(tags, { team: 'blue' })
  await page.getByRole('button', { name: 'Delete lazuli' }).click()
  await page.getByText('its pools with their nodes, jobs, tasks').waitFor()
  await scene.inspect()
  await page.getByRole('dialog').getByRole('button', { name: 'Do nothing' }).click()
  await press(page, 'Delete lazuli')
  await until(
    () => client.resources.checkExistenceById(account, '2024-07-01'),
    ({ body }) => !body,
  )
})

test('faults are added, hit and removed', async () => {
  const { page } = scene
  await scene.open('/faults')
  await page.getByText('Nothing is made to go wrong.').waitFor()
  await scene.inspect()
  await press(page, 'Add fault', {
    choice: 'A call',
    fill: {
      Which: 'ResourceGroups_Get',
      'Code of its error': 'OnPurpose',
      'Status, of calls (may be empty)': '409',
    },
  })
  await assert.rejects(client.resourceGroups.get('lazuli'), /Set in the portal/)
  await page
    .getByRole('row')
    .filter({ hasText: 'ResourceGroups_Get' })
    .getByText('409 OnPurpose')
    .waitFor()
  await page.getByRole('cell', { name: '1', exact: true }).first().waitFor()
  await scene.inspect()
  await press(page, 'Remove ResourceGroups_Get')
  assert.equal((await faults()).length, 0)
  await press(page, 'Add fault', {
    choice: 'A call',
    fill: {
      Which: 'ResourceGroups_List',
      'What goes wrong': 'its connection is lost after the work',
      'Milliseconds that pass before (may be empty)': '20',
    },
  })
  const [{ error, drop, delayMs }] = (await faults()) as [Fault]
  assert.deepEqual({ error, drop, delayMs }, { error: undefined, drop: 'after', delayMs: 20 })
  await page.getByText('20 ms later, the connection is lost after the work').waitFor()
  await press(page, 'Remove ResourceGroups_List')
  assert.equal((await faults()).length, 0)
  for (const which of ['ManagedClusters_Get', 'Pool_Get']) {
    await press(page, 'Add fault', { choice: 'A call', fill: { Which: which } })
  }
  assert.equal((await faults()).length, 2)
  await press(page, 'Remove all')
  assert.equal((await faults()).length, 0)
})
