// Machines as an estate describes them, made into records. Pure but for ids that follow from words.
import { noCheckpoints } from '../checkpoints/checkpoint-tree.machine.ts'
import type { EstateDisk, EstateMachine, EstateNic, EstateTemplate } from '../estate/estate.ts'
import { guidOf } from '../ids.ts'
import type { HostDisk, HostHardware, HostMachine, HostNic } from './host-machine.ts'

/** `00:15:5D` is Hyper-V's. */
export const macOf = (words: string): string =>
  `00:15:5D:${guidOf(`${words} mac`)
    .slice(0, 6)
    .toUpperCase()
    .replace(/^(..)(..)(..)$/, '$1:$2:$3')}`

/** As recorded: what VMM knows by no name is numbered. */
export const nicName = (index: number): string => `nic_${index + 1}`
export const diskName = (index: number): string => `disk_${index + 1}`

/** Whose disks and interfaces they are: ids follow from the one, file names from the other. */
interface Owner {
  readonly uuid: string
  readonly name: string
}

function diskOf({ uuid, name }: Owner, disk: EstateDisk, index: number): HostDisk {
  const file = `${name}_${disk.name}`
  return {
    key: guidOf(`${uuid} disk ${index} key`),
    diskId: guidOf(`${uuid} disk ${index}`),
    name: diskName(index),
    file,
    baseFile: file,
    vhdType: disk.vhdType,
    vhdFormatType: disk.vhdFormatType,
    volumeType: index === 0 ? 'BootAndSystem' : 'None',
    capacityGB: disk.sizeGB,
    usedBytes: 0,
    usedBelow: 0,
    busType: disk.busType,
    bus: disk.bus,
    lun: disk.lun,
    ...(disk.image === undefined ? {} : { image: disk.image }),
  }
}

const nicOf = ({ uuid }: Owner, nic: EstateNic, index: number): HostNic => ({
  nicId: guidOf(`${uuid} nic ${index}`),
  name: nicName(index),
  displayName: nic.name,
  macAddress: nic.macAddress?.toUpperCase() ?? macOf(`${uuid} nic ${index}`),
  ipv4AddressType: 'Dynamic',
  ipv6AddressType: 'Dynamic',
  macAddressType: nic.macAddress === undefined ? 'Dynamic' : 'Static',
  ipAddresses: [],
})

type Described = EstateTemplate | EstateMachine

export const hardwareOf = (owner: Owner, described: Described): HostHardware => ({
  cpuCount: described.cpuCount,
  memoryMB: described.memoryMB,
  limitCpuForMigration: described.limitCpuForMigration,
  ...(described.dynamicMemory ? { dynamicMemory: described.dynamicMemory } : {}),
  disks: described.disks.map((disk, i) => diskOf(owner, disk, i)),
  nics: described.networkInterfaces.map((nic, i) => nicOf(owner, nic, i)),
})

/** What an inventory knows of names: VMM's ids of clouds and networks. */
export interface EstateIds {
  readonly vmm: string
  readonly clouds: ReadonlyMap<string, string>
  readonly networks: ReadonlyMap<string, string>
}

export function machineOf(uuid: string, machine: EstateMachine, ids: EstateIds): HostMachine {
  const hardware = hardwareOf({ uuid, name: machine.name }, machine)
  const nics = hardware.nics.map((nic, i) => {
    const network = ids.networks.get(machine.networkInterfaces[i]?.network ?? '')
    return {
      ...nic,
      ...(network === undefined ? {} : { networkName: network }),
      // Addresses are the machine's: shown at its first interface.
      ipAddresses: i === 0 ? machine.ipAddresses : [],
    }
  })
  const cloud = ids.clouds.get(machine.cloud ?? '')
  return {
    uuid,
    vmm: ids.vmm,
    name: machine.name,
    power: machine.powerState ?? 'Stopped',
    tellsPower: machine.powerState !== undefined,
    generation: machine.generation,
    biosGuid: machine.biosGuid?.toLowerCase() ?? guidOf(`${uuid} bios`),
    os: {
      type: machine.osType,
      name: machine.osName,
      ...(machine.osVersion === undefined ? {} : { version: machine.osVersion }),
    },
    isHighlyAvailable: machine.isHighlyAvailable,
    hardware: { ...hardware, nics },
    checkpointType: 'Production',
    checkpoints: noCheckpoints(guidOf(`${uuid} checkpoint root`).toUpperCase()),
    ...(cloud === undefined ? {} : { cloud }),
    isDefined: false,
  }
}
