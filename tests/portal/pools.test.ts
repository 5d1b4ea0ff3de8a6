// Pools and nodes: what each button does is read back by an SDK.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BatchServiceClient } from '@azure/batch'
import { aPool, batchOf, downloaded, isGone, press, readArm, until } from './estate.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let client: BatchServiceClient
before(async () => {
  scene = await openScene({ timeScale: 200 })
  client = batchOf(scene.lazuli.ready)
  await aPool(client, 'pool1', 2, 2)
})
after(() => scene[Symbol.asyncDispose]())

test('a pool scales by a formula, whose evaluation is drawn', async () => {
  const { page } = scene
  await aPool(client, 'formula', 0)
  await scene.open('/batch/lazuli/pools/formula')
  await page.getByText('The pool has no nodes.').waitFor()
  await page.getByText('az batch pool resize --pool-id formula').waitFor()
  await press(page, 'Scale by formula', {
    fill: {
      Formula: 'hours = 3; $TargetDedicatedNodes = hours - 1; $NodeDeallocationOption = requeue;',
    },
  })
  assert.equal((await client.pool.get('formula')).enableAutoScale, true)
  await page.getByText('PT15M').waitFor()
  await page
    .getByRole('img', { name: /What the formula came to: .*\$TargetDedicatedNodes 2/ })
    .waitFor()
  await scene.inspect()
  await page.getByRole('button', { name: 'Evaluate formula' }).click()
  const dialog = page.getByRole('dialog', { name: 'Evaluate formula' })
  await dialog.getByLabel('Formula').fill('$TargetDedicatedNodes = 5;')
  await dialog.getByRole('button', { name: 'Evaluate formula' }).click()
  // The page shows what an SDK is answered, but for the formula's own moment.
  const { results } = await client.pool.evaluateAutoScale('formula', '$TargetDedicatedNodes = 5;')
  assert.match(results!, /\$TargetDedicatedNodes=5/)
  await dialog.getByText('$TargetDedicatedNodes=5').waitFor()
  await dialog.getByRole('button', { name: 'Do nothing' }).click()
  await press(page, 'Change formula', { fill: { Formula: '$TargetDedicatedNodes = 1;' } })
  assert.equal((await client.pool.get('formula')).autoScaleFormula, '$TargetDedicatedNodes = 1;')
  await press(page, 'End scaling')
  assert.equal((await client.pool.get('formula')).enableAutoScale, false)
  await press(page, 'Delete')
  assert.ok(await until(() => isGone(() => client.pool.get('formula')), Boolean))
})

test('a resize is stopped, and another fails and says why', async () => {
  const { page, lazuli } = scene
  const { engine } = lazuli.inside
  const pool = () => client.pool.get('sized')
  const hold = () => engine.pace([{ kind: '*', pace: { hold: true } }])
  const goOn = async (): Promise<void> => {
    engine.pace([])
    const { value } = await readArm<{ value: { id: string }[] }>(
      lazuli.ready,
      '/lazuli/operations?running=true',
    )
    for (const { id } of value) await engine.release(id)
    await until(pool, ({ allocationState }) => allocationState === 'steady')
  }
  await aPool(client, 'sized', 1)
  await goOn()
  await scene.open('/batch/lazuli/pools/sized')
  hold()
  await press(page, 'Resize', { fill: { 'Dedicated nodes': '3', 'Spot nodes': '0' } })
  assert.equal((await pool()).allocationState, 'resizing')
  await press(page, 'Stop resize')
  assert.notEqual((await pool()).allocationState, 'resizing')
  await goOn()
  hold()
  await press(page, 'Resize', { fill: { 'Dedicated nodes': '4' } })
  await press(page, 'Let a resize fail', { fill: { Code: 'AllocationFailed' } })
  await goOn()
  const { resizeErrors } = await pool()
  assert.equal(resizeErrors![0]!.code, 'AllocationFailed')
  await page.getByText('AllocationFailed').first().waitFor()
  await page.getByRole('img', { name: /Nodes of the pool/ }).waitFor()
  await scene.inspect()
})

test('nodes are provoked, rebooted, reimaged and removed, one or many at once', async () => {
  const { page } = scene
  const nodes = await until(
    () => client.computeNode.list('pool1'),
    (all) => all.length === 2 && all.every(({ state }) => state === 'idle' || state === 'running'),
  )
  const [first, second] = nodes.map(({ id }) => id!)
  const stateOf = async (id: string) => (await client.computeNode.get('pool1', id)).state!
  await scene.open(`/batch/lazuli/pools/pool1/nodes/${first}`)
  await press(page, 'Provoke', { choice: 'Lose' })
  assert.equal(await stateOf(first!), 'unknown')
  await press(page, 'Provoke', { choice: 'Recover' })
  await until(
    () => stateOf(first!),
    (state) => state === 'idle' || state === 'running',
  )
  await scene.inspect()
  await scene.open('/batch/lazuli/pools/pool1')
  for (const [button, choice, state] of [
    ['Reboot selected', 'Now, and end its tasks', /rebooting|starting|idle/],
    ['Reimage selected', 'Now, and end its tasks', /reimaging|starting|idle/],
  ] as const) {
    await page.getByRole('checkbox', { name: 'Select all nodes shown' }).check()
    await page.getByText('2 nodes selected').waitFor()
    await press(page, button, { choice })
    assert.match(await stateOf(second!), state)
    await until(
      async () => [await stateOf(first!), await stateOf(second!)],
      (states) => states.every((each) => each === 'idle'),
    )
  }
  await page.getByRole('checkbox', { name: `Select ${first}` }).check()
  await press(page, 'Remove selected')
  await until(
    () => client.pool.get('pool1'),
    ({ currentDedicatedNodes }) => currentDedicatedNodes === 1,
  )
  assert.ok(await isGone(() => client.computeNode.get('pool1', first!)))
  await until(
    () => client.pool.get('pool1'),
    ({ allocationState }) => allocationState === 'steady',
  )
  await scene.open(`/batch/lazuli/pools/pool1/nodes/${second}`)
  await press(page, 'Remove')
  await until(
    () => client.pool.get('pool1'),
    ({ currentDedicatedNodes }) => currentDedicatedNodes === 0,
  )
})

test("a node's start task, its output and its files are shown", async () => {
  const { page } = scene
  await client.pool.add({
    id: 'started',
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: 1,
    startTask: { commandLine: "/bin/sh -c 'echo installed'", waitForSuccess: true },
  })
  const [node] = await until(
    () => client.computeNode.list('started'),
    (all) => all[0]?.state === 'idle',
  )
  await scene.open(`/batch/lazuli/pools/started/nodes/${node!.id}`)
  await page.getByRole('heading', { name: 'Start task' }).waitFor()
  await page.getByRole('log').getByText('installed').waitFor()
  await scene.inspect()
  const { name, content } = await downloaded(page, 'Download startup/stdout.txt')
  assert.deepEqual([name, String(content)], ['stdout.txt', 'installed\n'])
})
