import { createHash, hash, randomBytes, randomUUID } from 'node:crypto'
import { type Cache, registerCache } from '#kernel/caching/caches.ts'
import type { Caller } from '#kernel/handler.ts'
import { type Instant, instant } from '#kernel/instant.ts'
import { type Claims, decodeJwt, isSignedBy, signJwt } from './keys/jwt.ts'
import type { SigningKey } from './keys/keys.ts'
import type { Principal } from './principals/principal.queries.ts'

/** How long an access token is good for. */
export const LIFETIME_SECONDS = 3599

/** How a client proved who it is: what the `appidacr` claim says. */
export type ClientProof = 'none' | 'secret' | 'certificate'

export interface TokenOrder {
  readonly principal: Principal
  /** The client that asks: the principal's own for an application. */
  readonly clientId: string
  readonly audience: string
  readonly proof: ClientProof
  readonly lifetimeSeconds: number
  /** Users only: the permissions that were asked for, without their resource. */
  readonly scopes?: readonly string[]
}

const seconds = (at: Instant): number => Math.floor(at / 1000)
export const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`

const APPIDACR: Record<ClientProof, string> = { none: '0', secret: '1', certificate: '2' }

/** Entra dates tokens back by five minutes, for resource servers whose clock is behind. */
const BACKDATED_SECONDS = 300

/** The claims of a v1 access token: the form that ARM, Batch and Graph ask for. */
export function accessClaims(order: TokenOrder, now: Instant): Claims {
  const { principal } = order
  const start = seconds(now) - BACKDATED_SECONDS
  const issuer = issuerOf(principal.tenantId)
  const shared = {
    aud: order.audience,
    iss: issuer,
    iat: start,
    nbf: start,
    exp: seconds(now) + order.lifetimeSeconds,
    appid: order.clientId,
    appidacr: APPIDACR[order.proof],
    idp: issuer,
    oid: principal.objectId,
    tid: principal.tenantId,
    uti: randomBytes(16).toString('base64url'),
    rh: `1.${randomBytes(24).toString('base64url')}.`,
    ver: '1.0',
    xms_tcdt: start,
  }
  if (principal.kind !== 'user') {
    const xms_mirid = principal.kind === 'managed-identity' && principal.resourceId
    return {
      ...shared,
      idtyp: 'app',
      sub: principal.objectId,
      ...(xms_mirid ? { xms_mirid } : {}),
    }
  }
  return {
    ...shared,
    acr: '1',
    amr: ['pwd'],
    idtyp: 'user',
    scp: order.scopes?.join(' ') || 'user_impersonation',
    sub: pairwiseSubject(principal.objectId, order.clientId),
    name: principal.displayName,
    unique_name: principal.signInName,
    upn: principal.signInName,
  }
}

/** The claims of the id token that a user's client gets beside the access token. */
export function idClaims(
  order: TokenOrder,
  issuer: string,
  nonce: string | undefined,
  now: Instant,
): Claims {
  const { principal } = order
  return {
    aud: order.clientId,
    iss: issuer,
    iat: seconds(now) - BACKDATED_SECONDS,
    nbf: seconds(now) - BACKDATED_SECONDS,
    exp: seconds(now) + order.lifetimeSeconds,
    ...(nonce === undefined ? {} : { nonce }),
    name: principal.displayName,
    oid: principal.objectId,
    preferred_username: principal.signInName,
    sub: pairwiseSubject(principal.objectId, order.clientId),
    tid: principal.tenantId,
    uti: randomUUID(),
    ver: '2.0',
  }
}

/** A user is a different subject to each client. */
const pairwiseSubject = (objectId: string, clientId: string): string =>
  createHash('sha256').update(`${objectId}:${clientId}`).digest('base64url')

export const mint = (claims: Claims, key: SigningKey): string =>
  signJwt({ x5t: key.kid, kid: key.kid }, claims, key.privateKey)

/** Why a token is not accepted. */
export type TokenProblem =
  | { readonly problem: 'malformed' | 'signature' | 'not-yet-valid' }
  | { readonly problem: 'issuer'; readonly issuer: string }
  | { readonly problem: 'expired'; readonly expiredAt: Instant }
  | { readonly problem: 'audience'; readonly audience: string }

export type Verified =
  | { readonly ok: true; readonly caller: Caller }
  | ({ readonly ok: false } & TokenProblem)

interface Read {
  readonly caller: Caller
  readonly audience: string
  readonly notBefore: Instant
  readonly expiresAt: Instant
}

interface Signed {
  readonly kid: string
  readonly claims: Claims
}

/** What tokens say of which it was found that a key signed them, by their digests. The oldest goes first. */
class SignedTokens implements Cache {
  readonly name = 'signed tokens'
  readonly #known = new Map<string, Signed>()

  claimsOf(digest: string, { kid }: SigningKey): Claims | undefined {
    const known = this.#known.get(digest)
    return known?.kid === kid ? known.claims : undefined
  }

  keep(digest: string, { kid }: SigningKey, claims: Claims): void {
    if (this.#known.size >= KEPT) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(digest, { kid, claims: Object.freeze(claims) })
  }

  drop(): void {
    this.#known.clear()
  }
}

/** How far a client's clock may be ahead of ours. */
const SKEW_MS = 300_000
const KEPT = 1_000

/**
 * Checks access tokens. Of a token whose signature was right it keeps that, and the claims that were
 * signed, by the digest of the whole token and the name of the key: what they allow now is looked at in
 * every call.
 */
export class TokenVerifier {
  readonly #signed = registerCache(new SignedTokens())
  readonly #isTenant: (id: string) => boolean

  constructor(isTenant: (id: string) => boolean) {
    this.#isTenant = isTenant
  }

  verify(text: string, key: SigningKey, audiences: readonly string[], now: Instant): Verified {
    const digest = hash('sha256', text, 'base64')
    const claims = this.#signed.claimsOf(digest, key) ?? this.#check(text, digest, key)
    if (typeof claims === 'string') return { ok: false, problem: claims }
    const read = this.#read(claims)
    if ('problem' in read) return { ok: false, ...read }
    if (now < read.notBefore - SKEW_MS) return { ok: false, problem: 'not-yet-valid' }
    if (now >= read.expiresAt) return { ok: false, problem: 'expired', expiredAt: read.expiresAt }
    if (!audiences.includes(read.audience)) {
      return { ok: false, problem: 'audience', audience: read.audience }
    }
    return { ok: true, caller: read.caller }
  }

  #check(text: string, digest: string, key: SigningKey): Claims | 'malformed' | 'signature' {
    const jwt = decodeJwt(text)
    if (!jwt) return 'malformed'
    if (!isSignedBy(jwt, key.publicKey, ['RS256'])) return 'signature'
    this.#signed.keep(digest, key, jwt.claims)
    return jwt.claims
  }

  #read(claims: Claims): Read | TokenProblem {
    const { aud, iss, tid, oid, appid, exp, nbf, idtyp, upn } = claims
    const isComplete =
      typeof aud === 'string' &&
      typeof iss === 'string' &&
      typeof tid === 'string' &&
      typeof oid === 'string' &&
      typeof appid === 'string' &&
      typeof exp === 'number' &&
      typeof nbf === 'number'
    // An id token has the same signature, but it is meant for its client alone.
    if (!isComplete) return { problem: 'malformed' }
    if (iss !== issuerOf(tid) || !this.#isTenant(tid)) return { problem: 'issuer', issuer: iss }
    const isUser = idtyp === 'user'
    return {
      caller: {
        kind: isUser ? 'user' : 'app',
        oid,
        appId: appid,
        tenantId: tid,
        name: isUser && typeof upn === 'string' ? upn : appid,
      },
      audience: aud,
      notBefore: instant(nbf * 1000),
      expiresAt: instant(exp * 1000),
    }
  }
}
