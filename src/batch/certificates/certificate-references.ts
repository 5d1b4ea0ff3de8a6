import type { AzureError } from '#kernel/catalogue.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import type { BatchOptions } from '../ports.ts'
import { invalidProperty, refusal } from '../refusals.ts'
import { findCertificate } from './certificate.queries.ts'
import { normalThumbprint } from './certificate-use.queries.ts'

/** The api-version in which Azure no longer serves certificates. */
const RETIRED_IN = '2024-07-01.20.0'

/** The refusal of everything about certificates, where the call's api-version no longer has them. */
export const retirement = (apiVersion: string, options: BatchOptions): AzureError | undefined =>
  apiVersion === RETIRED_IN && !options.certificatesInNewest
    ? refusal('CertificateRetired', {
        Reason: 'Certificates are no longer supported. Use Azure Key Vault instead.',
      })
    : undefined

interface CertificateReference {
  readonly thumbprint: string
  readonly thumbprintAlgorithm: string
}

/**
 * Refuses references of a pool to certificates that it cannot have: retired, missing, or being
 * deleted. Throws; call it in the transaction that saves the pool, with `setCertificateUse`.
 */
export async function checkCertificateReferences(
  reader: Reader,
  call: {
    readonly account: AccountKey
    readonly apiVersion: string
    readonly options: BatchOptions
  },
  references: readonly CertificateReference[] | undefined,
): Promise<void> {
  if (!references || references.length === 0) return
  const retired = retirement(call.apiVersion, call.options)
  if (retired) throw retired
  for (const { thumbprint, thumbprintAlgorithm } of references) {
    if (thumbprintAlgorithm.toLowerCase() !== 'sha1') {
      throw invalidProperty('thumbprintAlgorithm', 'It must be sha1', thumbprintAlgorithm)
    }
    const found = await findCertificate(reader, call.account, normalThumbprint(thumbprint))
    if (found && found.state !== 'deleting') continue
    throw refusal('InvalidCertificateReferences', {
      Reason: found
        ? `The certificate ${found.thumbprint} is being deleted`
        : `The certificate ${thumbprint} does not exist`,
    })
  }
}
