// Views besides those of the five interrupts: what they show, what their buttons do, and the pictures of
// the README, which are written where LAZULI_PICTURES says.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { aPool, batchOf, downloaded, isGone, press, readArm, resourcesOf, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
before(async () => {
  scene = await openScene({ timeScale: 100 })
})
after(() => scene[Symbol.asyncDispose]())

/** For the README, where a run asks for them. */
async function picture(name: string): Promise<void> {
  const folder = process.env.LAZULI_PICTURES
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await scene.page.setViewportSize({ width: 1100, height: 860 })
  await scene.page.screenshot({ path: join(folder, `portal-${name}.png`) })
  await scene.page.setViewportSize({ width: 1280, height: 900 })
}

test('a job shows its failed tasks first, and one of them why', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'render', 2, 4)
  await client.job.add({ id: 'frames', poolInfo: { poolId: 'render' } })
  await client.task.addCollection(
    'frames',
    Array.from({ length: 40 }, (_, at) => ({
      id: `frame-${String(at).padStart(2, '0')}`,
      commandLine: `/bin/sh -c 'echo rendering ${at}; echo; ${at === 23 ? 'no-such-program' : 'echo done'}'`,
    })),
  )
  await until(
    () => client.job.getTaskCounts('frames'),
    ({ taskCounts }) => taskCounts.completed === 40,
  )
  await scene.open('/batch/lazuli/jobs/frames')
  const rows = page.locator('.task-row')
  await rows.first().waitFor()
  assert.equal(await rows.first().locator('th').innerText(), 'frame-23')
  await scene.inspect()
  await picture('job')
  await rows.first().getByRole('link').click()
  await page.getByText('the command was not found').waitFor()
  // What it wrote of its failure comes first, and the rest is beside it.
  await page.getByRole('log').getByText('no-such-program: not found').waitFor()
  await page.getByRole('radio', { name: 'stdout.txt' }).check()
  await page.getByRole('log').getByText('rendering 23').waitFor()
  assert.match(page.url(), /file=stdout/)
  await page.getByRole('radio', { name: 'stderr.txt' }).check()
  await page.getByRole('log').getByText('no-such-program: not found').waitFor()
  await page.getByRole('table', { name: 'Attempts' }).waitFor()
  await scene.inspect()
  await picture('task')
  await press(page, 'Reactivate')
  await until(
    () => client.task.get('frames', 'frame-23'),
    ({ executionInfo, state }) => state === 'completed' && executionInfo?.retryCount === 0,
  )
})

test('anything is found by its id, and the search stands in the address', async () => {
  const { page } = scene
  await scene.open('/')
  await page.getByRole('searchbox').fill('frame-2')
  // What failed lately is shown beside it, and the reactivated task may be among that.
  const found = page.getByRole('region', { name: 'Found' }).getByRole('link', { name: 'frame-23' })
  await found.waitFor()
  assert.match(page.url(), /find=frame-2/)
  await scene.inspect()
  await page.reload()
  await found.waitFor()
  // There are forty.
  await page.getByRole('searchbox').fill('frame-')
  await page.getByText('there may be more: task.').waitFor()
  await page.getByRole('searchbox').fill('frame-2')
  await page.getByText('there may be more').waitFor({ state: 'hidden' })
  const rows = page.getByRole('region', { name: 'Found' }).getByRole('row')
  await rows.filter({ hasText: 'frame-22' }).getByText('success', { exact: true }).waitFor()
  await found.click()
  await page.getByRole('heading', { name: 'frame-23' }).waitFor()
})

test('a pool is resized, and its nodes are seen at one look', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await scene.open('/batch/lazuli/pools/render')
  await page.getByRole('img', { name: /Nodes by state: 2 idle/ }).waitFor()
  await page.getByRole('table', { name: 'Resizes' }).waitFor()
  await press(page, 'Resize', { fill: { 'Dedicated nodes': '1' } })
  const { targetDedicatedNodes } = await client.pool.get('render')
  assert.equal(targetDedicatedNodes, 1)
  await page.getByRole('img', { name: /Nodes by state: 1 idle/ }).waitFor()
})

test('a node is rebooted, and its scheduling disabled and enabled', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  const [node] = await client.computeNode.list('render')
  const ran = (await client.task.get('frames', 'frame-23')).nodeInfo!.nodeId
  await scene.open(`/batch/lazuli/pools/render/nodes/${ran}`)
  const recent = page.getByRole('row').filter({ hasText: 'frames/frame-23' })
  await recent.getByText('failure').waitFor()
  const scheduling = async () => (await client.computeNode.get('render', node!.id!)).schedulingState
  await scene.open(`/batch/lazuli/pools/render/nodes/${node!.id}`)
  await press(page, 'Disable scheduling', { choice: 'Now, and run its tasks again' })
  assert.equal(await scheduling(), 'disabled')
  await press(page, 'Enable scheduling')
  assert.equal(await scheduling(), 'enabled')
  await scene.inspect()
  await press(page, 'Reboot', { choice: 'Now, and end its tasks' })
  assert.match(
    (await client.computeNode.get('render', node!.id!)).state!,
    /rebooting|starting|idle/,
  )
})

