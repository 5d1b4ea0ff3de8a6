// Processors and memory of a machine as a client wants them, and the parts that belong together.

import { isTrue, type Schemas } from '../../answers/wire.ts'
import { failure, failureOf } from '../../errors.ts'
import type { HostHardware } from '../../host-machines/host-machine.ts'
import { DYNAMIC_MEMORY, limits } from '../../limits.ts'

type Profile = Schemas['HardwareProfileUpdate']
type Processors = Pick<
  HostHardware,
  'cpuCount' | 'memoryMB' | 'limitCpuForMigration' | 'dynamicMemory'
>

const invalid = (reason: string) => failureOf(failure('InvalidHardware', { reason }))

/** What is not sent stays. */
export function wantedProcessors(
  before: Processors,
  sent: Profile = {},
  generation: 1 | 2,
): Processors {
  const cpuCount = sent.cpuCount ?? before.cpuCount
  const memoryMB = sent.memoryMB ?? before.memoryMB
  const most = generation === 1 ? limits.cpuCount.generation1 : limits.cpuCount.max
  if (cpuCount < limits.cpuCount.min || cpuCount > most) {
    throw invalid(`A machine of generation ${generation} has 1 to ${most} processors.`)
  }
  const { min, max } = limits.memoryMB
  if (memoryMB < min || memoryMB > max)
    throw invalid(`A machine has ${min} to ${max} MB of memory.`)
  const dynamicMemory = wantedDynamicMemory(before, sent)
  const { dynamicMemory: _, ...rest } = before
  return {
    ...rest,
    cpuCount,
    memoryMB,
    limitCpuForMigration:
      sent.limitCpuForMigration === undefined
        ? before.limitCpuForMigration
        : isTrue(sent.limitCpuForMigration),
    ...(dynamicMemory ? { dynamicMemory } : {}),
  }
}

function wantedDynamicMemory(before: Processors, sent: Profile): Processors['dynamicMemory'] {
  const isEnabled =
    sent.dynamicMemoryEnabled === undefined
      ? before.dynamicMemory !== undefined
      : isTrue(sent.dynamicMemoryEnabled)
  if (!isEnabled) return undefined
  const maxMB = sent.dynamicMemoryMaxMB ?? before.dynamicMemory?.maxMB ?? DYNAMIC_MEMORY.maxMB
  const minMB = sent.dynamicMemoryMinMB ?? before.dynamicMemory?.minMB ?? DYNAMIC_MEMORY.minMB
  const { min, max } = limits.memoryMB
  if (minMB < min || maxMB > max || minMB > maxMB) {
    throw invalid(
      `Dynamic memory goes from ${minMB} to ${maxMB} MB; it may go from ${min} to ${max}.`,
    )
  }
  return { maxMB, minMB }
}

const CHECKPOINT_TYPES = ['Production', 'ProductionOnly', 'Standard', 'Disabled'] as const

/** The contract has no list of these words: VMM has. */
export function checkpointTypeOf(sent: string | undefined, before: string): string {
  if (!sent) return before
  const found = CHECKPOINT_TYPES.find((type) => type.toLowerCase() === sent.toLowerCase())
  if (found) return found
  throw invalid(`Checkpoint type '${sent}' must be one of: ${CHECKPOINT_TYPES.join(', ')}.`)
}
