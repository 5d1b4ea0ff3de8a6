// What applications prove themselves with: secrets, of which only a digest is kept, and certificates.
import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '#kernel/instant.ts'

export interface Credential {
  readonly keyId: string
  readonly kind: 'secret' | 'certificate'
  /** Hex. */
  readonly digest: string
  /** Hex; certificates only. */
  readonly thumbprint?: string
  readonly certificate?: string
  readonly expiresAt: Instant
  readonly displayName?: string
  readonly startedAt?: Instant
  /** The first letters of a secret: by them its owner knows it. */
  readonly hint?: string
}

/** Of a random secret of 32 bytes: it cannot be guessed, so nothing slow is needed to keep it. */
export const digestOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex')

/** Never begins with a hyphen: command lines would take it for an option. */
export function newSecret(): string {
  const secret = randomBytes(32).toString('base64url')
  return secret.startsWith('-') ? newSecret() : secret
}
