// A hypervisor that runs each machine as a QEMU process. The verbs and their order; the files
// `qemu-*.ts` know how each is done.
import { stat } from 'node:fs/promises'
import { Turns } from '../../turns.ts'
import { checkDefinition, checkId, isId, plainDisk, plainHardware } from '../definition.ts'
import { Checkpoints } from '../disks/qemu-checkpoints.ts'
import { Images } from '../disks/qemu-images.ts'
import { Snapshots } from '../disks/qemu-snapshots.ts'
import {
  type Capacity,
  type CheckpointReport,
  type CheckpointType,
  type ConsoleShot,
  type HypervisorDriver,
  HypervisorRefusal,
  type PowerState,
  type StopHow,
  type VmDefinition,
  type VmReport,
} from '../port.ts'
import { CapacityCheck, type Limits } from './qemu-capacity.ts'
import { openQemuHost, type QemuHost } from './qemu-host.ts'
import { Machines } from './qemu-machines.ts'
import type { Accelerator } from './qemu-platform.ts'
import { didNotShutDown, isSilent, lookAt, powerOf, resume, shutDown } from './qemu-power.ts'
import { type Machine, Processes } from './qemu-process.ts'
import { Records, type StoredCheckpoint, type VmRecord } from './qemu-record.ts'

const STAT_BLOCK_BYTES = 512

export interface QemuOptions {
  /** For this driver alone: machines, disks and checkpoints are here. */
  readonly directory: string
  readonly limits?: Limits | undefined
  /** `auto`, unless given: KVM on real hardware where it works, else emulation. */
  readonly accelerator?: Accelerator
  /** How long QEMU may take to answer before it counts as hanging. */
  readonly replyTimeoutMs?: number | undefined
  readonly host?: QemuHost
}

/** Takes the directory for itself, and fails when another driver has it. */
export async function openQemu(options: QemuOptions): Promise<HypervisorDriver> {
  const host = options.host ?? (await openQemuHost(options.directory))
  const records = new Records(options.directory, host)
  await records.open()
  return new QemuDriver(options, host, records)
}

class QemuDriver implements HypervisorDriver {
  readonly #host: QemuHost
  readonly #records: Records
  readonly #processes: Processes
  readonly #capacity: CapacityCheck
  readonly #machines: Machines
  readonly #checkpoints: Checkpoints
  readonly #turns = new Turns()
  /** The power that a machine had when the call under way began. */
  readonly #powerBefore = new Map<string, Promise<PowerState>>()

  constructor(options: QemuOptions, host: QemuHost, records: Records) {
    const { directory, limits = {}, accelerator = 'auto', replyTimeoutMs } = options
    const images = new Images(host)
    const snapshots = new Snapshots(images, records)
    const processes = new Processes(host, records, replyTimeoutMs)
    this.#host = host
    this.#records = records
    this.#processes = processes
    this.#capacity = new CapacityCheck(directory, records, processes, limits)
    const capacity = this.#capacity
    this.#machines = new Machines({ host, records, images, capacity, accelerator })
    this.#checkpoints = new Checkpoints({ records, processes, snapshots })
  }

