// Each view by keyboard alone: no click, no mouse. Where the focus is can be seen, goes down the page, and
// is not lost by what a key does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import {
  aMachine,
  aPool,
  batchOf,
  isGone,
  readArm,
  resourcesOf,
  sendArm,
  until,
} from '../estate.ts'
import { openScene, type Scene } from '../scene.ts'

let scene: Scene
let client: BatchServiceClient
before(async () => {
  scene = await openScene({ timeScale: 500 })
  const { page } = scene
  // A mouse that is used by mistake does nothing.
  await page.addInitScript(`
    for (const kind of ['mousedown', 'pointerdown'])
      addEventListener(kind, (event) => { event.stopImmediatePropagation(); event.preventDefault() }, true)`)
  client = batchOf(scene.lazuli.ready)
  await aPool(client, 'pool1', 2)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  // What ends while a key goes down the page takes its buttons with it.
  await until(
    () => readArm<{ value: unknown[] }>(scene.lazuli.ready, '/lazuli/operations?running=true'),
    ({ value }) => value.length === 0,
  )
  // Tab leads through every request of a list: those of this wait are many.
  await sendArm(scene.lazuli.ready, 'DELETE', '/lazuli/journal')
})
after(() => scene[Symbol.asyncDispose]())

const press = (key: string, times = 1): Promise<void> =>
  Array.from({ length: times }).reduce<Promise<void>>(
    (before_) => before_.then(() => scene.page.keyboard.press(key)),
    Promise.resolve(),
  )

/** What has the focus, by the name that a screen reader says. */
const focused = (): Promise<string> =>
  scene.page.evaluate<string>(`(() => {
    const element = document.activeElement
    const label = element?.labels?.[0]?.innerText
    return (element?.ariaLabel ?? label ?? element?.innerText ?? '').trim()
  })()`)

/** Presses Tab until what is called so has the focus, and sees that a sign shows where it is. */
async function tabTo(name: string | RegExp): Promise<void> {
  const isIt = (called: string) => (typeof name === 'string' ? called === name : name.test(called))
  const seen: string[] = []
  for (let turn = 0; turn < 120; turn += 1) {
    const called = await focused()
    if (isIt(called)) return await seesFocus(called)
    seen.push(called)
    await press('Tab')
  }
  assert.fail(`Tab does not lead to ${name}, but to ${seen.slice(0, 60).join(' | ')}`)
}

async function seesFocus(called: string): Promise<void> {
  const isSeen = await scene.page.evaluate<boolean>(`(() => {
    const element = document.activeElement
    const styles = [getComputedStyle(element), getComputedStyle(element, '::after')]
    return element.matches(':focus-visible') && styles.some(
      (style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderStyle !== 'none')
  })()`)
  assert.ok(isSeen, `where ${called} has the focus cannot be seen`)
}

const heading = (name: string): Promise<void> =>
  scene.page.getByRole('heading', { name, exact: true }).first().waitFor()

/** Goes to a view by the links at the side, from wherever the focus is. */
async function goTo(link: string, title = link): Promise<void> {
  await tabTo(link)
  await press('Enter')
  await heading(title)
}

