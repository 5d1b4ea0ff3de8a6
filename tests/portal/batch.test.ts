// Jobs and tasks: what each button does is read back by an SDK.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import { aPool, batchOf, isGone, press, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let client: BatchServiceClient
before(async () => {
  scene = await openScene({ timeScale: 200 })
  client = batchOf(scene.lazuli.ready)
  await aPool(client, 'pool1', 2, 2)
})
after(() => scene[Symbol.asyncDispose]())

test('what a task waits for and what waits for it is drawn, three levels each way', async () => {
  const { page } = scene
  await client.job.add({
    id: 'chain',
    poolInfo: { poolId: 'pool1' },
    usesTaskDependencies: true,
    onTaskFailure: 'noaction',
  })
  const task = (id: string, taskIds: string[] = [], commandLine = '/bin/true') =>
    client.task.add('chain', { id, commandLine, dependsOn: { taskIds } })
  await task('prepare')
  await task('cut', ['prepare'], '/bin/sleep 600')
  await task('merge', ['cut', 'prepare'])
  await task('report', ['merge'])
  await task('mail', ['report'])
  await until(
    () => client.task.get('chain', 'cut'),
    ({ state }) => state === 'running',
  )
  await scene.open('/batch/lazuli/jobs/chain/tasks/merge')
  const graph = page.getByRole('region', { name: 'Dependencies' })
  await graph.getByRole('link', { name: 'mail' }).waitFor()
  assert.deepEqual((await graph.getByRole('link').allInnerTexts()).sort(), [
    'cut',
    'mail',
    'prepare',
    'report',
  ])
  assert.equal(await graph.locator('path.waits').count(), 3)
  await page.getByText('It waits for cut.').waitFor()
  const why = page.getByRole('region', { name: 'Why it waits' })
  await why.getByText('1 of its dependencies is not satisfied.').waitFor()
  await why.getByRole('link', { name: 'pool1' }).waitFor()
  await scene.inspect()
  await graph.getByRole('link', { name: 'cut' }).click()
  await page.getByRole('heading', { name: 'cut' }).waitFor()
  await press(page, 'Delete')
  assert.ok(await isGone(() => client.task.get('chain', 'cut')))
})

test('many tasks that are selected are terminated, reactivated and deleted', async () => {
  const { page } = scene
  await client.job.add({ id: 'many', poolInfo: { poolId: 'pool1' } })
  const ids = ['a', 'b', 'c', 'd']
  for (const id of ids) {
    await client.task.add('many', {
      id,
      commandLine: id === 'd' ? '/bin/true' : '/bin/sleep 600',
      constraints: { retentionTime: 'PT1H' },
    })
  }
  await scene.open('/batch/lazuli/jobs/many')
  for (const id of ['a', 'b'])
    await page.getByRole('checkbox', { name: `Select ${id}`, exact: true }).check()
  await page.getByText('2 tasks selected').waitFor()
  await scene.inspect()
  await press(page, 'Terminate selected')
  for (const id of ['a', 'b']) {
    const { state } = await until(
      () => client.task.get('many', id),
      ({ state: now }) => now === 'completed',
    )
    assert.equal(state, 'completed')
  }
  assert.notEqual((await client.task.get('many', 'c')).state, 'completed')
  await page.getByText('tasks selected').waitFor({ state: 'hidden' })

  // Of those that are selected one did not fail: the others are reactivated, and the page says so.
  await until(
    () => client.task.get('many', 'd'),
    ({ state }) => state === 'completed',
  )
  for (const id of ['a', 'b', 'd']) {
    await page.getByRole('checkbox', { name: `Select ${id}`, exact: true }).check()
  }
  await page.getByRole('button', { name: 'Reactivate selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reactivate selected' })
  await dialog.getByRole('button', { name: 'Reactivate selected' }).click()
  await dialog.getByText('2 of 3 were done.').waitFor()
  await dialog.getByRole('button', { name: 'Do nothing' }).click()
  for (const id of ['a', 'b']) {
    assert.notEqual((await client.task.get('many', id)).state, 'completed')
  }
  await page.getByRole('button', { name: 'Select none' }).click()
  await page.getByText('tasks selected').waitFor({ state: 'hidden' })
  await page.getByRole('checkbox', { name: 'Select all that were read' }).check()
  await page.getByText('4 tasks selected').waitFor()
  await press(page, 'Delete selected')
  for (const id of ids) {
    assert.ok(await until(() => isGone(() => client.task.get('many', id)), Boolean))
  }
})

test('a job shows its throughput, and is disabled, enabled, terminated and deleted', async () => {
  const { page } = scene
  await client.job.add({ id: 'flow', poolInfo: { poolId: 'pool1' } })
  await client.task.addCollection(
    'flow',
    Array.from({ length: 24 }, (_, at) => ({
      id: `t${at}`,
      commandLine: at % 8 === 0 ? '/bin/false' : '/bin/sleep 0.2',
    })),
  )
  await until(
    () => client.job.getTaskCounts('flow'),
    ({ taskCounts }) => taskCounts.completed === 24,
  )
  await scene.open('/batch/lazuli/jobs')
  const row = page.getByRole('row').filter({ hasText: 'flow' })
  await row.getByText('3 failed').waitFor()
  await row.getByText('21 succeeded').waitFor()
  await scene.inspect()
  await row.getByRole('link', { name: 'flow' }).click()
  await page.getByRole('img', { name: /Tasks that ended.*: 21 succeeded and 3 failed/ }).waitFor()
  await scene.inspect()
  const state = async () => (await client.job.get('flow')).state
  await press(page, 'Disable', { choice: 'Run them again' })
  assert.equal(await until(state, (now) => now !== 'disabling'), 'disabled')
  await press(page, 'Enable')
  assert.equal(await state(), 'active')
  await press(page, 'Terminate')
  assert.equal(await until(state, (now) => now !== 'terminating'), 'completed')
  await press(page, 'Delete')
  await page.getByRole('heading', { name: 'Jobs' }).waitFor()
  assert.ok(await until(() => isGone(() => client.job.get('flow')), Boolean))
})

test('an attempt that was retried stands on a line of time with the others', async () => {
  const { page } = scene
  await client.job.add({ id: 'tries', poolInfo: { poolId: 'pool1' } })
  await client.task.add('tries', {
    id: 'flaky',
    commandLine: "/bin/sh -c 'sleep 0.3; exit 7'",
    constraints: { maxTaskRetryCount: 2 },
  })
  await until(
    () => client.task.get('tries', 'flaky'),
    ({ state }) => state === 'completed',
  )
  await scene.open('/batch/lazuli/jobs/tries/tasks/flaky')
  const attempts = page.getByRole('table', { name: 'Attempts' })
  await attempts.getByText('retried').first().waitFor()
  assert.equal(await attempts.locator('td.span i').count(), 3)
  const lefts = await attempts
    .locator('td.span i')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().left))
  assert.deepEqual(
    lefts,
    [...lefts].sort((a, b) => b - a),
  )
  await page.getByText('It was tried 3 times').waitFor()
  await scene.inspect()
})
