// Numbers that Azure's clients and Hyper-V's documents name; see the errors for what breaks them.

export const limits = {
  /** Terraform's provider and Hyper-V's second generation. */
  cpuCount: { min: 1, max: 240, generation1: 64 },
  memoryMB: { min: 32, max: 1_048_576 },
  bus: { min: 0, max: 3 },
  lun: { min: 0, max: 63 },
  diskSizeGB: { min: 1, max: 65_536 },
  /** Hyper-V. */
  checkpointName: 100,
} as const

/** What dynamic memory has when it is enabled without values, as recorded. */
export const DYNAMIC_MEMORY = { maxMB: 1_048_576, minMB: 32 } as const

/** The largest body that ARM takes: 4 MB. */
export const BODY_LIMIT = 4 * 1024 * 1024
