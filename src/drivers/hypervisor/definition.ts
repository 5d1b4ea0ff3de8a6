// What both drivers check before they touch anything. Pure.
import { isAbsolute } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  type Disk,
  type DiskDefinition,
  type Hardware,
  HypervisorRefusal,
  type NetworkInterface,
  type VmDefinition,
} from './port.ts'

// Ids become names of files, snapshots and devices: no separators, no leading dot or dash.
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i
const SECTOR_BYTES = 512

/** The controllers of Hyper-V: two IDE with two places each, four SCSI with 64. */
const PLACES = { ide: { buses: 2, luns: 2 }, scsi: { buses: 4, luns: 64 } } as const

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new HypervisorRefusal('InvalidDefinition', message)
}

export const isId = (id: string): boolean => ID.test(id)

/** Refuses what is no plain id, above all one that would lead out of the driver's directory. */
export function checkId(id: string, what: string): void {
  check(isId(id), `${JSON.stringify(id)} cannot be the id of a ${what}.`)
}

export function checkDefinition(vm: VmDefinition): void {
  checkId(vm.id, 'virtual machine')
  check(UUID.test(vm.uuid), `${JSON.stringify(vm.uuid)} is not a UUID.`)
  const { cpuCount, memoryMB, disks, networkInterfaces } = vm.hardware
  check(isWhole(cpuCount, 1, 240), `A machine cannot have ${cpuCount} processors.`)
  check(isWhole(memoryMB, 1, 12 * 1024 ** 2), `A machine cannot have ${memoryMB} MB of memory.`)
  for (const disk of disks) checkDisk(disk)
  for (const nic of networkInterfaces) checkNetworkInterface(nic)
  checkUnique(disks, (disk) => disk.id, 'disk id')
  checkUnique(disks, placeOf, 'disk place')
  checkUnique(networkInterfaces, (nic) => nic.id, 'network interface id')
}

function checkDisk(disk: DiskDefinition): void {
  checkId(disk.id, 'disk')
  check(
    isWhole(disk.sizeBytes, SECTOR_BYTES, 64 * 1024 ** 4) && disk.sizeBytes % SECTOR_BYTES === 0,
    `Disk ${disk.id} cannot be ${disk.sizeBytes} bytes large.`,
  )
  const places = PLACES[disk.controller]
  check(
    isWhole(disk.bus, 0, places.buses - 1) && isWhole(disk.lun, 0, places.luns - 1),
    `Disk ${disk.id} cannot be at ${placeOf(disk)}.`,
  )
  check(
    disk.source === undefined || (isAbsolute(disk.source) && !disk.source.includes('\0')),
    `The source of disk ${disk.id} must be an absolute path.`,
  )
}

function checkNetworkInterface(nic: NetworkInterface): void {
  checkId(nic.id, 'network interface')
  check(MAC.test(nic.macAddress), `${JSON.stringify(nic.macAddress)} is not a MAC address.`)
}

function checkUnique<T>(items: readonly T[], keyOf: (item: T) => string, what: string): void {
  const seen = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    check(!seen.has(key), `The ${what} ${key} is used twice.`)
    seen.add(key)
  }
}

const placeOf = (disk: Disk): string => `${disk.controller} ${disk.bus}:${disk.lun}`

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most

/** The parts of a disk that a machine keeps: not the source, and nothing a driver added. */
export function plainDisk({ id, sizeBytes, controller, bus, lun }: Disk): Disk {
  return { id, sizeBytes, controller, bus, lun }
}

export function plainHardware(hardware: Hardware): Hardware {
  return {
    cpuCount: hardware.cpuCount,
    memoryMB: hardware.memoryMB,
    disks: hardware.disks.map(plainDisk),
    networkInterfaces: hardware.networkInterfaces.map(({ id, macAddress, connected }) => ({
      id,
      macAddress,
      connected,
    })),
  }
}

export const sameHardware = (a: Hardware, b: Hardware): boolean =>
  isDeepStrictEqual(plainHardware(a), plainHardware(b))

/** What of a machine can be changed, and whether it may be now. */
export function checkChange(
  now: Omit<VmDefinition, 'hardware'> & { readonly hardware: Hardware },
  wanted: VmDefinition,
  isOff: boolean,
  hasCheckpoints: (disk: Disk) => boolean,
): void {
  check(
    now.uuid === wanted.uuid && now.generation === wanted.generation,
    `The UUID and the generation of ${now.id} cannot change.`,
  )
  if (!isOff) {
    throw new HypervisorRefusal('VmIsRunning', `Turn off ${now.id} to change its hardware.`)
  }
  for (const disk of wanted.hardware.disks) {
    const old = now.hardware.disks.find(({ id }) => id === disk.id)
    if (old) checkSize(old, disk.sizeBytes, hasCheckpoints(old))
  }
}

function checkSize(disk: Disk, wantedBytes: number, hasCheckpoints: boolean): void {
  if (wantedBytes < disk.sizeBytes) {
    throw new HypervisorRefusal(
      'DiskCannotShrink',
      `Disk ${disk.id} has ${disk.sizeBytes} bytes and cannot shrink to ${wantedBytes}.`,
    )
  }
  if (wantedBytes > disk.sizeBytes && hasCheckpoints) {
    throw new HypervisorRefusal(
      'DiskHasCheckpoints',
      `Disk ${disk.id} cannot grow while a checkpoint has it.`,
    )
  }
}
