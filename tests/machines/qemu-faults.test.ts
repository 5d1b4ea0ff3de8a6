// What only a real QEMU can suffer: killed or hanging processes, long names, strangers.
import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  aDisk,
  aVm,
  bootDisk,
  powerOf,
  signal,
  turnOff,
} from '#drivers/hypervisor/conformance/conformance-harness.ts'
import { openQemu } from '#drivers/hypervisor/qemu/qemu.ts'
import { needQemu } from './installed.ts'
import { killAndWait, openQemuFor, pidOf, vmPath } from './qemu-faults.fixture.ts'
import { guestImage } from './qemu-guest.fixture.ts'

await needQemu()

suite('QEMU machines', () => {
  test('a machine that hangs is seen as paused and can be turned off or destroyed', async (t) => {
    const h = await openQemuFor(t, { replyTimeoutMs: 200 })
    await h.driver.define(aVm(h), signal)
    for (const end of ['stop', 'destroy'] as const) {
      await h.driver.start('vm1', signal)
      process.kill(await pidOf(h), 'SIGSTOP')
      assert.equal(await powerOf(h), 'paused')
      await assert.rejects(h.driver.start('vm1', signal), { code: 'NotResponding' })
      if (end === 'stop') await h.driver.stop('vm1', turnOff, signal)
      else await h.driver.destroy('vm1', signal)
      if (end === 'stop') assert.equal(await powerOf(h), 'stopped')
    }
    assert.deepEqual(await h.driver.list(signal), [])
  })

  test('a machine that stands still goes on when started', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 5)
    await (await h.qmp('vm1')).execute('stop')
    assert.equal(await powerOf(h), 'paused')
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
    assert.equal(await h.readMemory('vm1'), 5)
  })

  test('a machine whose guest powered off, or whose process died, is stopped', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.readMemory('vm1')
    const qmp = await h.qmp('vm1')
    const shutdown = qmp.watch(({ event }) => event === 'SHUTDOWN')
    await qmp.execute('system_powerdown')
    await shutdown.seen
    while ((await powerOf(h)) !== 'stopped') await pause(5)
    await h.driver.start('vm1', signal)
    await killAndWait(await pidOf(h))
    assert.equal(await powerOf(h), 'stopped')
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
  })

  test('a pid file that names a stranger is no machine, and the stranger lives on', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await writeFile(vmPath(h, 'qemu.pid'), String(process.pid))
    assert.equal(await powerOf(h), 'stopped')
    await h.driver.stop('vm1', turnOff, signal)
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
  })

  test('a directory may have a long name, with commas and blanks', async (t) => {
    const subdirectory = `${'a long, long name '.repeat(6)}/${'x'.repeat(80)}`
    const h = await openQemuFor(t, { subdirectory })
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.reopen()
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(await powerOf(h), 'running')
  })

  test('two drivers do not share a directory', async (t) => {
    const h = await openQemuFor(t)
    const { directory } = h
    await assert.rejects(openQemu({ directory }), /Another server uses/)
    await h.driver.define(aVm(h), signal)
  })

  test('files are for their owner only', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.console('vm1', signal)
    const all = readdirSync(h.directory, { recursive: true, encoding: 'utf8' })
    const open = all.filter((path) => {
      const found = statSync(join(h.directory, path))
      // QEMU makes its socket as it likes, but no other user reaches it.
      return !found.isSocket() && (found.mode & 0o077) !== 0
    })
    assert.deepEqual(open, [])
    assert.equal(statSync(vmPath(h, '')).mode & 0o777, 0o700)
  })

  test('disks are removed with the last that has them, and a source is left alone', async (t) => {
    const h = await openQemuFor(t)
    const images = async () =>
      (await readdir(vmPath(h, ''))).filter((name) => name.startsWith('disk-')).length
    await h.driver.define(aVm(h), signal)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    const other = aVm(h, { disks: [bootDisk(h), aDisk({ id: 'other' })] })
    await h.driver.define(other, signal)
    assert.equal(await images(), 3)
    await h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    assert.equal(await images(), 2, 'the other disk was in no checkpoint')
    await h.driver.define(other, signal)
    await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    assert.equal(await images(), 2, 'the detached disk was in the last checkpoint')
    await h.writeDisk('vm1', 'boot', 9)
    assert.deepEqual(await readFile(h.bootImage), guestImage())
  })

  test('a source that is no image, or larger than the disk, is refused', async (t) => {
    const h = await openQemuFor(t)
    for (const [source, sizeBytes] of [
      ['/nowhere/base.qcow2', 1024 * 1024],
      [h.bootImage, 512],
    ] as const) {
      const definition = aVm(h, { disks: [aDisk({ source, sizeBytes })] })
      await assert.rejects(h.driver.define(definition, signal), { code: 'SourceNotUsable' })
    }
    assert.deepEqual(await h.driver.list(signal), [])
  })

  test('a launcher that was killed is replaced', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')
    await Promise.all(
      children
        .trim()
        .split(' ')
        .map((pid) => killAndWait(Number(pid))),
    )
    // The call that finds it dead may fail; a repeat does not.
    await h.driver.start('vm1', signal).catch(() => undefined)
    await h.driver.start('vm1', signal)
    assert.equal(await powerOf(h), 'running')
  })
})
