// QEMU machines for the tests of what goes wrong with them.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openFor } from '#drivers/hypervisor/conformance/conformance-harness.ts'
import { openHarness, type QemuHarness, type QemuHarnessOptions } from './qemu-harness.fixture.ts'

export async function openQemuFor(
  t: TestContext,
  options?: QemuHarnessOptions,
): Promise<QemuHarness> {
  return (await openFor(t, () => openHarness(options))) as QemuHarness
}

export const vmPath = (h: QemuHarness, name: string) => join(h.directory, 'vms', 'vm1', name)
export const pidOf = async (h: QemuHarness) => Number(await readFile(vmPath(h, 'qemu.pid'), 'utf8'))

/** Waits until the process is gone: no process here is its parent, so there is no event. */
export async function killAndWait(pid: number): Promise<void> {
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
