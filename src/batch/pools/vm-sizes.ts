import type { Catalogues } from '#catalogues/catalogues.ts'

/** Sizes whose name does not tell how many cores they have. */
const CORES: Readonly<Record<string, number>> = {
  extrasmall: 1,
  small: 1,
  medium: 2,
  large: 4,
  extralarge: 8,
  a0: 1,
  a1: 1,
  a2: 2,
  a3: 4,
  a4: 8,
  a5: 2,
  a6: 4,
  a7: 8,
  a8: 8,
  a9: 16,
  a10: 8,
  a11: 16,
  d1: 1,
  d2: 2,
  d3: 4,
  d4: 8,
  d5: 16,
  d11: 2,
  d12: 4,
  d13: 8,
  d14: 16,
  d15: 20,
}

/** Sizes of the first generations, where the number is no count: `standard_d3_v2` has four cores. */
const EARLY = /^(?:standard_|basic_)?([a-d]s?\d+)(?:_v2)?$/

/** The cores of a size, which quotas count: as its name tells them. */
export function coresOf(vmSize: string): number {
  const size = vmSize.toLowerCase()
  const early = EARLY.exec(size)?.[1]?.replace('ds', 'd')
  // Sizes such as `standard_a2_v2` count their cores.
  const isCounting = /^standard_a\d+m?_v2$/.test(size)
  const known = CORES[size] ?? (early && !isCounting ? CORES[early] : undefined)
  return known ?? Math.max(1, Number(/^[a-z]+_[a-z]+(\d+)/.exec(size)?.[1] ?? 1))
}

const MIB_PER_GB = 1024
/** What most general sizes have. */
const GB_PER_CORE = 4

/** The memory of a size: as listed, or as sizes of its number of cores mostly have. */
export function memoryMiBOf(catalogues: Catalogues, vmSize: string): number {
  const size = catalogues.find('vmSizes', vmSize) ?? catalogues.find('cloudServiceSizes', vmSize)
  return Math.round((size?.memoryGB ?? coresOf(vmSize) * GB_PER_CORE) * MIB_PER_GB)
}
