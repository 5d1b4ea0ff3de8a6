// What the Batch data plane asks about its callers, answered by the rest of this room.
import type { Caller } from '#kernel/handler.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { BATCH_AUDIENCE } from './audiences.ts'
import type { Identity } from './identity.ts'
import { findByResource } from './principals/principal.queries.ts'
import { verifySharedKey } from './shared-key.ts'
import type { TokenProblem } from './tokens.ts'

/** In the form of Batch's port: verdicts with words for the client. */
export const forBatch = (
  identity: Pick<Identity, 'verify' | 'isAllowed' | 'isAllowedData' | 'issueToken'>,
  reader: Reader,
) => ({
  verifySharedKey,
  async verifyBearer(
    token: string,
    now: Instant,
  ): Promise<{ ok: true; caller: Caller } | { ok: false; detail: string }> {
    const verified = await identity.verify(token, [BATCH_AUDIENCE], now)
    return verified.ok ? verified : { ok: false, detail: detailOf(verified) }
  },
  /** Azure lets its general roles (Owner, Contributor, Reader) act on the data plane as well. */
  async isAllowed(caller: Caller, dataAction: string, scope: string): Promise<boolean> {
    return (
      (await identity.isAllowedData(caller, dataAction, scope)) ||
      (await identity.isAllowed(caller, dataAction, scope))
    )
  },
  async tokenOf(id: string, audience: string): Promise<string | undefined> {
    const principal = await findByResource(reader, id)
    return principal && (await identity.issueToken(principal, audience))
  },
})

function detailOf(refused: TokenProblem): string {
  switch (refused.problem) {
    case 'audience':
      return `The specified token is for the audience '${refused.audience}'. Allowed audiences: '${BATCH_AUDIENCE}'.`
    case 'expired':
      return `The specified token expired at ${toIso(refused.expiredAt)}.`
    case 'issuer':
      return `The specified token was issued by '${refused.issuer}', which is not trusted.`
    case 'not-yet-valid':
      return 'The specified token is not valid yet.'
    case 'malformed':
    case 'signature':
      return 'The specified token could not be verified.'
  }
}