/** In the dialog that is open: goes to its button and presses it. */
async function confirm(label: string): Promise<void> {
  const dialog = scene.page.getByRole('dialog', { name: label })
  await dialog.waitFor()
  await tabTo(label)
  await press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

/** The focus is on something of the page, or on the view as a whole: the next Tab does not begin anew. */
async function keepsFocus(): Promise<void> {
  await until(
    () => scene.page.evaluate<boolean>('document.activeElement !== document.body'),
    Boolean,
  )
}

test('what can be reached follows down the page, and the way past the links is first', async () => {
  const { page } = scene
  for (const path of ['/', '/batch/lazuli/jobs/job1', '/batch/lazuli/pools/pool1', '/operations']) {
    await scene.open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    if (path === '/') await page.getByText('no long-running operation is under way').waitFor()
    await press('Tab')
    assert.equal(await focused(), 'Skip to content')
    await press('Enter')
    const tops: number[] = []
    for (let turn = 0; turn < 40; turn += 1) {
      await press('Tab')
      const top = await page.evaluate<number>(`(() => {
        const element = document.activeElement
        if (!element.closest('main')) return -1
        return element.getBoundingClientRect().top + scrollY
      })()`)
      if (top < 0) break
      tops.push(Math.round(top))
    }
    assert.ok(tops.length > 1, path)
    // Things on one line differ by less than a line.
    for (let at = 1; at < tops.length; at += 1) {
      assert.ok(tops[at]! > tops[at - 1]! - 24, `${path}: ${tops.join(' ')}`)
    }
  }
})

test('from the first view a task is searched, opened, and the ways lead back', async () => {
  const { page } = scene
  await client.task.add('job1', { id: 'findme', commandLine: '/bin/true' })
  await scene.open('/')
  await heading('Home')
  await tabTo('Find by id')
  await page.keyboard.type('findme')
  const found = page.getByRole('region', { name: 'Found' })
  await found.getByRole('link', { name: 'findme' }).waitFor()
  await tabTo('findme')
  await press('Enter')
  await heading('findme')
  await keepsFocus()
  await tabTo('job1')
  await press('Enter')
  await heading('job1')
  await keepsFocus()
})

test('tasks are filtered, chosen, and deleted at once; the focus outlives them', async () => {
  const { page } = scene
  for (const id of ['a', 'b']) await client.task.add('job1', { id, commandLine: '/bin/sleep 900' })
  await goTo('Jobs')
  await tabTo('job1')
  await press('Enter')
  await heading('job1')
  await tabTo('all')
  await press('ArrowRight')
  assert.match(page.url(), /show=failed/)
  await press('ArrowLeft')
  assert.match(page.url(), /show=all/)
  await page.getByRole('link', { name: 'b', exact: true }).waitFor()
  for (const id of ['a', 'b']) {
    await page.getByRole('checkbox', { name: `Select ${id}`, exact: true }).waitFor()
  }
  await tabTo('Select all that were read')
  await press('Space')
  // The bar of what can be done stands before the rows.
  await page.getByText(/tasks selected/).waitFor()
  await press('Shift+Tab', 2)
  assert.equal(await focused(), 'Select none')
  await press('Shift+Tab')
  assert.equal(await focused(), 'Delete selected')
  await press('Enter')
  await confirm('Delete selected')
  for (const id of ['a', 'b', 'findme']) {
    assert.ok(await until(() => isGone(() => client.task.get('job1', id)), Boolean))
  }
  await page.getByText('The job has no tasks yet.').waitFor()
  await keepsFocus()
})

test('a node is found on the map by arrow keys, and reimaged in the way that arrows chose', async () => {
  const { page } = scene
  const nodes = await until(
    () => client.computeNode.list('pool1'),
    (all) => all.length === 2 && all.every(({ state }) => state === 'idle'),
  )
  await goTo('Pools')
  await tabTo('pool1')
  await press('Enter')
  await heading('pool1')
  await page.getByRole('img', { name: /Nodes by state: 2 idle/ }).waitFor()
  await tabTo(/^Nodes by state/)
  await press('ArrowRight', 2)
  const caption = await page.locator('.heatmap figcaption').innerText()
  const node = nodes.find(({ id }) => caption.startsWith(`${id}: idle`))
  assert.ok(node, caption)
  await press('Enter')
  await heading(node.id!)
  await keepsFocus()
  await tabTo('Reimage')
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Reimage' })
  await dialog.waitFor()
  // Tab stays in the dialog.
  for (let turn = 0; turn < 8; turn += 1) {
    await press('Tab')
    const isIn = await page.evaluate<boolean>(
      '!!document.activeElement.closest("dialog") || document.activeElement === document.body',
    )
    assert.ok(isIn, await focused())
  }
  await press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  assert.equal(await focused(), 'Reimage')
  // The page learns of a dialog's end in a task of its own: no person is so quick as to come before it.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
  await press('Enter')
  await dialog.waitFor()
  // The dialog begins at its first choice.
  assert.equal(
    await dialog
      .getByRole('radio')
      .first()
      .evaluate((radio) => radio.matches(':focus')),
    true,
  )
  await press('ArrowDown')
  assert.equal(await dialog.getByRole('radio').nth(1).isChecked(), true)
  await confirm('Reimage')
  assert.match((await client.computeNode.get('pool1', node.id!)).state!, /reimaging|starting|idle/)
  await keepsFocus()
})

test('a group is created, tagged and deleted', async () => {
  const { page, lazuli } = scene
  const { resourceGroups } = resourcesOf(lazuli.ready)
  await goTo('Resources')
  await tabTo('Create group')
  await press('Enter')
  await tabTo('Name')
  await page.keyboard.type('typed')
  // Enter in a field does what the dialog is for.
  await press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(await focused(), 'Create group')
  assert.ok((await resourceGroups.checkExistence('typed')).body)
  await page.getByRole('link', { name: 'typed' }).waitFor()
  await tabTo('typed')
  await press('Enter')
  await heading('typed')
  await tabTo('Edit tags')
  await press('Enter')
  await tabTo('Tags (may be empty)')
  await page.keyboard.type('by=keys')
  await confirm('Edit tags')
  assert.deepEqual((await resourceGroups.get('typed')).tags, { by: 'keys' })
  await tabTo('Delete group')
  await press('Enter')
  await confirm('Delete group')
  await heading('Resources')
  await keepsFocus()
  await until(
    () => resourceGroups.checkExistence('typed'),
    ({ body }) => !body,
  )
})

test("a machine's checkpoint is created and deleted, and its row takes no focus with it", async () => {
  const { page, lazuli } = scene
  const instance = await aMachine(lazuli.ready, 'vm1')
  const checkpoints = async (): Promise<number> => {
    const { properties } = await readArm<{
      properties: { infrastructureProfile: { checkpoints?: object[] }; provisioningState: string }
    }>(lazuli.ready, `${instance}?api-version=2025-03-13`)
    const { checkpoints: all = [] } = properties.infrastructureProfile
    return properties.provisioningState === 'Succeeded' ? all.length : -1
  }
  await goTo('Virtual machines')
  await page.getByRole('link', { name: 'vm1' }).waitFor()
  await tabTo('vm1')
  await press('Enter')
  await heading('vm1')
  await tabTo('Create checkpoint')
  await press('Enter')
  await tabTo('Name of the checkpoint')
  await page.keyboard.type('first')
  await confirm('Create checkpoint')
  await until(checkpoints, (count) => count === 1)
  await page.getByRole('button', { name: 'Delete first' }).waitFor()
  await tabTo('Delete first')
  await press('Enter')
  await confirm('Delete first')
  await until(checkpoints, (count) => count === 0)
  await page.getByText('The machine has no checkpoint.').waitFor()
  await keepsFocus()
})

test('time is frozen and resumed, a fault is added and removed, a request is looked at', async () => {
  const { page, lazuli } = scene
  await goTo('Operations and time')
  await tabTo('Freeze')
  await press('Enter')
  await confirm('Freeze')
  assert.equal(lazuli.inside.clock.isFrozen, true)
  await page.getByRole('button', { name: 'Resume' }).waitFor()
  await keepsFocus()
  await tabTo('Resume')
  await press('Enter')
  await confirm('Resume')
  assert.equal(lazuli.inside.clock.isFrozen, false)

  await goTo('Faults')
  await tabTo('Add fault')
  await press('Enter')
  await confirm('Add fault')
  await page.getByRole('button', { name: 'Remove ManagedClusters_Get' }).waitFor()
  await tabTo('Remove ManagedClusters_Get')
  await press('Enter')
  await confirm('Remove ManagedClusters_Get')
  await page.getByText('Nothing is made to go wrong.').waitFor()
  await keepsFocus()

  await goTo('Requests')
  await page.getByRole('table', { name: 'Requests' }).getByRole('button').first().waitFor()
  await tabTo(/^\d+$/)
  await press('Enter')
  await page.getByText('curl --cacert').waitFor()
  await tabTo('curl')
  await press('ArrowRight')
  assert.equal(await page.getByRole('radio', { name: 'JavaScript' }).isChecked(), true)
})

test('clusters, schedules, certificates and applications are reached and read', async () => {
  await goTo('Clusters')
  for (const [link, title] of [
    ['Schedules', 'Job schedules'],
    ['Certificates', 'Certificates'],
    ['Applications', 'Applications'],
  ] as const) {
    await goTo(link, title)
    await keepsFocus()
    // What an empty view says to do next is copied without a mouse.
    await tabTo('Copy: Command')
  }
})