test('a schedule is disabled, enabled, terminated and deleted', async () => {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await client.jobSchedule.add({
    id: 'nightly',
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: { poolInfo: { poolId: 'render' } },
  })
  const state = async () => (await client.jobSchedule.get('nightly')).state
  await scene.open('/batch/lazuli/schedules')
  for (const [button, is] of [
    ['Disable nightly', 'disabled'],
    ['Enable nightly', 'active'],
    ['Terminate nightly', 'completed'],
  ] as const) {
    await press(page, button)
    assert.equal(await until(state, (now) => now !== 'terminating'), is)
  }
  await scene.inspect()
  await press(page, 'Delete nightly')
  await page.getByText('There is no job schedule yet.').waitFor()
  assert.ok(await isGone(() => client.jobSchedule.get('nightly')))
  await scene.open('/batch/lazuli/applications')
  await page.getByText('There is no application').waitFor()
  await scene.inspect()
})

/** The one on a group: operations of other tests may still be under way. */
const operationOn = (group: string): Locator =>
  scene.page
    .getByRole('main')
    .locator('section')
    .filter({ hasText: `resourcegroups/${group}` })

test('an operation is held, released and canceled, and time frozen, stepped and resumed', async () => {
  const { page, lazuli } = scene
  const { engine } = lazuli.inside
  engine.pace([{ kind: 'ResourceGroups_Delete', pace: { hold: true } }])
  const client = resourcesOf(lazuli.ready)
  await client.resourceGroups.createOrUpdate('held', { location: lazuli.ready.location })
  await scene.open('/resources/held')
  await page.getByRole('button', { name: 'Delete group' }).click()
  await page.getByText('with it all that is in it').first().waitFor()
  await scene.inspect()
  await page.getByRole('dialog').getByRole('button', { name: 'Do nothing' }).click()
  await press(page, 'Delete group')
  assert.equal((await client.resourceGroups.get('held')).properties?.provisioningState, 'Deleting')
  await scene.open('/operations')
  await press(page, 'Release', { within: operationOn('held') })
  await until(
    () => client.resourceGroups.checkExistence('held'),
    ({ body }) => !body,
  )
  interface ClockState {
    readonly now: string
    readonly frozen: boolean
    readonly timeScale: number
  }
  const clockNow = () => readArm<ClockState>(lazuli.ready, '/lazuli/clock')
  await press(page, 'Freeze')
  assert.equal((await clockNow()).frozen, true)
  await page.getByText('Time is not real: it stands still').waitFor()
  await scene.inspect()
  const before = Date.parse((await clockNow()).now)
  await press(page, 'Step', { fill: { 'Seconds (may be empty)': '60' } })
  assert.ok(Date.parse((await clockNow()).now) - before >= 60_000)
  await press(page, 'Resume')
  assert.equal((await clockNow()).frozen, false)
  await press(page, 'Scale', { fill: { Factor: '50' } })
  assert.equal((await clockNow()).timeScale, 50)
})

test('an operation is held, failed and canceled in the middle', async () => {
  const { page, lazuli } = scene
  const { engine } = lazuli.inside
  engine.pace([{ kind: 'ResourceGroups_Delete', pace: { ms: 3_600_000 } }])
  const client = resourcesOf(lazuli.ready)
  for (const [button, status] of [
    ['Fail', 'Failed'],
    ['Cancel', 'Canceled'],
  ] as const) {
    const name = `ends-${status.toLowerCase()}`
    await client.resourceGroups.createOrUpdate(name, { location: lazuli.ready.location })
    await client.resourceGroups.beginDelete(name)
    await scene.open('/operations')
    const within = operationOn(name)
    await press(page, 'Hold', { within })
    await within.getByRole('button', { name: 'Release' }).waitFor()
    const { value } = await readArm<{ value: { resource: string; held: boolean }[] }>(
      lazuli.ready,
      '/lazuli/operations?running=true',
    )
    assert.deepEqual(
      value.filter(({ resource }) => resource.endsWith(name)).map(({ held }) => held),
      [true],
    )
    await press(page, button, { within })
    await within.getByText(status, { exact: true }).waitFor()
    const { properties } = await client.resourceGroups.get(name)
    assert.notEqual(properties?.provisioningState, 'Deleting')
  }
  engine.pace([])
})

test('a request is shown whole, and can be made again', async () => {
  const { page, lazuli } = scene
  await resourcesOf(lazuli.ready).resourceGroups.createOrUpdate('seen', {
    location: lazuli.ready.location,
  })
  await scene.open('/requests')
  const row = page.getByRole('row').filter({ hasText: 'resourcegroups/seen' }).first()
  // However long an address is, its row is of few lines.
  const { height } = (await row.boundingBox())!
  assert.ok(height < 90, `a row is ${height} high`)
  await row.getByRole('button').click()
  await page.getByText('curl --cacert').waitFor()
  await page.getByRole('radio', { name: 'JavaScript' }).check()
  await page.getByText('client.resourceGroups.createOrUpdate("seen"').waitFor()
  await page.getByRole('radio', { name: 'Python' }).check()
  await page.getByText('client.resource_groups.create_or_update("seen"').waitFor()
  await scene.inspect()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy: As Python' }).click()
  await page.getByText('Copied', { exact: true }).waitFor()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  assert.match(copied, /client\.resource_groups\.create_or_update\("seen"/)
  const har = await downloaded(page, 'Download as HAR')
  assert.equal(har.name, 'lazuli.har')
  const { log } = JSON.parse(String(har.content)) as {
    log: { entries: { request: { url: string } }[] }
  }
  assert.ok(log.entries.some(({ request }) => request.url.includes('/resourcegroups/seen')))
  await press(page, 'Forget all')
  const { value } = await readArm<{ value: { url: string }[] }>(lazuli.ready, '/lazuli/journal')
  assert.ok(!value.some(({ url }) => url.includes('/resourcegroups/seen')))
  await page.getByText('No program has called yet.').waitFor()
})
