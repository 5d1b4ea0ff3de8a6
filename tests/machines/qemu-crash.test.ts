import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { aVm, signal } from '#drivers/hypervisor/conformance/conformance-harness.ts'
import { startChild } from '#testing/child.ts'
import { needQemu } from './installed.ts'
import { openHarness, type QemuHarness } from './qemu-harness.fixture.ts'
import type { Call } from './qemu-verbs.ts'

const program = new URL('./qemu-verbs.ts', import.meta.url)

/** What the calls lead to, one after another, from a running machine with checkpoint K. */
const CALLS: readonly Call[] = [
  ['create', 'A', 'standard'],
  ['stop'],
  ['create', 'B', 'standard'],
  ['restore', 'K', 'first'],
  ['create', 'C', 'production'],
  ['delete', 'A'],
  ['restore', 'B', 'second'],
  ['start'],
  ['delete', 'B'],
  ['restore', 'K', 'third'],
]

async function prepare(h: QemuHarness): Promise<void> {
  await h.driver.destroy('vm1', signal)
  await h.driver.define(aVm(h), signal)
  await h.driver.start('vm1', signal)
  await h.writeMemory('vm1', 5)
  await h.writeDisk('vm1', 'data', 1)
  await h.driver.createCheckpoint('vm1', 'K', 'standard', signal)
  await h.writeDisk('vm1', 'data', 2)
}

async function assertAtEnd(h: QemuHarness): Promise<void> {
  const { power, checkpoints } = (await h.driver.observe('vm1', signal))!
  const kept = checkpoints.map(({ id, memory }) => [id, memory])
  assert.deepEqual(
    [power, kept],
    [
      'running',
      [
        ['K', true],
        ['C', false],
      ],
    ],
  )
  assert.equal(await h.readDisk('vm1', 'data'), 1)
  assert.equal(await h.readMemory('vm1'), 5)
  // C was taken after K was restored; A and B, which held a 2, are gone.
  await h.writeDisk('vm1', 'data', 3)
  const { power: afterC } = await h.driver.restoreCheckpoint('vm1', 'C', 'check', signal)
  assert.deepEqual([afterC, await h.readDisk('vm1', 'data')], ['stopped', 1])
}

await needQemu()

test('calls on QEMU machines can be repeated after kill -9 of their server', async (t) => {
  const h = await openHarness()
  t.after(() => h.end())
  const kills = fc.sample(
    fc.record({ call: fc.nat({ max: CALLS.length - 1 }), afterMs: fc.nat({ max: 60 }) }),
    { numRuns: 14, seed: 20260611 },
  )
  let next = 0
  let unfinished = 0
  await prepare(h)
  for (const { call, afterMs } of kills) {
    // From the call that was interrupted last, on to the one to be interrupted now.
    const last = Math.max(call, next)
    await h.abandon()
    const child = startChild(t, program, [h.directory, JSON.stringify(CALLS.slice(next))])
    for (let said = ''; said !== `began ${last - next}`; ) said = await child.next()
    await pause(afterMs)
    await child.kill()
    await h.reopen()
    next += child.lines.filter((line) => line.startsWith('done')).length
    if (child.lines.at(-1)!.startsWith('began')) unfinished += 1
    if (next === CALLS.length) {
      await assertAtEnd(h)
      await prepare(h)
      next = 0
    }
  }
  await h.abandon()
  const child = startChild(t, program, [h.directory, JSON.stringify(CALLS.slice(next))])
  assert.equal(await child.ended(), 0)
  await h.reopen()
  await assertAtEnd(h)
  assert.ok(unfinished > 0, 'some calls were under way')
  t.diagnostic(`${unfinished} of ${kills.length} calls were under way when their server died`)
})
