// The portal by keyboard alone, and the pictures that tasks write.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import { aPool, batchOf, downloaded, until } from '../estate.ts'
import { openScene, type Scene } from '../scene.ts'

let scene: Scene
let client: BatchServiceClient
before(async () => {
  scene = await openScene({ timeScale: 200 })
  client = batchOf(scene.lazuli.ready)
  await aPool(client, 'pool1', 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
})
after(() => scene[Symbol.asyncDispose]())

/** Presses Tab until what has the focus is called so. */
async function tabTo(name: string): Promise<void> {
  const { page } = scene
  const called = () =>
    page.evaluate<string>(
      'document.activeElement?.ariaLabel ?? document.activeElement?.innerText ?? ""',
    )
  for (let turn = 0; turn < 80; turn += 1) {
    if ((await called()).trim() === name) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not lead to ${name}`)
}

test('a task is found, and terminated, without a mouse', async () => {
  const { page } = scene
  await client.task.add('job1', { id: 'long', commandLine: '/bin/sleep 600' })
  await scene.open('/batch/lazuli/jobs/job1')
  await page.getByRole('link', { name: 'long' }).waitFor()
  await page.keyboard.press('Tab')
  await tabTo('Skip to content')
  await page.keyboard.press('Enter')
  await tabTo('long')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'long' }).waitFor()
  await page.getByRole('button', { name: 'Terminate' }).waitFor()
  await tabTo('Terminate')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Terminate' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  assert.notEqual((await client.task.get('job1', 'long')).state, 'completed')
  // The focus is back on the button that opened it.
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  await tabTo('Terminate')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await until(
    () => client.task.get('job1', 'long'),
    ({ state }) => state === 'completed',
  )
})

/** A picture of one dot. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a picture that a task wrote is shown and downloaded', async () => {
  const { page } = scene
  await client.task.add('job1', {
    id: 'draws',
    commandLine: `/bin/sh -c 'echo ${DOT} | base64 -d > dot.png'`,
  })
  await until(
    () => client.task.get('job1', 'draws'),
    ({ state }) => state === 'completed',
  )
  await scene.open('/batch/lazuli/jobs/job1/tasks/draws')
  await page.getByRole('button', { name: 'wd/dot.png', exact: true }).click()
  const picture = page.getByRole('img', { name: 'wd/dot.png' })
  await picture.waitFor({ state: 'attached' })
  await until(
    () => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    (width) => width === 1,
  )
  await scene.inspect()
  const { name, content } = await downloaded(page, 'Download wd/dot.png')
  assert.deepEqual([name, content.toString('base64')], ['dot.png', DOT])
})

test('what is called a picture, and is none, says so and can be downloaded', async () => {
  const { page } = scene
  await client.task.add('job1', {
    id: 'scribbles',
    commandLine: `/bin/sh -c 'echo none > none.png'`,
  })
  await until(
    () => client.task.get('job1', 'scribbles'),
    ({ state }) => state === 'completed',
  )
  await scene.open('/batch/lazuli/jobs/job1/tasks/scribbles?file=wd%2Fnone.png')
  await page.getByText('This cannot be drawn').waitFor()
  const { content } = await downloaded(page, 'Download wd/none.png')
  assert.equal(String(content), 'none\n')
})
