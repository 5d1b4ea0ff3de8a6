// A hypervisor in imagination: it keeps what a real one would, and runs nothing. What is on a disk
// or in memory is one short text, which stands for all of it.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadRecord, makeDirectory, type RecordFiles, recordFiles } from '../record-file.ts'
import { Turns } from '../turns.ts'
import {
  checkChange,
  checkDefinition,
  checkId,
  plainDisk,
  plainHardware,
  sameHardware,
} from './definition.ts'
import {
  type Capacity,
  type CheckpointReport,
  type CheckpointType,
  type ConsoleShot,
  type Hardware,
  type HypervisorDriver,
  HypervisorRefusal,
  type StopHow,
  type VmDefinition,
  type VmReport,
} from './port.ts'

export interface SimulatedOptions {
  /** Where machines outlive the driver; without it they are gone with it. */
  readonly directory?: string
  /** What running machines may have together, and all disks. */
  readonly limits?: { readonly memoryMB?: number; readonly diskBytes?: number } | undefined
  /** Whether guests shut down when asked to; they do unless told otherwise. */
  readonly guestShutsDown?: (vmId: string) => boolean
  readonly files?: RecordFiles | undefined
}

/** One disk's content; a disk that was detached and defined anew is another file. */
type Contents = Readonly<Record<string, string>>

interface SimulatedCheckpoint extends CheckpointReport {
  readonly hardware: Hardware
  readonly contents: Contents
  readonly memoryContent: string
}

interface SimulatedVm {
  readonly id: string
  readonly uuid: string
  readonly generation: 1 | 2
  readonly power: 'running' | 'stopped'
  readonly hardware: Hardware
  readonly contents: Contents
  readonly memoryContent: string
  readonly checkpoints: readonly SimulatedCheckpoint[]
  readonly lastAttempt?: string
}

/** What a real machine's guest would do: tests and demonstrations do it in its place. */
interface SimulatedGuest {
  /** Undefined when the machine has no such disk. */
  readDisk(vmId: string, diskId: string): string | undefined
  writeDisk(vmId: string, diskId: string, content: string): Promise<void>
  readMemory(vmId: string): string
  writeMemory(vmId: string, content: string): Promise<void>
}

export interface SimulatedDriver extends HypervisorDriver {
  readonly guest: SimulatedGuest
}

const DEFAULT_LIMITS = { memoryMB: 1024 * 1024, diskBytes: 1024 ** 5 }
// One queue for all machines, as they share the limits.
const EVERYTHING = 'everything'
const BLOCK_BYTES = 64 * 1024
const FRESH_MEMORY = ''

export async function openSimulated(options: SimulatedOptions = {}): Promise<SimulatedDriver> {
  const vms = new Map<string, SimulatedVm>()
  if (options.directory) await loadAll(options.directory, vms)
  return new Simulated(options, vms)
}

async function loadAll(directory: string, vms: Map<string, SimulatedVm>): Promise<void> {
  await makeDirectory(directory)
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue
    const vm = await loadRecord<SimulatedVm>(join(directory, name))
    if (vm) vms.set(vm.id, vm)
  }
}

class Simulated implements SimulatedDriver {
  readonly guest: SimulatedGuest
  readonly #options: SimulatedOptions
  readonly #vms: Map<string, SimulatedVm>
  readonly #turns = new Turns()