  async define(wanted: VmDefinition, signal: AbortSignal): Promise<VmReport> {
    checkDefinition(wanted)
    return this.#turns.take(wanted.id, signal, async () => {
      const known = await this.#records.load(wanted.id)
      if (!known) return this.#report(await this.#machines.create(wanted), 'stopped')
      const vm = await this.#checkpoints.settle(known)
      const power = await powerOf(this.#processes, vm.id)
      return this.#report(await this.#machines.change(vm, wanted, power), power)
    })
  }

  start(vmId: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(vmId, signal, async (vm) => {
      const machine = await this.#processes.find(vmId)
      if (machine && (await resume(machine))) return
      if (machine) await this.#processes.turnOff(vmId)
      await this.#capacity.withMemory(vmId, vm.hardware.memoryMB, async () => {
        const platform = await this.#machines.platformNow(vm.platform)
        await this.#processes.start(await this.#records.save({ ...vm, platform }), false)
      })
    })
  }

  stop(vmId: string, how: StopHow, signal: AbortSignal): Promise<void> {
    const turnOff = () => this.#processes.turnOff(vmId)
    return this.#inTurn(
      vmId,
      signal,
      async () => {
        const machine = await this.#processes.find(vmId)
        if (!machine) return
        const hasShutDown = how.graceMs > 0 && (await shutDown(machine, how.graceMs, signal))
        if (!hasShutDown && how.otherwise === 'refuse') throw didNotShutDown(vmId, how)
        await turnOff()
      },
      async () => {
        if (how.otherwise === 'turnOff' && (await this.#isHanging(vmId))) await turnOff()
      },
    )
  }

  restart(vmId: string, attemptId: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(vmId, signal, async (vm) => {
      if (vm.lastAttempt === attemptId) return
      const machine = await this.#runningMachine(vmId)
      await machine.qmp.execute('system_reset')
      await resume(machine)
      await this.#records.save({ ...vm, lastAttempt: attemptId })
    })
  }

  async createCheckpoint(
    vmId: string,
    checkpointId: string,
    type: CheckpointType,
    signal: AbortSignal,
  ): Promise<CheckpointReport> {
    checkId(checkpointId, 'checkpoint')
    return this.#inTurn(vmId, signal, async (vm) => {
      const known = findCheckpoint(vm, checkpointId)
      if (known) return reportCheckpoint(known)
      const isOn = (await this.#powerBefore.get(vmId)) !== 'stopped'
      await this.#capacity.checkCheckpoint(vm, isOn && type === 'standard')
      const changed = await this.#checkpoints.create(vm, checkpointId, type)
      return reportCheckpoint(findCheckpoint(changed, checkpointId)!)
    })
  }

  deleteCheckpoint(vmId: string, checkpointId: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(vmId, signal, async (vm) => {
      const known = findCheckpoint(vm, checkpointId)
      if (known) await this.#checkpoints.delete(vm, known)
    })
  }

  restoreCheckpoint(
    vmId: string,
    checkpointId: string,
    attemptId: string,
    signal: AbortSignal,
  ): Promise<VmReport> {
    return this.#inTurn(vmId, signal, async (vm) => {
      const restored =
        vm.lastAttempt === attemptId ? vm : await this.#restore(vm, checkpointId, attemptId)
      return this.#report(restored, await powerOf(this.#processes, vmId))
    })
  }

  async destroy(vmId: string, signal: AbortSignal): Promise<void> {
    if (!isId(vmId)) return
    await this.#turns.take(vmId, signal, async () => {
      await this.#processes.turnOff(vmId)
      await this.#records.remove(vmId)
    })
  }

  async observe(vmId: string, signal: AbortSignal): Promise<VmReport | undefined> {
    signal.throwIfAborted()
    if (!isId(vmId)) return undefined
    const power = this.#powerBefore.get(vmId)
    const look = async () => {
      const vm = await this.#records.load(vmId)
      return vm && this.#report(vm, await (power ?? powerOf(this.#processes, vmId)))
    }
    // A reader does not wait for a call that may take minutes.
    return power ? look() : this.#turns.take(vmId, signal, look)
  }

  async list(signal: AbortSignal): Promise<VmReport[]> {
    const vms = await this.#records.loadAll()
    const reports = await Promise.all(vms.map(({ id }) => this.observe(id, signal)))
    return reports.filter((report) => report !== undefined)
  }

  console(vmId: string, signal: AbortSignal): Promise<ConsoleShot> {
    return this.#inTurn(vmId, signal, async () => {
      const machine = await this.#processes.find(vmId)
      return machine ? lookAt(this.#host, machine, this.#records.files(vmId)) : { serial: '' }
    })
  }

  async capacity(signal: AbortSignal): Promise<Capacity> {
    signal.throwIfAborted()
    return this.#capacity.now()
  }

  async close(): Promise<void> {
    await this.#turns.idle()
    this.#processes.close()
    await this.#host.close()
  }

  /** Runs the job with the machine as it is after all that was interrupted has been settled. */
  async #inTurn<T>(
    vmId: string,
    signal: AbortSignal,
    job: (vm: VmRecord) => Promise<T>,
    before?: () => Promise<void>,
  ): Promise<T> {
    if (!isId(vmId)) throw notFound(vmId)
    return this.#turns.take(vmId, signal, async () => {
      const power = powerOf(this.#processes, vmId)
      this.#powerBefore.set(vmId, power)
      try {
        const [vm] = await Promise.all([this.#records.load(vmId), power])
        if (!vm) throw notFound(vmId)
        await before?.()
        return await job(await this.#checkpoints.settle(vm))
      } finally {
        this.#powerBefore.delete(vmId)
      }
    })
  }

  async #restore(vm: VmRecord, checkpointId: string, attemptId: string): Promise<VmRecord> {
    const checkpoint = findCheckpoint(vm, checkpointId)
    if (!checkpoint) {
      throw new HypervisorRefusal(
        'CheckpointNotFound',
        `${vm.id} has no checkpoint ${checkpointId}.`,
      )
    }
    const restore = () => this.#checkpoints.restore(vm, checkpoint, attemptId)
    if (!checkpoint.memory) return restore()
    return this.#capacity.withMemory(vm.id, checkpoint.hardware.memoryMB, restore)
  }

  async #runningMachine(vmId: string): Promise<Machine> {
    const machine = await this.#processes.find(vmId)
    if (!machine) throw new HypervisorRefusal('VmIsStopped', `${vmId} is stopped.`)
    return machine
  }

  async #isHanging(vmId: string): Promise<boolean> {
    try {
      await this.#processes.find(vmId)
      return false
    } catch (error) {
      if (isSilent(error)) return true
      throw error
    }
  }

  async #report(vm: VmRecord, power: PowerState): Promise<VmReport> {
    const { id, uuid, generation, hardware, checkpoints } = vm
    const { image } = this.#records.files(id)
    const disks = hardware.disks.map(async (disk) => {
      return { ...plainDisk(disk), usedBytes: await allocatedBytes(image(disk.file)) }
    })
    return {
      id,
      uuid,
      generation,
      power,
      hardware: { ...plainHardware(hardware), disks: await Promise.all(disks) },
      checkpoints: checkpoints.filter(({ state }) => state === 'kept').map(reportCheckpoint),
      ...(vm.lastAttempt === undefined ? {} : { lastAttempt: vm.lastAttempt }),
    }
  }
}

/** A disk may be going while a call is under way. */
async function allocatedBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).blocks * STAT_BLOCK_BYTES
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

const notFound = (vmId: string) =>
  new HypervisorRefusal('VmNotFound', `There is no virtual machine ${vmId}.`)

const findCheckpoint = (vm: VmRecord, checkpointId: string): StoredCheckpoint | undefined =>
  vm.checkpoints.find(({ id }) => id === checkpointId)

const reportCheckpoint = ({ id, type, memory }: StoredCheckpoint): CheckpointReport => ({
  id,
  type,
  memory,
})
