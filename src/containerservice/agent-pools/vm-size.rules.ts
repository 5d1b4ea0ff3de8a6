// Which sizes of machines a pool can have. Pure: the first fault, or none.
import { howToAdd, type VmSize } from '#catalogues/catalogues.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { PoolProperties } from '../wire.ts'
import { DEFAULTS } from './agent-pool.ts'
import { checkEphemeralDisk } from './ephemeral-disk.rules.ts'

/** Where a pool is to be, and which sizes there are. */
export interface SizesOnOffer {
  readonly location: string
  readonly sizeOf: (name: string) => VmSize | undefined
}

const TARGET = 'agentPoolProfile.vmSize'

export function checkVmSize(
  pool: string,
  asked: PoolProperties,
  { location, sizeOf }: SizesOnOffer,
): AzureError | undefined {
  const named = asked.vmSize || (asked.osDiskType === 'Ephemeral' ? DEFAULTS.vmSize : '')
  if (!named) return undefined
  const size = sizeOf(named)
  const notAllowed = (details?: { code: string; message: string }[]): AzureError =>
    aksError('BadRequest:vm-size', { pool, location }, details ? { details } : {})
  if (!size) return notAllowed([{ code: 'VMSizeUnknown', message: howToAdd('vmSizes') }])
  // Scale sets have no sizes of the Basic tier.
  if (/^basic_/i.test(size.name)) return notAllowed()
  if (asked.mode === 'System' && isTooSmall(size)) return aksError('SystemPoolSkuTooLow', { pool })
  if (asked.osType === 'Windows' && size.architecture === 'arm64') {
    const reason = `A Windows pool can not have the Arm64 size '${size.name}'.`
    return aksError('InvalidParameter', { name: TARGET, reason }, { target: TARGET })
  }
  if (asked.gpuInstanceProfile && !size.gpus) {
    const name = 'agentPoolProfile.gpuInstanceProfile'
    const reason = `The size '${size.name}' has no GPU.`
    return aksError('InvalidParameter', { name, reason }, { target: name })
  }
  // 0 stands for the default size.
  return asked.osDiskType === 'Ephemeral'
    ? checkEphemeralDisk(size, asked.osDiskSizeGB || DEFAULTS.osDiskSizeGB)
    : undefined
}

const isTooSmall = ({ cores, availableCores = cores, memoryGB }: VmSize): boolean =>
  availableCores < limits.systemMachine.cores || memoryGB < limits.systemMachine.memoryGB
