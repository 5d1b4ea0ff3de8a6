import type { Catalogues, VmSize } from '#catalogues/catalogues.ts'
import type { PoolSettings } from './pool.ts'

const sizeOf = (catalogues: Catalogues, vmSize: string): VmSize | undefined =>
  catalogues.find('vmSizes', vmSize) ?? catalogues.find('cloudServiceSizes', vmSize)

/**
 * Whether such a pool can have it. Those of cloud services, as Small, are refused for virtual machines, as
 * Azure/azure-powershell#7177 tells.
 */
export const isKnownSize = (
  catalogues: Catalogues,
  vmSize: string,
  { virtualMachineConfiguration }: Pick<PoolSettings, 'virtualMachineConfiguration'>,
): boolean =>
  virtualMachineConfiguration
    ? catalogues.find('vmSizes', vmSize) !== undefined
    : sizeOf(catalogues, vmSize) !== undefined

/**
 * The cores of a size, which quotas count. A pool keeps a size that has left the catalogue since: its
 * name tells mostly.
 */
export const coresOf = (catalogues: Catalogues, vmSize: string): number =>
  sizeOf(catalogues, vmSize)?.cores ??
  Math.max(1, Number(/^[a-z]+_[a-z]+(\d+)/i.exec(vmSize)?.[1] ?? 1))

const MIB_PER_GB = 1024
/** What most general sizes have. */
const GB_PER_CORE = 4

/** The memory of a size: as listed, or as sizes of its number of cores mostly have. */
export function memoryMiBOf(catalogues: Catalogues, vmSize: string): number {
  const { memoryGB } = sizeOf(catalogues, vmSize) ?? {}
  return Math.round((memoryGB ?? coresOf(catalogues, vmSize) * GB_PER_CORE) * MIB_PER_GB)
}
