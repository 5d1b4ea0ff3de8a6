import {
  type CheckpointWire,
  type DiskWire,
  type InstanceProperties,
  type InstanceWire,
  type NicWire,
  trueOrFalse,
} from '../answers/wire.ts'
import { currentCheckpoint } from '../checkpoints/checkpoint-tree.machine.ts'
import {
  type HostDisk,
  type HostHardware,
  type HostMachine,
  type HostNic,
  isDifferencing,
  usedGB,
} from '../host-machines/host-machine.ts'
import type { WithMachine } from './instance.queries.ts'
import type { Instance, InstanceBody } from './instance.ts'

/** What an instance is to a client: what it asked for, until the machine is there. */
export function presentInstance({ instance, machine }: WithMachine): InstanceWire {
  const { id, name, type, envelope, body, provisioningState } = instance
  const isThere = machine !== undefined && !machine.isBeingMade
  return {
    id,
    name,
    type,
    ...(envelope.systemData ? { systemData: envelope.systemData } : {}),
    extendedLocation: envelope.extendedLocation ?? {},
    properties: {
      ...(isThere ? presentMachine(body, machine) : body.asked),
      provisioningState,
    },
  }
}

export const presentAsked = (instance: Instance): InstanceWire =>
  presentInstance({ instance, machine: undefined })

function presentMachine(body: InstanceBody, machine: HostMachine): InstanceProperties {
  const { hardware, os } = machine
  return {
    availabilitySets: body.availabilitySets.map(({ id, name }) => ({ id, name })),
    osProfile: {
      ...body.osProfile,
      osType: os.type,
      osSku: os.name,
      ...(os.version === undefined ? {} : { osVersion: os.version }),
    },
    hardwareProfile: presentHardware(hardware, machine.isHighlyAvailable),
    networkProfile: { networkInterfaces: hardware.nics.map(presentNic) },
    storageProfile: { disks: hardware.disks.map(presentDisk) },
    infrastructureProfile: presentInfrastructure(body, machine),
    powerState: machine.power,
  }
}

function presentHardware(
  { cpuCount, memoryMB, limitCpuForMigration, dynamicMemory }: HostHardware,
  isHighlyAvailable: boolean,
): NonNullable<InstanceProperties['hardwareProfile']> {
  return {
    memoryMB,
    cpuCount,
    limitCpuForMigration: trueOrFalse(limitCpuForMigration),
    dynamicMemoryEnabled: trueOrFalse(dynamicMemory !== undefined),
    ...(dynamicMemory
      ? { dynamicMemoryMaxMB: dynamicMemory.maxMB, dynamicMemoryMinMB: dynamicMemory.minMB }
      : {}),
    isHighlyAvailable: trueOrFalse(isHighlyAvailable),
  }
}

function presentInfrastructure(
  { inventoryItemId, vmmServerId, cloudId, templateId }: InstanceBody,
  { name, uuid, checkpoints, checkpointType, generation, biosGuid }: HostMachine,
): NonNullable<InstanceProperties['infrastructureProfile']> {
  const current = currentCheckpoint(checkpoints)
  return {
    ...(inventoryItemId === undefined ? {} : { inventoryItemId }),
    ...(vmmServerId === undefined ? {} : { vmmServerId }),
    ...(cloudId === undefined ? {} : { cloudId }),
    ...(templateId === undefined ? {} : { templateId }),
    vmName: name,
    uuid,
    // An empty object when there is none, as recorded.
    lastRestoredVMCheckpoint: current ? presentCheckpoint(current) : {},
    checkpoints: checkpoints.checkpoints.map(presentCheckpoint),
    checkpointType,
    generation,
    biosGuid,
  }
}

const presentCheckpoint = ({
  parentCheckpointID,
  checkpointID,
  name,
  description,
}: Required<CheckpointWire>): CheckpointWire => ({
  parentCheckpointID,
  checkpointID,
  name,
  description,
})

function presentNic(nic: HostNic): NicWire {
  const { name, virtualNetworkId, networkName, ipAddresses } = nic
  const v6 = ipAddresses.filter((address) => address.includes(':'))
  const v4 = ipAddresses.filter((address) => !address.includes(':'))
  return {
    ...(name === undefined ? {} : { name }),
    displayName: nic.displayName,
    ...(v4.length > 0 ? { ipv4Addresses: v4 } : {}),
    ...(v6.length > 0 ? { ipv6Addresses: v6 } : {}),
    macAddress: nic.macAddress,
    ...(virtualNetworkId === undefined ? {} : { virtualNetworkId }),
    ...(networkName === undefined ? {} : { networkName }),
    ipv4AddressType: nic.ipv4AddressType as NonNullable<NicWire['ipv4AddressType']>,
    ipv6AddressType: nic.ipv6AddressType as NonNullable<NicWire['ipv6AddressType']>,
    macAddressType: nic.macAddressType as NonNullable<NicWire['macAddressType']>,
    nicId: nic.nicId,
  }
}

/** As recorded: above a checkpoint a disk has no name, another id and file, and no size yet. */
export function presentDisk(disk: HostDisk): DiskWire {
  const { name, templateDiskId, storageQoSPolicy } = disk
  return {
    ...(name === undefined ? {} : { name }),
    displayName: disk.file,
    diskId: disk.diskId,
    diskSizeGB: usedGB(disk),
    maxDiskSizeGB: disk.capacityGB,
    bus: disk.bus,
    lun: disk.lun,
    busType: disk.busType,
    vhdType: isDifferencing(disk) ? 'Differencing' : disk.vhdType,
    volumeType: disk.volumeType,
    vhdFormatType: disk.vhdFormatType,
    ...(templateDiskId === undefined ? {} : { templateDiskId }),
    ...(storageQoSPolicy ? { storageQoSPolicy } : {}),
    createDiffDisk: 'false',
  }
}
