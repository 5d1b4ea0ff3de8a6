// What only a real QEMU can suffer: killed or hanging processes, memory that does not load, long
// names, strangers. One file, because it is left out as one where there is no QEMU.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  aDisk,
  aVm,
  bootDisk,
  checkpointsOf,
  openFor,
  powerOf,
  type Steps,
  signal,
  turnOff,
} from '../conformance/conformance-harness.ts'
import { openQemu } from './qemu.ts'
import { guestImage } from './qemu-guest.fixture.ts'
import { openHarness, type QemuHarness, type QemuHarnessOptions } from './qemu-harness.fixture.ts'
import { findFirmware, whyNoQemu } from './qemu-platform.ts'
import type { VmRecord } from './qemu-record.ts'

const skip = (await whyNoQemu()) ?? false

async function openQemuFor(t: TestContext, options?: QemuHarnessOptions): Promise<QemuHarness> {
  return (await openFor(t, () => openHarness(options))) as QemuHarness
}

const vmPath = (h: QemuHarness, name: string) => join(h.directory, 'vms', 'vm1', name)
const recordOf = async (h: QemuHarness): Promise<VmRecord> =>
  JSON.parse(await readFile(vmPath(h, 'vm.json'), 'utf8'))
const pidOf = async (h: QemuHarness) => Number(await readFile(vmPath(h, 'qemu.pid'), 'utf8'))

/** Waits until the process is gone: no process here is its parent, so there is no event. */
async function killAndWait(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL')
    for (;;) {
      process.kill(pid, 0)
      if (/^\d+ \(.*\) Z/s.test(await readFile(`/proc/${pid}/stat`, 'utf8'))) return
      await pause(2)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'ENOENT') throw error
  }
}

