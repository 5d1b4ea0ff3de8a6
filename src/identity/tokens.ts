import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Caller } from '#kernel/handler.ts'
import { type Instant, instant } from '#kernel/instant.ts'
import { type Claims, decodeJwt, isSignedBy, type Jwt, signJwt } from './jwt.ts'
import type { SigningKey } from './keys.ts'
import type { Principal } from './principals.ts'

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
  | { readonly ok: true; readonly caller: Caller; readonly expiresAt: Instant }
  | ({ readonly ok: false } & TokenProblem)

interface Known {
  readonly caller: Caller
  readonly audience: string
  readonly notBefore: Instant
  readonly expiresAt: Instant
}

/** How far a client's clock may be ahead of ours. */
const SKEW_MS = 300_000
const KEPT = 1_000

/** Checks access tokens. Remembers the signatures it has checked: a client sends one token often. */
export class TokenVerifier {
  readonly #known = new Map<string, Known>()
  readonly #isTenant: (id: string) => boolean

  constructor(isTenant: (id: string) => boolean) {
    this.#isTenant = isTenant
  }

  verify(text: string, key: SigningKey, audiences: readonly string[], now: Instant): Verified {
    let known = this.#known.get(text)
    if (!known) {
      const read = this.#read(text, key)
      if ('problem' in read) return { ok: false, ...read }
      known = read
      // The oldest entry goes: order of insertion is near enough to order of expiry.
      if (this.#known.size >= KEPT) this.#known.delete(this.#known.keys().next().value!)
      this.#known.set(text, known)
    }
    if (now < known.notBefore - SKEW_MS) return { ok: false, problem: 'not-yet-valid' }
    if (now >= known.expiresAt) {
      return { ok: false, problem: 'expired', expiredAt: known.expiresAt }
    }
    if (!audiences.includes(known.audience)) {
      return { ok: false, problem: 'audience', audience: known.audience }
    }
    return { ok: true, caller: known.caller, expiresAt: known.expiresAt }
  }

  #read(text: string, key: SigningKey): Known | TokenProblem {
    const jwt = decodeJwt(text)
    if (!jwt) return { problem: 'malformed' }
    if (!isSignedBy(jwt, key.publicKey, ['RS256'])) return { problem: 'signature' }
    return this.#believe(jwt)
  }

  #believe({ claims }: Jwt): Known | TokenProblem {
    const { aud, iss, tid, oid, appid, exp, nbf, idtyp, upn } = claims
    const isComplete =
      typeof aud === 'string' &&
      typeof iss === 'string' &&
      typeof tid === 'string' &&
      typeof oid === 'string' &&
      typeof appid === 'string' &&
      typeof exp === 'number' &&
      typeof nbf === 'number'
    // An id token has the same signature, but it speaks to its client and to nobody else.
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
