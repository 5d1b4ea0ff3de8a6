// What goes wrong while a user is at work: nothing that was put in is lost, and what is said is true.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realClock } from '#engine/clock.ts'
import { plus } from '#kernel/instant.ts'
import { createLazuli } from '#library/lazuli.ts'
import { freePort } from '#testing/free-ports.ts'
import { aPool, batchOf, resourcesOf, until } from '../estate.ts'
import { openScene } from '../scene.ts'

test('what was put into a dialog outlives the server, and is done once it is back', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-portal-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const options = { data, portalPort: await freePort() }
  await using scene = await openScene(options)
  const { page, lazuli } = scene
  await scene.open('/resources')
  await page.getByRole('button', { name: 'Create group' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create group' })
  await dialog.getByLabel('Name').fill('patient')
  await lazuli.stop()
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await dialog.getByText('The server does not answer.').waitFor()
  await dialog.getByText('start it again: npm start').waitFor()
  await using again = await createLazuli({ ...options, portal: 'on' })
  await page.getByText('The server does not answer. What you see').waitFor({ state: 'hidden' })
  assert.equal(await dialog.getByLabel('Name').inputValue(), 'patient')
  const { resourceGroups } = resourcesOf(again.ready)
  assert.equal((await resourceGroups.checkExistence('patient')).body, false)
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await dialog.waitFor({ state: 'hidden' })
  assert.ok((await resourceGroups.checkExistence('patient')).body)
})

test('a token that expired while a dialog was open is renewed by what it does', async () => {
  const world = realClock()
  let ahead = 0
  const wall = { ...world, now: () => plus(world.now(), ahead) }
  await using scene = await openScene({}, { wall })
  const { page, lazuli } = scene
  await scene.open('/resources')
  await page.getByRole('button', { name: 'Create group' }).click()
  ahead = 2 * 3_600_000
  const dialog = page.getByRole('dialog', { name: 'Create group' })
  await dialog.getByLabel('Name').fill('late')
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await dialog.waitFor({ state: 'hidden' })
  assert.ok((await resourcesOf(lazuli.ready).resourceGroups.checkExistence('late')).body)
})

test('a session that ended says so where it is, and a link signs in again', async () => {
  const world = realClock()
  let ahead = 0
  const wall = { ...world, now: () => plus(world.now(), ahead) }
  await using scene = await openScene({}, { wall })
  const { page, lazuli } = scene
  await scene.open('/clusters')
  await page.getByText('There is no cluster yet.').waitFor()
  // The cookie is over, and then the token is.
  await page.context().clearCookies()
  ahead = 2 * 3_600_000
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/clusters')
  const link = await lazuli.inside.portal.linkFor()
  assert.ok('url' in link)
  await page.goto(link.url)
  await page.getByRole('heading', { name: 'Home' }).waitFor()
})

test('what was deleted under its dialog is said to be gone', async () => {
  await using scene = await openScene({ timeScale: 500 })
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'nowhere' } })
  await client.task.add('job1', { id: 'gone', commandLine: '/bin/true' })
  await scene.open('/batch/lazuli/jobs/job1/tasks/gone')
  await page.getByRole('button', { name: 'Terminate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Terminate' })
  await client.task.deleteMethod('job1', 'gone')
  await dialog.getByRole('button', { name: 'Terminate' }).click()
  await dialog.getByText('TaskNotFound').waitFor()
  await dialog.getByText('It may have been deleted meanwhile.').waitFor()
  await scene.inspect()
  await dialog.getByRole('button', { name: 'Do nothing' }).click()
  assert.equal(await dialog.count(), 0)
  // Its last state stays in view, and the way back is there.
  await page.getByRole('link', { name: 'job1' }).click()
  await page.getByText('The job has no tasks yet.').waitFor()
  await scene.open('/batch/lazuli/jobs/never')
  await page.getByText('JobNotFound').waitFor()
  assert.equal(await page.getByRole('alert').count(), 1)
})

test('turned text, broken characters and zeros are shown as what they are, in outputs and names', async () => {
  await using scene = await openScene({ timeScale: 1000 })
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'pool1', 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  const commands = [
    // A sign that turns what follows it, bytes that are no character, one that is cut in two.
    `printf 'exe\\342\\200\\256txt.\\nbad \\377\\376 bytes\\ncut \\342\\202\\n'`,
    `printf 'text\\000more' > nul.txt`,
    // More than a page of a list has.
    'touch $(seq -f many-%04g 1100)',
    `printf 'harmless' > '<img src=x onerror=document.title=1>.txt'`,
  ]
  await client.task.add('job1', {
    id: 'turned',
    commandLine: `/bin/sh -c "${commands.join('; ').replaceAll('\\', '\\\\')}"`,
  })
  await until(
    () => client.task.get('job1', 'turned'),
    ({ state }) => state === 'completed',
  )
  await scene.open('/batch/lazuli/jobs/job1/tasks/turned')
  const log = page.getByRole('log')
  await log.getByText('exe').waitFor()
  assert.deepEqual((await log.innerText()).split('\n'), [
    'exe\ufffdtxt.',
    'bad \ufffd\ufffd bytes',
    'cut \ufffd',
  ])
  await page.getByRole('button', { name: 'wd/nul.txt' }).click()
  await page.getByText('This is no text').waitFor()
  await page.getByRole('button', { name: 'Show it as text' }).click()
  assert.equal(await log.innerText(), 'textmore')
  await page.getByRole('button', { name: 'wd/many-1100' }).waitFor()
  await page
    .getByRole('button', { name: /onerror/, exact: false })
    .first()
    .click()
  await page.getByRole('log').getByText('harmless').waitFor()
  assert.equal(await page.locator('main img').count(), 0)
  assert.equal(await page.title(), 'turned - Lazuli')
})
