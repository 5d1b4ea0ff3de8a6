// Codes in the links by which a person signs in to the portal. They live for minutes and in memory: a
// restart in between only asks for another link.
import { type Instant, plus } from '#kernel/instant.ts'
import { digestOf, newSecret } from '../principals/credentials.ts'

/** The Azure portal's own id, by which tokens name it. */
export const PORTAL_CLIENT = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'

const LIFETIME_MS = 15 * 60_000
const MOST = 100

export class SignInCodes {
  readonly #codes = new Map<string, { readonly objectId: string; readonly expiresAt: Instant }>()

  /** Makes a code for the user of this object id. Of too many the oldest goes. */
  add(objectId: string, now: Instant): string {
    const code = newSecret()
    if (this.#codes.size >= MOST) this.#codes.delete(this.#codes.keys().next().value!)
    this.#codes.set(digestOf(code), { objectId, expiresAt: plus(now, LIFETIME_MS) })
    return code
  }

  /** The object id that a code is for. Each is good once. */
  take(code: string, now: Instant): string | undefined {
    const digest = digestOf(code)
    const found = this.#codes.get(digest)
    this.#codes.delete(digest)
    return found && found.expiresAt > now ? found.objectId : undefined
  }
}
