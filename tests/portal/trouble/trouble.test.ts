// What goes wrong around a view: hostile output, a server that goes away, a token that expires, an object
// that is deleted, a user who may only read.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realClock } from '#engine/clock.ts'
import { plus } from '#kernel/instant.ts'
import { createLazuli } from '#library/lazuli.ts'
import { freePort } from '#testing/free-ports.ts'
import { aPool, batchOf, until } from '../estate.ts'
import { openScene } from '../scene.ts'

test('output that is markup, escape sequences or no text is shown, and nothing of it is done', async () => {
  await using scene = await openScene({ timeScale: 1000 })
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'pool1', 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  const text = [
    '<img src=x onerror="document.title=1"><script>document.title=2</script>',
    '\\033[31mred\\033[0m',
    '\\033]0;title\\007after the title',
    '\\033[2Jafter the clearing',
    'over\\rwritten',
  ].join('\\n')
  await client.task.add('job1', {
    id: 'hostile',
    commandLine: `/bin/sh -c "printf '%b' '${text.replaceAll('"', '\\"')}\\n'; head -c 5000 /dev/zero > zeros.bin; exit 127"`,
  })
  await until(
    () => client.task.get('job1', 'hostile'),
    ({ state }) => state === 'completed',
  )
  await scene.open('/batch/lazuli/jobs/job1/tasks/hostile')
  const log = page.getByRole('log')
  await log.getByText('<script>document.title=2</script>').waitFor()
  assert.equal(await log.locator('img, script').count(), 0)
  assert.equal(await log.locator('.ansi-red').innerText(), 'red')
  assert.deepEqual((await log.innerText()).split('\n'), [
    '<img src=x onerror="document.title=1"><script>document.title=2</script>',
    'red',
    'after the title',
    'after the clearing',
    'written',
  ])
  assert.equal(await page.title(), 'hostile - Lazuli')
  await page.getByText('the command was not found').waitFor()
  await scene.inspect()
  await page.getByRole('button', { name: 'wd/zeros.bin' }).click()
  await page.getByText('This is no text').waitFor()
  assert.match(page.url(), /file=wd/)

  await client.task.deleteMethod('job1', 'hostile')
  await page.getByText('TaskNotFound').first().waitFor()
  await page.getByText('It may have been deleted meanwhile.').first().waitFor()
})

test('a view outlives its server, and the session does too', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-portal-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const options = { data, portalPort: await freePort() }
  await using scene = await openScene(options)
  const { page, lazuli } = scene
  await batchOf(lazuli.ready).job.add({ id: 'job1', poolInfo: { poolId: 'nowhere' } })
  await scene.open('/batch/lazuli/jobs')
  const job = page.getByRole('link', { name: 'job1' })
  await job.waitFor()
  await lazuli.stop()
  await page.getByText('The server does not answer. What you see').waitFor()
  assert.ok(await job.isVisible())
  await using again = await createLazuli({ ...options, portal: 'on' })
  await batchOf(again.ready).job.add({ id: 'job2', poolInfo: { poolId: 'nowhere' } })
  await page.getByRole('link', { name: 'job2' }).waitFor()
  await page.getByText('The server does not answer. What you see').waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByRole('link', { name: 'job2' }).waitFor()
})

test('a token that expires is renewed, and nothing of the view is lost', async () => {
  const world = realClock()
  let ahead = 0
  const wall = { ...world, now: () => plus(world.now(), ahead) }
  await using scene = await openScene({}, { wall })
  const { page } = scene
  await scene.open('/operations')
  await page.getByText('No long-running operation was begun.').waitFor()
  const renewals = () => scene.calls.filter((url) => url.endsWith('/session')).length
  const before = renewals()
  ahead = 2 * 3_600_000
  await until(
    async () => renewals(),
    (count) => count > before,
  )
  await page.waitForTimeout(3_000)
  assert.equal(await page.getByRole('alert').count(), 0)
  assert.ok(await page.getByText('No long-running operation was begun.').isVisible())
})
