// OpenID's userinfo: what a client may know of the person whose token it has.
import type { WireReply } from '#kernel/service.ts'
import { GRAPH } from '../audiences.ts'
import { findByObjectId } from '../principals/principal.queries.ts'
import { type IdentityCall, json } from '../wire.ts'
import type { EntraParts } from './entra.ts'

export async function userInfo(call: IdentityCall, parts: EntraParts): Promise<WireReply> {
  const bearer = /^Bearer +(\S+)$/i.exec(String(call.headers.authorization ?? ''))?.[1] ?? ''
  const audiences = [
    GRAPH,
    `${GRAPH}/`,
    '00000003-0000-0000-c000-000000000000',
    `${call.origin}/graph`,
  ]
  const caller = await parts.callerOf(bearer, audiences, call.now)
  const user = caller && (await findByObjectId(parts.store, caller.oid))
  if (user?.kind !== 'user') {
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' }
    return json(401, { error: 'invalid_token' }, challenge)
  }
  return json(200, { sub: user.objectId, name: user.displayName, email: user.signInName })
}
