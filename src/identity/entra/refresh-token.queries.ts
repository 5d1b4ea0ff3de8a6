import { type Instant, plus } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { digestOf, newSecret } from '../principals/credentials.ts'

export interface RefreshToken {
  readonly clientId: string
  readonly objectId: string
  readonly audience: string
  /** Space-separated. */
  readonly scope: string
  readonly expiresAt: Instant
}

const NINETY_DAYS = 90 * 24 * 3_600_000
/** Of one user with one client; the oldest go. */
const MOST = 50

/**
 * Makes a refresh token. Those before it stay good: Entra gives a new one with each use and does
 * not revoke the old, for clients on one machine share them and refresh at once.
 */
export async function insertRefreshToken(
  tx: Tx,
  owner: Omit<RefreshToken, 'expiresAt'>,
  now: Instant,
): Promise<string> {
  const token = newSecret()
  const { clientId, objectId } = owner
  await tx.run(sql`
    insert into refresh_token (digest, client_id, object_id, audience, scope, issued_at, expires_at)
    values (${digestOf(token)}, ${clientId}, ${objectId}, ${owner.audience}, ${owner.scope},
            ${now}, ${plus(now, NINETY_DAYS)})`)
  await tx.run(sql`
    delete from refresh_token
     where object_id = ${objectId} and client_id = ${clientId} and digest not in (
       select digest from refresh_token
        where object_id = ${objectId} and client_id = ${clientId}
        order by issued_at desc, digest limit ${MOST})`)
  return token
}

export const findRefreshToken = (
  reader: Reader,
  token: string,
): Promise<RefreshToken | undefined> =>
  reader.get<RefreshToken>(sql`
    select client_id as "clientId", object_id as "objectId", audience, scope,
           expires_at as "expiresAt"
      from refresh_token where digest = ${digestOf(token)}`)

export async function deleteRefreshToken(tx: Tx, token: string): Promise<void> {
  await tx.run(sql`delete from refresh_token where digest = ${digestOf(token)}`)
}
