import type { Settings } from '#library/options.ts'
import type { Parts } from '../parts.ts'

/** A certificate of the user's own; a server without one does not load what reads it. */
export async function certificateGiven(
  { tlsCert: cert, tlsKey: key }: Settings,
  { now }: Parts['wall'],
  report: Parts['report'],
) {
  if (cert === undefined || key === undefined) return undefined
  const { givenCertificate } = await import('#server/listening/given-certificate.ts')
  return givenCertificate({ cert, key }, now, (error) => report('the certificate', error))
}
