// A machine as VMM has it, whether or not Azure knows it: what outlives its Azure resources. Pure.

import type { OsType } from '../answers/wire.ts'
import type { MachineCheckpointEvent } from '../checkpoints/checkpoint.machine.ts'
import type { CheckpointTree } from '../checkpoints/checkpoint-tree.machine.ts'

export type PowerState = 'Running' | 'Stopped' | 'Paused'

export interface HostDisk {
  /** The hypervisor's name of the disk. It never changes and is never used for another one. */
  readonly key: string
  /** Lost when a checkpoint is made, as recorded. */
  readonly name?: string
  /** Azure's id of the disk: another one after every checkpoint, restore and deletion. */
  readonly diskId: string
  /** The file that the disk writes to now. */
  readonly file: string
  /** The file that it began with. While it writes to another one, that one only keeps differences. */
  readonly baseFile: string
  readonly vhdType: 'Dynamic' | 'Fixed'
  readonly vhdFormatType: 'VHD' | 'VHDX'
  readonly volumeType: 'BootAndSystem' | 'None'
  readonly capacityGB: number
  /** What all of its files take on the host, as last seen. */
  readonly usedBytes: number
  /** How much of that belongs to the files below the present one. */
  readonly usedBelow: number
  readonly busType: 'IDE' | 'SCSI'
  readonly bus: number
  readonly lun: number
  readonly templateDiskId?: string | undefined
  readonly storageQoSPolicy?: { readonly name?: string; readonly id?: string } | undefined
  /** An image (absolute path) that the disk begins with. */
  readonly image?: string
}

export interface HostNic {
  readonly nicId: string
  readonly name?: string
  readonly displayName: string
  readonly macAddress: string
  /** Azure's id of the network; absent while it is connected to none that Azure knows. */
  readonly virtualNetworkId?: string
  /** VMM's id of the network. */
  readonly networkName?: string
  readonly ipv4AddressType: string
  readonly ipv6AddressType: string
  readonly macAddressType: string
  /** Of both versions. Kept when the machine stops. */
  readonly ipAddresses: readonly string[]
}

/** What belongs to a checkpoint and is brought back with it. */
export interface HostHardware {
  readonly cpuCount: number
  readonly memoryMB: number
  readonly limitCpuForMigration: boolean
  readonly dynamicMemory?: { readonly maxMB: number; readonly minMB: number }
  readonly nics: readonly HostNic[]
  readonly disks: readonly HostDisk[]
}

export interface HostMachine {
  /** VMM's id, in lower case: also the name of its inventory item and the hypervisor's id. */
  readonly uuid: string
  /** VMM's own id: which estate the machine is part of. */
  readonly vmm: string
  readonly name: string
  readonly power: PowerState
  readonly generation: 1 | 2
  readonly biosGuid: string
  readonly os: { readonly type: OsType; readonly name: string; readonly version?: string }
  readonly isHighlyAvailable: boolean
  readonly hardware: HostHardware
  /** `Production`, `ProductionOnly`, `Standard` or `Disabled`. */
  readonly checkpointType: string
  readonly checkpoints: CheckpointTree<HostHardware>
  /** VMM's id of the cloud that it is in. */
  readonly cloud?: string
  /** Shown in the inventory: false where VMM has not told. */
  readonly tellsPower: boolean
  /** The hypervisor has it: not so for what is only in the inventory yet. */
  readonly isDefined: boolean
  /** Its making is under way: it is in no inventory yet. */
  readonly isBeingMade?: boolean
  /** The latest operation on it. */
  readonly operation?: string
  readonly cutOff?: CutOff
}

/**
 * What an operation was about when it was cut off. Whether the hypervisor did it is to be found out
 * before the next one.
 */
export interface CutOff {
  /** The operation's id. */
  readonly attempt: string
  /** A checkpoint was to be made, restored or deleted. */
  readonly event?: MachineCheckpointEvent
  /** The hardware was to become this. */
  readonly hardware?: HostHardware
}

/** Above a checkpoint a disk writes to a file of differences. */
export const isDifferencing = (disk: HostDisk): boolean => disk.file !== disk.baseFile

/** What the present file takes: that is what the API calls the size. */
export const usedGB = (disk: HostDisk): number =>
  Math.floor(Math.max(0, disk.usedBytes - disk.usedBelow) / 2 ** 30)
