import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * What this agent proves itself by, once its token was used. It is on the disk before the server is told:
 * an agent that is killed in between comes back with the same.
 */
export function credentialIn(directory: string): string {
  const path = `${directory}/credential`
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const credential = randomBytes(32).toString('base64url')
  writeFileSync(path, credential, { mode: 0o600, flush: true })
  return credential
}
