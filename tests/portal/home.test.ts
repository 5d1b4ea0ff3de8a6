// The first view: what runs, what failed lately in any job, what is held, each with a way to it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aPool, batchOf, press, resourcesOf, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
before(async () => {
  scene = await openScene({ timeScale: 100 })
})
after(() => scene[Symbol.asyncDispose]())

test('a server on which nothing has run yet says what to do first', async () => {
  await scene.page.getByText('No task runs').waitFor()
  await scene.page.getByText('eval "$(npm run -s lazuli -- env)"').waitFor()
  assert.equal(await scene.page.getByRole('region', { name: 'Failed lately' }).count(), 0)
  await scene.inspect()
})

test('what failed in any job is seen on the first view, the last first, and is a click away', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'pool1', 1, 4)
  for (const job of ['morning', 'evening']) {
    await client.job.add({ id: job, poolInfo: { poolId: 'pool1' } })
    await client.task.add(job, { id: 'fails', commandLine: `/bin/sh -c 'no-such-program'` })
    await until(
      () => client.task.get(job, 'fails'),
      ({ state }) => state === 'completed',
    )
  }
  await client.task.add('evening', { id: 'runs', commandLine: '/bin/sleep 600' })
  const failed = page.getByRole('region', { name: 'Tasks that failed lately' })
  const running = page.getByRole('region', { name: 'Jobs with running tasks' })
  await running.getByRole('link', { name: 'evening' }).waitFor()
  await running.getByText('1 running').waitFor()
  for (const job of ['morning', 'evening']) await failed.getByRole('link', { name: job }).waitFor()
  const rows = await failed.locator('tbody tr').allInnerTexts()
  assert.deepEqual(
    rows.map((row) => /evening|morning/.exec(row)?.[0]),
    ['evening', 'morning'],
  )
  await failed.getByText('the command was not found').first().waitFor()
  await scene.inspect()
  await failed.getByRole('link', { name: 'evening' }).click()
  await page.getByRole('heading', { name: 'evening' }).waitFor()
  assert.match(page.url(), /show=failed/)
  await page.goBack()
  await failed.getByRole('link', { name: 'fails' }).first().click()
  await page.getByRole('heading', { name: 'fails' }).waitFor()
  assert.match(page.url(), /jobs\/evening\/tasks\/fails/)
  await client.task.terminate('evening', 'runs')
})

test('what is held is released from the first view', async () => {
  const { page, lazuli } = scene
  const { engine } = lazuli.inside
  const client = resourcesOf(lazuli.ready)
  engine.pace([{ kind: 'ResourceGroups_Delete', pace: { hold: true } }])
  for (const name of ['stuck', 'broken']) {
    await client.resourceGroups.createOrUpdate(name, { location: lazuli.ready.location })
    await client.resourceGroups.beginDelete(name)
  }
  engine.pace([])
  await scene.open('/')
  const held = page.getByRole('region', { name: 'Held' })
  await held.getByRole('button', { name: 'Release' }).nth(1).waitFor()
  await scene.inspect()
  await press(page, 'Fail', {
    within: held.locator('section').filter({ hasText: 'resourceGroups/broken' }),
    fill: { Code: 'InUseElsewhere' },
  })
  const failed = page.getByRole('region', { name: 'Failed lately' })
  await failed.getByText('InUseElsewhere: ').waitFor()
  await press(page, 'Release')
  await held.waitFor({ state: 'hidden' })
  await until(
    () => client.resourceGroups.checkExistence('stuck'),
    ({ body }) => !body,
  )
})
