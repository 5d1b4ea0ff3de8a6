import { durable, type Operation, type Step } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import { limits } from '../limits.ts'
import { type CertificateEvent, decide } from './certificate.machine.ts'
import { findCertificate, removeCertificate, saveCertificate } from './certificate.queries.ts'
import type { Certificate } from './certificate.ts'
import { usersOf } from './certificate-use.queries.ts'

export interface CertificateDelete {
  readonly account: AccountKey
  readonly thumbprint: string
}

export const certificateDeleteShape: Shape<CertificateDelete> = {
  account: 'string',
  thumbprint: 'string',
}

/** Recorded: gone 30 to 40 seconds after the call, or `deletefailed` after about a minute. */
const GONE_AFTER_MS = 35_000
const FAILED_AFTER_MS = 60_000

const steps: readonly Step<CertificateDelete>[] = [
  {
    name: 'delete-unused',
    lasts: GONE_AFTER_MS,
    async commit(tx, operation) {
      const certificate = await deletedBy(tx, operation)
      if (certificate && (await isUnused(tx, certificate))) await removeCertificate(tx, certificate)
    },
  },
  {
    name: 'give-up',
    lasts: FAILED_AFTER_MS - GONE_AFTER_MS,
    async commit(tx, operation, now) {
      const certificate = await deletedBy(tx, operation)
      if (certificate) await removeOrFail(tx, certificate, now)
    },
  },
]

/** Deletes a certificate that nothing uses; fails when something still does after a minute. */
export const certificateDelete = durable('Certificate_Delete', certificateDeleteShape, steps, {
  async failed(tx, operation, error, now) {
    const certificate = await deletedBy(tx, operation)
    if (certificate) await change(tx, certificate, { type: 'fail', users: [], error }, now)
  },
})

async function removeOrFail(tx: Tx, certificate: Certificate, now: Instant): Promise<void> {
  const { account, thumbprint } = certificate
  const users = await usersOf(tx, account, thumbprint, limits.listedReferrers)
  if (users.length === 0) return removeCertificate(tx, certificate)
  await change(tx, certificate, { type: 'fail', users }, now)
}

async function change(
  tx: Tx,
  certificate: Certificate,
  event: CertificateEvent,
  now: Instant,
): Promise<void> {
  const decision = decide(certificate, event, now)
  if (decision.accepted) await saveCertificate(tx, decision.next)
}

/** The certificate, while it is this very operation that deletes it. */
async function deletedBy(
  tx: Tx,
  { id, input }: Operation<CertificateDelete>,
): Promise<Certificate | undefined> {
  const found = await findCertificate(tx, input.account, input.thumbprint)
  return found?.state === 'deleting' && found.deletion === id ? found : undefined
}

const isUnused = async (tx: Tx, { account, thumbprint }: Certificate): Promise<boolean> =>
  (await usersOf(tx, account, thumbprint, 1)).length === 0
