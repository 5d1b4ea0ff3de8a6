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

/** Begins to make a pair for a directory that has no signing key yet; undefined for one that has. */
export function beginKeyPair(directory: string | undefined): Promise<KeyPair> | undefined {
  if (directory !== undefined && existsSync(signingKeyIn(directory))) return undefined
  const pair = newKeyPair()
  // Who waits for it hears of a failure; nothing may wait yet.
  pair.catch(() => undefined)
  return pair
}
