// Sessions of the portal. What the browser keeps is a refresh token in a cookie that no script can
// read; what the portal's script gets are access tokens, one for each API.
import type { Instant } from '#kernel/instant.ts'
import type { Store } from '#store/tx.ts'
import { ARM_AUDIENCES, BATCH_AUDIENCE, GRAPH } from '../audiences.ts'
import { type AuthorizationCodes, provesPossession } from '../entra/authorization-codes.ts'
import {
  deleteRefreshToken,
  findRefreshToken,
  insertRefreshToken,
} from '../entra/refresh-token.queries.ts'
import { findByObjectId, type Principal } from '../principals/principal.queries.ts'
import { rolesOf } from '../roles/role-assignment.queries.ts'
import { LIFETIME_SECONDS } from '../tokens.ts'
import { PORTAL_CLIENT, type SignInCodes } from './sign-in-codes.ts'

export interface SessionParts {
  readonly store: Store
  readonly codes: SignInCodes
  readonly authorizations: AuthorizationCodes
  readonly issueToken: (principal: Principal, audience: string) => Promise<string>
}

/** Who is signed in, with tokens for what the portal calls. */
export interface SessionTokens {
  readonly name: string
  readonly displayName: string
  readonly arm: string
  readonly batch: string
  readonly graph: string
  readonly expiresInSeconds: number
  /** Where the user has roles, lower case: lists of other places are not asked for. '' is everywhere. */
  readonly scopes: readonly string[]
}

export interface OpenedSession {
  /** For the cookie. */
  readonly secret: string
  readonly tokens: SessionTokens
}

/** What a browser signs in with: the code of a link, or that of Entra's page with its verifier. */
export interface SignIn {
  readonly code: string
  readonly verifier: string | undefined
  /** Where Entra's page went back to. */
  readonly redirectUri: string
}

/** Undefined: the code is not, or no longer, good. */
export async function openSession(
  parts: SessionParts,
  signIn: SignIn,
  now: Instant,
): Promise<OpenedSession | undefined> {
  const objectId =
    signIn.verifier === undefined
      ? parts.codes.take(signIn.code, now)
      : userAuthorized(parts, { ...signIn, verifier: signIn.verifier }, now)
  const principal = objectId === undefined ? undefined : await findByObjectId(parts.store, objectId)
  if (!principal) return undefined
  const owner = {
    clientId: PORTAL_CLIENT,
    objectId: principal.objectId,
    audience: ARM_AUDIENCES[0]!,
    scope: '',
  }
  const secret = await parts.store.write((tx) => insertRefreshToken(tx, owner, now))
  return { secret, tokens: await tokensFor(parts, principal) }
}

/** Who signed in on Entra's page, for this portal and by this browser. */
function userAuthorized(
  { authorizations }: SessionParts,
  { code, verifier, redirectUri }: SignIn & { readonly verifier: string },
  now: Instant,
): string | undefined {
  const found = authorizations.take(code, now)
  const isOurs =
    found?.clientId === PORTAL_CLIENT &&
    found.redirectUri === redirectUri &&
    found.challenge !== undefined &&
    provesPossession(found.challenge, verifier)
  return isOurs ? found.principal.objectId : undefined
}

/** Undefined: there is no such session, or its user is gone. */
export async function refreshSession(
  parts: SessionParts,
  secret: string,
  now: Instant,
): Promise<SessionTokens | undefined> {
  const known = await findRefreshToken(parts.store, secret)
  if (!known || known.clientId !== PORTAL_CLIENT || known.expiresAt <= now) return undefined
  const principal = await findByObjectId(parts.store, known.objectId)
  return principal && (await tokensFor(parts, principal))
}

export const closeSession = ({ store }: SessionParts, secret: string): Promise<void> =>
  store.write((tx) => deleteRefreshToken(tx, secret))

const tokensFor = async (
  { store, issueToken }: SessionParts,
  principal: Principal,
): Promise<SessionTokens> => ({
  name: principal.signInName,
  displayName: principal.displayName,
  arm: await issueToken(principal, ARM_AUDIENCES[0]!),
  batch: await issueToken(principal, BATCH_AUDIENCE),
  graph: await issueToken(principal, GRAPH),
  expiresInSeconds: LIFETIME_SECONDS,
  scopes: [...new Set((await rolesOf(store, principal.objectId)).map(({ scopeKey }) => scopeKey))],
})
