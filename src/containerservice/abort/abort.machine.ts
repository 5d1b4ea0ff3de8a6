import type { PoolState } from '../agent-pools/agent-pool.machine.ts'
import type { ClusterState } from '../managed-clusters/managed-cluster.machine.ts'
import type { Habits } from '../ports.ts'

/** What an abort finds: the resource, and how far its latest operation has come. */
export interface AbortTarget {
  readonly state: ClusterState | PoolState
  /** The operation's result can no longer be prevented. */
  readonly isPastReturn: boolean
}

/** Cancel the running operation; answer 204, for nothing is left to do; or refuse with a 409. */
export type AbortVerdict =
  | 'cancel'
  | 'nothing-left'
  | 'canceling'
  | 'too-late-to-abort'
  | 'nothing-to-abort'

/**
 * The whole decision about an abort. It is taken in the transaction that also interrupts the
 * operation, so of an abort and a completion that race exactly one wins.
 */
export function judgeAbort(target: AbortTarget, habits: Pick<Habits, 'abortIdle'>): AbortVerdict {
  const { state, isPastReturn } = target
  if (state === 'Canceling') return 'canceling'
  if (state === 'Canceled') return 'nothing-left'
  if (state === 'Succeeded' || state === 'Failed') {
    return habits.abortIdle === 'no-content' ? 'nothing-left' : 'nothing-to-abort'
  }
  return isPastReturn ? 'too-late-to-abort' : 'cancel'
}