  constructor(options: SimulatedOptions, vms: Map<string, SimulatedVm>) {
    this.#options = options
    this.#vms = vms
    this.guest = {
      readDisk: (vmId, diskId) => this.#vm(vmId).contents[diskId],
      writeDisk: async (vmId, diskId, content) => {
        await this.#change(vmId, neverAborted, (vm) => ({
          ...vm,
          contents: { ...vm.contents, [diskId]: content },
        }))
      },
      readMemory: (vmId) => this.#vm(vmId).memoryContent,
      writeMemory: async (vmId, memoryContent) => {
        await this.#change(vmId, neverAborted, (vm) => ({ ...vm, memoryContent }))
      },
    }
  }

  async define(wanted: VmDefinition, signal: AbortSignal): Promise<VmReport> {
    checkDefinition(wanted)
    return this.#turns.take(EVERYTHING, signal, async () => {
      const vm = this.#vms.get(wanted.id)
      if (vm && isSame(vm, wanted)) return report(vm)
      if (vm) {
        checkChange(vm, wanted, vm.power === 'stopped', (disk) =>
          vm.checkpoints.some(({ hardware }) => hardware.disks.some(({ id }) => id === disk.id)),
        )
      }
      this.#checkDiskSpace(wanted)
      const next = vm ? redefined(vm, wanted) : created(wanted)
      await this.#keep(next)
      return report(next)
    })
  }

  async start(vmId: string, signal: AbortSignal): Promise<void> {
    await this.#change(vmId, signal, (vm) => {
      if (vm.power === 'running') return vm
      this.#checkMemory(vm.id, vm.hardware.memoryMB)
      return { ...vm, power: 'running', memoryContent: FRESH_MEMORY }
    })
  }

  async stop(vmId: string, how: StopHow, signal: AbortSignal): Promise<void> {
    await this.#change(vmId, signal, (vm) => {
      const listens = how.graceMs > 0 && (this.#options.guestShutsDown?.(vmId) ?? true)
      if (vm.power === 'running' && !listens && how.otherwise === 'refuse') {
        throw new HypervisorRefusal(
          'GuestDidNotShutDown',
          `The guest of ${vmId} did not shut down in ${how.graceMs} ms.`,
        )
      }
      return { ...vm, power: 'stopped', memoryContent: FRESH_MEMORY }
    })
  }

  async restart(vmId: string, attemptId: string, signal: AbortSignal): Promise<void> {
    await this.#change(vmId, signal, (vm) => {
      if (vm.lastAttempt === attemptId) return vm
      if (vm.power === 'stopped') throw new HypervisorRefusal('VmIsStopped', `${vmId} is stopped.`)
      return { ...vm, memoryContent: FRESH_MEMORY, lastAttempt: attemptId }
    })
  }

  async createCheckpoint(
    vmId: string,
    checkpointId: string,
    type: CheckpointType,
    signal: AbortSignal,
  ): Promise<CheckpointReport> {
    checkId(checkpointId, 'checkpoint')
    const changed = await this.#change(vmId, signal, (vm) => {
      if (vm.checkpoints.some(({ id }) => id === checkpointId)) return vm
      const { hardware, contents, memoryContent } = vm
      const memory = type === 'standard' && vm.power === 'running'
      const taken = { id: checkpointId, type, memory, hardware, contents, memoryContent }
      return { ...vm, checkpoints: [...vm.checkpoints, taken] }
    })
    return reportCheckpoint(findCheckpoint(changed, checkpointId))
  }

  async deleteCheckpoint(vmId: string, checkpointId: string, signal: AbortSignal): Promise<void> {
    await this.#change(vmId, signal, (vm) => {
      const checkpoints = vm.checkpoints.filter(({ id }) => id !== checkpointId)
      return checkpoints.length === vm.checkpoints.length ? vm : { ...vm, checkpoints }
    })
  }

  async restoreCheckpoint(
    vmId: string,
    checkpointId: string,
    attemptId: string,
    signal: AbortSignal,
  ): Promise<VmReport> {
    const restored = await this.#change(vmId, signal, (vm) => {
      if (vm.lastAttempt === attemptId) return vm
      const { memory, memoryContent, hardware, contents } = findCheckpoint(vm, checkpointId)
      if (memory) this.#checkMemory(vmId, hardware.memoryMB)
      return {
        ...vm,
        hardware,
        contents,
        memoryContent: memory ? memoryContent : FRESH_MEMORY,
        power: memory ? 'running' : 'stopped',
        lastAttempt: attemptId,
      }
    })
    return report(restored)
  }

  destroy(vmId: string, signal: AbortSignal): Promise<void> {
    return this.#turns.take(EVERYTHING, signal, async () => {
      if (!this.#vms.has(vmId)) return
      const { directory, files = recordFiles } = this.#options
      if (directory) await files.remove(this.#path(vmId))
      this.#vms.delete(vmId)
    })
  }

  async observe(vmId: string, signal: AbortSignal): Promise<VmReport | undefined> {
    signal.throwIfAborted()
    const vm = this.#vms.get(vmId)
    return vm && report(vm)
  }

  async list(signal: AbortSignal): Promise<VmReport[]> {
    signal.throwIfAborted()
    return [...this.#vms.values()].map(report)
  }

  async console(vmId: string, signal: AbortSignal): Promise<ConsoleShot> {
    signal.throwIfAborted()
    const { power, memoryContent } = this.#vm(vmId)
    return { serial: power === 'running' ? `simulated guest of ${vmId}\r\n${memoryContent}` : '' }
  }

  async capacity(signal: AbortSignal): Promise<Capacity> {
    signal.throwIfAborted()
    const limits = { ...DEFAULT_LIMITS, ...this.#options.limits }
    const { memoryMB, diskBytes } = this.#used('')
    return {
      memoryMB: { total: limits.memoryMB, free: Math.max(0, limits.memoryMB - memoryMB) },
      diskBytes: { total: limits.diskBytes, free: Math.max(0, limits.diskBytes - diskBytes) },
    }
  }

  async close(): Promise<void> {
    await this.#turns.idle()
  }

  #vm(vmId: string): SimulatedVm {
    const vm = this.#vms.get(vmId)
    if (!vm) throw new HypervisorRefusal('VmNotFound', `There is no virtual machine ${vmId}.`)
    return vm
  }

  #change(
    vmId: string,
    signal: AbortSignal,
    decide: (vm: SimulatedVm) => SimulatedVm,
  ): Promise<SimulatedVm> {
    return this.#turns.take(EVERYTHING, signal, async () => {
      const vm = this.#vm(vmId)
      const next = decide(vm)
      if (next !== vm) await this.#keep(next)
      return next
    })
  }

  /** The file first: what a caller has seen is never forgotten. */
  async #keep(vm: SimulatedVm): Promise<void> {
    const { directory, files = recordFiles } = this.#options
    if (directory) await files.save(this.#path(vm.id), vm)
    this.#vms.set(vm.id, vm)
  }

  #path(vmId: string): string {
    return join(this.#options.directory!, `${vmId}.json`)
  }

  /** What all machines but one take. */
  #used(exceptVmId: string): { memoryMB: number; diskBytes: number } {
    const others = [...this.#vms.values()].filter(({ id }) => id !== exceptVmId)
    const running = others.filter(({ power }) => power === 'running')
    return {
      memoryMB: running.reduce((sum, { hardware }) => sum + hardware.memoryMB, 0),
      diskBytes: others.reduce((sum, { hardware }) => sum + sizeOfDisks(hardware), 0),
    }
  }

  #checkMemory(vmId: string, neededMB: number): void {
    const limit = this.#options.limits?.memoryMB ?? DEFAULT_LIMITS.memoryMB
    const freeMB = limit - this.#used(vmId).memoryMB
    if (neededMB > freeMB) {
      throw new HypervisorRefusal(
        'NotEnoughMemory',
        `${vmId} needs ${neededMB} MB of memory; ${freeMB} MB are free.`,
      )
    }
  }

  #checkDiskSpace({ id, hardware }: VmDefinition): void {
    const limit = this.#options.limits?.diskBytes ?? DEFAULT_LIMITS.diskBytes
    const free = limit - this.#used(id).diskBytes
    const needed = sizeOfDisks(hardware)
    if (needed > free) {
      throw new HypervisorRefusal(
        'NotEnoughDisk',
        `${id} needs ${needed} bytes for its disks; ${free} are free.`,
      )
    }
  }
}

