// The key that signs tokens, while it is being made: nothing here needs more than Node itself, so
// that it can begin before anything else is loaded.
import { generateKeyPair, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** Where a data directory keeps its signing key. */
export const signingKeyIn = (directory: string): string => join(directory, 'token-signing.pem')

/** An RSA pair. It takes some tens of milliseconds of another thread. */
export const newKeyPair = (): Promise<KeyPair> =>
  new Promise((resolve, reject) =>
    generateKeyPair('rsa', { modulusLength: 2048 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    ),
  )

/**
 * Of the servers of this process that keep nothing: it goes with them. A pair takes as much of a
 * processor as the rest of a start, and a token of one server is none of another's all the same: its
 * tenant has another id.
 */
let shared: Promise<KeyPair> | undefined

/**
 * Begins to make a pair for a directory that has no signing key yet; undefined for one that has.
 * Absent: for a server that keeps nothing.
 */
export function beginKeyPair(directory: string | undefined): Promise<KeyPair> | undefined {
  if (directory !== undefined && existsSync(signingKeyIn(directory))) return undefined
  if (directory === undefined && shared) return shared
  const pair = newKeyPair()
  if (directory === undefined) shared = pair
  pair.catch(() => {
    // A caller that waits for it is told. The next server tries again.
    if (shared === pair) shared = undefined
  })
  return pair
}