/** Every image of the machine, as qemu-img judges it: leaks are allowed, damage is not. */
function assertImagesAreSound(h: QemuHarness): void {
  for (const name of readdirSync(vmPath(h, '')).filter((file) => file.endsWith('.qcow2'))) {
    let report: string
    try {
      report = execFileSync('qemu-img', ['check', '-U', '--output=json', vmPath(h, name)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    } catch (error) {
      // It ends with 3 for leaks, and says so on its output.
      report = (error as { stdout: string }).stdout
    }
    const { corruptions = 0, 'check-errors': errors } = JSON.parse(report)
    assert.deepEqual([name, corruptions, errors], [name, 0, 0])
  }
}

/** Kills the machine's process just before the nth step, and lets the driver go on. */
class KillBefore implements Steps {
  #left: number
  readonly #h: QemuHarness

  constructor(step: number, h: QemuHarness) {
    this.#left = step
    this.#h = h
  }

  get hasKilled(): boolean {
    return this.#left <= 0
  }

  async step<T>(job: () => Promise<T>): Promise<T> {
    this.#left -= 1
    if (this.#left === 0) await killAndWait(await pidOf(this.#h).catch(() => 2 ** 22))
    return job()
  }
}

suite('QEMU machines', { skip }, () => {
  const calls = {
    create: (h: QemuHarness) => h.driver.createCheckpoint('vm1', 'C3', 'standard', signal),
    delete: (h: QemuHarness) => h.driver.deleteCheckpoint('vm1', 'C1', signal),
    restore: (h: QemuHarness) => h.driver.restoreCheckpoint('vm1', 'C2', 'a', signal),
  }
  const after = {
    create: { ids: ['C1', 'C2', 'C3'], data: 3 },
    delete: { ids: ['C2'], data: 3 },
    restore: { ids: ['C1', 'C2'], data: 2 },
  }
  for (const name of ['create', 'delete', 'restore'] as const) {
    test(`${name} survives QEMU being killed before any step`, async (t) => {
      const h = await openQemuFor(t)
      for (let step = 1, killed = true; killed; step += 1) {
        await h.reopen()
        await h.driver.destroy('vm1', signal)
        await h.driver.define(aVm(h), signal)
        await h.driver.start('vm1', signal)
        for (const value of [1, 2]) {
          await h.writeDisk('vm1', 'data', value)
          await h.driver.createCheckpoint('vm1', `C${value}`, 'standard', signal)
        }
        await h.writeDisk('vm1', 'data', 3)
        const killer = new KillBefore(step, h)
        await h.reopen(killer)
        const [first] = await Promise.allSettled([calls[name](h)])
        killed = killer.hasKilled
        await h.reopen()
        await calls[name](h)
        assert.deepEqual(await checkpointsOf(h), after[name].ids)
        assert.equal(await h.readDisk('vm1', 'data'), after[name].data)
        // Killed once the restore was done, it is stopped, like every machine that was killed.
        if (name === 'restore' && first.status === 'rejected') {
          assert.equal(await powerOf(h), 'running')
        }
        for (const id of after[name].ids) {
          await h.driver.restoreCheckpoint('vm1', id, `check ${id}`, signal)
          assert.equal(await h.readDisk('vm1', 'data'), Number(id.slice(1)))
        }
        await h.driver.stop('vm1', turnOff, signal)
        assertImagesAreSound(h)
      }
    })
  }

  test('a checkpoint whose memory QEMU does not take leaves the disks as they were', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.writeDisk('vm1', 'data', 1)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.stop('vm1', turnOff, signal)
    await h.writeDisk('vm1', 'data', 2)
    // As after an upgrade to a QEMU that reads this machine's memory differently.
    const record = await recordOf(h)
    const [checkpoint] = record.checkpoints
    const foreign = { ...checkpoint!.platform, machine: 'pc-i440fx-2.6' }
    const changed = { ...record, checkpoints: [{ ...checkpoint, platform: foreign }] }
    await writeFile(vmPath(h, 'vm.json'), JSON.stringify(changed))

    const restore = h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    await assert.rejects(restore, { code: 'CheckpointCannotLoad' })
    assert.equal(await powerOf(h), 'stopped')
    assert.equal(await h.readDisk('vm1', 'data'), 2)
    const info = execFileSync('qemu-img', ['snapshot', '-l', await h.image('vm1', 'data')])
    assert.doesNotMatch(String(info), /before-restore/)
    await h.driver.start('vm1', signal)
    assert.equal(await h.readMemory('vm1'), 0)
  })

  test('a checkpoint whose memory is damaged leaves whole disks', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.writeDisk('vm1', 'data', 1)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.writeDisk('vm1', 'data', 2)
    const state = await readFile(vmPath(h, 'state.qcow2'))
    const magic = state.indexOf('QEVM')
    assert.ok(magic > 0)
    await writeFile(vmPath(h, 'state.qcow2'), state.fill(0, magic, magic + 4))

    const restore = h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    await assert.rejects(restore, { code: 'CheckpointCannotLoad' })
    assert.equal(await powerOf(h), 'stopped')
    assert.equal(await h.readDisk('vm1', 'data'), 1)
    await h.driver.start('vm1', signal)
    assert.equal(await h.readMemory('vm1'), 0)
  })

  test('a checkpoint that an image lacks is refused before anything is touched', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.writeDisk('vm1', 'data', 1)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.writeDisk('vm1', 'data', 2)
    execFileSync('qemu-img', ['snapshot', '-d', 'C1', await h.image('vm1', 'data')])
    const restore = h.driver.restoreCheckpoint('vm1', 'C1', 'a1', signal)
    await assert.rejects(restore, { code: 'CheckpointCannotLoad' })
    assert.equal(await h.readDisk('vm1', 'data'), 2)
    await h.driver.start('vm1', signal)
  })

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

  test('deleted checkpoints give their room back', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.readMemory('vm1')
    const taken = async () => (await stat(vmPath(h, 'state.qcow2'))).blocks
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    const withOne = await taken()
    for (let n = 2; n <= 6; n += 1) {
      await h.driver.createCheckpoint('vm1', `C${n}`, 'standard', signal)
    }
    assert.ok((await taken()) > 2 * withOne)
    for (let n = 1; n <= 6; n += 1) await h.driver.deleteCheckpoint('vm1', `C${n}`, signal)
    assert.ok((await taken()) < withOne)
  })

  test('generation 2 boots by UEFI, whose variables belong to checkpoints', async (t) => {
    if (!(await findFirmware().catch(() => undefined))) return t.skip('no UEFI firmware here')
    const h = await openQemuFor(t)
    const vm = { ...aVm(h, { memoryMB: 128 }), generation: 2 } as const
    await h.driver.define(vm, signal)
    await h.driver.start('vm1', signal)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    await h.driver.createCheckpoint('vm1', 'C2', 'production', signal)
    for (const id of ['C1', 'C2', 'C1']) {
      const { power } = await h.driver.restoreCheckpoint('vm1', id, `restore ${id}`, signal)
      assert.equal(power, id === 'C1' ? 'running' : 'stopped')
    }
    const tags = execFileSync('qemu-img', ['snapshot', '-U', '-l', vmPath(h, 'firmware.qcow2')])
    assert.match(String(tags), /C1.*C2/s)
    await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    await h.driver.stop('vm1', turnOff, signal)
  })

  test('checkpoints work under KVM as well', async (t) => {
    const device = await open('/dev/kvm', 'r+').catch(() => undefined)
    if (!device) return t.skip('no /dev/kvm that may be used here')
    await device.close()
    const h = await openQemuFor(t, { accelerator: 'kvm' })
    await h.driver.define(aVm(h), signal)
    await h.driver.start('vm1', signal)
    await h.writeMemory('vm1', 5)
    await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
    for (const attemptId of ['while running', 'while stopped']) {
      if (attemptId === 'while running') await h.writeMemory('vm1', 6)
      else await h.driver.stop('vm1', turnOff, signal)
      await h.driver.restoreCheckpoint('vm1', 'C1', attemptId, signal)
      assert.equal(await h.readMemory('vm1'), 5)
    }
  })

  test('a checkpoint deleted and made anew under its id is the new one', async (t) => {
    const h = await openQemuFor(t)
    await h.driver.define(aVm(h), signal)
    for (const isAbandoned of [false, true, false]) {
      await h.writeDisk('vm1', 'data', 1)
      await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
      await h.driver.deleteCheckpoint('vm1', 'C1', signal)
      if (isAbandoned) await h.reopen()
      else await h.driver.console('vm1', signal)
      await h.writeDisk('vm1', 'data', 2)
      await h.driver.createCheckpoint('vm1', 'C1', 'standard', signal)
      await h.writeDisk('vm1', 'data', 3)
      await h.driver.restoreCheckpoint('vm1', 'C1', randomUUID(), signal)
      assert.equal(await h.readDisk('vm1', 'data'), 2)
      const tags = execFileSync('qemu-img', ['snapshot', '-l', await h.image('vm1', 'data')])
      assert.equal(String(tags).match(/C1/g)!.length, 1)
      await h.driver.deleteCheckpoint('vm1', 'C1', signal)
    }
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
