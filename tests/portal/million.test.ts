// A million tasks in a real store, three of which failed at random places.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { progress } from '../watchdog.ts'
import { manyTasks } from './many-tasks.ts'
import { openScene } from './scene.ts'

const TASKS = 1_000_000
/** What finding all that failed may take. */
const MOST_CALLS = 50
/** Rows in the page at most, however many there are. */
const MOST_ROWS = 100

test('three that failed among a million are found by an address', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-million-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const failed = await manyTasks(data, TASKS)
  // A million rows take their time where others use the disk.
  progress()
  await using scene = await openScene({ data })
  const { page } = scene
  const rows = page.locator('.task-row')
  const shown = async () => (await rows.locator('th').allInnerTexts()).sort()

  const before = scene.calls.length
  await scene.open('/batch/lazuli/jobs/big?show=failed')
  await rows.nth(2).waitFor()
  assert.deepEqual(await shown(), failed)
  const calls = scene.calls.length - before
  assert.ok(calls <= MOST_CALLS, `${calls} calls`)

  await scene.open('/batch/lazuli/jobs')
  await page.getByRole('link', { name: 'big', exact: true }).waitFor()
  const start = performance.now()
  await page.getByRole('link', { name: 'big', exact: true }).click()
  await rows.first().waitFor()
  const ms = performance.now() - start
  assert.deepEqual(
    (await shown()).filter((id) => failed.includes(id)),
    failed,
  )
  t.diagnostic(`${calls} calls; first rows ${Math.round(ms)} ms after the click`)

  for (let turn = 0; turn < 20; turn += 1) {
    await page.locator('.task-box').evaluate((box) => box.scrollBy(0, 5_000))
    await page.waitForTimeout(50)
  }
  await page.getByText(/[1-9],\d{3} read; more come as you scroll/).waitFor()
  assert.ok((await rows.count()) <= MOST_ROWS)
  await scene.inspect()
})
