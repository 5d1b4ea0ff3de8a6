// Who needs which certificate. Pools say so when they are added or changed, nodes when a certificate
// is installed on them; a certificate's deletion asks.

import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import type { CertificateUser } from './certificate.ts'

/** A pool by its id, a node by its pool's id and its own. */
export interface UserKey {
  readonly account: AccountKey
  readonly poolId: string
  readonly nodeId?: string
}

const kindOf = (user: UserKey): CertificateUser['kind'] =>
  user.nodeId === undefined ? 'pool' : 'node'
const keyOf = ({ poolId, nodeId }: UserKey): string =>
  (nodeId === undefined ? poolId : `${poolId}/${nodeId}`).toLowerCase()

/** Says which certificates the user needs from now on, instead of those before. None: it needs none. */
export async function setCertificateUse(
  tx: Tx,
  user: UserKey,
  thumbprints: readonly string[],
): Promise<void> {
  const [kind, key] = [kindOf(user), keyOf(user)]
  await tx.run(sql`
    delete from batch_certificate_use
     where account = ${user.account} and kind = ${kind} and user_key = ${key}`)
  for (const thumbprint of new Set(thumbprints.map(normalThumbprint))) {
    await tx.run(sql`
      insert into batch_certificate_use (account, thumbprint, kind, user_key, user_id)
      values (${user.account}, ${thumbprint}, ${kind}, ${key}, ${user.nodeId ?? user.poolId})`)
  }
}

/** The first of those who need the certificate, pools before nodes. */
export async function usersOf(
  reader: Reader,
  account: AccountKey,
  thumbprint: string,
  limit: number,
): Promise<CertificateUser[]> {
  const rows = await reader.all<{ kind: CertificateUser['kind']; user_id: string }>(sql`
    select kind, user_id from batch_certificate_use
     where account = ${account} and thumbprint = ${thumbprint}
     order by kind desc, user_key limit ${limit}`)
  return rows.map((row) => ({ kind: row.kind, id: row.user_id }))
}

/** Clients write thumbprints in either case, and with the spaces that certificate viewers show. */
export const normalThumbprint = (thumbprint: string): string =>
  thumbprint.replace(/\s/g, '').toLowerCase()
