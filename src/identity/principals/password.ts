// Passwords that people choose: kept as what scrypt makes of them, so that a stolen store tells little.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { digestOf } from './credentials.ts'

const PREFIX = 'scrypt'
const KEY_BYTES = 32

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, (error, key) => (error ? reject(error) : resolve(key)))
  })

export async function passwordDigest(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return [PREFIX, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Of a digest of `passwordDigest`, or of the plain SHA-256 of a secret that is random and long. */
export async function isPassword(given: string, digest: string): Promise<boolean> {
  const [prefix, salt, key] = digest.split('$')
  if (prefix === PREFIX && salt !== undefined && key !== undefined) {
    const wanted = Buffer.from(key, 'base64url')
    return timingSafeEqual(await derive(given, Buffer.from(salt, 'base64url')), wanted)
  }
  return timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digest))
}
