import type { OperationFault } from '#engine/faults.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { memberFault } from './errors.ts'
import type { Kind } from './pacing.rules.ts'
import type { CallFault, Schemas } from './ports.ts'

/** The faults, each as what it is. */
export interface SortedFaults {
  readonly operations: readonly OperationFault[]
  readonly calls: readonly CallFault[]
}

/** What faults may be about. */
export interface Known {
  /** Kinds of operations whose resources live through a failure. */
  readonly kinds: readonly Kind[]
  readonly operationIds: ReadonlySet<string>
}

/** Sorts faults. Throws the refusal of what the schema cannot say, or of what there is not. */
export function sortedFaults({ value }: Schemas['FaultList'], known: Known): SortedFaults {
  const operations: OperationFault[] = []
  const calls: CallFault[] = []
  for (const [i, fault] of value.entries()) {
    const refuse = (member: string, reason: string): AzureError =>
      memberFault('InvalidFaults', `value[${i}]${member && '.'}${member}`, reason)
    if (fault.operationId !== undefined) calls.push(callFault(fault, known, refuse))
    else operations.push(operationFault(fault, known, refuse))
  }
  return { operations, calls }
}

type Refuse = (member: string, reason: string) => AzureError

function callFault(fault: Schemas['Fault'], known: Known, refuse: Refuse): CallFault {
  const { operationId = '', status, kind, step, ...rest } = fault
  if (kind !== undefined) throw refuse('kind', 'It is not for a call: leave it or operationId out.')
  if (step !== undefined) throw refuse('step', 'It is not for a call.')
  if (status === undefined) throw refuse('status', 'A call needs one, from 400 to 599.')
  if (!known.operationIds.has(operationId)) {
    throw refuse('operationId', `There is no call ${operationId}.`)
  }
  return { ...rest, operationId, status }
}

function operationFault(fault: Schemas['Fault'], known: Known, refuse: Refuse): OperationFault {
  const { operationId: _, status, retryAfter, kind, ...rest } = fault
  if (kind === undefined)
    throw refuse('', 'It needs a kind of operation, or the operationId of a call.')
  if (status !== undefined) throw refuse('status', 'It is for calls: an operation has none.')
  if (retryAfter !== undefined) throw refuse('retryAfter', 'It is for calls.')
  const meant = known.kinds.find((each) => each.kind === kind)
  if (!meant) {
    const names = known.kinds.map((each) => each.kind).sort()
    throw refuse(
      'kind',
      `No operation of the kind ${kind} can fail. There are ${names.join(', ')}.`,
    )
  }
  const steps = meant.steps.map(({ name }) => name)
  if (rest.step !== undefined && !steps.includes(rest.step)) {
    throw refuse('step', `${kind} has no step ${rest.step}. Its steps are ${steps.join(', ')}.`)
  }
  return { ...rest, kind }
}
