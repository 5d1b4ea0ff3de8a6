// The text in which an evaluation's outcome is shown.
import type { Evaluation, Targets } from './evaluate.ts'
import { printTimeInterval, printTimestamp } from './formula-time.ts'
import type { Value } from './values.ts'

/**
 * `$TargetDedicatedNodes=3;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue`, then the
 * formula's own variables by name: recorded.
 */
export function printResults({ targets, variables }: Evaluation): string {
  const own = [...variables].map(([name, value]) => `${name}=${printValue(value)}`)
  return [printTargets(targets), ...own].join(';')
}

const printTargets = ({ dedicated, lowPriority, deallocationOption }: Targets): string =>
  [
    `$TargetDedicatedNodes=${dedicated}`,
    `$TargetLowPriorityNodes=${lowPriority}`,
    `$NodeDeallocationOption=${deallocationOption}`,
  ].join(';')

function printValue(value: Value): string {
  switch (value.type) {
    case 'double':
      return String(value.value)
    case 'doubleVec':
      return `[${value.value.join(',')}]`
    case 'string':
      return value.value
    case 'timestamp':
      return printTimestamp(value.value)
    case 'timeinterval':
      return printTimeInterval(value.value)
  }
}
