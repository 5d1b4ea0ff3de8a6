// Who an agent is. Pure, but for the randomness of a new token.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { CHANNEL_VERSION } from '../channel.ts'
import type { KeptAgent } from './port.ts'

/** What an agent says of itself when it dials. */
export interface Knock {
  readonly nodeId: string
  readonly credential: string
  /** Its first time. */
  readonly token?: string
  readonly version: number
}

export type Entry =
  | { readonly ok: true; readonly next: KeptAgent }
  | { readonly ok: false; readonly status: 401 | 410 | 426; readonly reason: string }

const BYTES = 32
/** Base64url of so many bytes. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/

export const newSecret = (): string => randomBytes(BYTES).toString('base64url')

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const isIt = (secret: string, hash: string | undefined): boolean =>
  hash !== undefined &&
  timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'))

/**
 * Whether the agent may enter. A token is good for one credential: an agent that repeats it with the same one has
 * missed the answer; with another it is no longer good.
 */
export function entryOf(kept: KeptAgent | undefined, knock: Knock): Entry {
  const { nodeId, credential, token, version } = knock
  if (!kept) {
    const reason = `Node ${nodeId} is not of this server, or was given back. Its agent ends.`
    return { ok: false, status: 410, reason }
  }
  if (version !== CHANNEL_VERSION) {
    const older = version < CHANNEL_VERSION ? 'agent' : 'server'
    return {
      ok: false,
      status: 426,
      reason: `The agent speaks version ${version} and the server version ${CHANNEL_VERSION}: the ${older} is too old. Remove the node, and its pool gets another with the program of this server.`,
    }
  }
  if (SHAPE.test(credential)) {
    if (isIt(credential, kept.credentialHash)) return { ok: true, next: kept }
    if (token !== undefined && isIt(token, kept.tokenHash)) {
      const { tokenHash: _, ...rest } = kept
      return { ok: true, next: { ...rest, credentialHash: hashOf(credential) } }
    }
  }
  return {
    ok: false,
    status: 401,
    reason: `The credential is not one of node ${nodeId}, and its token was used or is of an earlier allocation. Start the agent by its own allocation's script: a token is good once.`,
  }
}
