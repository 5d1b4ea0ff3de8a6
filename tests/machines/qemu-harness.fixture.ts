// Reaches into QEMU guests for the common suite: disks with qemu-io, memory through keys and the
// monitor. The driver's own connection is used, since QEMU serves one client at a time.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Harness,
  type HarnessOptions,
  type Steps,
  signal,
} from '#drivers/hypervisor/conformance/conformance-harness.ts'
import { readSnapshots } from '#drivers/hypervisor/disks/qcow2.ts'
import { taggedFilesOf } from '#drivers/hypervisor/disks/qemu-snapshots.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import { openQemu } from '#drivers/hypervisor/qemu/qemu.ts'
import { deviceOf } from '#drivers/hypervisor/qemu/qemu-arguments.ts'
import { openQemuHost, type QemuHost } from '#drivers/hypervisor/qemu/qemu-host.ts'
import { filesOf, Records } from '#drivers/hypervisor/qemu/qemu-record.ts'
import type { Qmp } from '#drivers/hypervisor/qmp/qmp.ts'
import { guestImage } from './qemu-guest.fixture.ts'

// Away from the boot sector.
const CELL = 4096
const CELL_BYTES = 512
const MEMORY_CELL = '0x7e00'

export interface QemuHarness extends Harness {
  readonly directory: string
  /** Lets go of the driver as a crash would; `reopen` opens another. */
  abandon(): Promise<void>
  /** The driver's connection to a machine. */
  qmp(vmId: string): Promise<Qmp>
  /** The image of a disk that the machine has. */
  image(vmId: string, diskId: string): Promise<string>
}

export interface QemuHarnessOptions extends HarnessOptions {
  /** Lengthens the path of the driver's directory. */
  readonly subdirectory?: string
  readonly replyTimeoutMs?: number
  readonly accelerator?: 'tcg' | 'kvm'
}

export async function openHarness(options: QemuHarnessOptions = {}): Promise<QemuHarness> {
  const root = await mkdtemp(join(tmpdir(), 'lazuli-qemu-'))
  const directory = join(root, options.subdirectory ?? 'driver')
  await mkdir(directory, { recursive: true })
  const bootImage = join(root, 'boot.raw')
  await writeFile(bootImage, guestImage())
  const harness = new RealHarness(options, root, directory, bootImage)
  await harness.reopen()
  return harness
}

class RealHarness implements QemuHarness {
  readonly directory: string
  readonly bootImage: string
  readonly #options: QemuHarnessOptions
  readonly #root: string
  #host!: SpyHost
  #driver!: HypervisorDriver

  constructor(options: QemuHarnessOptions, root: string, directory: string, bootImage: string) {
    this.#options = options
    this.#root = root
    this.directory = directory
    this.bootImage = bootImage
  }

  get driver(): HypervisorDriver {
    return this.#driver
  }

  async abandon(): Promise<void> {
    await this.#host?.abandon()
  }

  async reopen(steps?: Steps): Promise<void> {
    await this.abandon()
    this.#host = new SpyHost(await openQemuHost(this.directory))
    const { limits, replyTimeoutMs, accelerator = 'tcg' } = this.#options
    const { directory } = this
    const host = this.#host
    this.#driver = await openQemu({ directory, limits, accelerator, replyTimeoutMs, host })
    // Only once it is open, so that steps are counted from the call on.
    host.steps = steps
  }

  async readDisk(vmId: string, diskId: string): Promise<number> {
    const image = await this.image(vmId, diskId)
    const read = `read -v ${CELL} 1`
    const text = await this.#host.real.run('qemu-io', ['-U', '-r', '-c', read, image])
    return Number.parseInt(/^0*1000:\s+(\w\w)/m.exec(text)![1]!, 16)
  }

  async writeDisk(vmId: string, diskId: string, value: number): Promise<void> {
    const write = `write -q -P ${value} ${CELL} ${CELL_BYTES}`
    if (await this.#isOn(vmId)) {
      const device = await this.#device(vmId, diskId)
      const qmp = await this.qmp(vmId)
      await monitor(qmp, `qemu-io -d ${device} "${write}"`)
      // As a careful guest does: what is not flushed goes with a process that is killed.
      await monitor(qmp, `qemu-io -d ${device} flush`)
    } else {
      await this.#host.real.run('qemu-io', ['-c', write, await this.image(vmId, diskId)])
    }
  }

  async readMemory(vmId: string): Promise<number> {
    const qmp = await this.qmp(vmId)
    for (;;) {
      const [digit, mark] = await memoryCell(qmp)
      if (mark === 'R') return Number(digit)
      await pause(10)
    }
  }

