// The contract's shapes under the names by which this room speaks of them.
import type { components, operations } from '#contract/scvmm/types.ts'

export type Operations = operations
export type Schemas = components['schemas']
export type OsType = Schemas['OsType']
export type ProvisioningState = Schemas['ProvisioningState']
export type InventoryType = Schemas['InventoryType']
export type ExtendedLocation = Schemas['ExtendedLocation']
export type InventoryItemWire = Schemas['InventoryItem']
export type InstanceWire = Schemas['VirtualMachineInstance']
export type InstanceProperties = Schemas['VirtualMachineInstanceProperties']
export type InstanceUpdate = Schemas['VirtualMachineInstanceUpdateProperties']
export type NicWire = Schemas['NetworkInterface']
export type DiskWire = Schemas['VirtualDisk']
export type CheckpointWire = Schemas['Checkpoint']
export type OsProfileWire = Schemas['OsProfileForVmInstance']

/** Azure writes these as words, in any case; older clients send JSON's own. */
export const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true')

export const trueOrFalse = (value: boolean): 'true' | 'false' => (value ? 'true' : 'false')
