// Bringing a machine's files to what its definition says. Its record is written last: until then
// a new machine is not there, and a changed one is as it was.

import { makeDirectory } from '../../record-file.ts'
import { checkChange, plainHardware, sameHardware } from '../definition.ts'
import type { Images } from '../disks/qemu-images.ts'
import type { DiskDefinition, PowerState, VmDefinition } from '../port.ts'
import type { CapacityCheck } from './qemu-capacity.ts'
import type { QemuHost } from './qemu-host.ts'
import { type Accelerator, findFirmware, findMachine, findProcessor } from './qemu-platform.ts'
import {
  FIRMWARE_FILE,
  type Platform,
  type Records,
  STATE_FILE,
  type StoredDisk,
  toStored,
  type VmRecord,
} from './qemu-record.ts'

// Nothing is written to this image but memory, which lies beyond its size.
const STATE_BYTES = 64 * 1024

export interface MachineParts {
  readonly host: QemuHost
  readonly records: Records
  readonly images: Images
  readonly capacity: CapacityCheck
  readonly accelerator: Accelerator
}

export class Machines {
  readonly #parts: MachineParts
  #processor: ReturnType<typeof findProcessor> | undefined

  constructor(parts: MachineParts) {
    this.#parts = parts
  }

  /** What a start today gives the machine; its chipset stays what it was made with. */
  async platformNow(known: Pick<Platform, 'machine' | 'firmware'>): Promise<Platform> {
    this.#processor ??= findProcessor(this.#parts.host, this.#parts.accelerator)
    return { ...known, ...(await this.#processor) }
  }

  async create(wanted: VmDefinition): Promise<VmRecord> {
    const { records, images, capacity, host } = this.#parts
    const { id, uuid, generation, hardware } = wanted
    await capacity.checkDisks(id, hardware)
    const firmware = generation === 2 ? await findFirmware() : undefined
    const machine = await findMachine(host, generation)
    const platform = await this.platformNow({ machine, firmware: firmware?.code })
    const { directory, image } = records.files(id)
    await makeDirectory(directory)
    await images.create(image(STATE_FILE), STATE_BYTES)
    if (firmware) await images.copy(image(FIRMWARE_FILE), firmware.variables)
    const nothing = { ...plainHardware(hardware), disks: [] }
    const blank = {
      format: 1,
      id,
      uuid,
      generation,
      platform,
      nextFile: 1,
      checkpoints: [],
    } as const
    return records.save(await this.#withDisks({ ...blank, hardware: nothing }, wanted))
  }

  async change(vm: VmRecord, wanted: VmDefinition, power: PowerState): Promise<VmRecord> {
    if (isSame(vm, wanted)) return vm
    const inCheckpoints = new Set(
      vm.checkpoints.flatMap(({ hardware }) => hardware.disks.map(({ file }) => file)),
    )
    checkChange(vm, wanted, power === 'stopped', (disk) =>
      inCheckpoints.has((disk as StoredDisk).file),
    )
    await this.#parts.capacity.checkDisks(vm.id, wanted.hardware)
    return this.#parts.records.replace(vm, await this.#withDisks(vm, wanted))
  }

  /** Makes and grows images; says what the machine is with them. */
  async #withDisks(vm: VmRecord, { hardware }: VmDefinition): Promise<VmRecord> {
    let { nextFile } = vm
    const disks: StoredDisk[] = []
    for (const disk of hardware.disks) {
      const old = vm.hardware.disks.find(({ id }) => id === disk.id)
      const file = old?.file ?? `disk-${nextFile++}`
      await this.#prepareDisk(this.#parts.records.files(vm.id).image(file), disk, old)
      disks.push(toStored(disk, file))
    }
    return { ...vm, nextFile, hardware: { ...plainHardware(hardware), disks } }
  }

  async #prepareDisk(path: string, disk: DiskDefinition, old: StoredDisk | undefined) {
    const { images } = this.#parts
    if (!old) await images.create(path, disk.sizeBytes, disk.source)
    else if (disk.sizeBytes > old.sizeBytes) await images.grow(path, disk.sizeBytes)
  }
}

const isSame = (vm: VmRecord, wanted: VmDefinition): boolean =>
  vm.uuid === wanted.uuid &&
  vm.generation === wanted.generation &&
  sameHardware(vm.hardware, wanted.hardware)