  async writeMemory(vmId: string, value: number): Promise<void> {
    await this.readMemory(vmId)
    const qmp = await this.qmp(vmId)
    const keys = [{ type: 'qcode', data: String(value) }]
    await qmp.execute('send-key', { keys })
    // A guest that was just reset may have lost the key to the firmware.
    for (let tries = 1; (await memoryCell(qmp))[0] !== String(value); tries += 1) {
      if (tries % 50 === 0) await qmp.execute('send-key', { keys })
      await pause(10)
    }
  }

  async qmp(vmId: string): Promise<Qmp> {
    await this.#driver.observe(vmId, signal)
    return this.#host.connections.get(vmId)!
  }

  async image(vmId: string, diskId: string): Promise<string> {
    return new Records(this.directory, this.#host.real)
      .files(vmId)
      .image(await this.#file(vmId, diskId))
  }

  async strays(vmId: string): Promise<string[]> {
    const records = new Records(this.directory, this.#host.real)
    const vm = await records.load(vmId)
    if (!vm) return []
    const { directory, image } = records.files(vmId)
    const expected = new Map<string, string[]>()
    for (const file of filesOf(vm, vm.hardware)) expected.set(file, [])
    for (const checkpoint of vm.checkpoints) {
      for (const { file } of checkpoint.hardware.disks) expected.set(file, expected.get(file) ?? [])
      for (const file of taggedFilesOf(vm, checkpoint)) expected.get(file)!.push(checkpoint.id)
    }
    const strays: string[] = []
    for (const name of await readdir(directory)) {
      const file = name.replace(/\.qcow2$/, '')
      if (file !== name && !expected.has(file)) strays.push(`image ${file}`)
    }
    for (const [file, tags] of expected) {
      const found = (await readSnapshots(image(file))).map(({ tag }) => tag)
      if (found.sort().join() !== tags.sort().join())
        strays.push(`${file} has ${found}, not ${tags}`)
    }
    return strays
  }

  async end(): Promise<void> {
    this.#host.steps = undefined
    const vms = await this.#driver.list(signal)
    for (const { id } of vms) await this.#driver.destroy(id, signal)
    await this.#driver.close()
    await rm(this.#root, { recursive: true })
  }

  async #file(vmId: string, diskId: string): Promise<string> {
    const vm = await new Records(this.directory, this.#host.real).load(vmId)
    return vm!.hardware.disks.find(({ id }) => id === diskId)!.file
  }

  async #device(vmId: string, diskId: string): Promise<string> {
    return deviceOf(await this.#file(vmId, diskId))
  }

  async #isOn(vmId: string): Promise<boolean> {
    return (await this.#driver.observe(vmId, signal))!.power !== 'stopped'
  }
}

const monitor = (qmp: Qmp, line: string): Promise<string> =>
  qmp.execute('human-monitor-command', { 'command-line': line })

async function memoryCell(qmp: Qmp): Promise<string[]> {
  const text = await monitor(qmp, `xp /2bx ${MEMORY_CELL}`)
  const bytes = [...text.matchAll(/0x(\w\w)\b/g)].map(([, hex]) => Number.parseInt(hex!, 16))
  return bytes.map((byte) => String.fromCharCode(byte))
}

/** Stands between driver and host: keeps the connections, and counts the steps. */
class SpyHost implements QemuHost {
  steps: Steps | undefined
  readonly real: QemuHost
  readonly connections = new Map<string, Qmp>()

  constructor(real: QemuHost) {
    this.real = real
  }

  run: QemuHost['run'] = (...args) => this.#step(() => this.real.run(...args))
  kill: QemuHost['kill'] = (pid) => this.#step(() => this.real.kill(pid))
  save: QemuHost['save'] = (path, record) => this.#step(() => this.real.save(path, record))
  remove: QemuHost['remove'] = (path) => this.#step(() => this.real.remove(path))
  move: QemuHost['move'] = (from, to) => this.#step(() => this.real.move(from, to))
  close: QemuHost['close'] = () => this.real.close()

  connect: QemuHost['connect'] = async (path, timeoutMs) => {
    const qmp = await this.real.connect(path, timeoutMs)
    this.connections.set(path.split('/').at(-2)!, qmp)
    return {
      get isClosed() {
        return qmp.isClosed
      },
      execute: (...args) => this.#step(() => qmp.execute(...args)),
      watch: (wanted) => qmp.watch(wanted),
      close: () => qmp.close(),
    }
  }

  /** Lets go of everything as the kernel does for a process that was killed. */
  async abandon(): Promise<void> {
    for (const qmp of this.connections.values()) qmp.close()
    await this.real.close()
  }

  #step<T>(job: () => Promise<T>): Promise<T> {
    return this.steps ? this.steps.step(job) : job()
  }
}
