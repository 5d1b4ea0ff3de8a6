// The part of the common suite about machines: definition, power, capacity, what survives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VmDefinition } from '../port.ts'
import {
  aDisk,
  aVm,
  bootDisk,
  checkpointsOf,
  MEBIBYTE,
  type OpenHarness,
  observed,
  openFor,
  powerOf,
  signal,
  turnOff,
} from './conformance-harness.ts'

export function machines(open: OpenHarness): void {
  test('a machine defined twice is there once, stopped, as defined', async (t) => {
    const h = await openFor(t, open)
    const vm = aVm(h)
    await h.driver.define(vm, signal)
    const report = await h.driver.define(vm, signal)
    const { id, uuid, generation, power, checkpoints } = report
    assert.deepEqual(
      { id, uuid, generation, power, checkpoints },
      { id: 'vm1', uuid: vm.uuid, generation: 1, power: 'stopped', checkpoints: [] },
    )
    assert.deepEqual(
      report.hardware.disks.map((disk) => [disk.id, disk.sizeBytes, disk.controller]),
      [
        ['boot', MEBIBYTE, 'ide'],
        ['data', MEBIBYTE, 'scsi'],
      ],
    )
    assert.deepEqual(report.hardware.networkInterfaces, vm.hardware.networkInterfaces)
    assert.deepEqual(await h.driver.list(signal), [report])
    assert.equal(await h.readDisk('vm1', 'data'), 0)
  })

  test('a definition that cannot be is refused and leaves nothing', async (t) => {
    const h = await openFor(t, open)
    const vm = aVm(h)
    const boot = bootDisk(h)
    const wrong: VmDefinition[] = [
      { ...vm, id: '../escape' },
      { ...vm, id: '.hidden' },
      { ...vm, id: '' },
      { ...vm, uuid: 'x,readonly=on' },
      aVm(h, { cpuCount: 0 }),
      aVm(h, { memoryMB: 1.5 }),
      aVm(h, { disks: [aDisk({ id: '../../data' })] }),
      aVm(h, { disks: [aDisk({ sizeBytes: 1000 })] }),
      aVm(h, { disks: [aDisk({ source: 'relative.img' })] }),
      aVm(h, { disks: [boot, boot] }),
      aVm(h, { disks: [boot, { ...boot, id: 'other' }] }),
      aVm(h, { networkInterfaces: [{ id: 'n', macAddress: 'zz', connected: true }] }),
    ]
    for (const definition of wrong) {
      await assert.rejects(h.driver.define(definition, signal), { code: 'InvalidDefinition' })
    }
    assert.deepEqual(await h.driver.list(signal), [])
  })

  test('start and stop can be repeated', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await h.driver.stop('vm1', turnOff, signal)
    assert.equal(await powerOf(h), 'stopped')
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 4)
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
    assert.equal(await h.readMemory('vm1'), 4, 'the second start left the machine alone')
    await h.driver.stop('vm1', turnOff, signal)
    await h.driver.stop('vm1', turnOff, signal)
    assert.equal(await powerOf(h), 'stopped')
    await h.driver.start('vm1', signal)
    assert.equal(await h.readMemory('vm1'), 0, 'it booted afresh')
  })

  test('a guest that is asked shuts down by itself', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    assert.equal(await h.readMemory('vm1'), 0, 'it has booted')
    await h.driver.stop('vm1', { graceMs: 60_000, otherwise: 'refuse' }, signal)
    assert.equal(await powerOf(h), 'stopped')
  })

  test('a guest that does not listen is turned off, or left running, as asked', async (t) => {
    const h = await openFor(t, open)
    const deaf = aVm(h, { disks: [] })
    await h.driver.define(deaf, signal)
    await h.driver.start('vm1', signal)
    await assert.rejects(h.driver.stop('vm1', { graceMs: 20, otherwise: 'refuse' }, signal), {
      code: 'GuestDidNotShutDown',
    })
    assert.equal(await powerOf(h), 'running')
    await h.driver.stop('vm1', { graceMs: 20, otherwise: 'turnOff' }, signal)
    assert.equal(await powerOf(h), 'stopped')
  })

  test('a restart boots afresh, once for each attempt', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await assert.rejects(h.driver.restart('vm1', 'a1', signal), { code: 'VmIsStopped' })
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 3)
    await h.driver.restart('vm1', 'a1', signal)
    await h.writeMemory('vm1', 5)
    await h.driver.restart('vm1', 'a1', signal)
    assert.equal(await h.readMemory('vm1'), 5, 'the repeat did nothing')
    assert.equal(await powerOf(h), 'running')
  })

  test('hardware changes while stopped, and not while running', async (t) => {
    const h = await openFor(t, open)
    const boot = bootDisk(h)
    await h.driver.define(aVm(h), signal)
    await h.writeDisk('vm1', 'data', 7)
    const extra = aDisk({ id: 'extra', lun: 1 })
    const changed = aVm(h, {
      cpuCount: 2,
      memoryMB: 48,
      disks: [boot, aDisk({ sizeBytes: 2 * MEBIBYTE }), extra],
      networkInterfaces: [],
    })
    await h.driver.start('vm1', signal)
    await assert.rejects(h.driver.define(changed, signal), { code: 'VmIsRunning' })
    await h.driver.define(aVm(h), signal)
    await h.driver.stop('vm1', turnOff, signal)
    const { hardware } = await h.driver.define(changed, signal)
    assert.deepEqual([hardware.cpuCount, hardware.memoryMB], [2, 48])
    assert.deepEqual(
      hardware.disks.map(({ id, sizeBytes }) => [id, sizeBytes]),
      [
        ['boot', MEBIBYTE],
        ['data', 2 * MEBIBYTE],
        ['extra', MEBIBYTE],
      ],
    )
    assert.deepEqual(hardware.networkInterfaces, [])
    assert.equal(await h.readDisk('vm1', 'data'), 7)
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
  })

  test('a disk never shrinks, and does not grow while a checkpoint has it', async (t) => {
    const h = await openFor(t, open)
    const boot = bootDisk(h)
    const sized = (sizeBytes: number) => aVm(h, { disks: [boot, aDisk({ sizeBytes })] })
    await h.driver.define(aVm(h), signal)
    await assert.rejects(h.driver.define(sized(MEBIBYTE / 2), signal), { code: 'DiskCannotShrink' })
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await assert.rejects(h.driver.define(sized(2 * MEBIBYTE), signal), {
      code: 'DiskHasCheckpoints',
    })
    await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    await h.driver.define(sized(2 * MEBIBYTE), signal)
    assert.equal((await observed(h)).hardware.disks[1]!.sizeBytes, 2 * MEBIBYTE)
  })

  test('what is destroyed is gone, running or not, and can be defined anew', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await h.writeDisk('vm1', 'data', 7)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.start('vm1', signal)
    await h.driver.destroy('vm1', signal)
    await h.driver.destroy('vm1', signal)
    assert.deepEqual(await h.driver.list(signal), [])
    assert.equal(await h.driver.observe('vm1', signal), undefined)
    await assert.rejects(h.driver.start('vm1', signal), { code: 'VmNotFound' })
    const report = await h.driver.define(aVm(h), signal)
    assert.deepEqual([report.power, report.checkpoints], ['stopped', []])
    assert.equal(await h.readDisk('vm1', 'data'), 0)
  })

  test('an id that leads elsewhere names no machine', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    for (const id of ['../vm1', 'vm1/../vm1', './vm1', 'vm1/', '']) {
      assert.equal(await h.driver.observe(id, signal), undefined)
      await assert.rejects(h.driver.start(id, signal), { code: 'VmNotFound' })
      await h.driver.destroy(id, signal)
    }
    assert.equal((await h.driver.list(signal)).length, 1)
  })

  test('machines outlive the driver, and go on running', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    await h.driver.define({ ...aVm(h), id: 'vm2' }, signal)
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 6)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    const before = await h.driver.list(signal)
    await h.reopen()
    assert.deepEqual(await h.driver.list(signal), before)
    assert.equal(await h.readMemory('vm1'), 6)
    await h.driver.stop('vm1', turnOff, signal)
    assert.deepEqual(await checkpointsOf(h), ['C1'])
  })

  test('machines beyond the memory limit are not started', async (t) => {
    const h = await openFor(t, open, { limits: { memoryMB: 70 } })
    for (const id of ['vm1', 'vm2', 'vm3']) await h.driver.define({ ...aVm(h), id }, signal)
    await h.driver.start('vm1', signal)
    await h.driver.start('vm2', signal)
    assert.deepEqual((await h.driver.capacity(signal)).memoryMB, { total: 70, free: 6 })
    await assert.rejects(h.driver.start('vm3', signal), { code: 'NotEnoughMemory' })
    await h.driver.stop('vm1', turnOff, signal)
    await h.driver.start('vm3', signal)
  })

  test('two starts at once do not share the last memory', async (t) => {
    const h = await openFor(t, open, { limits: { memoryMB: 40 } })
    for (const id of ['vm1', 'vm2']) await h.driver.define({ ...aVm(h), id }, signal)
    const starts = ['vm1', 'vm2'].map((id) => h.driver.start(id, signal))
    const outcomes = await Promise.allSettled(starts)
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })

  test('disks beyond the disk limit are refused', async (t) => {
    const h = await openFor(t, open, { limits: { diskBytes: 3 * MEBIBYTE } })
    await h.driver.define(aVm(h), signal)
    const second = { ...aVm(h), id: 'vm2' }
    await assert.rejects(h.driver.define(second, signal), { code: 'NotEnoughDisk' })
    assert.deepEqual(
      (await h.driver.list(signal)).map(({ id }) => id),
      ['vm1'],
    )
  })

  test('the console shows what the guest wrote', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    assert.deepEqual(await h.driver.console('vm1', signal), { serial: '' })
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 8)
    const shot = await h.driver.console('vm1', signal)
    assert.match(shot.serial, /guest.*\r\n.*8/s)
    assert.equal((await h.driver.console('vm1', signal)).serial, shot.serial)
    if (shot.screen) assert.equal(Buffer.from(shot.screen).toString('latin1', 1, 4), 'PNG')
  })

  test('an aborted call rejects, and can be repeated', async (t) => {
    const h = await openFor(t, open)
    await h.driver.define(aVm(h), signal)
    const reason = new Error('no longer wanted')
    const aborted = AbortSignal.abort(reason)
    await assert.rejects(h.driver.start('vm1', aborted), reason)
    assert.equal(await powerOf(h), 'stopped')
    await assert.rejects(h.driver.observe('vm1', aborted), reason)
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
  })
}
