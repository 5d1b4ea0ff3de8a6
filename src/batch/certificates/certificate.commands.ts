// The two changes of a certificate's life that both planes can ask for, in the caller's transaction.
import type { Engine } from '#engine/engine.ts'
import type { Operation } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import { type CertificateEvent, decide } from './certificate.machine.ts'
import { certificateDelete } from './certificate.operations.ts'
import { saveCertificate } from './certificate.queries.ts'
import type { Certificate } from './certificate.ts'

/** A certificate's id below its account's ARM id. */
export const certificateId = (accountId: string, thumbprint: string): string =>
  `${accountId}/certificates/sha1-${thumbprint}`

/** Starts the deletion. Throws where the certificate's state forbids it. */
export async function beginDeletion(
  tx: Tx,
  engine: Engine,
  certificate: Certificate,
  { accountId, now }: { readonly accountId: string; readonly now: Instant },
): Promise<Operation> {
  const { account, thumbprint } = certificate
  const operation = await engine.begin(tx, certificateDelete, {
    resource: certificateId(accountId, thumbprint),
    input: { account, thumbprint },
  })
  await commit(tx, certificate, { type: 'delete', deletion: operation.id }, now)
  return operation
}

/** Makes a certificate active again whose deletion failed. Throws for one in another state. */
export const cancelDeletion = (
  tx: Tx,
  certificate: Certificate,
  now: Instant,
): Promise<Certificate> => commit(tx, certificate, { type: 'cancelDeletion' }, now)

async function commit(
  tx: Tx,
  certificate: Certificate,
  event: CertificateEvent,
  now: Instant,
): Promise<Certificate> {
  const decision = decide(certificate, event, now)
  if (!decision.accepted) throw batchError(decision.refusal)
  await saveCertificate(tx, decision.next)
  return { ...decision.next, revision: certificate.revision + 1 }
}
