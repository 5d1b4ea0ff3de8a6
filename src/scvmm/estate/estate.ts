// What VMM servers manage, as a user describes it or as we offer it by default. Pure.
import type { OsType } from '../answers/wire.ts'

export interface EstateDisk {
  readonly name: string
  readonly sizeGB: number
  readonly busType: 'IDE' | 'SCSI'
  readonly bus: number
  readonly lun: number
  readonly vhdType: 'Dynamic' | 'Fixed'
  readonly vhdFormatType: 'VHD' | 'VHDX'
  /** An image (absolute path) that the disk begins with; absent: it is blank. */
  readonly image?: string
}

export interface EstateNic {
  readonly name: string
  /** The name of a virtual network. */
  readonly network?: string
  readonly macAddress?: string
}

interface Named {
  readonly name: string
  /** VMM's id; absent: one that follows from the server and the name. */
  readonly uuid?: string
}

interface Hardware {
  readonly cpuCount: number
  readonly memoryMB: number
  readonly generation: 1 | 2
  readonly limitCpuForMigration: boolean
  readonly dynamicMemory?: { readonly maxMB: number; readonly minMB: number }
  readonly isHighlyAvailable: boolean
  readonly disks: readonly EstateDisk[]
  readonly networkInterfaces: readonly EstateNic[]
}

export interface EstateCloud extends Named {
  readonly cpuCount: number
  readonly memoryMB: number
  readonly vmCount: number
  readonly storageGB: number
  readonly storageQoSPolicies: readonly {
    readonly name: string
    readonly id: string
    readonly iopsMaximum?: number
    readonly iopsMinimum?: number
    readonly bandwidthLimit?: number
    readonly policyId?: string
  }[]
}

type EstateNetwork = Named

export interface EstateTemplate extends Named, Hardware {
  readonly osType: OsType
  readonly osName: string
  readonly computerName: string
  readonly isCustomizable: boolean
}

export interface EstateMachine extends Named, Hardware {
  readonly osType: OsType
  readonly osName: string
  readonly osVersion?: string
  /** Absent: it is stopped, and the inventory does not tell. */
  readonly powerState?: 'Running' | 'Stopped'
  readonly ipAddresses: readonly string[]
  /** The name of a cloud. */
  readonly cloud?: string
  readonly biosGuid?: string
}

/** What one VMM server manages. */
export interface EstateServer {
  /** Absent: any server that is not named. */
  readonly fqdn?: string
  readonly version: string
  /** False: it does not answer, so that only forced deletions get through. */
  readonly reachable: boolean
  readonly clouds: readonly EstateCloud[]
  readonly virtualNetworks: readonly EstateNetwork[]
  readonly virtualMachineTemplates: readonly EstateTemplate[]
  readonly virtualMachines: readonly EstateMachine[]
}

export type Estate = readonly EstateServer[]

/** The server at this name or address: the one named so, or else the one without a name. */
export const serverAt = (estate: Estate, fqdn: string): EstateServer | undefined =>
  estate.find((server) => server.fqdn?.toLowerCase() === fqdn.toLowerCase()) ??
  estate.find((server) => server.fqdn === undefined)
