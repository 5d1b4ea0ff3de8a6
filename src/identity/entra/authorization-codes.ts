// Authorization codes, between a sign-in in the browser and the client's call for the token. They
// live for minutes and in memory: a restart in between only asks for the password once more.
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Instant, plus } from '#kernel/instant.ts'
import { digestOf, newSecret } from '../principals/credentials.ts'
import type { Principal } from '../principals/principal.queries.ts'
import type { Target } from './grants.ts'

export interface AuthorizationCode {
  readonly principal: Principal
  readonly clientId: string
  readonly redirectUri: string
  readonly target: Target
  readonly nonce: string | undefined
  /** RFC 7636; undefined when the client sent none. */
  readonly challenge: { readonly method: string; readonly value: string } | undefined
  readonly expiresAt: Instant
}

const LIFETIME_MS = 600_000
const MOST = 1_000

export class AuthorizationCodes {
  readonly #codes = new Map<string, AuthorizationCode>()

  add(code: Omit<AuthorizationCode, 'expiresAt'>, now: Instant): string {
    const text = newSecret()
    if (this.#codes.size >= MOST) this.#codes.delete(this.#codes.keys().next().value!)
    this.#codes.set(digestOf(text), { ...code, expiresAt: plus(now, LIFETIME_MS) })
    return text
  }

  /** Each code is good once. */
  take(text: string, now: Instant): AuthorizationCode | undefined {
    const digest = digestOf(text)
    const code = this.#codes.get(digest)
    this.#codes.delete(digest)
    return code && code.expiresAt > now ? code : undefined
  }
}

/** Whether the verifier is the one whose challenge was sent before. */
export function provesPossession(
  challenge: NonNullable<AuthorizationCode['challenge']>,
  verifier: string,
): boolean {
  const isPlain = challenge.method.toLowerCase() === 'plain'
  const made = isPlain ? verifier : createHash('sha256').update(verifier).digest('base64url')
  const [given, wanted] = [made, challenge.value].map((text) => Buffer.from(digestOf(text)))
  return timingSafeEqual(given!, wanted!)
}
