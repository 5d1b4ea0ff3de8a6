import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Moves } from '#kernel/moves.ts'

/** Azure's words; in all but the last four an operation runs. */
export type PoolState =
  | 'Creating'
  | 'Updating'
  | 'Scaling'
  | 'Upgrading'
  | 'UpgradingNodeImageVersion'
  | 'Starting'
  | 'Stopping'
  | 'RotatingClusterCertificates'
  | 'Deleting'
  | 'Canceling'
  | 'Succeeded'
  | 'Failed'
  | 'Canceled'

export type PoolEvent =
  | 'update'
  | 'scale'
  | 'upgrade'
  | 'upgradeNodeImage'
  | 'start'
  | 'stop'
  | 'rotate'
  | 'delete'
  | 'abort'
  | 'succeed'
  | 'fail'
  | 'canceled'
  /** The whole cluster goes, whatever the pool does. */
  | 'deleteWithCluster'

const fromRest = {
  update: ['Updating'],
  scale: ['Scaling'],
  upgrade: ['Upgrading'],
  upgradeNodeImage: ['UpgradingNodeImageVersion'],
  start: ['Starting'],
  stop: ['Stopping'],
  rotate: ['RotatingClusterCertificates'],
  delete: ['Deleting'],
  // A cluster's abort cancels all of its pools, those that were at rest too.
  canceled: ['Canceled'],
  deleteWithCluster: ['Deleting'],
} as const

const atWork = {
  succeed: ['Succeeded'],
  fail: ['Failed'],
  abort: ['Canceling'],
  deleteWithCluster: ['Deleting'],
} as const

/** The legal moves. Documents draw this table; the test holds `decide` to it. */
export const poolMoves = {
  Succeeded: fromRest,
  Failed: fromRest,
  Canceled: fromRest,
  Creating: atWork,
  Updating: atWork,
  Scaling: atWork,
  Upgrading: atWork,
  UpgradingNodeImageVersion: atWork,
  Starting: atWork,
  Stopping: atWork,
  RotatingClusterCertificates: atWork,
  Canceling: { canceled: ['Canceled'], deleteWithCluster: ['Deleting'] },
  Deleting: { fail: ['Failed'], abort: ['Canceling'] },
} as const satisfies Moves<PoolState, PoolEvent>

type PoolRefusal = 'pool-busy' | 'canceling' | 'nothing-to-abort'
export type PoolDecision = Decision<PoolState, never, PoolRefusal>

export const isPoolAtRest = (state: PoolState): boolean => 'update' in poolMoves[state]

/** News (`succeed`, `fail`, `canceled`) that no longer fits changes nothing. */
export function decide(state: PoolState, event: PoolEvent): PoolDecision {
  const to = (poolMoves[state] as Partial<Record<PoolEvent, readonly PoolState[]>>)[event]?.[0]
  if (to) return accept(to)
  switch (event) {
    case 'succeed':
    case 'fail':
    case 'canceled':
    case 'deleteWithCluster':
      return accept(state)
    case 'abort':
      return reject(state === 'Canceling' ? 'canceling' : 'nothing-to-abort')
    case 'delete':
      return state === 'Deleting' ? accept(state) : reject('pool-busy')
    default:
      return reject('pool-busy')
  }
}
