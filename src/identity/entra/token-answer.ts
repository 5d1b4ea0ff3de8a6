import type { WireReply } from '#kernel/service.ts'
import { permissionsIn } from '../audiences.ts'
import type { Claims } from '../keys/jwt.ts'
import type { SigningKey } from '../keys/keys.ts'
import { accessClaims, idClaims, LIFETIME_SECONDS, mint, type TokenOrder } from '../tokens.ts'
import { json } from '../wire.ts'
import { isFirstParty } from './client-authentication.ts'
import { type Authority, issuerAt } from './discovery.ts'
import type { Grant, GrantContext } from './grants.ts'
import { insertRefreshToken } from './refresh-token.queries.ts'

/** The answer to a granted call: an access token, and for a user what else its client needs. */
export async function tokenAnswer(
  context: GrantContext,
  grant: Grant,
  authority: Authority,
  key: SigningKey,
): Promise<WireReply> {
  const order: TokenOrder = {
    principal: grant.principal,
    clientId: grant.client.clientId,
    audience: grant.audience,
    proof: grant.client.proof,
    lifetimeSeconds: LIFETIME_SECONDS,
    scopes: permissionsIn(grant.scopes),
  }
  const claims = accessClaims(order, context.call.now)
  const isV2 = context.version === 'v2'
  return json(200, {
    token_type: 'Bearer',
    ...(isV2 ? lifetime() : dates(claims)),
    access_token: mint(claims, key),
    ...(grant.principal.kind === 'user'
      ? await userParts(context, grant, authority, order, key)
      : {}),
  })
}

const lifetime = () => ({ expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS })

/** v1 answers say everything in strings. */
const dates = (claims: Claims) => ({
  expires_in: String(LIFETIME_SECONDS),
  ext_expires_in: String(LIFETIME_SECONDS),
  expires_on: String(claims.exp),
  not_before: String(claims.nbf),
  resource: claims.aud,
})

async function userParts(
  { store, call, version }: GrantContext,
  { principal, client, audience, scopes, wantsRefresh, nonce }: Grant,
  authority: Authority,
  order: TokenOrder,
  key: SigningKey,
): Promise<Record<string, unknown>> {
  const granted = `${audience}/user_impersonation`
  const issuer = issuerAt(call.origin, { ...authority, tenantId: principal.tenantId })
  const ids = { uid: principal.objectId, utid: principal.tenantId }
  const owner = {
    clientId: client.clientId,
    objectId: principal.objectId,
    audience,
    scope: scopes.join(' '),
  }
  return {
    // MSAL finds a token in its cache only under the very scopes that it asked for.
    scope: version === 'v1' ? 'user_impersonation' : [...new Set([...scopes, granted])].join(' '),
    id_token: mint(idClaims(order, issuer, nonce, call.now), key),
    // A token of the family of Microsoft's own tools: each of them may use it.
    ...(isFirstParty(client.clientId) ? { foci: '1' } : {}),
    client_info: Buffer.from(JSON.stringify(ids)).toString('base64url'),
    ...(wantsRefresh
      ? { refresh_token: await store.write((tx) => insertRefreshToken(tx, owner, call.now)) }
      : {}),
  }
}
