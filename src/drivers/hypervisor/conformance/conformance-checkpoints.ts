// The part of the common suite about checkpoints: what they keep, and that they stand apart.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  aDisk,
  aVm,
  bootDisk,
  checkpointsOf,
  type Harness,
  type OpenHarness,
  observed,
  openFor,
  powerOf,
  signal,
  turnOff,
} from './conformance-harness.ts'

async function startedVm(h: Harness): Promise<void> {
  await h.driver.define(aVm(h), signal)
  await h.driver.start('vm1', signal)
}

/** Writes the digit to the data disk and keeps it in a checkpoint of that number. */
async function checkpointWith(h: Harness, value: number): Promise<void> {
  await h.writeDisk('vm1', 'data', value)
  await h.driver.createCheckpoint('vm1', `C${value}`, 'standard', signal)
}

async function assertHolds(h: Harness, value: number): Promise<void> {
  await h.driver.restoreCheckpoint('vm1', `C${value}`, randomUUID(), signal)
  assert.equal(await h.readDisk('vm1', 'data'), value, `C${value} holds its content`)
}

export function checkpoints(open: OpenHarness): void {
  test('a standard checkpoint brings back disks, memory and power', async (t) => {
    const h = await openFor(t, open)
    await startedVm(h)
    await h.writeMemory('vm1', 5)
    await h.writeDisk('vm1', 'data', 1)
    await h.writeDisk('vm1', 'boot', 2)
    const taken = await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    assert.deepEqual(taken, { id: 'C1', type: 'standard', memory: true })
    assert.equal(await powerOf(h), 'running')

    await h.writeMemory('vm1', 6)
    await h.writeDisk('vm1', 'data', 3)
    await h.writeDisk('vm1', 'boot', 4)
    const whileRunning = await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(whileRunning.power, 'running')
    assert.equal(await h.readMemory('vm1'), 5)
    assert.equal(await h.readDisk('vm1', 'data'), 1)
    assert.equal(await h.readDisk('vm1', 'boot'), 2)

    await h.driver.stop('vm1', turnOff, signal)
    await h.writeDisk('vm1', 'data', 3)
    const whileStopped = await h.driver.restoreCheckpoint('vm1', 'C1', 'a2', signal)
    assert.equal(whileStopped.power, 'running')
    assert.equal(await h.readMemory('vm1'), 5)
    assert.equal(await h.readDisk('vm1', 'data'), 1)
    await h.writeMemory('vm1', 7)
    assert.equal(await h.readMemory('vm1'), 7, 'the guest goes on')
  })

  for (const type of ['production', 'productiononly'] as const) {
    test(`a ${type} checkpoint of a running machine brings back disks, stopped`, async (t) => {
      const h = await openFor(t, open)
      await startedVm(h)
      await h.writeDisk('vm1', 'data', 1)
      const taken = await h.driver.createCheckpoint('vm1', 'C1', type, signal)
      assert.deepEqual(taken, { id: 'C1', type, memory: false })
      assert.equal(await powerOf(h), 'running')
      await h.writeDisk('vm1', 'data', 2)
      const { power } = await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
      assert.equal(power, 'stopped')
      assert.equal(await h.readDisk('vm1', 'data'), 1)
      await h.driver.start('vm1', signal)
      assert.equal(await h.readMemory('vm1'), 0, 'it boots')
    })
  }

  test('a checkpoint of a stopped machine brings it back stopped', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await checkpointWith(h, 1)
    assert.equal((await observed(h)).checkpoints[0]!.memory, false)
    await h.writeDisk('vm1', 'data', 2)
    await h.driver.start('vm1', signal)
    const { power } = await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(power, 'stopped')
    assert.equal(await h.readDisk('vm1', 'data'), 1)
  })

  test('a checkpoint brings back its hardware', async (t) => {
    const h = await openFor(t, open)
    await startedVm(h)
    await h.writeMemory('vm1', 5)
    await h.writeDisk('vm1', 'data', 1)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    const before = (await observed(h)).hardware
    await h.driver.stop('vm1', turnOff, signal)
    const boot = bootDisk(h)
    const other = aDisk({ id: 'other' })
    await h.driver.define(
      aVm(h, {
        cpuCount: 2,
        memoryMB: 48,
        disks: [boot, other],
        networkInterfaces: [],
      }),
      signal,
    )
    await h.writeDisk('vm1', 'other', 9)
    await h.driver.createCheckpoint('vm1', 'C2', 'standard', signal)
    await h.driver.start('vm1', signal)

    const back = await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(back.power, 'running')
    assert.deepEqual(withoutUse(back.hardware), withoutUse(before))
    assert.equal(await h.readMemory('vm1'), 5)
    assert.equal(await h.readDisk('vm1', 'data'), 1, 'the detached disk is back')

    await h.driver.restoreCheckpoint('vm1', 'C2', 'a2', signal)
    assert.equal(await h.readDisk('vm1', 'other'), 9)
    await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    assert.deepEqual(
      (await observed(h)).hardware.disks.map(({ id }) => id),
      ['boot', 'other'],
    )
  })

  for (const power of ['stopped', 'running'] as const) {
    test(`any checkpoint of a ${power} machine goes without the others noticing`, async (t) => {
      const h = await openFor(t, open)
      await h.driver.define(aVm(h), signal)
      if (power === 'running') await h.driver.start('vm1', signal)
      // C1 <- C2 <- C3, and C4 beside C2.
      for (const value of [1, 2, 3]) await checkpointWith(h, value)
      await assertHolds(h, 1)
      await checkpointWith(h, 4)
      await h.writeDisk('vm1', 'data', 9)
      for (const [gone, kept] of [
        [2, [1, 3, 4]],
        [1, [3, 4]],
        [4, [3]],
      ] as const) {
        await h.driver.deleteCheckpoint('vm1', `C${gone}`, signal)
        await h.driver.deleteCheckpoint('vm1', `C${gone}`, signal)
        assert.deepEqual(
          await checkpointsOf(h),
          kept.map((value) => `C${value}`),
        )
        assert.equal(await powerOf(h), power)
        if (gone === 2) assert.equal(await h.readDisk('vm1', 'data'), 9)
        for (const value of kept) await assertHolds(h, value)
      }
      await h.driver.deleteCheckpoint('vm1', 'C3', signal)
      assert.deepEqual(await checkpointsOf(h), [])
      assert.equal(await h.readDisk('vm1', 'data'), 3)
      assert.equal(await powerOf(h), power)
    })
  }

  test('deleting the checkpoint that a machine runs from leaves its memory alone', async (t) => {
    const h = await openFor(t, open)
    await startedVm(h)
    await h.writeMemory('vm1', 5)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    await h.writeMemory('vm1', 6)
    await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    assert.equal(await powerOf(h), 'running')
    assert.equal(await h.readMemory('vm1'), 6)
  })

  test('a repeated creation keeps the first content', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await checkpointWith(h, 1)
    await h.writeDisk('vm1', 'data', 2)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    assert.deepEqual(await checkpointsOf(h), ['C1'])
    await assertHolds(h, 1)
  })

  test('a restore is carried out once for each attempt', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await checkpointWith(h, 1)
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    await h.writeDisk('vm1', 'data', 2)
    await h.reopen()
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(await h.readDisk('vm1', 'data'), 2, 'the repeat discarded nothing')
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a2', signal)
    assert.equal(await h.readDisk('vm1', 'data'), 1)
    assert.equal((await observed(h)).lastAttempt, 'a2')
  })

  test('a checkpoint that is not there cannot be restored, and counts as deleted', async (t) => {
    const h = await openFor(t, open)
    await startedVm(h)
    await h.writeMemory('vm1', 5)
    for (const id of ['C1', '', '../C1', 'x'.repeat(300)]) {
      await assert.rejects(h.driver.restoreCheckpoint('vm1', id, 'a1', signal), {
        code: 'CheckpointNotFound',
      })
      await h.driver.deleteCheckpoint('vm1', id, signal)
    }
    assert.equal(await powerOf(h), 'running')
    assert.equal(await h.readMemory('vm1'), 5)
    for (const id of ['', '../C1', 'x'.repeat(300)]) {
      await assert.rejects(h.driver.createCheckpoint('vm1', id, 'standard', signal), {
        code: 'InvalidDefinition',
      })
    }
  })

  test('calls on one machine made at once are carried out in order', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await h.writeDisk('vm1', 'data', 1)
    await Promise.all([
      h.driver.createCheckpoint('vm1', 'C1', 'standard', signal),
      h.driver.start('vm1', signal),
      h.driver.createCheckpoint('vm1', 'C2', 'standard', signal),
      h.driver.deleteCheckpoint('vm1', 'C1', signal),
      h.driver.createCheckpoint('vm1', 'C3', 'production', signal),
      h.driver.stop('vm1', turnOff, signal),
      h.driver.restoreCheckpoint('vm1', 'C2', 'a1', signal),
    ])
    const { power, checkpoints } = await observed(h)
    assert.equal(power, 'running')
    assert.deepEqual(
      checkpoints.map(({ id, memory }) => [id, memory]),
      [
        ['C2', true],
        ['C3', false],
      ],
    )
  })

  test('a reader during a call sees what was before', async (t) => {
    const h = await openFor(t, open)
    await startedVm(h)
    const creating = h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    const during = await observed(h)
    await creating
    assert.deepEqual([during.power, during.checkpoints], ['running', []])
    assert.deepEqual(await checkpointsOf(h), ['C1'])
  })

  test('a machine without disks has checkpoints too', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h, { disks: [] }), signal)
    await h.driver.start('vm1', signal)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.stop('vm1', turnOff, signal)
    const { power } = await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(power, 'running')
  })
}

const withoutUse = (hardware: Awaited<ReturnType<typeof observed>>['hardware']) => ({
  ...hardware,
  disks: hardware.disks.map(({ usedBytes: _, ...disk }) => disk),
})
