import { randomUUID, X509Certificate } from 'node:crypto'
import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type Credential, digestOf } from './credentials.ts'

/** Keeps a secret of `newSecret`. Answers the id by which it can be told from others. */
export async function insertSecret(
  tx: Tx,
  clientId: string,
  secret: string,
  expiresAt: Instant,
  { displayName, startedAt, hint }: Pick<Credential, 'displayName' | 'startedAt' | 'hint'> = {},
): Promise<string> {
  const keyId = randomUUID()
  await tx.run(sql`
    insert into application_credential
      (key_id, client_id, kind, digest, expires_at, display_name, started_at, hint)
    values (${keyId}, ${clientId}, 'secret', ${digestOf(secret)}, ${expiresAt}, ${displayName},
            ${startedAt}, ${hint})`)
  return keyId
}

/**
 * Registers a certificate, given in PEM, unless it is registered already; it expires when it says.
 * Throws when it is none. Answers the id by which it can be told from others.
 */
export async function insertCertificate(tx: Tx, clientId: string, pem: string): Promise<string> {
  const certificate = new X509Certificate(pem.slice(Math.max(0, pem.indexOf(PEM_START))))
  const digest = hex(certificate.fingerprint256)
  const known = (await credentialsOf(tx, clientId)).find((one) => one.digest === digest)
  if (known) return known.keyId
  const keyId = randomUUID()
  await tx.run(sql`
    insert into application_credential
      (key_id, client_id, kind, digest, thumbprint, certificate, expires_at)
    values (${keyId}, ${clientId}, 'certificate', ${digest}, ${hex(certificate.fingerprint)},
            ${certificate.toString()}, ${Date.parse(certificate.validTo)})`)
  return keyId
}

/** A key may stand before it: the files that clients sign in with hold both. */
const PEM_START = '-----BEGIN CERTIFICATE-----'

const hex = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()

export async function credentialsOf(reader: Reader, clientId: string): Promise<Credential[]> {
  const rows = await reader.all<{
    key_id: string
    kind: Credential['kind']
    digest: string
    thumbprint: string | null
    certificate: string | null
    expires_at: Instant
    display_name: string | null
    started_at: Instant | null
    hint: string | null
  }>(sql`
    select key_id, kind, digest, thumbprint, certificate, expires_at, display_name, started_at, hint
      from application_credential where client_id = ${clientId}`)
  return rows.map((row) => ({
    keyId: row.key_id,
    kind: row.kind,
    digest: row.digest,
    ...(row.thumbprint ? { thumbprint: row.thumbprint } : {}),
    ...(row.certificate ? { certificate: row.certificate } : {}),
    expiresAt: row.expires_at,
    ...(row.display_name === null ? {} : { displayName: row.display_name }),
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.hint === null ? {} : { hint: row.hint }),
  }))
}

/** False: the client has none with that id. */
export const deleteCredential = async (tx: Tx, clientId: string, keyId: string): Promise<boolean> =>
  (await tx.run(sql`
    delete from application_credential where client_id = ${clientId} and key_id = ${keyId}`)) === 1
