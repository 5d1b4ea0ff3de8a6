import type { Instant } from '#kernel/instant.ts'
import type { AccountKey } from '../keys.ts'

export type CertificateState = 'active' | 'deleting' | 'deletefailed'

/** Why a deletion failed, as the wire shows it. */
export interface DeleteCertificateError {
  readonly code: string
  readonly message: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
}

export interface Certificate {
  /** The account's name. */
  readonly account: AccountKey
  /** Lower-case hex of the SHA-1. */
  readonly thumbprint: string
  readonly state: CertificateState
  readonly stateTransitionTime: Instant
  /** Absent while it is in its first state. */
  readonly previousState?: CertificateState
  readonly previousStateTransitionTime?: Instant
  /** In which form it was added. */
  readonly format: CertificateSecret['format']
  /** Base64 of the certificate in DER: its public part. */
  readonly publicData: string
  /** Only in `deletefailed`. */
  readonly deleteCertificateError?: DeleteCertificateError
  /** The operation that deletes it; absent in `active`. */
  readonly deletion?: string
  /** Counts saves; 0 before the first. */
  readonly revision: number
}

/** What was added: kept for nodes that install it, and never told. */
export interface CertificateSecret {
  readonly format: 'pfx' | 'cer'
  /** Base64. */
  readonly data: string
  readonly password?: string
}

/** Who needs a certificate. */
export interface CertificateUser {
  readonly kind: 'pool' | 'node'
  /** As errors name it. */
  readonly id: string
}
