import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Moves } from '#kernel/moves.ts'

/** Azure's words. The last four are at rest or on the way there; in all others an operation runs. */
export type ClusterState =
  | 'Creating'
  | 'Updating'
  | 'Upgrading'
  | 'Starting'
  | 'Stopping'
  | 'RotatingClusterCertificates'
  | 'RefreshingServicePrincipalProfile'
  | 'Deleting'
  | 'Canceling'
  | 'Succeeded'
  | 'Failed'
  | 'Canceled'

/** As much of a cluster as decides what may happen to it. */
export interface ClusterLife {
  readonly state: ClusterState
  readonly power: 'Running' | 'Stopped'
}

export type ClusterEvent =
  | 'update'
  | 'upgrade'
  | 'start'
  | 'stop'
  | 'rotate'
  | 'reset'
  | 'delete'
  | 'abort'
  /** The running operation reached its end; its failure; the end of its cancellation. */
  | 'succeed'
  | 'fail'
  | 'canceled'

const fromRest = {
  update: ['Updating'],
  upgrade: ['Upgrading'],
  start: ['Starting'],
  stop: ['Stopping'],
  rotate: ['RotatingClusterCertificates'],
  reset: ['RefreshingServicePrincipalProfile'],
  delete: ['Deleting'],
} as const

const atWork = {
  succeed: ['Succeeded'],
  fail: ['Failed'],
  abort: ['Canceling'],
  // Deletion does not wait: it preempts what runs.
  delete: ['Deleting'],
} as const

/** The legal moves. Documents draw this table; the test holds `decide` to it. */
export const clusterMoves = {
  Succeeded: fromRest,
  Failed: fromRest,
  Canceled: fromRest,
  Creating: atWork,
  Updating: atWork,
  Upgrading: atWork,
  Starting: atWork,
  Stopping: atWork,
  RotatingClusterCertificates: atWork,
  RefreshingServicePrincipalProfile: atWork,
  Canceling: { canceled: ['Canceled'], delete: ['Deleting'] },
  // A delete that succeeds leaves nothing that could have a state.
  Deleting: { fail: ['Failed'], abort: ['Canceling'] },
} as const satisfies Moves<ClusterState, ClusterEvent>

/** Why a cluster does not do what it is asked; `errors.ts` has the words. */
export type ClusterRefusal =
  | 'cluster-busy'
  | 'stopped'
  | 'already-stopped'
  | 'already-running'
  | 'canceling'
  | 'nothing-to-abort'

export type ClusterDecision = Decision<ClusterLife, never, ClusterRefusal>

export const isClusterAtRest = (state: ClusterState): boolean => 'update' in clusterMoves[state]

/** News (`succeed`, `fail`, `canceled`) that no longer fits changes nothing. */
export function decide(life: ClusterLife, event: ClusterEvent): ClusterDecision {
  const to = (clusterMoves[life.state] as Partial<Record<ClusterEvent, readonly ClusterState[]>>)[
    event
  ]?.[0]
  if (!to) {
    const refusal = refusalOf(life, event)
    return refusal ? reject(refusal) : accept(life)
  }
  const refusal = powerRefusal(life, event)
  if (refusal) return reject(refusal)
  return accept({ state: to, power: powerAfter(life, event) })
}

function refusalOf(life: ClusterLife, event: ClusterEvent): ClusterRefusal | undefined {
  switch (event) {
    case 'succeed':
    case 'fail':
    case 'canceled':
      return undefined
    case 'delete': // of one that is being deleted: already so
      return undefined
    case 'abort':
      return life.state === 'Canceling' ? 'canceling' : 'nothing-to-abort'
    default:
      return 'cluster-busy'
  }
}

/** A stopped cluster can only be started or deleted. */
function powerRefusal(life: ClusterLife, event: ClusterEvent): ClusterRefusal | undefined {
  const isStopped = life.power === 'Stopped'
  switch (event) {
    case 'start':
      return isStopped ? undefined : 'already-running'
    case 'stop':
      return isStopped ? 'already-stopped' : undefined
    case 'update':
    case 'upgrade':
    case 'rotate':
    case 'reset':
      return isStopped ? 'stopped' : undefined
    default:
      return undefined
  }
}

/** Power changes only when a stop or a start has gone all the way: an abort finds it as before. */
function powerAfter(life: ClusterLife, event: ClusterEvent): ClusterLife['power'] {
  if (event !== 'succeed') return life.power
  if (life.state === 'Stopping') return 'Stopped'
  return life.state === 'Starting' ? 'Running' : life.power
}
