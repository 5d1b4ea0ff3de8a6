// Checkpoints that only a real QEMU can spoil: killed in the middle, memory that does not load, damaged images.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import {
  aVm,
  checkpointsOf,
  powerOf,
  type Steps,
  signal,
  turnOff,
} from '#drivers/hypervisor/conformance/conformance-harness.ts'
import type { VmRecord } from '#drivers/hypervisor/qemu/qemu-record.ts'
import { needQemu } from './installed.ts'
import { killAndWait, openQemuFor, pidOf, vmPath } from './qemu-faults.fixture.ts'
import type { QemuHarness } from './qemu-harness.fixture.ts'

await needQemu()

const recordOf = async (h: QemuHarness): Promise<VmRecord> =>
  JSON.parse(await readFile(vmPath(h, 'vm.json'), 'utf8'))

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

suite('checkpoints of QEMU machines', () => {
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
})
