import type { OperationError } from '#engine/operation.ts'
import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import { limits } from '../limits.ts'
import type {
  Certificate,
  CertificateState,
  CertificateUser,
  DeleteCertificateError,
} from './certificate.ts'

export type CertificateEvent =
  | { readonly type: 'delete'; readonly deletion: string }
  /** The service gives up deleting: it is still needed. */
  | {
      readonly type: 'fail'
      readonly users: readonly CertificateUser[]
      /** What else it failed with. */
      readonly error?: OperationError
    }
  | { readonly type: 'cancelDeletion' }

/** The legal moves. A certificate that is deleted is no more: that is no state. */
export const certificateMoves = {
  active: { delete: ['deleting'] },
  deleting: { fail: ['deletefailed'] },
  deletefailed: { delete: ['deleting'], cancelDeletion: ['active'] },
} as const satisfies Moves<CertificateState, CertificateEvent['type']>

export type CertificateRefusal = 'CertificateBeingDeleted' | 'CertificateStateActive'

export function decide(
  certificate: Certificate,
  event: CertificateEvent,
  now: Instant,
): Decision<Certificate, never, CertificateRefusal> {
  if (!(event.type in certificateMoves[certificate.state])) {
    // What the service itself reports of a deletion that is over changes nothing.
    if (event.type === 'fail') return accept(certificate)
    return reject(
      certificate.state === 'active' ? 'CertificateStateActive' : 'CertificateBeingDeleted',
    )
  }
  const { deleteCertificateError: _, deletion, ...kept } = certificate
  const moved = {
    ...kept,
    stateTransitionTime: now,
    previousState: certificate.state,
    previousStateTransitionTime: certificate.stateTransitionTime,
  }
  switch (event.type) {
    case 'delete':
      return accept({ ...moved, state: 'deleting', deletion: event.deletion })
    case 'fail':
      return accept({
        ...moved,
        state: 'deletefailed',
        ...(deletion === undefined ? {} : { deletion }),
        deleteCertificateError: event.error ? { ...event.error, values: [] } : errorOf(event.users),
      })
    case 'cancelDeletion':
      return accept({ ...moved, state: 'active' })
  }
}

/**
 * Names pools if there are any, for a node has a certificate because its pool does; recorded and
 * documented errors list only the sort of users that their code is about.
 */
function errorOf(users: readonly CertificateUser[]): DeleteCertificateError {
  const kind = users.some((user) => user.kind === 'pool') ? 'pool' : 'node'
  const ids = users.filter((user) => user.kind === kind).map((user) => user.id)
  const [sort, code] =
    kind === 'pool'
      ? (['Pools', 'PoolsReferencingCertificate'] as const)
      : (['Nodes', 'NodesReferencingCertificate'] as const)
  return {
    code,
    message: `The specified certificate is being used by the below mentioned ${kind}(s)`,
    values: [{ name: sort, value: ids.slice(0, limits.listedReferrers).join(', ') }],
  }
}