const neverAborted = new AbortController().signal

function isSame(vm: SimulatedVm, wanted: VmDefinition): boolean {
  return (
    vm.uuid === wanted.uuid &&
    vm.generation === wanted.generation &&
    sameHardware(vm.hardware, wanted.hardware)
  )
}

function created({ id, uuid, generation, hardware }: VmDefinition): SimulatedVm {
  const nothing = { contents: {}, hardware: { ...plainHardware(hardware), disks: [] } }
  const bare = { id, uuid, generation, power: 'stopped' as const, memoryContent: FRESH_MEMORY }
  return redefined({ ...bare, ...nothing, checkpoints: [] }, { id, uuid, generation, hardware })
}

function redefined(vm: SimulatedVm, { hardware }: VmDefinition): SimulatedVm {
  const contents = hardware.disks.map(({ id, source }) => [
    id,
    vm.contents[id] ?? (source === undefined ? '' : `image ${source}`),
  ])
  return { ...vm, hardware: plainHardware(hardware), contents: Object.fromEntries(contents) }
}

function findCheckpoint(vm: SimulatedVm, checkpointId: string): SimulatedCheckpoint {
  const found = vm.checkpoints.find(({ id }) => id === checkpointId)
  if (found) return found
  throw new HypervisorRefusal('CheckpointNotFound', `${vm.id} has no checkpoint ${checkpointId}.`)
}

const reportCheckpoint = ({ id, type, memory }: CheckpointReport): CheckpointReport => ({
  id,
  type,
  memory,
})

function report(vm: SimulatedVm): VmReport {
  const { id, uuid, generation, power, hardware, checkpoints } = vm
  const disks = hardware.disks.map((disk) => ({
    ...plainDisk(disk),
    usedBytes: usedBytes(vm, disk.id),
  }))
  return {
    id,
    uuid,
    generation,
    power,
    hardware: { ...hardware, disks },
    checkpoints: checkpoints.map(reportCheckpoint),
    ...(vm.lastAttempt === undefined ? {} : { lastAttempt: vm.lastAttempt }),
  }
}

/** One block for each different content kept, as a copy-on-write image would have. */
function usedBytes(vm: SimulatedVm, diskId: string): number {
  const all = [vm.contents, ...vm.checkpoints.map(({ contents }) => contents)]
  const kept = new Set(all.map((contents) => contents[diskId] ?? ''))
  kept.delete('')
  return kept.size * BLOCK_BYTES
}

const sizeOfDisks = ({ disks }: Hardware): number =>
  disks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
