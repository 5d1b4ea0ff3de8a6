// Where a pool keeps its OS disk on the machine itself. Pure: the first fault, or none.
import type { VmSize } from '#catalogues/catalogues.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

/** `Standard_E8-2ads_v5`: what its letters and its version say. */
const NAME = /^standard_[a-z]+[0-9]+(?:-[0-9]+)?([a-z]*)(?:_.*?)??(?:_v([0-9]+))?(?:_promo)?$/i

/** Series with premium storage whose names need not have an `s` for it. */
const PREMIUM = /^standard_(ds|gs|dc|m)/i

/**
 * Before version 5 only sizes with premium storage have such disks; what has no disk of its own has a
 * name without `d`, as all later sizes show.
 */
function canHaveEphemeral({ name, temporaryDiskMB, cachedDiskGB }: VmSize): boolean {
  const [, letters = '', digits = '1'] = NAME.exec(name) ?? []
  const has = (letter: string): boolean => letters.toLowerCase().includes(letter)
  const version = Number(digits)
  if (!(has('s') || PREMIUM.test(name)) && !(has('d') && version >= 5)) return false
  if (temporaryDiskMB || cachedDiskGB || has('d')) return true
  return temporaryDiskMB === undefined && version < 6
}

/** What has no source is no reason to refuse. */
export function checkEphemeralDisk(size: VmSize, diskGB: number): AzureError | undefined {
  if (!canHaveEphemeral(size)) {
    return aksError('VMSizeDoesNotSupportEphemeralOS', { size: size.name })
  }
  const { cachedDiskGB, temporaryDiskMB } = size
  if (cachedDiskGB === undefined || temporaryDiskMB === undefined) return undefined
  const [cache, temporary, disk] = [cachedDiskGB * GIB, temporaryDiskMB * MIB, diskGB * GIB]
  if (disk <= Math.max(cache, temporary)) return undefined
  return aksError('VMCannotFitEphemeralOSDisk', {
    size: size.name,
    cache: String(cache),
    temporary: String(temporary),
    disk: String(disk),
  })
}
