// What monitors say of operations that others preempted.
import type { OperationError } from '#engine/operation.ts'

/** Of an operation that is being aborted, and of one that was: recorded in June 2024. */
export const ABORTED: OperationError = {
  code: 'NotLatestOperation',
  message:
    'The operation has been preempted by another one. Please wait for the other operation to complete and try again..',
}

/** Of an operation that a delete did not wait for; the spelling is Azure's. */
export const overriddenBy = (operation: string): OperationError => ({
  code: 'Canceled',
  message: `The operation was overriden and canceled by a later operation ${operation}.`,
})

const ABORTS: readonly string[] = [
  'ManagedClusters_AbortLatestOperation',
  'AgentPools_AbortLatestOperation',
]

export const isAbort = (kind: string): boolean => ABORTS.includes(kind)
