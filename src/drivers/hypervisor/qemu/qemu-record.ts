// What the QEMU driver writes down of a machine, in a file beside its disks.
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadRecord, makeDirectory } from '../../record-file.ts'
import { checkId, isId, plainDisk } from '../definition.ts'
import type { CheckpointReport, Disk, Hardware } from '../port.ts'
import type { QemuHost } from './qemu-host.ts'

/** `file` names the image without its ending; no two disks of a machine ever share one. */
export interface StoredDisk extends Disk {
  readonly file: string
}

export type StoredHardware = Hardware<StoredDisk>

/** What a process was started with besides hardware; memory loads only into its like. */
export interface Platform {
  readonly machine: string
  readonly accelerator: string
  readonly cpu: string
  /** The read-only part of the UEFI firmware, for generation 2. */
  readonly firmware?: string | undefined
}

export interface StoredCheckpoint extends CheckpointReport {
  /** Only what is `kept` is reported: the other is under way, or was when something died. */
  readonly state: 'creating' | 'kept'
  readonly hardware: StoredHardware
  readonly platform: Platform
  /** The process that saved or loaded its memory, so that it surely loads there again. */
  readonly provenIn?: string | undefined
}

/** A restore under way. `secured`: the disks as they were are kept under the safety tag. */
interface Restoring {
  readonly checkpointId: string
  readonly attemptId: string
  readonly secured: boolean
}

interface LeavingTag {
  readonly tag: string
  readonly files: readonly string[]
}

export interface VmRecord {
  readonly format: 1
  readonly id: string
  readonly uuid: string
  readonly generation: 1 | 2
  /** Machine and processor of the running process, or of the last one. */
  readonly platform: Platform
  readonly hardware: StoredHardware
  readonly nextFile: number
  readonly checkpoints: readonly StoredCheckpoint[]
  readonly restoring?: Restoring | undefined
  /** Checkpoints that are gone, whose tags may still be in images. */
  readonly leaving?: readonly LeavingTag[] | undefined
  /** Safety tags of a finished restore that are still to be removed. */
  readonly hasSafetyTags?: boolean | undefined
  readonly lastAttempt?: string | undefined
}

/** Where one machine's files are. */
export interface VmFiles {
  readonly directory: string
  readonly record: string
  readonly pid: string
  readonly socket: string
  readonly serial: string
  readonly screen: string
  image(file: string): string
}

export const STATE_FILE = 'state'
export const FIRMWARE_FILE = 'firmware'

/** All images that a checkpoint covers: memory goes to the first, which no guest sees. */
export function filesOf(vm: Pick<VmRecord, 'generation'>, hardware: StoredHardware): string[] {
  const firmware = vm.generation === 2 ? [FIRMWARE_FILE] : []
  return [STATE_FILE, ...firmware, ...hardware.disks.map(({ file }) => file)]
}

/** Those of them whose content a guest sees. */
export const guestFilesOf = (vm: Pick<VmRecord, 'generation'>, hardware: StoredHardware) =>
  filesOf(vm, hardware).slice(1)

/** The images of disks that the machine has before and has no more after. */
export function removedFiles(before: VmRecord, after: VmRecord): Set<string> {
  const needed = diskFilesOf(after)
  return new Set([...diskFilesOf(before)].filter((file) => !needed.has(file)))
}

/** The images of disks that the machine or a checkpoint has. */
function diskFilesOf({ hardware, checkpoints }: VmRecord): Set<string> {
  const all = [hardware, ...checkpoints.map((checkpoint) => checkpoint.hardware)]
  return new Set(all.flatMap(({ disks }) => disks.map(({ file }) => file)))
}

export const isPending = ({ restoring, hasSafetyTags, leaving, checkpoints }: VmRecord): boolean =>
  restoring !== undefined ||
  hasSafetyTags === true ||
  leaving !== undefined ||
  checkpoints.some(({ state }) => state !== 'kept')

export const toStored = (disk: Disk, file: string): StoredDisk => ({ ...plainDisk(disk), file })

/** The driver's directory: machines, and what is left to be removed of those destroyed. */
export class Records {
  readonly #vms: string
  readonly #trash: string
  readonly #host: QemuHost

  constructor(directory: string, host: QemuHost) {
    this.#vms = join(directory, 'vms')
    this.#trash = join(directory, 'trash')
    this.#host = host
  }

  /** Removes what calls that were not finished have left, and no repeat would look for. */
  async open(): Promise<void> {
    await makeDirectory(this.#vms)
    await this.#host.remove(this.#trash)
    await makeDirectory(this.#trash)
    for (const id of await this.#ids()) {
      const vm = await this.load(id)
      if (vm) await this.#sweep(vm)
      else await this.#host.remove(this.files(id).directory)
    }
  }

  /** Throws for what is no plain id, so that no path leads out of the directory. */
  files(vmId: string): VmFiles {
    checkId(vmId, 'virtual machine')
    const directory = join(this.#vms, vmId)
    return {
      directory,
      record: join(directory, 'vm.json'),
      pid: join(directory, 'qemu.pid'),
      socket: join(directory, 'qmp.sock'),
      serial: join(directory, 'serial.log'),
      screen: join(directory, 'screen.png'),
      image: (file) => join(directory, `${file}.qcow2`),
    }
  }

  load(vmId: string): Promise<VmRecord | undefined> {
    return loadRecord<VmRecord>(this.files(vmId).record)
  }

  /** Every machine whose definition was finished. */
  async loadAll(): Promise<VmRecord[]> {
    const records = await Promise.all((await this.#ids()).map((id) => this.load(id)))
    return records.filter((record) => record !== undefined)
  }

  async save(vm: VmRecord): Promise<VmRecord> {
    await this.#host.save(this.files(vm.id).record, vm)
    return vm
  }

  /** Saves the machine, and removes the disks that it no longer has in any way. */
  async replace(before: VmRecord, vm: VmRecord): Promise<VmRecord> {
    await this.save(vm)
    const { image } = this.files(vm.id)
    for (const file of removedFiles(before, vm)) await this.#host.remove(image(file))
    return vm
  }

  /** At once for readers; the files go after that. */
  async remove(vmId: string): Promise<void> {
    const grave = join(this.#trash, randomUUID())
    try {
      await this.#host.move(this.files(vmId).directory, grave)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw error
    }
    await this.#host.remove(grave)
  }

  async #ids(): Promise<string[]> {
    return (await readdir(this.#vms)).filter(isId).sort()
  }

  async #sweep(vm: VmRecord): Promise<void> {
    const { directory } = this.files(vm.id)
    const needed = diskFilesOf(vm)
    for (const name of await readdir(directory)) {
      const file = /^(disk-\d+)\.qcow2$/.exec(name)?.[1]
      if (file && !needed.has(file)) await this.#host.remove(join(directory, name))
    }
  }
}
